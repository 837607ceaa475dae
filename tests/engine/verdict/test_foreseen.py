"""What is foreseen of a pair and what is judged of it agree within one step."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.media import Audio, Image, Medium, Shape, Video
from engine.verdict.foreseen import degraded
from engine.verdict.judging import foresee, judge
from engine.verdict.scale import Verdict
from tests.engine.verdict.pairs import (
    blur,
    coffee,
    cow,
    film,
    grain,
    hiss,
    jpeg,
    music,
    page,
    rocket,
    size,
    speech,
    thicker,
)


def fitted(kept: Medium, seed: int) -> Medium:
    """A medium with an error that is not the one which is foreseen: grain alone, blur alone, or blocks."""
    random = np.random.default_rng(seed)
    if isinstance(kept, Image):
        way = seed % 3
        if way == 0:
            return grain(float(random.uniform(1, 14)))(kept)
        return blur(float(random.uniform(0.4, 1.6)))(kept) if way == 1 else jpeg(int(random.integers(15, 95)))(kept)
    assert isinstance(kept, Audio)
    return hiss(float(random.uniform(12, 45)))(kept)


@pytest.mark.parametrize("seed", range(12))
def test_a_picture_is_foreseen_within_one_step(seed: int) -> None:
    given = (coffee, rocket, page)[seed // 3 % 3]()
    kept = size(float(np.random.default_rng(seed).uniform(0.3, 1.0)))(given)
    returned = fitted(kept, seed)
    decibels = kept.compare(returned)["psnr"]
    foreseen, judged = foresee(given, kept, (decibels,)), judge(given, returned)
    assert abs(foreseen.verdict - judged.verdict) <= 1, (foreseen, judged)


@pytest.mark.parametrize("seed", range(6))
def test_a_sound_is_foreseen_within_one_step(seed: int) -> None:
    given = (speech, music)[seed % 2]()
    rate = int(np.random.default_rng(seed).uniform(3000, given.rate))
    kept = given.scaled(len(given.signal) * rate // given.rate)
    returned = fitted(kept, seed)
    foreseen, judged = foresee(given, kept, (kept.compare(returned)["snr"],)), judge(given, returned)
    assert abs(foreseen.verdict - judged.verdict) <= 1, (foreseen, judged)


@pytest.mark.parametrize(("width", "levels"), [(96, 3.0), (240, 8.0)])
def test_a_film_is_foreseen_within_one_step(width: int, levels: float) -> None:
    given = film()
    frames = np.stack([size(width / 512)(Image(frame)).pixels for frame in given.frames[::2]])
    kept = Video(frames, 12.5)
    returned = replace(kept, frames=np.stack([grain(levels)(Image(frame)).pixels for frame in frames]))
    foreseen, judged = foresee(given, kept, (kept.compare(returned)["psnr"],)), judge(given, returned)
    assert abs(foreseen.verdict - judged.verdict) <= 1, (foreseen, judged)


def test_a_shape_is_foreseen_within_one_step() -> None:
    """A surface that lies off by a share of the size is what a fit of so many decibels gives."""
    given, share = cow(), 0.004
    assert isinstance(given, Shape)
    off = share * 2 * 0.85  # of the cube, whose side is 2
    decibels = -20 * np.log10(off / 0.8 / 0.1 / 2)
    foreseen, judged = foresee(given, given, (float(decibels),)), judge(given, thicker(share)(given))
    assert abs(foreseen.verdict - judged.verdict) <= 1, (foreseen, judged)


def test_without_decibels_the_size_alone_is_judged_and_never_called_the_same() -> None:
    assert foresee(coffee(), coffee()).verdict is Verdict.NO_DIFFERENCE
    assert foresee(coffee(), size(0.5)(coffee())).verdict < Verdict.NO_DIFFERENCE


@pytest.mark.parametrize("decibels", [18.0, 30.0, 42.0])
def test_the_error_that_is_foreseen_has_the_decibels_of_the_forecast(decibels: float) -> None:
    assert coffee().compare(degraded(coffee(), (decibels,)))["psnr"] == pytest.approx(decibels, abs=1.0)
    assert speech().compare(degraded(speech(), (decibels,)))["snr"] == pytest.approx(decibels, abs=1.0)


def test_more_decibels_are_never_foreseen_as_worse() -> None:
    for given in (coffee(), page(), speech()):
        verdicts = [foresee(given, given, (float(decibels),)).verdict for decibels in (8, 26, 34, 60)]
        assert verdicts == sorted(verdicts)


def test_of_silence_a_hiss_that_nobody_hears_is_no_difference() -> None:
    silence = Audio(np.zeros((16_000, 1), np.float32), 16_000)
    hiss = np.random.default_rng(0).standard_normal((16_000, 1)).astype(np.float32)
    judged = [judge(silence, Audio(hiss * 10 ** (-level / 20), 16_000)).verdict for level in (86, 20)]
    assert judged[0] is Verdict.NO_DIFFERENCE
    assert judged[1] < Verdict.VERY_CLOSE
