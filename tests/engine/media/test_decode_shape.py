"""Meshes of every format come in with their surface alone; what has none, is huge or steals is refused."""

from __future__ import annotations

import struct

import numpy as np
import pytest
import trimesh

from engine.media import Shape, decode_shape, load
from engine.media.decode import decode
from engine.media.wire import Refused
from tests.engine.media.mesh_files import egg, obj, stl
from tests.engine.media.refusals import put, refusal


def test_off_and_text_stl(tmp_path, ball):
    mesh = trimesh.Trimesh(ball.vertices, ball.faces, process=False)
    (tmp_path / "in.off").write_text(mesh.export(file_type="off"))
    (tmp_path / "in.stl").write_text(mesh.export(file_type="stl_ascii"))
    for name in ("in.off", "in.stl"):
        assert len(load(tmp_path / name).faces) == len(ball.faces)


def test_a_scene_is_one_shape_where_its_parts_stand(tmp_path):
    scene = trimesh.Scene()
    box = trimesh.creation.box((1, 1, 1))
    scene.add_geometry(box)
    scene.add_geometry(box, transform=trimesh.transformations.translation_matrix([5, 0, 0]))
    (tmp_path / "two.glb").write_bytes(scene.export(file_type="glb"))
    two = load(tmp_path / "two.glb")
    assert len(two.faces) == 24
    assert np.allclose(np.ptp(two.vertices, axis=0), [6, 1, 1])


def test_squares_become_triangles_and_bad_corners_go(tmp_path):
    cube = "\n".join(f"v {x} {y} {z}" for x in (0, 1) for y in (0, 1) for z in (0, 1))
    squares = "\nf 1 2 4 3\nf 5 7 8 6\nf 1 5 6 2\nf 3 4 8 7\nf 1 3 7 5\nf 2 6 8 4\n"
    (tmp_path / "cube.obj").write_text(cube + "\nv nan 0 0\nv 9 9 9" + squares + "f 1 1 2\n")
    shape = load(tmp_path / "cube.obj")
    assert (len(shape.vertices), len(shape.faces)) == (8, 12)
    assert np.isfinite(shape.vertices).all()


def test_materials_are_not_fetched(tmp_path, ball):
    mesh = trimesh.Trimesh(ball.vertices, ball.faces, process=False)
    (tmp_path / "in.obj").write_text("mtllib http://127.0.0.1:9/x.mtl\nusemtl a\n" + mesh.export(file_type="obj"))
    assert len(load(tmp_path / "in.obj").faces) == len(ball.faces)


def test_a_shape_far_from_the_origin_keeps_its_details(tmp_path):
    ball = trimesh.creation.icosphere(subdivisions=2)
    for name, place in (("near.obj", 20.0), ("far.obj", 1e7)):
        trimesh.Trimesh(ball.vertices + place, ball.faces, process=False).export(tmp_path / name)
    near, far = load(tmp_path / "near.obj"), load(tmp_path / "far.obj")
    assert near.vertices.mean(axis=0) == pytest.approx(np.full(3, 20.0), abs=1e-3)  # not moved without need
    assert len(far.vertices) == len(ball.vertices)
    assert np.ptp(far.vertices, axis=0) == pytest.approx(np.ptp(ball.vertices, axis=0), abs=1e-4)


PLY = "ply\nformat ascii 1.0\nelement vertex {}\nproperty float x\nproperty float y\nproperty float z\n"


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("points.obj", "v 0 0 0\nv 1 0 0\nv 0 1 0\n", "no-triangles"),
        ("lines.obj", "v 0 0 0\nv 1 0 0\nl 1 2\n", "no-triangles"),
        ("none.off", "OFF\n0 0 0\n", "no-triangles"),
        ("points.ply", PLY.format(1) + "end_header\n0 0 0\n", "no-triangles"),
        ("none.stl", "solid a\nendsolid a\n", "no-triangles"),
        ("point.obj", "v 0 0 0\nf 1 1 1\n", "degenerate"),
        ("flat.obj", "v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\nf 3 2 1\n", "flat"),
    ],
)  # fmt: skip
def test_meshes_without_a_surface_or_an_inside(tmp_path, name, text, reason):
    with pytest.raises(Refused, match="a shape needs a") as caught:  # here, as a process for each takes a second
        decode(put(tmp_path / name, text.encode()))
    assert caught.value.reason == reason


