"""Code values of other primaries and curves become sRGB, and bright light fits into it."""

from __future__ import annotations

import numpy as np
import pytest

from engine.media import colour

GREY = np.repeat(np.arange(256, dtype=np.uint8)[:, None], 3, axis=1)


def test_srgb_stays_as_it_is():
    back = colour.to_srgb(GREY, colour.chromaticities_of(colour.BT709), colour.light(colour.SRGB, 8))
    assert np.array_equal(back, GREY)


@pytest.mark.parametrize("primaries", [1, 9, 11, 12])
def test_white_is_white_in_all_primaries(primaries):
    matrix = colour.matrix_to_srgb(colour.chromaticities_of(primaries))
    assert matrix.sum(axis=1) == pytest.approx([1, 1, 1], abs=1e-3)


def test_display_p3_as_its_specification_converts_it():
    expected = [[1.2249, -0.2247, 0.0], [-0.0420, 1.0419, 0.0], [-0.0197, -0.0786, 1.0979]]
    assert colour.matrix_to_srgb(colour.chromaticities_of(12)) == pytest.approx(np.array(expected), abs=2e-3)


@pytest.mark.parametrize(("transfer", "nits"), [(colour.PQ, {0.5081: 100, 0.5807: 203}), (colour.HLG, {0.75: 203})])
def test_reference_levels_of_high_dynamic_range(transfer, nits):
    table = colour.light(transfer, 16) * colour.WHITE_NITS
    for code, expected in nits.items():
        assert table[round(code * 65535)] == pytest.approx(expected, rel=0.02)


@pytest.mark.parametrize("transfer", [colour.PQ, colour.HLG])
def test_tones_are_mapped_without_a_step_or_a_cut(transfer):
    codes = np.repeat(np.linspace(0, 65535, 4096).astype(np.uint16)[:, None], 3, axis=1)
    levels = colour.to_srgb(codes, colour.chromaticities_of(9), colour.light(transfer, 16))[:, 1].astype(int)
    assert (np.diff(levels) >= 0).all()
    assert np.diff(levels).max() <= 1
    assert (levels[0], levels[-1]) == (0, 255)
    white = levels[round(4095 * (0.5807 if transfer == colour.PQ else 0.75))]
    assert 235 <= white < 250  # diffuse white leaves something for what shines


def test_is_srgb():
    assert colour.is_srgb(1, 13)
    assert colour.is_srgb(1, 1)
    assert not colour.is_srgb(9, 13)
    assert not colour.is_srgb(1, colour.HLG)
