"""What larger secrets cost: photos, sounds and videos of growing size in tiles, all fitted for equally many epochs.

    python -m tests.benchmarks.bigger PHOTO SOUND FILM [--passes 60] [--most 1048576] [--plot COST.svg] [--mesh MESH]
        [--device cuda]
    python -m tests.benchmarks.bigger PHOTO SOUND FILM --most 0 --cover COVER

Every size has as many weights per sample as the standard recipe, so a secret of four times the size gets four times the
tiles. Seconds are CPU seconds of one core, or wall-clock seconds on a GPU; memory is the peak of this process on the
host, earlier sizes included. A photo that is too small is enlarged and other media are repeated, which does not change
the cost. With `--cover` the largest photo is hidden in a file, by the recipe standard with as many weights per sample.
"""

from __future__ import annotations

import argparse
import math
import resource
import time
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch

import engine
from engine.fit.batches import batch_size_on
from engine.fit.loop import fit
from engine.fit.render import siren_field
from engine.media import Audio, Image, Medium, Shape, Video
from engine.media.resizing import resized
from engine.recipe import STANDARD, Recipe, coordinate_scale
from engine.siren import Siren
from tests.benchmarks import authors

SIDES = (128, 256, 512, 1024)
FRAMES = (100_000, 441_000, 1_323_000)  # of a sound; the last is 30 s at 44.1 kHz
FILMS = ((32, 64), (32, 128), (125, 256))  # frames, side: the last is 5 s
POINTS = (100_000, 400_000)  # around a shape
MIN_TILE_BATCH = 64  # samples of each tile in a step: with fewer, matrix products are inefficient
COLOURS = {"image": "#2a6fdb", "audio": "#d9822b", "video": "#3a9b5c", "shape": "#8a4fbf"}


@dataclass(frozen=True)
class Cost:
    """One fit and what it cost."""

    modality: str
    description: str
    points: int
    tiles: int
    weights: int
    decibels: float
    seconds: float
    memory_mb: int


def media(photo: Path, sound: Path, film: Path) -> list[Medium]:
    """The same three media, in every size."""
    image, audio, video = (engine.load(p) for p in (photo, sound, film))
    assert isinstance(image, Image)
    assert isinstance(audio, Audio)
    assert isinstance(video, Video)
    short = min(image.pixels.shape[:2])
    square = image.pixels[:short, :short, :3]
    stereo = np.repeat(audio.signal[:, :1], 2, axis=1)
    return [
        *(Image(resized(square, side, side)) for side in SIDES),
        *(Audio(np.resize(stereo, (frames, 2)), 44_100) for frames in FRAMES),
        *(
            Video(np.stack([resized(video.frames[i % len(video.frames)], side, side) for i in range(count)]), 25.0)
            for count, side in FILMS
        ),
    ]


def size(medium: Medium) -> int:
    """The number of samples fitted."""
    return medium.count if isinstance(medium, Shape) else medium.grid.points


def scaled_recipe(medium: Medium) -> Recipe:
    """The recipe standard with as many weights per sample for a medium of any size."""
    growth = math.sqrt(max(1.0, size(medium) / STANDARD.samples[medium.modality]))
    samples = {**STANDARD.samples, medium.modality: max(STANDARD.samples[medium.modality], size(medium))}
    return replace(STANDARD, samples=samples, secret_width=round(STANDARD.secret_width * growth))


def hide_in_file(secret: Medium, cover: Path) -> str:
    """Hide a secret, reveal it from the file, and describe what it cost."""
    recipe, key = scaled_recipe(secret), engine.Key.generate()
    tile = recipe.tile_schedule
    growth = size(secret) / STANDARD.samples[secret.modality]
    tile = replace(tile, batch_size=round(tile.batch_size * growth), seconds=tile.seconds * growth)
    recipe = replace(recipe, tile_schedule=tile)
    cover_medium, start = engine.load(cover), time.monotonic()
    plan = engine.plan([secret], cover_medium, recipe)
    data = engine.hide(plan, key).to_bytes()
    seconds, stego = time.monotonic() - start, engine.Stego.from_bytes(data)
    (revealed,) = engine.reveal(stego, key)
    width, megabytes = stego.network.architecture.width, len(data) / 1e6
    return (
        f"{secret.describe()} in {cover_medium.describe()}: width {width}, {megabytes:.1f} MB, "
        f"{seconds:.0f} s, secret {secret.compare(revealed.medium)['psnr']:.1f} dB, "
        f"cover {plan.cover.compare(engine.show(stego))['psnr']:.1f} dB, peak {_memory_mb()} MB"
    )


def _memory_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000


