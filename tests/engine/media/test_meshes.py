"""Meshes as programs really write them come in with their size and all of their faces."""

from __future__ import annotations

import struct

import numpy as np
import pytest
import trimesh

from engine.media import Shape, load
from engine.media.decode import decode
from engine.media.polygons import triangulated
from engine.media.wire import Refused
from tests.engine.media.mesh_files import egg, glb, obj, stl
from tests.engine.media.refusals import put


def _shape(path, data: bytes | str) -> Shape:
    """The shape in these bytes, decoded here, as a process for each takes a second."""
    parcel = decode(put(path, data if isinstance(data, bytes) else data.encode()))
    return Shape(parcel.arrays["vertices"], parcel.arrays["faces"])


def _is_the_egg(shape: Shape, scale: float = 1.0) -> bool:
    sizes = np.ptp(shape.vertices, axis=0) / scale
    return len(shape.faces) == 320 and bool(np.allclose(sizes, [2, 1.4, 1], atol=1e-3))


def volume(shape: Shape) -> float:
    corners = shape.vertices[shape.faces].astype(float)
    return float(np.einsum("fk,fk->", corners[:, 0], np.cross(corners[:, 1], corners[:, 2])) / 6)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace(" ", "\t"),
        lambda text: text.replace("\nv", "\n  v").replace("\nf", "\n \tf"),
        lambda text: text.replace(" ", "  ").replace("\n", " \r\n"),
        lambda text: text.replace("f ", "f \\\n "),
        lambda text: text.rstrip("\n"),
        lambda text: text.replace("\n", "  # said beside it\n"),
        lambda text: "\ufeff# begins with a mark\n" + text,
    ],
    ids=["tabs", "indented", "blanks", "continued", "no last line break", "comments", "mark"],
)
def test_obj_however_it_is_set(tmp_path, change):
    assert _is_the_egg(_shape(tmp_path / "a.obj", change("# egg\n" + obj(*egg()))))


def test_obj_with_corners_counted_back(tmp_path):
    points, faces = egg()
    lines = [*(f"v {x:f} {y:f} {z:f}" for x, y, z in points)]
    lines += [f"f {a}//1 {b}//1 {c}//1" for a, b, c in faces - len(points)]
    assert _is_the_egg(_shape(tmp_path / "a.obj", "\n".join(lines)))


@pytest.mark.parametrize("after", [b"", bytes(10), b"notes of the scanner" * 9])
@pytest.mark.parametrize("head", [b"made here", b"solid but binary"])
def test_stl_with_what_follows_its_last_triangle(tmp_path, after, head):
    assert _is_the_egg(_shape(tmp_path / "a.stl", stl(*egg(), head=head, after=after)))


def test_stl_whose_triangles_were_never_counted(tmp_path):
    whole = stl(*egg())
    (tmp_path / "in.stl").write_bytes(whole[:80] + bytes(4) + whole[84:])
    assert len(decode(tmp_path / "in.stl").arrays["faces"]) == 320


@pytest.mark.parametrize("suffix", ["obj", "off"])
def test_a_mark_of_its_encoding_begins_a_text(tmp_path, suffix):
    points, faces = egg()
    off = [f"OFF\n{len(points)} {len(faces)} 0", *(f"{x} {y} {z}" for x, y, z in points)]
    text = obj(points, faces) if suffix == "obj" else "\n".join([*off, *(f"3 {a} {b} {c}" for a, b, c in faces)])
    (tmp_path / f"in.{suffix}").write_text(text, "utf-8-sig")
    assert len(decode(tmp_path / f"in.{suffix}").arrays["faces"]) == 320


def test_stl_in_capitals(tmp_path):
    text = trimesh.Trimesh(*egg(), process=False).export(file_type="stl_ascii")
    for changed in (text.upper(), text.replace("  ", "\t"), "\n" + text, text.replace("\n", "\r\n")):
        assert _is_the_egg(_shape(tmp_path / "a.stl", changed))


@pytest.mark.parametrize(
    "head", ["OFF\n12 8 0\n", "OFF 12 8 0\n", "# a prism\n\nOFF\n# its counts\n12 8 18\n", "off\n12 8 0\n"]
)
def test_off_with_polygons_that_are_not_convex(tmp_path, head):
    ell = [(0, 0), (3, 0), (3, 1), (1, 1), (1, 3), (0, 3)]
    points = [(x, y, z) for z in (0, 1) for x, y in ell]
    faces = [[*range(6)][::-1], [*range(6, 12)], *([i, (i + 1) % 6, (i + 1) % 6 + 6, i + 6] for i in range(6))]
    rows = [*(" ".join(map(str, p)) for p in points), *(" ".join(map(str, [len(f), *f])) + " 255 0 0" for f in faces)]
    shape = _shape(tmp_path / "prism.off", head + "\n".join(rows))
    assert volume(shape) == pytest.approx(5)
    areas = np.linalg.norm(
        np.cross(*(shape.vertices[shape.faces][:, k] - shape.vertices[shape.faces][:, 0] for k in (1, 2))), axis=1
    )
    assert areas.sum() / 2 == pytest.approx(5 * 2 + 12)  # no triangle lies outside of the L


