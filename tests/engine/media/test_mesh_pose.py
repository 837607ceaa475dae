"""GLB as it is shown at rest: bent by its morph targets, and held by its skin's joints."""

from __future__ import annotations

import base64
import json
from typing import Any

import numpy as np
import pytest

from engine.media.mesh_glb import read_glb, read_gltf
from engine.media.wire import Refused
from tests.engine.media.mesh_files import egg, glb

POINTS, FACES = egg()
ACCESSORS = [
    {"bufferView": 0, "componentType": 5126, "count": len(POINTS), "type": "VEC3"},
    {"bufferView": 1, "componentType": 5125, "count": FACES.size, "type": "SCALAR"},
]
ARRAYS = (POINTS.astype("<f4"), FACES.astype("<u4"))


def _morphing(weights: list[float], node: dict[str, Any]) -> bytes:
    part = {"attributes": {"POSITION": 0}, "indices": 1, "targets": [{"POSITION": 2}, {"NORMAL": 2}]}
    document = {
        "nodes": [{"mesh": 0, **node}],
        "meshes": [{"weights": weights, "primitives": [part]}],
        "accessors": [*ACCESSORS, {**ACCESSORS[0], "bufferView": 2}],
    }
    return glb(document, *ARRAYS, (2 * POINTS).astype("<f4"))


@pytest.mark.parametrize(
    ("weights", "node", "size"), [([0, 0], {}, 1), ([0.5, 1], {}, 2), ([0.5, 0], {"weights": [1, 0]}, 3), ([], {}, 1)]
)
def test_morph_targets_move_points_by_the_weights_of_the_node_or_the_mesh(weights, node, size):
    vertices, _ = read_glb(_morphing(weights, node))
    assert np.allclose(vertices, size * POINTS, atol=1e-5)


def _skinned(which: np.ndarray, **node: object) -> bytes:
    """An egg of which each point is held by one of two joints, three times as large and moved."""
    rest = np.stack([np.eye(4)] * 2)
    rest[:, 3, :3] = [-10, 0, 0]  # by columns, as the format has them
    joints = np.zeros((len(POINTS), 4), np.uint8)
    joints[:, 0] = which
    shares = np.zeros((len(POINTS), 4), "<f4")
    shares[:, 0] = 0.5  # a sum other than one counts as one
    part = {"attributes": {"POSITION": 0, "JOINTS_0": 3, "WEIGHTS_0": 4}, "indices": 1}
    accessors = [
        *ACCESSORS,
        {"bufferView": 2, "componentType": 5126, "count": 2, "type": "MAT4"},
        {"bufferView": 3, "componentType": 5121, "count": len(POINTS), "type": "VEC4"},
        {"bufferView": 4, "componentType": 5126, "count": len(POINTS), "type": "VEC4"},
    ]
    document = {
        "scenes": [{"nodes": [0, 1]}],
        "nodes": [
            {"mesh": 0, "skin": 0, "scale": [100, 100, 100], **node},
            {"scale": [3, 3, 3], "children": [2, 3]},
            {"translation": [10, 0, 0]},
            {"translation": [10, 5, 0]},
        ],
        "skins": [{"joints": [2, 3], "inverseBindMatrices": 2}],
        "meshes": [{"primitives": [part]}],
        "accessors": accessors,
    }
    return glb(document, *ARRAYS, rest.astype("<f4"), joints, shares)


def test_a_skin_is_placed_by_its_joints_and_not_by_its_node():
    vertices, _ = read_glb(_skinned(np.zeros(len(POINTS))))
    assert np.allclose(vertices, 3 * POINTS, atol=1e-4)


def test_each_point_follows_its_own_joint():
    right = POINTS[:, 0] > 0
    vertices, _ = read_glb(_skinned(right))
    assert np.allclose(vertices, 3 * (POINTS + np.outer(right, [0, 5, 0])), atol=1e-4)


def test_a_joint_that_is_not_there_is_damage():
    with pytest.raises(Refused, match="damaged"):
        read_glb(_skinned(np.full(len(POINTS), 7)))


def _text(uri: str) -> bytes:
    data = b"".join(array.tobytes() for array in ARRAYS)
    views = [{"byteLength": ARRAYS[0].nbytes}, {"byteOffset": ARRAYS[0].nbytes, "byteLength": ARRAYS[1].nbytes}]
    uri = uri.replace("HERE", base64.b64encode(data).decode())
    parts = [{"attributes": {"POSITION": 0}, "indices": 1}]
    document = {"nodes": [{"mesh": 0}], "meshes": [{"primitives": parts}], "accessors": ACCESSORS}
    return json.dumps({**document, "bufferViews": views, "buffers": [{"uri": uri}]}).encode()


def test_gltf_of_text_that_holds_its_numbers_is_read():
    vertices, faces = read_gltf(_text("data:application/octet-stream;base64,HERE"))
    assert np.allclose(vertices, POINTS, atol=1e-6)
    assert np.array_equal(faces, FACES)


@pytest.mark.parametrize("uri", ["scene.bin", "http://127.0.0.1:9/scene.bin", "data:text/plain,abc", ""])
def test_gltf_that_needs_another_file_is_refused_by_its_name(uri):
    with pytest.raises(Refused, match="of the type glTF; save it as STL or GLB first"):
        read_gltf(_text(uri))
