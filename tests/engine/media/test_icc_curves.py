"""Profiles of curves and a matrix give the colours that Pillow's own colour management gives."""

from __future__ import annotations

import io
import struct

import numpy as np
import pytest
from PIL import Image as Pillow, ImageCms

from engine.media import deep_colours, icc_curves
from engine.media.picture_colours import Colours
from tests.engine.media import icc_profiles

WIDE = icc_profiles.rgb(icc_profiles.P3_COLUMNS)


@pytest.mark.parametrize(
    "icc",
    [
        WIDE, icc_profiles.rgb(icc_profiles.ADOBE_COLUMNS, 2.2), icc_profiles.rgb(icc_profiles.SRGB_COLUMNS, 1.0),
        icc_profiles.rgb(icc_profiles.SRGB_COLUMNS[::-1]),
    ],
    ids=["P3", "Adobe", "linear", "swapped"],
)  # fmt: skip
def test_colours_are_those_of_pillow(icc):
    levels = np.linspace(0, 255, 9).round().astype(np.uint8)
    codes = np.stack(np.meshgrid(levels, levels, levels, indexing="ij"), axis=-1).reshape(27, 27, 3)
    source, target = ImageCms.ImageCmsProfile(io.BytesIO(icc)), ImageCms.createProfile("sRGB")
    expected = np.asarray(ImageCms.profileToProfile(Pillow.fromarray(codes), source, target, 1, "RGB"), int)
    found = deep_colours.in_srgb(codes.astype(np.uint16) * 257, Colours(icc))
    assert np.abs(found - expected).max() <= 1


def _with_curve(curve: bytes) -> bytes:
    """A grey profile with this curve."""
    start = 132 + 12
    table = struct.pack(">I4sII", 1, b"kTRC", start, len(curve))
    return bytes(16) + b"GRAY" + bytes(108) + table + curve


def _formula(kind: int, *numbers: float) -> bytes:
    return b"para\0\0\0\0" + struct.pack(f">HH{len(numbers)}i", kind, 0, *(round(n * 65536) for n in numbers))


@pytest.mark.parametrize(
    ("curve", "expected"),
    [
        (b"curv" + bytes(8), lambda x: x),
        (b"curv" + struct.pack(">III", 0, 1, 0)[:8] + b"\x02\x00", lambda x: x**2),
        (b"curv" + struct.pack(">II3H", 0, 3, 0, 0, 65535), lambda x: np.maximum(2 * x - 1, 0)),
        (_formula(0, 2), lambda x: x**2),
        (_formula(1, 2, 2, -1), lambda x: np.maximum(2 * x - 1, 0) ** 2),
        (_formula(2, 2, 1, -0.5, 0.25), lambda x: np.maximum(x - 0.5, 0) ** 2 + 0.25),
        (_formula(3, 2, 1, 0, 0.25, 0.25), lambda x: np.where(x >= 0.25, x**2, x / 4)),
        (_formula(4, 2, 1, 0, 0.25, 0.25, 0.1, 0.2), lambda x: np.where(x >= 0.25, x**2 + 0.1, x / 4 + 0.2).clip(0, 1)),
    ],
    ids=["even", "power", "table", "0", "1", "2", "3", "4"],
)  # fmt: skip
def test_curves_of_every_form(curve, expected):
    (found, *_), _ = icc_curves.curves_of(_with_curve(curve))
    assert found == pytest.approx(expected(np.linspace(0, 1, 65536)), abs=1e-4)


def test_what_is_no_such_profile_is_left_to_others():
    assert icc_curves.curves_of(b"") is None
    assert icc_curves.curves_of(WIDE[:200]) is None
    assert icc_curves.curves_of(WIDE.replace(b"RGB ", b"CMYK")) is None
    assert icc_curves.curves_of(_with_curve(_formula(9, 1))) is None


def test_nothing_is_converted_without_need():
    for colours in (Colours(), Colours(icc_profiles.rgb(icc_profiles.SRGB_COLUMNS)), Colours(gamma=0.45455)):
        assert not deep_colours.differ(colours)
    assert deep_colours.in_srgb(np.zeros((2, 2, 3), np.uint16), Colours(icc_profiles.grey(1.0))) is None
