"""Arms: the five kinds of files the attacks are measured on, small enough to make one in a second or two.

    python tests/benchmarks/arms.py FOLDER [--each 60] [--tiles | --mixed-tiles | --draft | --mixed | --wide | --whole]
        [--no-pictures] [--arm empty]...

foreign: a plain SIREN fitted to the cover, in our container; empty: ours with no secret; hidden: ours with one;
two-keys: ours with a secret for each of two keys; paper: the published layout, unsealed, of a stack in every tile.
Every file has its own cover and secrets. With --tiles covers are stacks of 16 tiles, otherwise networks in one piece.
With --draft these have the width and steps of the recipe draft. With --mixed or --mixed-tiles the public settings
differ from file to file (width, depth, storage, steps, modality of the cover), as a calibration needs; --wide does the
same with wide networks that are fitted as long as people fit them, half a minute each. With --whole the recipe draft
hides in covers of its full size, smooth ones too, with any room for secrets.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Hashable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Final, Literal

import torch

import engine
from engine.media import Image, Medium
from engine.recipe import Recipe
from engine.siren import Siren
from tests.benchmarks.arm_media import ball, film, long_film, photo, plain, smooth, some_file, sound, tune
from tests.benchmarks.stacks import STORAGES, cover_fit, small_tiles, unsealed_stack, with_network

Arm = Literal["foreign", "empty", "hidden", "two-keys", "exact", "paper"]
ARMS: Final[tuple[Arm, ...]] = ("foreign", "empty", "hidden", "two-keys", "exact", "paper")
STACK_SIDE: Final = 64


def full_size_recipe(rng: Random) -> Recipe:
    """The recipe draft with any room and storage, and sometimes with fewer steps."""
    draft, fewer = engine.DRAFT, rng.choice((0.5, 1, 1))
    cover, tile = (
        replace(schedule, steps=round(schedule.steps * fewer), seconds=600)
        for schedule in (draft.cover_schedule, draft.tile_schedule)
    )
    storage = rng.choice(STORAGES)
    room = rng.choice((1, 1, 1, 4))
    return replace(draft, room=room, storage=storage, cover_schedule=cover, tile_schedule=tile, device="cpu")


Mix = tuple[tuple[int, ...], tuple[int, ...], int]  # widths and numbers of steps to choose from, batch size
SAME: Final[Mix] = (64,), (300,), 800
AS_DRAFT: Final[Mix] = (128,), (900,), 2048
MIXED: Final[Mix] = (64, 64, 80, 96, 128), (200, 300, 500), 800
WHOLE: Final[Mix] = (), (), 0  # as the recipe has it
TILES: Final[Mix] = (), (), 1
MIXED_TILES: Final[Mix] = (), (), 2
WIDE: Final[Mix] = (128, 128, 160, 192, 224, 256), (500, 1000, 2000), 2048


def random_recipe(rng: Random, mix: Mix) -> Recipe:
    """The same recipe for every file, or one with random public settings."""
    if mix in (TILES, MIXED_TILES):
        return small_tiles(rng, mix is MIXED_TILES)
    mixed, (widths, lengths, batch) = mix not in (SAME, AS_DRAFT), mix
    steps, width = rng.choice(lengths), rng.choice(widths)
    schedule = replace(engine.DRAFT.secret_schedule, steps=steps, seconds=600, batch_size=batch)
    return replace(
        engine.DRAFT,
        secret_width=round(width * rng.uniform(0.4, 0.6)) if mixed else width // 2,
        cover_width=width,
        width=width,
        hidden=rng.choice((4, 5, 6, 7)) if mixed else 5,
        storage=rng.choice(STORAGES) if mixed else "exact",
        secret_schedule=schedule, cover_schedule=schedule, sound_schedule=schedule, tile_schedule=schedule,
        device="cpu",
    )  # fmt: skip


def makers_of(mix: Mix, pictures: bool) -> tuple[Callable[[Random], Medium], ...]:
    """What makes the covers of such a mix."""
    if mix is TILES:
        return (lambda rng: photo(rng, STACK_SIDE),)
    if mix is MIXED_TILES:
        sizes = (32, 48, 64, 96)
        stills = (lambda rng: photo(rng, rng.choice(sizes)),) * 3 + (lambda rng: smooth(rng, rng.choice(sizes)),)
        return (*stills, plain) if pictures else (sound, tune, long_film)
    if mix in (SAME, AS_DRAFT):
        return (photo if mix is SAME else lambda rng: photo(rng, 96),)
    if mix is WHOLE:
        return (smooth, smooth, lambda rng: photo(rng, 150), photo) if pictures else (long_film, long_film, tune, ball)
    others: tuple[Callable[[Random], Medium], ...] = (sound, film, tune, tune) if mix is WIDE else (sound, film)
    return (photo, photo, photo, plain, *others) if pictures else others


def make(arm: Arm, rng: Random, mix: Mix, pictures: bool = True) -> tuple[engine.Stego, Medium | None]:
    """A file of this arm, and the first secret in it where there is one."""
    stacked = mix in (TILES, MIXED_TILES)
    cover, secret = rng.choice(makers_of(mix, pictures))(rng), photo(rng)
    recipe = full_size_recipe(rng) if mix is WHOLE else random_recipe(rng, mix)
    if mix is WIDE and isinstance(cover, Image):
        cover = photo(rng, rng.choice((64, 96, 128)))
    if arm == "foreign":
        plan = engine.plan([], cover, recipe)
        return with_network(cover_fit(Siren.random(plan.stego, cover.gain), plan), plan), None
    if stacked and arm == "paper":
        cover = cover if isinstance(cover, Image) else sound(rng)  # the secret needs as many samples
        like_cover = photo(rng, len(cover.pixels)) if isinstance(cover, Image) else sound(rng)
        return unsealed_stack(cover, like_cover, recipe), like_cover
    recipe = replace(recipe, protection="paper" if arm == "paper" else "sealed")
    if arm == "exact":
        plan = engine.plan([some_file(rng, engine.plan([], cover, recipe).room_for_files)], cover, recipe)
        return engine.hide(plan, engine.Key.generate()), None
    secrets = {"empty": [], "two-keys": [secret, photo(rng)]}.get(arm, [secret])
    owned = [engine.Secret(medium, owner) for owner, medium in enumerate(secrets)]
    keys: dict[Hashable, engine.Key] = {owner: engine.Key.generate() for owner in range(len(owned))}
    stego = engine.hide(engine.plan(owned, cover, recipe), keys or engine.Key.generate())
    return stego, secret if secrets else None


def main() -> None:
    """Make the files that are missing in the folder, one of each arm in turn."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--each", type=int, default=60)
    mix = parser.add_mutually_exclusive_group()
    mix.add_argument("--tiles", dest="mix", action="store_const", const=TILES)
    mix.add_argument("--mixed-tiles", dest="mix", action="store_const", const=MIXED_TILES)
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
    for index in range(options.each):
        for arm in options.arm or ARMS:
            path = options.folder / f"{arm}-{index:03d}.undersong"
            if path.exists():
                continue
            stego, secret = make(arm, Random(f"{arm} {index}"), options.mix, options.pictures)
            if secret is not None:
                secret.write(path.with_suffix(secret.exports[0]))
            stego.save(path)


if __name__ == "__main__":
    main()
