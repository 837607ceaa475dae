"""3MF: everything that is built, at its place, from one model or several; what cannot be read is refused."""

from __future__ import annotations

import io
import zipfile

import numpy as np
import pytest

from engine.media import load, mesh_3mf
from engine.media.mesh_3mf import read_3mf
from engine.media.wire import Refused
from tests.engine.media.mesh_files import archive_3mf, egg, mesh_3mf as mesh, model_3mf

ITEM = '<item objectid="1"/>'


def test_an_egg_stands_with_its_z_axis_up(tmp_path):
    (tmp_path / "part.3mf").write_bytes(archive_3mf(model_3mf(mesh(1, *egg()), ITEM)))
    shape = load(tmp_path / "part.3mf")
    assert len(shape.faces) == 320
    assert np.allclose(np.ptp(shape.vertices, axis=0), [2, 1.4, 1])
    assert shape.up == "z"


def test_an_item_is_turned_and_moved_by_its_transform():
    points, faces = egg()
    turned = '<item objectid="1" transform="0 1 0 -1 0 0 0 0 1 10 20 30"/>'  # x becomes y, and y becomes -x
    vertices, corners = read_3mf(archive_3mf(model_3mf(mesh(1, points, faces), ITEM + turned)))
    assert np.allclose(vertices[: len(points)], points)
    expected = np.stack([10 - points[:, 1], 20 + points[:, 0], 30 + points[:, 2]], axis=1)
    assert np.allclose(vertices[len(points) :], expected)
    assert np.array_equal(corners, np.concatenate([faces, faces + len(points)]))


def test_a_mirrored_item_keeps_its_outside():
    mirrored = '<item objectid="1" transform="-1 0 0 0 1 0 0 0 1 0 0 0"/>'
    vertices, faces = read_3mf(archive_3mf(model_3mf(mesh(1, *egg()), mirrored)))
    corners = vertices[faces]
    assert np.einsum("fk,fk->", corners[:, 0], np.cross(corners[:, 1], corners[:, 2])) > 0


def test_components_lie_in_models_of_their_own():
    """As newer slicers write: the root places objects, whose components place the meshes of other files."""
    points, faces = egg()
    component = '<component p:path="/3D/Objects/egg_1.model" objectid="7" transform="2 0 0 0 2 0 0 0 2 1 0 0"/>'
    root = model_3mf(
        f'<object id="1"><components>{component}{component}</components></object>',
        '<item objectid="1" transform="1 0 0 0 1 0 0 0 1 0 5 0"/>',
    )
    data = archive_3mf(root, {"3D/Objects/egg_1.model": model_3mf(mesh(7, points, faces), "")}, at="3D/Main.model")
    vertices, corners = read_3mf(data)
    assert np.allclose(vertices, np.tile(points * 2 + [1, 5, 0], (2, 1)))
    assert len(corners) == 640


def test_supports_and_what_is_not_built_are_left_out():
    eggs = mesh(1, *egg()) + mesh(2, *egg(), kind="support") + mesh(3, *egg())
    _, faces = read_3mf(archive_3mf(model_3mf(eggs, ITEM + '<item objectid="2"/>')))
    assert len(faces) == 320


def test_nothing_to_build_is_a_shape_without_triangles(tmp_path):
    (tmp_path / "sliced.gcode.3mf").write_bytes(archive_3mf(model_3mf("", "")))
    with pytest.raises(Exception, match="holds no triangles"):
        load(tmp_path / "sliced.gcode.3mf")


CIRCLE = '<object id="1"><components><component objectid="1"/></components></object>'
DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE model [<!ENTITY a "aaaaaaaa">]><model>&a;</model>'
WRONG = '<object id="1"><mesh><vertices/><triangles><triangle v1="0" v2="1" v3="2"/></triangles></mesh></object>'


@pytest.mark.parametrize(
    "root",
    [
        b"<model", b"", DOCTYPE, model_3mf(CIRCLE, ITEM), model_3mf(WRONG, ITEM), model_3mf("", ITEM),
        model_3mf(mesh(1, *egg()), '<item objectid="1" transform="1 0 0"/>'),
        model_3mf(mesh(1, *egg()).replace('x="', 'x="a'), ITEM),
    ],
    ids=["cut", "empty", "doctype", "circle", "no such corner", "no such object", "transform", "no number"],
)  # fmt: skip
def test_what_is_damaged_is_refused(root):
    with pytest.raises(Refused, match="is a damaged or cut-off shape"):
        read_3mf(archive_3mf(root))


def test_an_archive_that_is_cut_off_or_holds_no_model_is_damaged():
    whole = archive_3mf(model_3mf(mesh(1, *egg()), ITEM))
    empty = io.BytesIO()
    zipfile.ZipFile(empty, "w").close()
    for data in (whole[: len(whole) // 2], empty.getvalue()):
        with pytest.raises(Refused, match="is a damaged or cut-off shape"):
            read_3mf(data)


def test_a_model_that_unpacks_to_more_than_is_opened(monkeypatch):
    monkeypatch.setattr(mesh_3mf, "MAX_XML", 1 << 16)
    with pytest.raises(Refused, match="larger than this program opens"):
        read_3mf(archive_3mf(model_3mf(" " * (1 << 17), ITEM)))


def test_components_that_double_at_every_level_end_soon():
    pairs = "".join(
        f'<object id="{i}"><components>' + f'<component objectid="{i + 1}"/>' * 2 + "</components></object>"
        for i in range(1, 16)
    )
    with pytest.raises(Refused, match="parts"):
        read_3mf(archive_3mf(model_3mf(pairs + mesh(16, *egg()), ITEM)))