def test_a_star_is_cut_into_triangles_that_cover_it():
    angles = np.arange(20) * np.pi / 10
    radii = np.where(np.arange(20) % 2, 1.0, 3.0)
    for place in range(3):
        star = np.insert(np.stack([radii * np.cos(angles), radii * np.sin(angles)], axis=1), place, 0.5, axis=1)
        for polygon in ([*range(20)], [*range(20)][::-1]):
            faces = triangulated(star, [polygon])
            corners = star[faces]
            areas = np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1) / 2
            assert areas.sum() == pytest.approx(10 * 3 * np.sin(np.pi / 10))


@pytest.mark.parametrize("form", ["ascii", "binary_little_endian", "binary_big_endian"])
def test_ply_with_strips(tmp_path, form):
    points, faces = egg()
    strip = np.concatenate([faces, np.full((len(faces), 1), -1)], axis=1).ravel()
    head = f"ply\nformat {form} 1.0\ncomment a scan\nelement vertex {len(points)}\nproperty float x\nproperty float y\n"
    head += (
        "property float z\nproperty uchar red\nelement tristrips 1\nproperty list int int vertex_indices\nend_header\n"
    )
    if form == "ascii":
        body = "".join(f"{x} {y} {z} 9\n" for x, y, z in points) + f"{len(strip)} {' '.join(map(str, strip))}\n"
        data = (head + body).encode()
    else:
        order = "<" if "little" in form else ">"
        rows = np.zeros(len(points), [("p", order + "f4", 3), ("c", "u1")])
        rows["p"] = points
        data = (
            head.encode() + rows.tobytes() + struct.pack(order + "i", len(strip)) + strip.astype(order + "i4").tobytes()
        )
    shape = _shape(tmp_path / "a.ply", data)
    assert _is_the_egg(shape)
    assert volume(shape) > 1.3


EGG_ACCESSORS = [
    {"bufferView": 0, "componentType": 5126, "count": 162, "type": "VEC3"},
    {"bufferView": 1, "componentType": 5125, "count": 960, "type": "SCALAR"},
]
PART = {"attributes": {"POSITION": 0}, "indices": 1}


def _egg_glb(nodes: list[dict], part: dict = PART, accessors: list[dict] | None = None, **more) -> bytes:
    points, faces = egg()
    document = {"nodes": nodes, "scenes": [{"nodes": [0]}], "scene": 0, "meshes": [{"primitives": [part]}]}
    document |= {"accessors": accessors or EGG_ACCESSORS, **more}
    return glb(document, points.astype("<f4"), faces.astype("<u4"))


@pytest.mark.parametrize(("kind", "code", "full"), [("<i2", 5122, 32767), ("i1", 5120, 127), ("<u2", 5123, 65535)])
def test_glb_of_integers_that_stand_for_fractions(tmp_path, kind, code, full):
    points, faces = egg()
    if kind == "<u2":
        points = points / 2 + 0.5
    small = np.zeros((len(points), 4), kind)
    small[:, :3] = np.rint(points * full)
    accessors = [
        {"bufferView": 0, "componentType": code, "normalized": True, "count": 162, "type": "VEC3"},
        EGG_ACCESSORS[1],
    ]
    views = [{"buffer": 0, "byteLength": small.nbytes, "byteStride": small.itemsize * 4}]
    views.append({"buffer": 0, "byteOffset": small.nbytes, "byteLength": 3840})
    document = {"nodes": [{"mesh": 0, "scale": [50, 50, 50]}], "scenes": [{"nodes": [0]}], "bufferViews": views}
    document |= {"meshes": [{"primitives": [PART]}], "accessors": accessors}
    document["extensionsRequired"] = ["KHR_mesh_quantization"]
    shape = _shape(tmp_path / "a.glb", glb(document, small, faces.astype("<u4")))
    assert np.ptp(shape.vertices, axis=0) == pytest.approx(
        np.array([2, 1.4, 1]) * (25 if kind == "<u2" else 50), rel=0.02
    )


def test_glb_with_nodes_in_one_another(tmp_path):
    nodes = [
        {"children": [1, 2], "scale": [2, 2, 2]},
        {"mesh": 0, "translation": [0, 0, 0]},
        {"mesh": 0, "matrix": [-1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 5, 0, 0, 1]},  # a mirror, and 5 to the right
    ]
    shape = _shape(tmp_path / "a.glb", _egg_glb(nodes))
    assert len(shape.faces) == 640
    assert np.ptp(shape.vertices, axis=0) == pytest.approx([14, 2.8, 2], abs=1e-3)
    assert volume(shape) == pytest.approx(2 * 8 * 1.42, rel=0.03)  # the mirrored one looks outwards too
    turned = [{"mesh": 0, "rotation": [0, 0, 2**-0.5, 2**-0.5]}]
    assert np.ptp(_shape(tmp_path / "b.glb", _egg_glb(turned)).vertices, axis=0) == pytest.approx([1.4, 2, 1], abs=1e-3)


