"""Print in a picture, found by its edges: strokes on a plain ground, as tall as their neighbours, in lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from engine.arrays import AnyArray, Bytes, Doubles, Flags, Indices

INK: Final = 28  # levels between ink and the paper around it, at least
WINDOW: Final = 41  # pixels of a side of the paper around a stroke
MIN_HEIGHT, MAX_HEIGHT = 4, 120  # pixels, of a letter
MIN_LINE: Final = 6  # letters one after another
LEVEL: Final = 0.28  # of a letter's height: how far the feet of two neighbours may stand apart
STRAIGHT: Final = 0.14  # of its height: how far half of the letters of a line may stand off it
EDGE: Final = 2  # pixels around ink that are neither ink nor paper
PLAIN: Final = 0.22  # of the contrast: how uneven the paper around a letter may be; leaves and grass are not plain
TALL: Final = 80.0  # percentile: in a line a letter as tall as a capital
WHOLE: Final = 1.35  # times a capital: from its head to the foot of a "g"
PAGE: Final = 0.02  # of the picture is letters' boxes: then it is a page of print, or a screen


@dataclass(frozen=True, slots=True, eq=False)
class Print:
    """The letters of a picture: `boxes` (N, 4) as left, top, right, bottom, and of each the `heights` (N,) of its line.

    `share` is the part of the picture that the letters' boxes cover.
    """

    boxes: Indices
    heights: Doubles
    share: float

    @property
    def is_page(self) -> bool:
        """Whether print is what the picture is about."""
        return self.share >= PAGE


NONE: Final = Print(np.zeros((0, 4), np.int64), np.zeros(0), 0.0)


def find_print(luma: Bytes) -> Print:
    """The letters of a picture (H, W), dark on light or light on dark; 0.2 s for each megapixel."""
    from scipy.ndimage import uniform_filter

    paper = uniform_filter(luma.astype(np.float32), WINDOW, mode="nearest")
    apart = luma - paper
    found = [letters for ink in (apart < -INK, apart > INK) if (letters := _letters(luma, ink))[0].size]
    if not found:
        return NONE
    boxes, heights = (np.concatenate(parts) for parts in zip(*found, strict=True))
    area = float(((boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])).sum())
    return Print(boxes, heights, area / luma.size)


def _letters(luma: Bytes, ink: Flags) -> tuple[Indices, Doubles]:
    """Boxes of the strokes that stand in lines, and the height of each line."""
    boxes = _strokes(ink)
    boxes = boxes[_on_plain_ground(boxes, luma, ink)]
    lines = _lines(boxes)
    order = np.argsort(lines, kind="stable")
    order = order[np.searchsorted(lines[order], 0) :]
    kept, heights = list[Indices](), list[Doubles]()
    for line in np.split(order, np.flatnonzero(np.diff(lines[order])) + 1):
        if not len(line):
            continue
        left, top, right, bottom = boxes[line].T
        height = float(np.percentile(bottom - top, TALL)) * WHOLE
        across = (left + right) / 2
        slope, foot = np.polyfit(across - across.mean(), bottom, 1)
        if np.median(np.abs(bottom - foot - slope * (across - across.mean()))) <= max(1.0, STRAIGHT * height / WHOLE):
            kept.append(boxes[line])
            heights.append(np.full(len(line), height))
    if not kept:
        return NONE.boxes, NONE.heights
    return np.concatenate(kept), np.concatenate(heights)


def _on_plain_ground(boxes: Indices, luma: Bytes, ink: Flags) -> Flags:
    """Which strokes (N,) stand out clearly from an even ground, by sums over their boxes."""
    from scipy.ndimage import binary_dilation

    levels = luma.astype(np.float64)
    paper = ~binary_dilation(ink, np.ones((3, 3), bool), EDGE - 1)
    height, width = luma.shape
    left, top = np.maximum(boxes[:, :2].T - EDGE - 1, 0)
    right, bottom = np.minimum(boxes[:, 2:].T + EDGE + 1, [[width], [height]])

    def total(values: Doubles) -> Doubles:
        sums = np.zeros((height + 1, width + 1))
        sums[1:, 1:] = values.cumsum(axis=0).cumsum(axis=1)
        inside: Doubles = sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left]
        return inside

    count = np.maximum(total(paper.astype(np.float64)), 1.0)
    mean = total(levels * paper) / count
    spread = np.sqrt(np.maximum(total(np.square(levels) * paper) / count - np.square(mean), 0.0))
    stroke = total(levels * ink) / np.maximum(total(ink.astype(np.float64)), 1.0)
    plain: Flags = (spread <= PLAIN * np.abs(stroke - mean)) & (np.abs(stroke - mean) >= INK) & (count >= EDGE)
    return plain


def _strokes(ink: Flags) -> Indices:
    """Boxes (N, 4) of connected ink with the size and the fill of letters."""
    from scipy.ndimage import find_objects, label

    labels, count = label(ink, np.ones((3, 3), int))
    if not count:
        return NONE.boxes
    slices = find_objects(labels)
    boxes = np.array([(x.start, y.start, x.stop, y.stop) for y, x in slices], np.int64)
    filled = np.bincount(labels.ravel(), minlength=count + 1)[1:]
    width, height = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    fill = filled / (width * height)
    fits = (height >= MIN_HEIGHT) & (height <= MAX_HEIGHT) & (width <= 6 * height) & (fill > 0.12) & (fill < 0.97)
    inside = (boxes[:, 1] > 0) & (boxes[:, 3] < ink.shape[0])
    strokes: Indices = boxes[fits & inside]
    return strokes


def _lines(boxes: Indices) -> Indices:
    """The number of the line that each stroke stands in, (N,); -1 for those that stand in none."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components
    from scipy.spatial import cKDTree

    lines = np.full(len(boxes), -1)
    if len(boxes) < MIN_LINE:
        return lines
    left, top, right, bottom = boxes.T
    height = bottom - top
    pairs = cKDTree(np.stack([(left + right) / 2, 2.0 * bottom], axis=1)).query_pairs(
        2.2 * float(np.percentile(height, 90)), output_type="ndarray"
    )
    if not len(pairs):
        return lines
    first, second = pairs.T
    least, most = np.minimum(height[first], height[second]), np.maximum(height[first], height[second])
    gap = np.maximum(left[first], left[second]) - np.minimum(right[first], right[second])
    beside = (
        (most <= 2.1 * least)
        & (gap < 0.9 * most)
        & (gap > -0.25 * least)
        & (np.abs(bottom[first] - bottom[second]) <= np.maximum(1.5, LEVEL * most))
    )
    graph = coo_matrix((np.ones(beside.sum()), (first[beside], second[beside])), shape=(len(boxes),) * 2)
    _, component = connected_components(graph, directed=False)
    long_enough = np.bincount(component) >= MIN_LINE
    kept: AnyArray = long_enough[component]
    lines[kept] = component[kept]
    return lines
