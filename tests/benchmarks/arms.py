"""Arms: the four kinds of file the attacks are measured on, small enough that one takes a second or two.

    python tests/benchmarks/arms.py FOLDER [--each 60] [--draft | --mixed | --wide | --whole] [--no-pictures]
        [--arm empty]...

foreign: a plain SIREN fitted to the cover, in our container; empty: ours with no secret; hidden: ours with one;
paper: the published layout, unsealed. Every file has a cover and a secret of its own. With --draft
networks are as wide as the recipe draft's and fitted for as many steps. With --mixed the public
settings differ from file to file (width, depth, storage, steps, kind of cover): what a calibration needs; with
--wide so too, but of wide networks, fitted for as long as they are for people: half a minute each. With --whole the
recipe draft hides in media of its full size, smooth ones too, in networks of any width that several secrets ask for.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable
from dataclasses import replace
from math import ceil
from pathlib import Path
from typing import Final, Literal

import numpy as np
import torch
import trimesh
from skimage import data

import engine
from engine.fit.loop import fit
from engine.media import Audio, Image, Medium, Shape, Video
from engine.media.resizing import resized
from engine.planning import plan
from engine.recipe import Recipe
from engine.siren import Siren
from engine.vault.permutation import permute
from tests.benchmarks.paper_media import plucked

Arm = Literal["foreign", "empty", "hidden", "paper"]
ARMS: Final[tuple[Arm, ...]] = ("foreign", "empty", "hidden", "paper")
PHOTOS: Final = (data.astronaut, data.coffee, data.chelsea, data.rocket, data.camera, data.coins, data.brick)
SIDE: Final = 40  # pixels
Chance = random.Random


def photo(chance: Chance, side: int = SIDE) -> Image:
    """A piece of a photo, chosen and cut at random."""
    whole = chance.choice(PHOTOS)()
    whole = np.stack([whole] * 3, axis=2) if whole.ndim == 2 else whole[:, :, :3]
    cut = chance.randint(min(2 * side, *whole.shape[:2]), min(whole.shape[:2]))
    top, left = chance.randint(0, whole.shape[0] - cut), chance.randint(0, whole.shape[1] - cut)
    piece = np.ascontiguousarray(whole[top : top + cut, left : left + cut])
    return Image(resized(piece, side, side))


def sound(chance: Chance) -> Audio:
    """A chord that swells."""
    time = np.arange(2000) / 4000
    tones = [np.sin(2 * np.pi * chance.uniform(60, 600) * time + chance.uniform(0, 6)) for _ in range(4)]
    swelling = np.sin(np.pi * time / 0.5 * chance.uniform(0.6, 1.4)) ** 2
    return Audio((0.2 * sum(tones) * swelling).astype(np.float32)[:, None], 4000)


def tune(chance: Chance) -> Audio:
    """Plucked strings over hiss of any strength: as long as what people hide in."""
    rate, seconds = chance.choice((8000, 16000, 22050)), chance.uniform(1, 4)
    notes = [(220 * 2 ** (chance.randint(-12, 12) / 12), chance.randint(2, 8) - 1) for _ in range(ceil(4 * seconds))]
    signal = plucked(notes, int(rate * seconds), rate)
    hiss = np.random.default_rng(chance.randrange(1 << 30)).standard_normal(len(signal))
    signal += chance.choice((0, 0.01, 0.1)) * np.convolve(hiss, np.ones(4) / 4, "same")
    return Audio((0.8 * signal / np.abs(signal).max()).astype(np.float32)[:, None], rate)


def film(chance: Chance) -> Video:
    """A photo that is panned over."""
    wide = photo(chance, 40).pixels
    return Video(np.stack([wide[t : t + 16, t : t + 16] for t in range(0, 16, 2)]), 10.0, None)


def plain(chance: Chance) -> Image:
    """A ground that only gets lighter: a network is always too large for it, whatever it holds."""
    y, x = np.mgrid[0:SIDE, 0:SIDE] / SIDE
    colours = [chance.uniform(40, 120) + chance.uniform(0, 130) * (x if chance.random() < 0.5 else y) for _ in range(3)]
    return Image(np.stack(colours, axis=2).astype(np.uint8))


def smooth(chance: Chance, side: int = 256) -> Image:
    """A photo of nothing sharp: colours that flow into one another, with or without the grain of a sensor."""
    random = np.random.default_rng(chance.randrange(1 << 30))
    count = chance.choice((4, 8, 16))
    coarse = random.integers(0, 255, (count, round(0.75 * count), 3), np.uint8)
    grain = chance.choice((0, 0, 2, 6)) * random.standard_normal((side, side, 1))
    return Image((resized(coarse, side, side) + grain).clip(0, 255).astype(np.uint8))


def long_film(chance: Chance) -> Video:
    """A camera over a photo, sharp or not, as large as the recipe draft keeps it."""
    frames, side, move = chance.choice((8, 24, 40)), chance.choice((32, 48, 60)), chance.choice((0, 1, 2))
    wide = (photo if chance.random() < 0.7 else smooth)(chance, side + frames * move).pixels
    return Video(np.stack([wide[move * t :, move * t :][:side, :side] for t in range(frames)]), 10.0, None)


def ball(chance: Chance) -> Shape:
    """A ball with dents."""
    round_one = trimesh.creation.icosphere(subdivisions=4)
    x, y, z = round_one.vertices.T * chance.uniform(3, 8)
    radius = 1 + chance.uniform(0.05, 0.2) * np.sin(x) * np.sin(y) * np.sin(z)
    return Shape((round_one.vertices * radius[:, None]).astype(np.float32), round_one.faces.astype(np.int32))


def whole_recipe(chance: Chance) -> Recipe:
    """The recipe draft, as if there were secrets for a network so wide: then its fit has fewer steps."""
    width = chance.choice((128, 160, 192, 224, 224, 288, 352, 448))
    draft = engine.DRAFT
    steps = round(draft.cover_schedule.steps * draft.cover_width / width * chance.choice((0.6, 1, 1)))
    schedule = replace(draft.cover_schedule, steps=steps, seconds=600)
    storage = chance.choice(("exact", "exact", "exact", "half", "quarter"))
    return replace(draft, width=width, cover_schedule=schedule, storage=storage, device="cpu")


Mix = tuple[tuple[int, ...], tuple[int, ...], int]  # widths and steps to choose from, and samples a step
SAME: Final[Mix] = (64,), (300,), 800
AS_DRAFT: Final[Mix] = (128,), (900,), 2048
MIXED: Final[Mix] = (64, 64, 80, 96, 128), (200, 300, 500), 800
WHOLE: Final[Mix] = (), (), 0  # what a recipe says
WIDE: Final[Mix] = (128, 128, 160, 192, 224, 256), (500, 1000, 2000), 2048


def recipe(chance: Chance, mix: Mix) -> Recipe:
    """One and the same, or one with other public settings each time."""
    mixed, (widths, lengths, batch) = mix not in (SAME, AS_DRAFT), mix
    steps, width = chance.choice(lengths), chance.choice(widths)
    schedule = replace(engine.DRAFT.secret_schedule, steps=steps, seconds=600, batch_size=batch)
    return replace(
        engine.DRAFT,
        secret_width=round(width * chance.uniform(0.4, 0.6)) if mixed else width // 2,
        cover_width=width,
        width=width,
        hidden=chance.choice((4, 5, 6, 7)) if mixed else 5,
        storage=chance.choice(("exact", "exact", "half", "quarter")) if mixed else "exact",
        secret_schedule=schedule, cover_schedule=schedule, sound_schedule=schedule,
        device="cpu",
    )  # fmt: skip


def made(arm: Arm, chance: Chance, mix: Mix, pictures: bool = True) -> tuple[engine.Stego, Medium | None]:
    """A file of this arm, and the secret in it where there is one."""
    others: tuple[Callable[[Chance], Medium], ...] = (sound, film, tune, tune) if mix is WIDE else (sound, film)
    mixed = (photo, photo, photo, plain, *others) if pictures else others
    kinds: tuple[Callable[[Chance], Medium], ...] = mixed
    if mix in (SAME, AS_DRAFT):
        kinds = (photo if mix is SAME else lambda c: photo(c, 96),)
    if mix is WHOLE:
        kinds = (smooth, smooth, lambda c: photo(c, 150), photo) if pictures else (long_film, long_film, tune, ball)
    cover, secret = chance.choice(kinds)(chance), photo(chance)
    chosen = whole_recipe(chance) if mix is WHOLE else recipe(chance, mix)
    if mix is WIDE and isinstance(cover, Image):
        cover = photo(chance, chance.choice((64, 96, 128)))
    if arm == "foreign":
        return foreign(cover, chosen), None
    protection: Literal["paper", "sealed"] = "paper" if arm == "paper" else "sealed"
    secrets = [] if arm == "empty" else [secret]
    chosen = replace(chosen, protection=protection)
    return engine.hide(engine.plan(secrets, cover, chosen), engine.Key.generate()), secret if secrets else None


def foreign(cover: Medium, chosen: Recipe) -> engine.Stego:
    """A SIREN that is nothing but its cover: no block of it was ever frozen."""
    empty = engine.hide(engine.plan([], cover, replace(chosen, cover_schedule=replace(
        chosen.cover_schedule, steps=1))), engine.Key.generate())  # fmt: skip
    planned = plan([], cover, chosen)
    network = Siren.random(planned.stego, cover.gain)
    network = fit(network, planned.cover.samples(), planned.cover.frequency, chosen.cover_schedule).network
    scales = tuple(float(w.abs().max()) / 127 for w in network.weights[1:-1])
    settings = replace(empty.settings, scales=scales if empty.settings.scales else ())
    return engine.Stego.from_bytes(replace(empty, network=permute(network, bytes(16)), settings=settings).to_bytes())


def main() -> None:
    """Make what is missing in the folder, one file of each arm after another."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--each", type=int, default=60)
    mix = parser.add_mutually_exclusive_group()
    mix.add_argument("--draft", dest="mix", action="store_const", const=AS_DRAFT)
    mix.add_argument("--mixed", dest="mix", action="store_const", const=MIXED)
    mix.add_argument("--wide", dest="mix", action="store_const", const=WIDE)
    mix.add_argument("--whole", dest="mix", action="store_const", const=WHOLE)
    parser.set_defaults(mix=SAME)
    parser.add_argument("--no-pictures", dest="pictures", action="store_false", help="as covers")
    parser.add_argument("--arm", action="append", choices=ARMS, default=[])
    options = parser.parse_args()
    torch.set_num_threads(1)
    options.folder.mkdir(parents=True, exist_ok=True)
    for number in range(options.each):
        for arm in options.arm or ARMS:
            path = options.folder / f"{arm}-{number:03d}.undersong"
            if path.exists():
                continue
            stego, secret = made(arm, Chance(f"{arm} {number}"), options.mix, options.pictures)
            if secret is not None:
                secret.write(path.with_suffix(secret.exports[0]))
            stego.save(path)


if __name__ == "__main__":
    main()
