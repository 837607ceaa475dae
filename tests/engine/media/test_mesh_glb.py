"""GLB with copies of one mesh, and with more of them than are opened."""

from __future__ import annotations

import numpy as np
import pytest

from engine.media.mesh_glb import MAX_PARTS, read_glb
from engine.media.wire import Refused
from tests.engine.media.mesh_files import egg, glb


def _copies(places: np.ndarray, turns: np.ndarray | None = None, **more: object) -> bytes:
    """An egg at each of these places (N, 3), with a rotation (N, 4) for each."""
    points, faces = egg()
    accessors = [
        {"bufferView": 0, "componentType": 5126, "count": len(points), "type": "VEC3"},
        {"bufferView": 1, "componentType": 5125, "count": faces.size, "type": "SCALAR"},
        {"bufferView": 2, "componentType": 5126, "count": len(places), "type": "VEC3"},
    ]
    arrays, attributes = [points.astype("<f4"), faces.astype("<u4"), places.astype("<f4")], {"TRANSLATION": 2}
    if turns is not None:
        accessors.append({"bufferView": 3, "componentType": 5126, "count": len(turns), "type": "VEC4"})
        arrays.append(turns.astype("<f4"))
        attributes["ROTATION"] = 3
    node = {"mesh": 0, "extensions": {"EXT_mesh_gpu_instancing": {"attributes": attributes}}}
    document = {"nodes": [node], "scenes": [{"nodes": [0]}], "accessors": accessors, **more}
    return glb({"meshes": [{"primitives": [{"attributes": {"POSITION": 0}, "indices": 1}]}], **document}, *arrays)


def test_every_copy_is_at_its_place():
    places = np.array([[0, 0, 0], [10, 0, 0], [0, 20, 5]])
    upright = np.array([[0, 0, 0, 1], [0, 0, np.sqrt(0.5), np.sqrt(0.5)], [0, 0, 0, 1]])
    vertices, faces = read_glb(_copies(places, upright))
    points, one = egg()
    parts = vertices.reshape(3, len(points), 3)
    assert np.allclose(parts[0], points, atol=1e-5)
    assert np.allclose(parts[1], np.stack([10 - points[:, 1], points[:, 0], points[:, 2]], axis=1), atol=1e-5)
    assert np.allclose(parts[2], points + places[2], atol=1e-5)
    assert np.array_equal(faces, np.concatenate([one + i * len(points) for i in range(3)]))


def test_more_copies_than_are_opened_are_refused_by_their_number():
    few = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0]], "<f4")
    accessors = [
        {"bufferView": 0, "componentType": 5126, "count": 3, "type": "VEC3"},
        {"componentType": 5126, "count": MAX_PARTS + 1, "type": "VEC3"},
    ]
    copies = {"EXT_mesh_gpu_instancing": {"attributes": {"TRANSLATION": 1}}}
    document = {
        "nodes": [{"mesh": 0, "extensions": copies}],
        "meshes": [{"primitives": [{"attributes": {"POSITION": 0}}]}],
    }
    with pytest.raises(Refused, match="20,000 parts") as caught:
        read_glb(glb({**document, "accessors": accessors}, few, np.zeros(1200, "<f4")))
    assert caught.value.reason == "too-large"


def test_nodes_that_double_at_every_level_end_soon():
    nodes = [{"children": [i + 1, i + 1]} for i in range(40)] + [{}]
    with pytest.raises(Refused, match="damaged"):
        read_glb(glb({"nodes": nodes, "scenes": [{"nodes": [0]}]}, np.zeros(3, "<f4")))
