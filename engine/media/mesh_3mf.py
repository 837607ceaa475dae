"""Reading 3MF, which slicers save: the triangles of everything that is to be built, at its place.  In the helper.

A 3MF file is a ZIP archive with one XML model at its root, which may place objects of other models in the archive.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

import numpy as np

from engine.arrays import Doubles, Indices
from engine.media.mesh_text import DAMAGED, Mesh
from engine.media.wire import Refused

MAX_XML = 1 << 29  # bytes of all models of a file, unpacked; four million triangles take 300 MB
MAX_DEPTH, MAX_PARTS, MAX_MODELS = 16, 20_000, 4096  # of components in one another; of placed meshes; of models
MAX_TRIANGLES = 4_000_000  # of all placed meshes together
PIECE = 1 << 20  # bytes of XML at once
_NO_BODY: Final = ("support", "solidsupport")  # objects that hold others up while they are printed
_BROKEN = (
    ValueError, KeyError, IndexError, TypeError, RecursionError, OverflowError, EOFError, NotImplementedError,
    RuntimeError, zipfile.BadZipFile, zlib.error, expat.ExpatError, OSError,
)  # fmt: skip

Start = Callable[[str, dict[str, str]], None]  # takes the tag and the attributes of an element
Name = tuple[str, str]  # the path of a model in the archive, and the number of an object in it


@dataclass(slots=True)
class _Object:
    """An object of a model: a mesh, or other objects at their places."""

    points: array[float] = field(default_factory=lambda: array("d"))
    corners: array[int] = field(default_factory=lambda: array("q"))
    components: list[tuple[Name, Doubles]] = field(default_factory=list)
    is_body: bool = True


def read_3mf(data: bytes) -> Mesh:
    """Vertices (V, 3) and triangles (F, 3) in the units of the file.  Raises Refused."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            package = _Package(archive)
            items = package.read(_root(archive))
        return _placed(package.objects, items)
    except _BROKEN as error:
        raise Refused(DAMAGED, "damaged") from error


def _root(archive: zipfile.ZipFile) -> str:
    """The path of the model at the root, as the relations of the archive name it."""
    found: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.endswith("Relationship") and attributes.get("Type", "").endswith("/3dmodel"):
            found.append(attributes["Target"])

    if "_rels/.rels" in archive.namelist():
        _parse(archive, "_rels/.rels", MAX_XML, start)
    return found[0] if found else "3D/3dmodel.model"


def _parse(archive: zipfile.ZipFile, entry: str, most: int, start: Start) -> int:
    """Parse one XML file, whose elements are given to `start`; returns its size in bytes."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = _refuse_doctype  # nothing is defined, so nothing can grow
    size = 0
    with archive.open(entry) as file:
        while piece := file.read(PIECE):
            size += len(piece)
            if size > most:
                raise Refused("is larger than this program opens", "too-large")
            parser.Parse(piece)
        parser.Parse(b"", True)
    return size


def _refuse_doctype(*_: object) -> None:
    raise ValueError("a document type")


class _Package:
    """The models of an archive, each of which is read once."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._entries = {entry.lower(): entry for entry in archive.namelist()}
        self._left = MAX_XML
        self.objects: dict[Name, _Object] = {}

    def read(self, root: str) -> list[tuple[Name, Doubles]]:
        """Read the model at the root and those it refers to; the objects that it builds, each with its place."""
        waiting, seen, built = [_path(root)], set[str](), list[tuple[Name, Doubles]]()
        while waiting:
            path = waiting.pop()
            if path in seen:
                continue
            seen.add(path)
            if len(seen) > MAX_MODELS:
                raise ValueError("too many models")
            items, others = self._read_model(path)
            built += items if len(seen) == 1 else []
            waiting += others
        return built

    def _read_model(self, path: str) -> tuple[list[tuple[Name, Doubles]], list[str]]:
        items: list[tuple[Name, Doubles]] = []
        others: list[str] = []
        current = _Object()

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal current
            kind = tag.rpartition(" ")[2]
            if kind == "vertex":
                current.points.extend((float(attributes["x"]), float(attributes["y"]), float(attributes["z"])))
                if len(current.points) > 9 * MAX_TRIANGLES:
                    raise _too_many()
            elif kind == "triangle":
                current.corners.extend((int(attributes["v1"]), int(attributes["v2"]), int(attributes["v3"])))
                if len(current.corners) > 3 * MAX_TRIANGLES:
                    raise _too_many()
            elif kind == "object":
                current = self.objects[path, attributes["id"]] = _Object()
                current.is_body = attributes.get("type") not in _NO_BODY
            elif kind in ("component", "item"):
                elsewhere = next((value for name, value in attributes.items() if name.endswith(" path")), "")
                model = _path(elsewhere) if elsewhere else path
                if elsewhere:
                    others.append(model)
                placed = (model, attributes["objectid"]), _matrix(attributes.get("transform", ""))
                (items if kind == "item" else current.components).append(placed)

        self._left -= _parse(self._archive, self._entries[path], self._left, start)
        return items, others


def _path(path: str) -> str:
    """The path of an entry, in small letters: programs differ in how they write it."""
    return posixpath.normpath(path).lstrip("/").lower()


def _placed(objects: dict[Name, _Object], items: list[tuple[Name, Doubles]]) -> Mesh:
    vertices, faces, count, triangles = [np.empty((0, 3))], [np.empty((0, 3), np.int64)], 0, 0
    meshes: dict[Name, tuple[Doubles, Indices]] = {}
    for name, place in _bodies(objects, items):
        if name not in meshes:
            meshes[name] = _mesh(objects[name])
        points, corners = meshes[name]
        triangles += len(corners)
        if len(faces) > MAX_PARTS or triangles > MAX_TRIANGLES:
            raise _too_many()
        vertices.append(points @ place[:3] + place[3])
        faces.append((corners[:, ::-1] if np.linalg.det(place[:3]) < 0 else corners) + count)  # a mirror turns faces
        count += len(points)
    return np.concatenate(vertices), np.concatenate(faces)


def _bodies(objects: dict[Name, _Object], items: list[tuple[Name, Doubles]]) -> Iterator[tuple[Name, Doubles]]:
    """The objects with a mesh, however deep they lie, each with its place (4, 3)."""
    waiting = [(name, place, 0) for name, place in reversed(items)]
    visited = 0
    while waiting:
        name, place, depth = waiting.pop()
        visited += 1
        if depth > MAX_DEPTH or visited > 10 * MAX_PARTS:
            raise ValueError("components in a circle, or too many")
        found = objects[name]
        if not found.is_body:
            continue
        if found.corners:
            yield name, place
        for inner, inside in found.components:
            joined = inside @ place[:3]
            joined[3] += place[3]
            waiting.append((inner, joined, depth + 1))


def _mesh(found: _Object) -> tuple[Doubles, Indices]:
    points = np.array(found.points, np.float64).reshape(-1, 3)
    corners = np.array(found.corners, np.int64).reshape(-1, 3)
    if not 0 <= corners.min() <= corners.max() < len(points):
        raise ValueError("a corner that is not there")
    return points, corners


def _matrix(text: str) -> Doubles:
    """The place (4, 3) of "m00 m01 m02 m10 ... m32": a row (x, y, z, 1) times it is the point."""
    if not text.strip():
        return np.eye(4, 3)
    return np.array([float(word) for word in text.split()]).reshape(4, 3)


def _too_many() -> Refused:
    words = f"has more than {MAX_PARTS:,} parts or {MAX_TRIANGLES:,} triangles, which this program opens"
    return Refused(words, "too-large")
