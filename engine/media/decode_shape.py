"""Decode meshes, in the decoding process, by trimesh: geometry alone, from bytes, with nothing fetched."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.media.decimation import thinned
from engine.media.wire import Parcel, Refused

MOST_BYTES = 1 << 29  # of a file, which is held whole
MOST_FACES = 4_000_000
KEPT_FACES = 250_000  # fewer stand for more: their surface is a ten-thousandth of its size off, and nothing waits
FARTHEST = 1e8  # units from the origin: farther out single precision has no room for a shape's details
REMOTE = 100  # times its size a shape may lie from its origin; beyond, its coordinates lose their last places
FLAT = 1e-5  # of the longest side: what is thinner has no inside, where a distance could be negative

Vertices = npt.NDArray[np.float64]
Faces = npt.NDArray[np.int64]


def decode(path: Path, kind: str) -> Parcel:
    """The mesh as "vertices" (V, 3) float32 and "faces" (F, 3) int32, all its parts in one.  Raises Refused."""
    import trimesh

    if path.stat().st_size > MOST_BYTES:
        raise Refused(f"is larger than the {MOST_BYTES >> 20} MiB this program opens as a shape")
    # An empty resolver finds none of the files a mesh may refer to: no materials, textures, buffers or addresses.
    options: dict[str, Any] = {} if kind in ("stl", "off") else {"skip_materials": True}
    scene = trimesh.load_scene(
        io.BytesIO(path.read_bytes()), file_type=kind, resolver={}, allow_remote=False, process=False, **options
    )
    parts = [part for part in scene.dump() if isinstance(part, trimesh.Trimesh) and len(part.faces)]
    if not parts:
        raise Refused("holds no triangles: a shape needs a surface")
    starts = np.cumsum([0, *(len(part.vertices) for part in parts)])
    vertices = np.concatenate([np.asarray(part.vertices, np.float64) for part in parts])
    faces = np.concatenate(
        [np.asarray(part.faces, np.int64) + start for part, start in zip(parts, starts, strict=False)]
    )
    if len(faces) > MOST_FACES:
        raise Refused(f"has {len(faces):,} triangles; this program opens at most {MOST_FACES:,}")
    vertices, faces = _cleaned(_near(vertices), faces)
    vertices, faces = thinned(vertices, faces, KEPT_FACES)
    sides = np.ptp(vertices, axis=0)
    if sides.min() <= FLAT * sides.max():
        raise Refused("is flat: a shape needs an inside")
    return Parcel("shape", arrays={"vertices": vertices.astype(np.float32), "faces": faces.astype(np.int32)})


def _near(vertices: Vertices) -> Vertices:
    """The vertices where single precision has room for their details: about the origin, if they lie far from it."""
    there = vertices[np.all(np.isfinite(vertices), axis=1)]
    if not len(there):
        return vertices
    low, high = there.min(axis=0), there.max(axis=0)
    far, size = float(np.abs(there).max()), float((high - low).max())
    return vertices - (low + high) / 2 if far > REMOTE * size else vertices


def _cleaned(vertices: Vertices, faces: Faces) -> tuple[Vertices, Faces]:
    """Only triangles with an area between finite vertices, and only vertices that belong to one.

    Equal ones are merged: STL says each corner anew for every triangle, and others wherever a texture has a seam.
    """
    faces = faces[np.all((faces >= 0) & (faces < len(vertices)), axis=1)]
    usable = np.all(np.abs(vertices) < FARTHEST, axis=1)  # false for what is not a number
    faces = faces[np.all(usable[faces], axis=1)]
    first, second, third = (vertices[faces[:, corner]] for corner in range(3))
    faces = faces[np.any(np.cross(second - first, third - first), axis=1)]
    if not len(faces):
        raise Refused("holds no triangles with an area: a shape needs a surface")
    used = np.zeros(len(vertices), bool)
    used[faces] = True
    faces = (np.cumsum(used) - 1)[faces]
    rows = np.ascontiguousarray(vertices[used].astype(np.float32) + np.float32(0))  # minus zero becomes zero
    _, keep, same = np.unique(rows.view("V12").ravel(), return_index=True, return_inverse=True)
    return vertices[used][keep], same.reshape(-1)[faces.reshape(-1, 3)]
