"""Reading GLB: the triangles of every node of its scene, at their place.  In the helper process."""

from __future__ import annotations

import base64
import json
import struct
from collections.abc import Iterator
from typing import Any, Final

import numpy as np

from engine.arrays import Doubles, Indices
from engine.media.mesh_accessors import COMPRESSED, Accessors
from engine.media.mesh_ply import triangles_of_strip
from engine.media.mesh_pose import MAX_TARGETS, morphed, skinned
from engine.media.mesh_text import DAMAGED, Mesh
from engine.media.wire import Refused

MAX_DEPTH, MAX_PARTS = 64, 20_000  # of nodes in one another; of parts that are placed
MAX_NODES = 200_000  # that are visited
MAX_TRIANGLES = 4_000_000  # of all of them together
_PLACED: Final = {"TRANSLATION": "translation", "ROTATION": "rotation", "SCALE": "scale"}
_STRIP, _FAN, _TRIANGLES = 5, 6, 4


def read_glb(data: bytes) -> Mesh:
    """Vertices (V, 3) and triangles (F, 3).  Raises Refused, by its name where the mesh is compressed."""
    try:
        return _read(*_chunks(data))
    except (ValueError, struct.error) as error:
        raise Refused(DAMAGED, "damaged") from error


def _read(document: dict[str, Any], binary: bytes) -> Mesh:
    try:
        for extension in document.get("extensionsRequired", []):
            if (name := COMPRESSED.get(str(extension))) is not None:
                words = f"is compressed with {name}; save it without that compression first"
                raise Refused(words, "compressed-mesh", name)
        return _Scene(document, binary).mesh()
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, struct.error, RecursionError) as error:
        raise Refused(DAMAGED, "damaged") from error


def read_gltf(data: bytes) -> Mesh:
    """The same of a glTF file of text that holds its numbers itself.  Raises Refused by its name where it does not."""
    try:
        document = json.loads(data)
        head, _, text = document["buffers"][0]["uri"].partition(",")
        binary = base64.b64decode(text) if head.startswith("data:") and head.endswith(";base64") else None
        if binary is None or len(document["buffers"]) > 1:
            raise KeyError("another file")
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as error:
        words = "is a file of the type glTF; save it as STL or GLB first"
        raise Refused(words, "save-as-shape", "glTF") from error
    return _read(document, binary)


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
        self.document, self.accessors = document, Accessors(document, binary)
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
                self._add_mesh(mesh, np.eye(4), {})
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
        if "mesh" in node and "skin" in node:
            self._add_mesh(node["mesh"], np.eye(4), node, self._joints(node["skin"]))  # placed by its joints alone
        elif "mesh" in node:
            instances = node.get("extensions", {}).get("EXT_mesh_gpu_instancing", {}).get("attributes", {})
            for matrix in self._instances(instances) if instances else [np.eye(4)]:
                self._add_mesh(node["mesh"], place @ matrix, node)
        for child in node.get("children", []):
            self._add_node(child, place, depth + 1)

    def _instances(self, attributes: dict[str, int]) -> Iterator[Doubles]:
        """The matrices (4, 4) of copies of one mesh, each with a place, a rotation and a scale of its own."""
        given = {name: self.accessors.numbers(attributes[name]) for name in _PLACED if name in attributes}
        for index in range(min((len(values) for values in given.values()), default=0)):
            yield _matrix({_PLACED[name]: values[index] for name, values in given.items()})

    def _joints(self, number: int) -> Doubles:
        """The matrices (J, 4, 4) by which the joints of a skin move what they hold."""
        skin = self.document["skins"][number]
        nodes = self.document["nodes"]
        above = {child: parent for parent, node in enumerate(nodes) for child in node.get("children", [])}
        found = []
        for joint in skin["joints"]:
            place, at, depth = np.eye(4), joint, 0
            while at is not None and depth <= MAX_DEPTH:
                place, at, depth = _matrix(nodes[at]) @ place, above.get(at), depth + 1
            found.append(place)
        if "inverseBindMatrices" not in skin:
            return np.stack(found)
        rest = self.accessors.numbers(skin["inverseBindMatrices"]).reshape(-1, 4, 4).transpose(0, 2, 1)
        posed: Doubles = np.stack(found) @ rest[: len(found)]
        return posed

    def _posed(self, points: Doubles, part: dict[str, Any], weights: list[float], joints: Doubles | None) -> Doubles:
        """The points of a part where its weights and the joints of its skin move them."""
        if any(weights):
            names = [target.get("POSITION") for target in part.get("targets", [])[:MAX_TARGETS]]
            given = [
                (self.accessors.numbers(name), w)
                for name, w in zip(names, weights, strict=False)
                if name is not None and w
            ]
            points = morphed(points, [target for target, _ in given], [weight for _, weight in given])
        held = part["attributes"]
        if joints is None or "JOINTS_0" not in held or "WEIGHTS_0" not in held:
            return points
        sets = [i for i in range(4) if f"JOINTS_{i}" in held and f"WEIGHTS_{i}" in held]
        which = np.concatenate([self.accessors.numbers(held[f"JOINTS_{i}"]) for i in sets], axis=1).astype(np.int64)
        shares = np.concatenate([self.accessors.numbers(held[f"WEIGHTS_{i}"]) for i in sets], axis=1)
        return skinned(points, which, shares, joints)

    def _add_mesh(self, number: int, place: Doubles, node: dict[str, Any], joints: Doubles | None = None) -> None:
        mesh = self.document["meshes"][number]
        weights = node.get("weights", mesh.get("weights", []))
        for part in mesh.get("primitives", []):
            mode = part.get("mode", _TRIANGLES)
            if mode not in (_TRIANGLES, _STRIP, _FAN) or "POSITION" not in part.get("attributes", {}):
                continue
            found = next((name for key, name in COMPRESSED.items() if key in part.get("extensions", {})), "")
            self.compressed = self.compressed or found
            points, triangles = self._part(part["attributes"]["POSITION"], part.get("indices"), mode)
            points = self._posed(points, part, weights, joints)
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
            points = self.accessors.numbers(position)
            corners = (
                np.arange(len(points)) if indices is None else self.accessors.numbers(indices).ravel().astype(np.int64)
            )
            if len(corners) and not 0 <= corners.min() <= corners.max() < len(points):
                raise ValueError("a corner that is not there")
            self.parts[key] = points, _triangles(corners, mode)
        return self.parts[key]


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
