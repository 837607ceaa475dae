"""Reading GLB: the triangles of every node of its scene, at their place.  In the helper process."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from typing import Any, Final

import numpy as np

from engine.arrays import Doubles, Indices
from engine.media.mesh_ply import triangles_of_strip
from engine.media.mesh_text import DAMAGED, Mesh
from engine.media.wire import Refused

MAX_DEPTH, MAX_PARTS = 64, 20_000  # of nodes in one another; of parts that are placed
MAX_NODES = 200_000  # that are visited
MAX_TRIANGLES = 4_000_000  # of all of them together
_COMPRESSED: Final = {
    "KHR_draco_mesh_compression": "Draco",
    "EXT_meshopt_compression": "meshopt",
    "KHR_meshopt_compression": "meshopt",
}
_NUMBERS: Final = {5120: "i1", 5121: "u1", 5122: "<i2", 5123: "<u2", 5125: "<u4", 5126: "<f4"}
_WIDTHS: Final = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4}
_PLACED: Final = {"TRANSLATION": "translation", "ROTATION": "rotation", "SCALE": "scale"}
_STRIP, _FAN, _TRIANGLES = 5, 6, 4


def read_glb(data: bytes) -> Mesh:
    """Vertices (V, 3) and triangles (F, 3).  Raises Refused, by its name where the mesh is compressed."""
    try:
        document, binary = _chunks(data)
        for extension in document.get("extensionsRequired", []):
            if (name := _COMPRESSED.get(str(extension))) is not None:
                words = f"is compressed with {name}; save it without that compression first"
                raise Refused(words, "compressed-mesh", name)
        return _Scene(document, binary).mesh()
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, struct.error, RecursionError) as error:
        raise Refused(DAMAGED, "damaged") from error


def _chunks(data: bytes) -> tuple[dict[str, Any], bytes]:
    """The JSON document, and the bytes of its buffer."""
    document, binary, place = None, b"", 12
    while place + 8 <= len(data):
        length, name = struct.unpack_from("<I4s", data, place)
        body = data[place + 8 : place + 8 + length]
        if name == b"JSON" and document is None:
            document = json.loads(body)
        elif name == b"BIN\0" and not binary:
            binary = body
        place += 8 + length
    if not isinstance(document, dict):
        raise ValueError("no document")
    return document, binary


class _Scene:
    """The nodes of one file, whose parts are gathered."""

    def __init__(self, document: dict[str, Any], binary: bytes) -> None:
        self.document, self.binary = document, binary
        self.vertices: list[Doubles] = []
        self.faces: list[Indices] = []
        self.parts: dict[tuple[int, int | None, int], tuple[Doubles, Indices]] = {}
        self.count = self.triangles = self.visited = 0
        self.compressed = ""

    def mesh(self) -> Mesh:
        nodes = self.document.get("nodes", [])
        scenes = self.document.get("scenes", [])
        if scenes:
            roots = scenes[self.document.get("scene", 0)].get("nodes", [])
        else:
            below = {child for node in nodes for child in node.get("children", [])}
            roots = [number for number in range(len(nodes)) if number not in below]
        for root in roots:
            self._add_node(root, np.eye(4), 0)
        if not nodes:
            for mesh in range(len(self.document.get("meshes", []))):
                self._add_mesh(mesh, np.eye(4))
        if not self.faces and self.compressed:
            words = f"is compressed with {self.compressed}; save it without that compression first"
            raise Refused(words, "compressed-mesh", self.compressed)
        return (
            np.concatenate([np.empty((0, 3)), *self.vertices]),
            np.concatenate([np.empty((0, 3), np.int64), *self.faces]),
        )

    def _add_node(self, number: int, above: Doubles, depth: int) -> None:
        self.visited += 1
        if depth > MAX_DEPTH or self.visited > MAX_NODES:  # a node below two others is placed twice
            raise ValueError("nodes in a circle, or too many")
        node = self.document["nodes"][number]
        place = above @ _matrix(node)
        if "mesh" in node:
            instances = node.get("extensions", {}).get("EXT_mesh_gpu_instancing", {}).get("attributes", {})
            for matrix in self._instances(instances) if instances else [np.eye(4)]:
                self._add_mesh(node["mesh"], place @ matrix)
        for child in node.get("children", []):
            self._add_node(child, place, depth + 1)

    def _instances(self, attributes: dict[str, int]) -> Iterator[Doubles]:
        """The matrices (4, 4) of copies of one mesh, each with a place, a rotation and a scale of its own."""
        given = {name: self._numbers(attributes[name]) for name in _PLACED if name in attributes}
        for index in range(min((len(values) for values in given.values()), default=0)):
            yield _matrix({_PLACED[name]: values[index] for name, values in given.items()})

    def _add_mesh(self, number: int, place: Doubles) -> None:
        for part in self.document["meshes"][number].get("primitives", []):
            mode = part.get("mode", _TRIANGLES)
            if mode not in (_TRIANGLES, _STRIP, _FAN) or "POSITION" not in part.get("attributes", {}):
                continue
            found = next((name for key, name in _COMPRESSED.items() if key in part.get("extensions", {})), "")
            self.compressed = self.compressed or found
            points, triangles = self._part(part["attributes"]["POSITION"], part.get("indices"), mode)
            self.triangles += len(triangles)
            if len(self.faces) >= MAX_PARTS or self.triangles > MAX_TRIANGLES:
                words = f"has more than {MAX_PARTS:,} parts or {MAX_TRIANGLES:,} triangles, which this program opens"
                raise Refused(words, "too-large")
            if np.linalg.det(place[:3, :3]) < 0:  # a mirror turns every face
                triangles = triangles[:, ::-1]
            with np.errstate(invalid="ignore", over="ignore"):  # what is not finite is refused afterwards
                self.vertices.append(points[:, :3] @ place[:3, :3].T + place[:3, 3])
            self.faces.append(triangles + self.count)
            self.count += len(points)

    def _part(self, position: int, indices: int | None, mode: int) -> tuple[Doubles, Indices]:
        """The points (N, 3) and triangles (F, 3) of one part, read once however often it is placed."""
        key = (position, indices, mode)
        if key not in self.parts:
            points = self._numbers(position)
            corners = np.arange(len(points)) if indices is None else self._numbers(indices).ravel().astype(np.int64)
            if len(corners) and not 0 <= corners.min() <= corners.max() < len(points):
                raise ValueError("a corner that is not there")
            self.parts[key] = points, _triangles(corners, mode)
        return self.parts[key]

    def _numbers(self, number: int) -> Doubles:
        """The numbers (N, width) of an accessor: scaled where they are integers that stand for fractions."""
        accessor = self.document["accessors"][number]
        count, width = int(accessor["count"]), _WIDTHS[accessor["type"]]
        kind = np.dtype(_NUMBERS[accessor["componentType"]])
        if "bufferView" in accessor:
            values = self._view(accessor["bufferView"], accessor.get("byteOffset", 0), count, width, kind)
        elif 0 <= count * width <= len(self.binary) * 64:
            values = np.zeros((count, width))
        else:
            raise ValueError("too many numbers")
        if "sparse" in accessor:
            sparse = accessor["sparse"]
            places, changed = sparse["indices"], sparse["values"]
            few = int(sparse["count"])
            index_kind = np.dtype(_NUMBERS[places["componentType"]])
            index = self._view(places["bufferView"], places.get("byteOffset", 0), few, 1, index_kind).ravel()
            values[index.astype(int)] = self._view(
                changed["bufferView"], changed.get("byteOffset", 0), few, width, kind
            )
        if accessor.get("normalized") and kind.kind in "iu":
            values = np.maximum(values / np.iinfo(kind).max, -1.0)
        return values

    def _view(self, number: int, offset: int, count: int, width: int, kind: np.dtype[Any]) -> Doubles:
        view = self.document["bufferViews"][number]
        if any(key in view.get("extensions", {}) for key in _COMPRESSED):
            words = "is compressed with meshopt; save it without that compression first"
            raise Refused(words, "compressed-mesh", "meshopt")
        if view.get("buffer", 0) != 0 or count < 0:
            raise ValueError("another buffer")
        size = width * kind.itemsize
        stride = int(view.get("byteStride", 0)) or size
        start = int(view.get("byteOffset", 0)) + int(offset)
        if count == 0:
            return np.zeros((0, width))
        data = np.frombuffer(self.binary, np.uint8)[start:]
        needed = stride * (count - 1) + size
        if start < 0 or stride < size or needed > len(data):
            raise ValueError("cut off")
        rows = np.lib.stride_tricks.as_strided(data, (count, size), (stride, 1), writeable=False)
        result: Doubles = np.ascontiguousarray(rows).view(kind).reshape(count, width).astype(np.float64)
        return result


def _triangles(corners: Indices, mode: int) -> Indices:
    if mode == _STRIP:
        return triangles_of_strip(corners)
    if mode == _FAN:
        first = np.full(max(0, len(corners) - 2), corners[0] if len(corners) else 0)
        return np.stack([first, corners[1:-1], corners[2:]], axis=1)
    return corners[: len(corners) // 3 * 3].reshape(-1, 3)


def _matrix(node: dict[str, Any]) -> Doubles:
    """The matrix (4, 4) that places a node in the one above it."""
    if "matrix" in node:
        return np.array(node["matrix"], dtype=np.float64).reshape(4, 4).T
    x, y, z, w = (float(number) for number in node.get("rotation", (0, 0, 0, 1)))
    rotation = np.array(
        [
            [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
            [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
            [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
        ]
    )
    result = np.eye(4)
    result[:3, :3] = rotation * np.array(node.get("scale", (1, 1, 1)), dtype=np.float64)
    result[:3, 3] = np.array(node.get("translation", (0, 0, 0)), dtype=np.float64)
    return result