def strips(points: np.ndarray, faces: np.ndarray) -> bytes:
    """A PLY whose triangles are strips of one each."""
    head = PLY.format(len(points)).replace("ascii", "binary_little_endian")
    head += f"element tristrips {len(faces)}\nproperty list uchar int vertex_indices\nend_header\n"
    rows = np.zeros(len(faces), [("count", "u1"), ("corners", "<i4", 3)])
    rows["count"], rows["corners"] = 3, faces
    return head.encode() + points.astype("<f4").tobytes() + rows.tobytes()


FORMATS = {
    "obj": lambda points, faces: obj(points, faces).encode(),
    "off": lambda points, faces: trimesh.Trimesh(points, faces, process=False).export(file_type="off").encode(),
    "ply": lambda points, faces: trimesh.Trimesh(points, faces, process=False).export(file_type="ply"),
    "stl": stl,
    "text.stl": lambda points, faces: (
        b"solid a\n" + b"".join(b"vertex %f %f %f\n" % tuple(corner) for corner in points[faces].reshape(-1, 3))
    ),
    "strips.ply": strips,
    "glb": lambda points, faces: trimesh.Trimesh(points, faces, process=False).export(file_type="glb"),
}


@pytest.mark.parametrize("number", [np.nan, np.inf, -np.inf, 1e30])
@pytest.mark.parametrize("form", FORMATS)
def test_a_shape_with_a_corner_that_is_not_a_number_is_refused_in_every_format(tmp_path, form, number):
    points, faces = egg()
    path = put(tmp_path / f"egg.{form}", FORMATS[form](points, faces))
    kind = form.rpartition(".")[2]
    assert len(decode_shape.decode(path, kind).arrays["faces"]) == len(faces)
    with np.errstate(invalid="ignore"):
        points[5, 1] = number
        put(path, FORMATS[form](points, faces))
    with pytest.raises(Refused, match="not numbers" if not np.isfinite(number) else "units apart") as caught:
        decode_shape.decode(path, kind)
    assert caught.value.reason == ("too-large" if np.isfinite(number) else "damaged")


def test_a_terrain_comes_in_with_a_thickness_and_says_so(tmp_path):
    rows = [f"v {x} {y} {(x * y) % 3}" for y in range(5) for x in range(5)]
    quads = [f"f {a} {a + 1} {a + 6} {a + 5}" for y in range(4) for a in range(5 * y + 1, 5 * y + 5)]
    land = load(put(tmp_path / "land.obj", "\n".join([*rows, *quads]).encode()))
    assert land.thickness == pytest.approx(4 / 33, rel=0.1)
    assert "open sheets given a thickness of 0.12" in land.describe()
    assert np.ptp(land.vertices, axis=0) == pytest.approx(np.array([4, 4, 2]) + land.thickness, abs=0.02)


def test_a_mesh_with_a_corner_that_is_not_there(tmp_path):
    refusal(put(tmp_path / "wrong.obj", b"v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 99\n"), "damaged")


def test_why_a_mesh_is_refused_comes_through(tmp_path):
    assert "holds no triangles" in refusal(put(tmp_path / "points.obj", b"v 0 0 0\nv 1 0 0\n"), "no-triangles")


def test_a_mesh_that_claims_to_be_huge(tmp_path):
    path = tmp_path / "huge.ply"
    faces = "element face 2000000000\nproperty list uchar int vertex_indices\nend_header\n"
    path.write_text(PLY.format(2_000_000_000).replace("ascii", "binary_little_endian") + faces)
    refusal(path, "damaged")
    (tmp_path / "huge.stl").write_bytes(b"\0" * 80 + struct.pack("<I", 0xFFFFFFFF) + b"\0" * 50)
    refusal(tmp_path / "huge.stl", "no-triangles")
    (tmp_path / "huge.off").write_text("OFF\n999999999999 999999999999 0\n0 0 0\n")
    refusal(tmp_path / "huge.off", "damaged")


def test_a_mesh_that_asks_for_other_files(tmp_path):
    mesh = trimesh.creation.box()
    data = mesh.export(file_type="glb")
    plain = load(put(tmp_path / "box.glb", data))
    assert isinstance(plain, Shape)
    (tmp_path / "secret.bin").write_bytes(trimesh.creation.box((5, 5, 5)).export(file_type="glb")[-240:])
    text = data.replace(b'"buffers":[{', b'"buffers":[{"uri":"secret.bin",')
    assert text != data
    grown = len(text) - len(data)
    length, chunk = struct.unpack("<I", data[8:12])[0] + grown, struct.unpack("<I", data[12:16])[0] + grown
    thief = load(put(tmp_path / "thief.glb", text[:8] + struct.pack("<II", length, chunk) + text[16:]))
    assert np.array_equal(thief.vertices, plain.vertices)  # its own bytes, and nobody else's