def test_glb_of_strips_and_fans(tmp_path):
    top = np.array([[0, 1, 0], [1, 0, 0], [0, 0, 1], [-1, 0, 0], [0, 0, -1], [0, -1, 0]], "<f4")
    fans = np.array([[0, 2, 1, 4, 3, 2], [5, 1, 2, 3, 4, 1]], "<u4")
    accessors = [{"bufferView": 0, "componentType": 5126, "count": 6, "type": "VEC3"}]
    accessors += [
        {"bufferView": 1, "byteOffset": 24 * i, "componentType": 5125, "count": 6, "type": "SCALAR"} for i in (0, 1)
    ]
    parts = [{"attributes": {"POSITION": 0}, "indices": 1 + i, "mode": 6} for i in (0, 1)]
    document = {
        "nodes": [{"mesh": 0}],
        "scenes": [{"nodes": [0]}],
        "meshes": [{"primitives": parts}],
        "accessors": accessors,
    }
    shape = _shape(tmp_path / "a.glb", glb(document, top, fans))
    assert (len(shape.faces), abs(volume(shape))) == (8, pytest.approx(4 / 3, abs=1e-5))
    strip = np.array([0, 1, 2, 2, 0, 0, 2, 2, 3, 0, 0, 4, 3, 3, 0, 0, 1, 4], "<u4")
    below = np.array([5, 2, 1, 5, 3, 2, 5, 4, 3, 5, 1, 4], "<u4")
    accessors = [accessors[0], {"bufferView": 1, "componentType": 5125, "count": len(strip), "type": "SCALAR"}]
    accessors.append({"bufferView": 2, "componentType": 5125, "count": len(below), "type": "SCALAR"})
    parts = [{"attributes": {"POSITION": 0}, "indices": 1, "mode": 5}, {"attributes": {"POSITION": 0}, "indices": 2}]
    document |= {"meshes": [{"primitives": parts}], "accessors": accessors}
    assert len(_shape(tmp_path / "b.glb", glb(document, top, strip, below)).faces) == 8


@pytest.mark.parametrize(
    ("extension", "name"),
    [("KHR_draco_mesh_compression", "Draco"), ("EXT_meshopt_compression", "meshopt")],
)
def test_a_compressed_glb_is_refused_by_the_name_of_its_compression(tmp_path, extension, name):
    part = {**PART, "extensions": {extension: {"bufferView": 0, "attributes": {"POSITION": 0}}}}
    accessors = [{key: value for key, value in accessor.items() if key != "bufferView"} for accessor in EGG_ACCESSORS]
    with pytest.raises(Refused, match=name) as caught:
        _shape(tmp_path / "a.glb", _egg_glb([{"mesh": 0}], part, accessors, extensionsRequired=[extension]))
    assert (caught.value.reason, caught.value.kind) == ("compressed-mesh", name)


@pytest.mark.parametrize(
    "change",
    [
        {"nodes": [{"mesh": 0, "children": [0]}]},
        {"nodes": [{"mesh": 7}]},
        {"accessors": [{**EGG_ACCESSORS[0], "count": 1 << 40}, EGG_ACCESSORS[1]]},
        {"accessors": [{**EGG_ACCESSORS[0], "byteOffset": -5}, EGG_ACCESSORS[1]]},
        {"accessors": [{"componentType": 5126, "count": 1 << 40, "type": "VEC3"}, EGG_ACCESSORS[1]]},
        {"bufferViews": [{"buffer": 3, "byteLength": 9}] * 2},
        {"nodes": [{"mesh": 0, "scale": "large"}]},
        {"meshes": 7},
    ],
    ids=repr,
)
def test_a_glb_that_lies_is_damaged(tmp_path, change):
    nodes = change.pop("nodes", [{"mesh": 0}])
    with pytest.raises(Refused, match="damaged"):
        _shape(tmp_path / "a.glb", _egg_glb(nodes, **change))


def test_what_is_up_is_kept(tmp_path):
    cone = trimesh.creation.cone(0.5, 1.5)
    cone.export(tmp_path / "cone.stl")
    back = load(tmp_path / "cone.stl")
    assert back.up == "z"
    assert Shape.from_values(np.ones(96**3, np.float32), back.grid).up == "z"
    assert np.ptp(back.standing("y"), axis=0) == pytest.approx([1, 1.5, 1], abs=1e-3)
    back.write(tmp_path / "again.stl")
    assert np.array_equal(np.ptp(load(tmp_path / "again.stl").vertices, axis=0), np.ptp(back.vertices, axis=0))
    back.write(tmp_path / "cone.glb")
    other = load(tmp_path / "cone.glb")
    assert (other.up, np.ptp(other.vertices, axis=0)[1]) == ("y", pytest.approx(1.5))
    assert back.compare(other)["iou"] > 0.99
    other.write(tmp_path / "back.stl")
    assert np.allclose(np.sort(load(tmp_path / "back.stl").vertices, axis=0), np.sort(back.vertices, axis=0), atol=1e-5)
