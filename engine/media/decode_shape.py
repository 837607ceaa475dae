"""Decoding meshes: geometry alone, and from this file alone.  In the helper process."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np

from engine.arrays import Doubles, Flags, Indices
from engine.media.decimation import decimated
from engine.media.file_types import FileType
from engine.media.mesh_3mf import read_3mf
from engine.media.mesh_glb import read_glb, read_gltf
from engine.media.mesh_inside import consistently_turned, with_inside
from engine.media.mesh_ply import has_strips, read_strips
from engine.media.mesh_text import Mesh, read_obj, read_off, read_stl
from engine.media.shape import UP_AXES
from engine.media.wire import Parcel, Refused

MAX_BYTES = 1 << 29  # of a file, which is read into memory
MAX_FACES = 4_000_000
KEPT_FACES = 250_000  # larger meshes are decimated: the surface moves by a ten-thousandth of its size
MAX_COORDINATE = 1e8  # units from the origin: beyond, single precision cannot represent a shape's details
REMOTE = 100  # times its size that a shape may lie from the origin; beyond, its coordinates lose digits
_UP: dict[FileType, str] = {
    "stl": "z",
    "3mf": "z",
    "glb": "y",
    "gltf": "y",
}  # by the format, or for all of its programs


def decode(path: Path, file_type: FileType) -> Parcel:
    """The mesh as "vertices" (V, 3) float32 and "faces" (F, 3) int32, all its parts in one.  Raises Refused."""
    if path.stat().st_size > MAX_BYTES:
        raise Refused(f"is larger than the {MAX_BYTES >> 20} MiB this program opens as a shape", "too-large")
    vertices, faces = _read(path.read_bytes(), file_type)
    if not len(faces):
        raise Refused("holds no triangles: a shape needs a surface", "no-triangles")
    if len(faces) > MAX_FACES:
        raise Refused(f"has {len(faces):,} triangles; this program opens at most {MAX_FACES:,}", "too-large")
    _check_finite(vertices, faces)
    vertices, faces = _cleaned(_near_origin(vertices), faces)
    vertices, faces = decimated(vertices, faces, KEPT_FACES)
    vertices, faces, thickness = with_inside(vertices, consistently_turned(vertices, faces))
    vertices, faces = decimated(vertices, faces, KEPT_FACES)
    numbers = {"up": UP_AXES[_UP[file_type]]} if file_type in _UP else {}
    if thickness:
        numbers["thickness"] = thickness
    return Parcel("shape", numbers, arrays={"vertices": vertices.astype(np.float32), "faces": faces.astype(np.int32)})


def _read(data: bytes, file_type: FileType) -> Mesh:
    """Vertices (V, 3) and triangles (F, 3) as they are in the file."""
    readers = {"stl": read_stl, "obj": read_obj, "off": read_off, "glb": read_glb, "gltf": read_gltf, "3mf": read_3mf}
    if file_type in readers:
        return readers[file_type](data)
    if has_strips(data):
        return read_strips(data)
    import trimesh

    # An empty resolver finds none of the textures that a mesh may refer to.
    scene = trimesh.load_scene(
        io.BytesIO(data), file_type=file_type, resolver={}, allow_remote=False, process=False, skip_materials=True
    )
    parts = [part for part in scene.dump() if isinstance(part, trimesh.Trimesh) and len(part.faces)]
    if not parts:
        return np.empty((0, 3)), np.empty((0, 3), np.int64)
    starts = np.cumsum([0, *(len(part.vertices) for part in parts)])
    vertices = np.concatenate([np.asarray(part.vertices, np.float64) for part in parts])
    faces = [np.asarray(part.faces, np.int64) + start for part, start in zip(parts, starts, strict=False)]
    return vertices, np.concatenate(faces)


def _check_finite(vertices: Doubles, faces: Indices) -> None:
    """Raise Refused where a triangle has a corner that is infinite or not a number; without it there is a hole."""
    broken: Flags = np.logical_not(np.isfinite(vertices).all(axis=1))
    if broken.any() and broken[faces[(faces >= 0) & (faces < len(vertices))]].any():
        raise Refused("is a damaged shape: some of its corners are not numbers", "damaged")


def _near_origin(vertices: Doubles) -> Doubles:
    """The vertices moved to the origin, if they lie so far from it that single precision would lose their details."""
    finite = vertices[np.all(np.isfinite(vertices), axis=1)]
    if not len(finite):
        return vertices
    low, high = finite.min(axis=0), finite.max(axis=0)
    far, size = float(np.abs(finite).max()), float((high - low).max())
    return vertices - (low + high) / 2 if far > REMOTE * size else vertices


def _cleaned(vertices: Doubles, faces: Indices) -> tuple[Doubles, Indices]:
    """Only the triangles that have an area, and only the vertices of these, without duplicates.

    STL repeats the vertices for every triangle, and other formats wherever a texture has a seam.
    """
    faces = faces[np.all((faces >= 0) & (faces < len(vertices)), axis=1)]
    if np.any(np.abs(vertices) >= MAX_COORDINATE, axis=1)[faces].any():
        raise Refused(f"has corners more than {MAX_COORDINATE:,.0f} units apart; save it in larger units", "too-large")
    first, second, third = (vertices[faces[:, corner]] for corner in range(3))
    faces = faces[np.any(np.cross(second - first, third - first), axis=1)]
    if not len(faces):
        raise Refused("holds only degenerate triangles, which have no area: a shape needs a surface", "degenerate")
    used = np.zeros(len(vertices), bool)
    used[faces] = True
    faces = (np.cumsum(used) - 1)[faces]
    rows = np.ascontiguousarray(vertices[used].astype(np.float32) + np.float32(0))  # minus zero becomes zero
    _, keep, same = np.unique(rows.view("V12").ravel(), return_index=True, return_inverse=True)
    return vertices[used][keep], same.reshape(-1)[faces.reshape(-1, 3)]