def cost(medium: Medium, epochs: int, device: torch.device) -> Cost:
    """Fit a medium on a device."""
    points, recipe = size(medium), scaled_recipe(medium)
    network, tiling = recipe.secret(medium, recipe.wanted_width(medium))
    default = STANDARD.tile_schedule if tiling.count > 1 else STANDARD.secret_schedule
    batch = max(default.batch_size, MIN_TILE_BATCH * tiling.count)
    steps = max(1, epochs * points // batch_size_on(device, batch))
    schedule = replace(default, batch_size=batch, steps=steps, seconds=math.inf)
    samples, start = medium.samples(), Siren.random(network, medium.gain)
    now = authors.clock(device.type)
    started = now()
    fitted = fit(start, samples, coordinate_scale(medium, tiling), schedule, tiling=tiling, device=device)
    seconds = now() - started
    shown = siren_field(fitted.network, coordinate_scale(medium, tiling), device, tiling)(samples.coordinates)
    decibels = 10 * math.log10(samples.peak**2 / float(np.mean((shown - samples.values) ** 2)))
    return Cost(
        medium.modality, medium.describe(), points, tiling.count, network.parameter_count, decibels, seconds,
        _memory_mb(),
    )  # fmt: skip


def plot(costs: list[Cost]) -> str:
    """An SVG plot of seconds against samples, both on logarithmic axes."""
    left, right = (f([math.log10(c.points) for c in costs]) for f in (min, max))
    low, high = (f([math.log10(c.seconds) for c in costs]) for f in (min, max))

    def position(c: Cost) -> tuple[float, float]:
        x, y = (math.log10(c.points) - left) / (right - left), (math.log10(c.seconds) - low) / (high - low)
        return 70 + 500 * x, 330 - 280 * y

    lines = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 400" font-family="sans-serif" font-size="12">']
    lines.append('<rect width="640" height="400" fill="white"/><path d="M60 40V340H620" fill="none" stroke="#888"/>')
    lines.append('<text x="300" y="385">samples</text><text x="14" y="28">seconds of one core</text>')
    for index, (modality, colour) in enumerate(COLOURS.items()):
        mine = [c for c in costs if c.modality == modality]
        path = " ".join(f"{x:.0f},{y:.0f}" for x, y in map(position, mine))
        lines.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        lines.append(f'<text x="{200 + 90 * index}" y="28" fill="{colour}">{modality}</text>')
        for c in mine:
            x, y = position(c)
            lines.append(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="4" fill="{colour}"/>')
            offset = 18 if modality == "video" else -9  # below or above the line, where there is room
            lines.append(
                f'<text x="{x:.0f}" y="{y + offset:.0f}" text-anchor="middle" fill="{colour}">{c.seconds:.0f} s</text>'
            )
    for power in range(math.ceil(left), math.floor(right) + 1):
        x = 70 + 500 * (power - left) / (right - left)
        lines.append(f'<path d="M{x:.0f} 340v6" stroke="#888"/>')
        lines.append(f'<text x="{x:.0f}" y="360" text-anchor="middle">{10**power:,}</text>')
    return "\n".join([*lines, "</svg>"]) + "\n"


def main() -> None:
    """Print the table, and plot it if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("photo", type=Path)
    parser.add_argument("sound", type=Path)
    parser.add_argument("film", type=Path)
    parser.add_argument("--passes", type=int, default=60, help="epochs")
    parser.add_argument("--most", type=int, default=1 << 30, help="the most samples of a secret")
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--mesh", type=Path, help="a shape in addition")
    parser.add_argument("--cover", type=Path, help="the cover in which the largest photo is hidden")
    parser.add_argument("--device", choices=("cpu", "cuda"), default="cpu")
    options = parser.parse_args()
    costs, secrets = [], media(options.photo, options.sound, options.film)
    if options.mesh:
        secrets += [engine.load(options.mesh).scaled(points) for points in POINTS]
    if options.cover:
        print(hide_in_file(secrets[len(SIDES) - 1], options.cover))
    engine.prefer(options.device, 1)
    print("| secret | samples | tiles | weights | dB | seconds | peak MB |\n|---|---|---|---|---|---|---|")
    for medium in sorted(secrets, key=size):
        if size(medium) <= options.most:
            c = cost(medium, options.passes, torch.device(options.device))
            costs.append(c)
            print(
                f"| {c.modality}, {c.description} | {c.points:,} | {c.tiles} | {c.weights:,} | {c.decibels:.1f} "
                f"| {c.seconds:.0f} | {c.memory_mb} |",
                flush=True,
            )
    if options.plot and costs:
        options.plot.write_text(plot(costs))


if __name__ == "__main__":
    main()
