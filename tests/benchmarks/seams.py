"""Seams between tiles: whether the error is larger, or jumps, where two tiles meet.

    python -m tests.benchmarks.seams FILE ... [--recipe draft] [--shares 0.1,1] [--points 250000]

Every picture, sound or film is hidden in itself, and the table has the secret and the cover.

- *blockiness*: the mean difference between the errors of two neighbouring points that lie in two tiles, divided by that
  of all other neighbours; 1 where joints cannot be told.
- *larger*: the same of a picture rendered three times as fine, against the original at that size.
- *at joints*: the error within 2 ms of a sound's joint, in dB above that elsewhere.
- *flicker*: a film's blockiness along its time axis alone, of errors averaged over 8 x 8 pixels as the eye does.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

import engine
from engine.arrays import Doubles, Flags
from engine.media import Audio, Image, Medium, Tiling, Video
from engine.media.cache import grid
from engine.media.resizing import resized
from engine.planned import PlannedFit
from engine.recipe import RECIPES
from tests.benchmarks.storages import by_steps

CLICK = 0.002  # seconds on each side of a sound's joint
LARGER = 3
EYE = 8  # pixels along each side, over which a film's error is averaged


def joints(points: int, tiles: int) -> Flags:
    """Which of the points - 1 pairs of neighbours along an axis lie in two tiles: booleans (points - 1,)."""
    tile = ((np.arange(points) + 0.5) / points * tiles).astype(int)
    return np.asarray(np.diff(tile) > 0)


def blockiness(values: Doubles, tiling: Tiling, axes: tuple[int, ...] | None = None) -> float:
    """Mean absolute difference of `values` (..., C) at joints over that elsewhere, along all axes with joints."""
    at, beside = [np.empty(0)], [np.empty(0)]
    for axis in axes or range(values.ndim - 1):
        border = joints(values.shape[axis], tiling.counts[axis])
        difference = np.moveaxis(np.abs(np.diff(values, axis=axis)), axis, 0)
        at.append(difference[border].ravel())
        beside.append(difference[~border].ravel())
    joint, other = np.concatenate(at), np.concatenate(beside)
    return float(joint.mean() / other.mean()) if joint.size and other.any() else float("nan")


def values(medium: Medium) -> Doubles:
    """The medium's values on its lattice (..., C)."""
    lattice = grid(medium)
    return np.asarray(medium.samples().values, np.float64).reshape(*lattice.shape, lattice.channels)


def of_picture(given: Image, back: Image, original: Image, finer: Image, tiling: Tiling) -> str:
    """Blockiness of the error, and of the error of the picture rendered larger."""
    error = given.pixels.astype(np.float64) - back.pixels
    height, width, _ = finer.pixels.shape
    larger = resized(original.pixels, height, width).astype(np.float64) - finer.pixels
    return f"blockiness {blockiness(error, tiling):.2f}, larger {blockiness(larger, tiling):.2f}"


def of_sound(given: Audio, back: Audio, tiling: Tiling) -> str:
    """The error near joints above that elsewhere in dB, and its jumps there."""
    error = values(given) - values(back)
    (samples,), (count,) = grid(given).shape, tiling.counts
    at = np.flatnonzero(joints(samples, count))
    near = np.zeros(samples, bool)
    for offset in range(round(CLICK * given.rate) + 1):
        near[at - offset], near[np.minimum(at + 1 + offset, samples - 1)] = True, True
    ratio = 10 * np.log10((error[near] ** 2).mean() / (error[~near] ** 2).mean()) if near.any() else float("nan")
    return f"at joints {ratio:+.1f} dB, blockiness {blockiness(error, tiling):.2f}"


def of_film(given: Video, back: Video, tiling: Tiling) -> str:
    """Blockiness of the error in space and time, and flicker."""
    error = given.frames.astype(np.float64) - back.frames
    height, width = (size // EYE * EYE for size in error.shape[1:3])
    eye = error[:, :height, :width].reshape(len(error), height // EYE, EYE, width // EYE, EYE, -1).mean((2, 4))
    return f"blockiness {blockiness(error, tiling):.2f}, flicker {blockiness(eye, tiling, axes=(0,)):.2f}"


def seam(given: Medium, back: Medium, original: Medium, finer: Medium, tiling: Tiling) -> str:
    """The figures of one medium, as text."""
    if (
        isinstance(given, Image) and isinstance(back, Image)
        and isinstance(original, Image) and isinstance(finer, Image)
    ):  # fmt: skip
        return of_picture(given, back, original, finer, tiling)
    if isinstance(given, Audio) and isinstance(back, Audio):
        return of_sound(given, back, tiling)
    if isinstance(given, Video) and isinstance(back, Video):
        return of_film(given, back, tiling)
    return "in one piece"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--recipe", choices=tuple(RECIPES), default="draft")
    parser.add_argument("--shares", default="0.1,1", help="of the recipe's steps")
    parser.add_argument("--points", type=int, default=250_000, help="that are kept of each")
    options = parser.parse_args()
    print("| medium | tiles | dB | seams |\n|---|---|---|---|")
    for path in options.files:
        original = engine.load(path)
        medium = original.scaled(options.points)
        for share in map(float, options.shares.split(",")):
            recipe = by_steps(RECIPES[options.recipe], share)
            plan, key = engine.plan([medium], medium, recipe), engine.Key.generate()
            stego = engine.hide(plan, key)
            [secret] = engine.reveal(stego, key)
            scale = LARGER if isinstance(medium, Image) else 1
            cover = PlannedFit(plan.cover, plan.stego, plan.tiling)
            rows = (
                ("secret", plan.secrets[0], secret.medium, secret.finer(scale)),
                ("cover", cover, engine.show(stego), engine.show(stego, scale=scale)),
            )
            for role, planned, back, finer in rows:
                given, tiling = planned.medium, planned.tiling
                quality = next(iter(given.compare(back).values()))
                tiles = " x ".join(map(str, tiling.counts))
                print(
                    f"| {path.stem}, {role} | {tiles} | {quality:.1f} | {seam(given, back, original, finer, tiling)} |",
                    flush=True,
                )


if __name__ == "__main__":
    main()
