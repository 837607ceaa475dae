"""Polygons as triangles: fans where they are convex, and ears cut off where they are not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.arrays import Doubles, Indices

MAX_CUT = 2_000  # corners of a polygon whose ears are cut; the time grows with the square of them


def triangulated(vertices: Doubles, polygons: Sequence[Sequence[int]]) -> Indices:
    """The triangles (F, 3) of polygons with three or more corners each; those with fewer have none."""
    by_size: dict[int, list[Sequence[int]]] = {}
    for polygon in polygons:
        by_size.setdefault(len(polygon), []).append(polygon)
    parts = [np.empty((0, 3), np.int64)]
    for size, group in by_size.items():
        if size == 3:
            parts.append(np.array(group, np.int64))
        elif size > 3:
            parts.append(_of_one_size(vertices, np.array(group, np.int64)))
    return np.concatenate(parts)


def _of_one_size(vertices: Doubles, polygons: Indices) -> Indices:
    """The triangles of polygons (P, n) with n corners each."""
    with np.errstate(invalid="ignore", over="ignore"):
        corners = vertices[polygons]
        edges = np.roll(corners, -1, axis=1) - corners
        turns = np.cross(np.roll(edges, 1, axis=1), edges)
        normals = np.cross(corners, np.roll(corners, -1, axis=1)).sum(axis=1)
        bent = np.einsum("pnk,pk->pn", turns, normals) < 0
    hollow = bent.any(axis=1) & (polygons.shape[1] <= MAX_CUT)
    size = polygons.shape[1]
    fans = np.stack([np.stack([polygons[~hollow][:, i] for i in (0, k, k + 1)], axis=1) for k in range(1, size - 1)], 1)
    cut = [_ears(corners[index], polygons[index], normals[index]) for index in np.nonzero(hollow)[0]]
    return np.concatenate([fans.reshape(-1, 3), *cut])


def _ears(corners: Doubles, polygon: Indices, normal: Doubles) -> Indices:
    """The triangles of one polygon in space that is not convex."""
    drop = int(np.abs(normal).argmax())
    flat = np.delete(corners, drop, axis=1) * (1.0, np.sign(normal[drop]) * (-1 if drop == 1 else 1))
    left = list(range(len(polygon)))
    triangles = []
    while len(left) > 3:
        for place in range(len(left)):
            a, b, c = left[place - 1], left[place], left[(place + 1) % len(left)]
            others = [i for i in left if i not in (a, b, c)]
            if _side(flat[a], flat[b], flat[c]) > 0 and not _any_within(flat[others], flat[a], flat[b], flat[c]):
                break
        else:
            place = 1  # it crosses itself: any corner will do
            a, b, c = left[0], left[1], left[2]
        triangles.append((a, b, c))
        del left[place]
    triangles.append((left[0], left[1], left[2]))
    result: Indices = polygon[np.array(triangles)]
    return result


def _side(a: Doubles, b: Doubles, c: Doubles) -> float:
    return float((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]))


def _any_within(points: Doubles, a: Doubles, b: Doubles, c: Doubles) -> bool:
    """Whether one of the points (N, 2) lies in the triangle, or on its border."""
    inside = np.ones(len(points), bool)
    for first, second in ((a, b), (b, c), (c, a)):
        side = (second[0] - first[0]) * (points[:, 1] - first[1]) - (second[1] - first[1]) * (points[:, 0] - first[0])
        inside &= side >= 0
    return bool(inside.any())
