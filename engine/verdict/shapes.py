"""The judgement of a 3D shape: the space it fills, where its surface lies, and pieces that were not there."""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from engine.media import Shape
from engine.media.shape import FILL, TAU
from engine.verdict.scale import Judgement, Remark, Verdict, step_of

IOU_LIMITS: Final = (0.025, 0.07, 0.15, 0.45)  # of the volume that the two do not share
CHAMFER_LIMITS: Final = (0.002, 0.006, 0.015, 0.06)  # of the diagonal
DIGITS: Final = 6  # of coordinates, relative to the size: vertices that are equal so far are one
MEAN: Final = 0.8  # of a normal deviation, which is a root of a mean square, lies the surface off


def judge_shape(given: Shape, returned: Shape) -> Judgement:
    """The judgement of a shape against the given one.  It takes a second or two, in the helper process."""
    if np.array_equal(given.vertices, returned.vertices) and np.array_equal(given.faces, returned.faces):
        return Judgement(Verdict.SAME, given.modality)
    if not len(returned.faces):
        return Judgement(Verdict.SAME if not len(given.faces) else Verdict.NOT_USABLE, given.modality)
    measures = given.compare(returned)
    more = pieces(returned) - pieces(given)
    remarks = (Remark("pieces", more),) if more > 0 else ()
    verdict = min(grade_shape(measures["iou"], measures["chamfer"]), Verdict.SOFTER if more > 0 else Verdict.SAME)
    return Judgement(verdict, given.modality, remarks)


def grade_shape(iou: float, chamfer: float) -> Verdict:
    """The verdict on the volume that two shapes share, and on the distance of their surfaces."""
    return min(step_of(1 - iou, IOU_LIMITS), step_of(chamfer, CHAMFER_LIMITS))


def foreseen_shape(given: Shape, decibels: float) -> Judgement:
    """The judgement to be expected where its distances are fitted at this PSNR."""
    if not len(given.faces):
        return Judgement(Verdict.NO_DIFFERENCE, given.modality)
    corners = given.vertices.astype(np.float64)[given.faces]
    sides = np.ptp(given.vertices, axis=0)
    crossed = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    area = float(np.linalg.norm(crossed, axis=1).sum()) / 2
    volume = abs(float(np.einsum("ij,ij->i", corners[:, 0], crossed).sum())) / 6
    side = float(sides.max()) / FILL / 2  # of the shape's own units, for one of the cube's
    off = MEAN * TAU * 2 * 10 ** (-decibels / 20) * side
    iou = 1 - min(1.0, off * area / volume) if volume > 0 else 1.0
    verdict = grade_shape(iou, off / (math.dist(sides, (0, 0, 0)) or 1.0))
    return Judgement(min(verdict, Verdict.NO_DIFFERENCE), given.modality)


def pieces(shape: Shape) -> int:
    """The number of parts of a surface that do not hang together."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    size = float(np.ptp(shape.vertices, axis=0).max()) or 1.0
    rounded = np.round(shape.vertices / size, DIGITS)
    _, vertex = np.unique(rounded, axis=0, return_inverse=True)
    faces = vertex.reshape(-1)[shape.faces]
    first, second = np.concatenate([faces[:, :2], faces[:, 1:]]).T
    size_of = int(vertex.max()) + 1
    graph = coo_matrix((np.ones(len(first)), (first, second)), shape=(size_of, size_of))
    _, part = connected_components(graph, directed=False)
    return len(np.unique(part[faces[:, 0]]))
