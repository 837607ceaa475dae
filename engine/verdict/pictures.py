"""How a picture that comes back looks beside the one that was given: detail that is lost, and grain that was added.

Both are seen at the size of the given one, in differences of Gaussians from the finest detail to the coarsest, in cells
of 16 x 16 pixels. In a cell the returned band is the given one times a gain, and a rest that has nothing to do with it:
what the gain lacks is detail that is lost, the rest is grain.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from PIL import Image as Pillow

from engine.arrays import AnyFloats, Bytes, Doubles, Floats
from engine.waiting import cancellation_point

PATCH: Final = 128  # pixels of a side: what is compared at once
MAX_PATCHES: Final = 80  # of a larger picture the richest half of that many, and as many of the others: 0.4 s
CELL: Final = 16  # pixels of a side; of a small picture an eighth of its side
SIGMAS: Final = (1.0, 2.0, 4.0, 8.0)  # pixels, where one band ends and the next begins
# What is just seen in each band, finest first and brightness last: levels of 0 to 255, on a plain ground.
THRESHOLDS: Final = (3.0, 2.0, 1.5, 1.5, 6.0)
MASKING: Final = 0.25  # of the given band's strength is hidden in it
COLOUR_THRESHOLD: Final = 5.0  # levels, of the two colour differences of a cell
BRIGHTNESS_THRESHOLD: Final = 12.0  # levels by which the whole is darker or lighter, or has less contrast
POOLING: Final = 3.0  # exponent: what is bad in a few places counts more than what is fair everywhere
FLAT: Final = 4.0  # levels: the brightness of a picture that varies by less says nothing of what it shows


@dataclass(frozen=True, slots=True)
class Seen:
    """What the eye finds: pooled differences in units of what is just seen.

    `visible` is detail that is `lost` and `grain` that was added together, `colour` a difference in hue. `likeness` is
    the correlation of the brightness of their cells: near 0, where they show different things.
    """

    visible: float
    lost: float
    grain: float
    colour: float
    likeness: float


def difference(given: Bytes, returned: Bytes) -> Seen:
    """What differs between two pictures (H, W, C) of any sizes, seen at the size of the first."""
    mine, other = in_colour(given), in_colour(returned)
    cell = min(CELL, max(2, min(given.shape[:2]) // 8))
    lost, grain, colour, brightness = [], [], [], []
    for box in patches(np.asarray(mine.getchannel(0))):
        first = np.asarray(mine.crop(box), np.float32)
        second = np.asarray(region(other, mine.size, box), np.float32)
        gone, added = _bands_apart(first[..., 0], second[..., 0], cell)
        lost.append(gone)
        grain.append(added)
        colour.append(np.hypot(*(cell_means((first - second)[..., channel], cell).ravel() for channel in (1, 2))))
        brightness.append(np.stack([cell_means(part[..., 0], cell).ravel() for part in (first, second)]))
    dark, shown = np.concatenate(brightness, axis=1)
    slope, level, likeness = _line(dark, shown)
    every_lost, every_grain = np.concatenate(lost), np.concatenate(grain)  # (cells, bands)
    every_lost = np.column_stack([every_lost, np.abs(shown - slope * dark - level) / THRESHOLDS[-1]])
    both = np.sqrt(np.square(every_lost).sum(axis=1) + np.square(every_grain).sum(axis=1))
    hue = np.hypot(np.concatenate(colour) / COLOUR_THRESHOLD, (slope * dark + level - dark) / BRIGHTNESS_THRESHOLD)
    return Seen(_pooled(both), _pooled(_norm(every_lost)), _pooled(_norm(every_grain)), _pooled(hue), likeness)


def patches(luma: Bytes) -> list[tuple[int, int, int, int]]:
    """Boxes (left, top, right, bottom) that cover a picture (H, W), or the richest and some others of a large one."""
    height, width = luma.shape
    boxes = [
        (x, y, min(x + PATCH, width), min(y + PATCH, height))
        for y in range(0, max(1, height - CELL // 2), PATCH)
        for x in range(0, max(1, width - CELL // 2), PATCH)
    ]
    if len(boxes) <= MAX_PATCHES:
        return boxes
    strength = [float(np.abs(np.diff(luma[y:b:2, x:r].astype(np.int16), axis=1)).mean()) for x, y, r, b in boxes]
    order = np.argsort(strength)[::-1]
    half = MAX_PATCHES // 2
    others = order[half:][:: max(1, (len(order) - half) // half)][:half]
    return [boxes[index] for index in sorted((*order[:half], *others))]


def cell_means(values: AnyFloats, cell: int) -> Doubles:
    """Means over square cells of an array (H, W); what is left at the border is a cell too."""
    rows, columns = (np.arange(0, max(1, n - cell // 2), cell) for n in values.shape)
    sums = np.add.reduceat(np.add.reduceat(values.astype(np.float64), rows, axis=0), columns, axis=1)
    heights, widths = (np.diff([*starts, n]) for starts, n in zip((rows, columns), values.shape, strict=True))
    means: Doubles = sums / heights[:, None] / widths[None, :]
    return means


def bands(luma: Floats) -> list[Floats]:
    """Differences of Gaussians of a picture (H, W), the finest first."""
    from scipy.ndimage import gaussian_filter  # 0.2 s to import

    cancellation_point()
    levels = [luma, *(gaussian_filter(luma, sigma, mode="nearest", truncate=3.0) for sigma in SIGMAS)]
    return [fine - coarse for fine, coarse in pairwise(levels)]


def _bands_apart(given: Floats, returned: Floats, cell: int) -> tuple[Doubles, Doubles]:
    """For each cell and band: what is lost and what was added, in units of what is just seen; (cells, bands) each."""
    lost, grain = [], []
    for threshold, first, second in zip(THRESHOLDS[:-1], bands(given), bands(returned), strict=True):
        strength, power = cell_means(np.square(first), cell).ravel(), cell_means(np.square(second), cell).ravel()
        together = cell_means(first * second, cell).ravel()
        gain = np.clip(together / np.maximum(strength, 1e-6), 0.0, 2.0)
        rest = np.maximum(power - 2 * gain * together + gain**2 * strength, 0.0)
        seen_from = threshold + MASKING * np.sqrt(strength)
        lost.append(np.abs(1 - gain) * np.sqrt(strength) / seen_from)
        grain.append(np.sqrt(rest) / seen_from)
    return np.stack(lost, axis=1), np.stack(grain, axis=1)


def _line(first: Doubles, second: Doubles) -> tuple[float, float, float]:
    """Slope, level and correlation of the line that turns the first numbers into the second; 1 where they hardly vary.

    A picture that is darker, or has less contrast, shows the same thing nevertheless.
    """
    if first.std() < FLAT:
        return 1.0, float((second - first).mean()), 1.0
    slope = float(np.cov(first, second)[0, 1] / first.var(ddof=1))
    correlation = slope * float(first.std() / second.std()) if second.std() > 0 else 0.0
    return slope, float(second.mean() - slope * first.mean()), correlation


def _norm(values: Doubles) -> Doubles:
    norm: Doubles = np.sqrt(np.square(values).sum(axis=1))
    return norm


def _pooled(values: AnyFloats) -> float:
    return float(np.mean(values**POOLING) ** (1 / POOLING))


def in_colour(pixels: Bytes) -> Pillow.Image:
    """Brightness and two differences of colour; what is transparent lies on white."""
    image = Pillow.fromarray(np.ascontiguousarray(pixels[..., 0] if pixels.shape[2] == 1 else pixels))
    if image.mode == "RGBA":
        image = Pillow.alpha_composite(Pillow.new("RGBA", image.size, "white"), image)
    return image.convert("RGB").convert("YCbCr")


def region(image: Pillow.Image, size: tuple[int, int], box: tuple[int, int, int, int]) -> Pillow.Image:
    """The part of a picture that covers `box` of one of another size, at that size."""
    if image.size == size:
        return image.crop(box)
    across, down = image.width / size[0], image.height / size[1]
    left, top, right, bottom = box
    part = (left * across, top * down, min(right * across, image.width), min(bottom * down, image.height))
    return image.resize((right - left, bottom - top), Pillow.Resampling.LANCZOS, box=part)
