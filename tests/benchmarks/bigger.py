"""What bigger secrets cost: photos, sounds and films of growing size in tiles, all fitted for equally many passes.

    python -m tests.benchmarks.bigger PHOTO SOUND FILM [--passes 60] [--most 1048576] [--plot COST.svg] [--mesh MESH]
        [--device cuda]
    python -m tests.benchmarks.bigger PHOTO SOUND FILM --most 0 --cover COVER

As many weights for a sample as the standard recipe has, so a secret of four times the size gets four times the tiles.
Seconds are the processor's, on one core, or the clock's with a graphics card; memory is the most this process ever held
on the processor's side, all sizes before included. The photo is enlarged and the others go round and round where they
are too small: cost does not mind. With `--cover` the photo is hidden whole, in its largest size, by the recipe standard
for as many weights a sample.
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
from engine import device
from engine.fit.batches import batch_size_on
from engine.fit.loop import fit
from engine.fit.render import siren_field
from engine.media import Audio, Image, Medium, Shape, Video
from engine.media.resizing import resized
from engine.recipe import STANDARD, Recipe, coordinate_scale
from engine.siren import Siren
from tests.benchmarks import authors

SIDES = (128, 256, 512, 1024)
FRAMES = (100_000, 441_000, 1_323_000)  # the last is 30 s of 44.1 kHz
FILMS = ((32, 64), (32, 128), (125, 256))  # frames, side: the last is 5 s
POINTS = (100_000, 400_000)  # around a shape: twice the triangles have twice the surface to tell
ROWS = 64  # of each tile in a step, at the least: fewer waste what products can do
COLOURS = {"image": "#2a6fdb", "audio": "#d9822b", "video": "#3a9b5c", "shape": "#8a4fbf"}


@dataclass(frozen=True)
class Cost:
    """One fit."""

    modality: str
    what: str
    points: int
    tiles: int
    weights: int
    decibels: float
    seconds: float
    memory: int  # MB


def media(photo: Path, sound: Path, film: Path) -> list[Medium]:
    """The same three, in every size."""
    picture, heard, seen = (engine.load(p) for p in (photo, sound, film))
    assert isinstance(picture, Image)
    assert isinstance(heard, Audio)
    assert isinstance(seen, Video)
    short = min(picture.pixels.shape[:2])
    square = picture.pixels[:short, :short, :3]
    stereo = np.repeat(heard.signal[:, :1], 2, axis=1)
    return [
        *(Image(resized(square, side, side)) for side in SIDES),
        *(Audio(np.resize(stereo, (frames, 2)), 44_100) for frames in FRAMES),
        *(
            Video(np.stack([resized(seen.frames[i % len(seen.frames)], side, side) for i in range(count)]), 25.0)
            for count, side in FILMS
        ),
    ]


def size(medium: Medium) -> int:
    """How many samples are fitted."""
    return medium.count if isinstance(medium, Shape) else medium.grid.points


def roomy(medium: Medium) -> Recipe:
    """The recipe standard with as many weights for a sample, however many there are."""
    more = math.sqrt(max(1.0, size(medium) / STANDARD.samples[medium.modality]))
    samples = {**STANDARD.samples, medium.modality: max(STANDARD.samples[medium.modality], size(medium))}
    return replace(STANDARD, samples=samples, secret_width=round(STANDARD.secret_width * more))


def whole(secret: Medium, cover: Path) -> str:
    """A hide of it, to the file and back."""
    recipe, key = roomy(secret), engine.Key.generate()
    tile = recipe.tile_schedule
    more = size(secret) / STANDARD.samples[secret.modality]
    tile = replace(tile, batch_size=round(tile.batch_size * more), seconds=tile.seconds * more)
    recipe = replace(recipe, tile_schedule=tile)
    shown, started = engine.load(cover), time.monotonic()
    data = engine.hide(engine.plan([secret], shown, recipe), key).to_bytes()
    seconds, stego = time.monotonic() - started, engine.Stego.from_bytes(data)
    kept = shown.scaled(recipe.samples[shown.modality])
    (found,) = engine.reveal(stego, key)
    width, megabytes = stego.network.architecture.width, len(data) / 1e6
    return (
        f"{secret.describe()} in {shown.describe()}: width {width}, {megabytes:.1f} MB, "
        f"{seconds:.0f} s, secret {secret.compare(found.medium)['psnr']:.1f} dB, "
        f"cover {kept.compare(engine.show(stego))['psnr']:.1f} dB, {_memory()} MB at the most"
    )


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000


def cost(medium: Medium, passes: int, place: torch.device) -> Cost:
    """Fit it there."""
    points, recipe = size(medium), roomy(medium)
    (width,) = recipe.widths([medium])
    network, tiling = recipe.secret(medium, width)
    usual = STANDARD.tile_schedule if tiling.number > 1 else STANDARD.secret_schedule
    batch = max(usual.batch_size, ROWS * tiling.number)
    steps = max(1, passes * points // batch_size_on(place, batch))
    schedule = replace(usual, batch_size=batch, steps=steps, seconds=math.inf)
    samples, start = medium.samples(), Siren.random(network, medium.gain)
    now = authors.clock(place.type)
    began = now()
    fitted = fit(start, samples, coordinate_scale(medium, tiling), schedule, tiling=tiling, device=place)
    seconds = now() - began
    shown = siren_field(fitted.network, coordinate_scale(medium, tiling), place, tiling)(samples.coordinates)
    decibels = 10 * math.log10(samples.peak**2 / float(np.mean((shown - samples.values) ** 2)))
    return Cost(
        medium.modality, medium.describe(), points, tiling.number, network.parameter_count, decibels, seconds, _memory()
    )  # fmt: skip


def plot(costs: list[Cost]) -> str:
    """Seconds against samples, both by powers of ten, as SVG."""
    left, right = (f([math.log10(c.points) for c in costs]) for f in (min, max))
    low, high = (f([math.log10(c.seconds) for c in costs]) for f in (min, max))

    def place(c: Cost) -> tuple[float, float]:
        x, y = (math.log10(c.points) - left) / (right - left), (math.log10(c.seconds) - low) / (high - low)
        return 70 + 500 * x, 330 - 280 * y

    lines = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 400" font-family="sans-serif" font-size="12">']
    lines.append('<rect width="640" height="400" fill="white"/><path d="M60 40V340H620" fill="none" stroke="#888"/>')
    lines.append('<text x="300" y="385">samples</text><text x="14" y="28">seconds of one core</text>')
    for number, (modality, colour) in enumerate(COLOURS.items()):
        mine = [c for c in costs if c.modality == modality]
        path = " ".join(f"{x:.0f},{y:.0f}" for x, y in map(place, mine))
        lines.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        lines.append(f'<text x="{200 + 90 * number}" y="28" fill="{colour}">{modality}</text>')
        for c in mine:
            x, y = place(c)
            lines.append(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="4" fill="{colour}"/>')
            below = 18 if modality == "video" else -9  # where it lies beside the others
            lines.append(
                f'<text x="{x:.0f}" y="{y + below:.0f}" text-anchor="middle" fill="{colour}">{c.seconds:.0f} s</text>'
            )
    for power in range(math.ceil(left), math.floor(right) + 1):
        x = 70 + 500 * (power - left) / (right - left)
        lines.append(f'<path d="M{x:.0f} 340v6" stroke="#888"/>')
        lines.append(f'<text x="{x:.0f}" y="360" text-anchor="middle">{10**power:,}</text>')
    return "\n".join([*lines, "</svg>"]) + "\n"


def main() -> None:
    """Print the table, and draw it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("photo", type=Path)
    parser.add_argument("sound", type=Path)
    parser.add_argument("film", type=Path)
    parser.add_argument("--passes", type=int, default=60)
    parser.add_argument("--most", type=int, default=1 << 30, help="no secret of more samples")
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--mesh", type=Path, help="a shape besides")
    parser.add_argument("--cover", type=Path, help="what the largest photo is hidden in")
    parser.add_argument("--device", choices=("cpu", "cuda"), default="cpu")
    options = parser.parse_args()
    costs, everything = [], media(options.photo, options.sound, options.film)
    if options.mesh:
        everything += [engine.load(options.mesh).scaled(points) for points in POINTS]
    if options.cover:
        print(whole(everything[len(SIDES) - 1], options.cover))
    device.prefer(options.device, 1)
    print("| secret | samples | tiles | weights | dB | seconds | MB at the most |\n|---|---|---|---|---|---|---|")
    for medium in sorted(everything, key=size):
        if size(medium) <= options.most:
            c = cost(medium, options.passes, torch.device(options.device))
            costs.append(c)
            print(
                f"| {c.modality}, {c.what} | {c.points:,} | {c.tiles} | {c.weights:,} | {c.decibels:.1f} "
                f"| {c.seconds:.0f} | {c.memory} |",
                flush=True,
            )
    if options.plot and costs:
        options.plot.write_text(plot(costs))


if __name__ == "__main__":
    main()
