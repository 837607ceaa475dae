"""The judgement of the smallest and oddest media, of files, and of two that do not belong together."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.errors import UnreadableFileError
from engine.exact_file import ExactFile
from engine.media import Audio, Image, Shape, Video
from engine.verdict.files import CHUNK, judge_files
from engine.verdict.judging import foresee, judge, try_judge
from engine.verdict.scale import Judgement, Remark, Verdict
from tests.engine.tiny import film, picture, solid, sound


@pytest.mark.parametrize("shape", [(1, 1, 1), (1, 40, 3), (300, 1, 4), (2, 3, 3), (17, 129, 3), (128, 130, 1)])
def test_a_picture_of_any_size_is_judged(shape: tuple[int, int, int]) -> None:
    given = Image(np.random.default_rng(0).integers(0, 256, shape).astype(np.uint8))
    assert judge(given, given).verdict is Verdict.SAME
    assert judge(given, picture(8)).verdict in Verdict
    assert judge(picture(8), given).verdict in Verdict
    assert foresee(given, given, (30.0,)).verdict <= Verdict.NO_DIFFERENCE


@pytest.mark.parametrize(("frames", "rate"), [(1, 1), (2, 40), (1, 8000), (500, 8000), (9000, 44_100), (99, 1 << 24)])
def test_a_sound_of_any_length_and_rate_is_judged(frames: int, rate: int) -> None:
    given = Audio(np.random.default_rng(0).uniform(-1, 1, (frames, 1)).astype(np.float32), rate)
    assert judge(given, given).verdict is Verdict.SAME
    assert foresee(given, given, (30.0,)).verdict <= Verdict.NO_DIFFERENCE


def test_silence_is_silence() -> None:
    silent = Audio(np.zeros((4000, 1), np.float32), 8000)
    assert judge(silent, silent).verdict is Verdict.SAME
    assert judge(silent, Audio(np.zeros((2000, 1), np.float32), 4000)).verdict >= Verdict.VERY_CLOSE
    assert judge(sound(), Audio(np.zeros((300, 1), np.float32), 1000)).verdict is Verdict.NOT_USABLE


def test_a_film_with_an_empty_or_missing_sound_is_judged() -> None:
    assert judge(film(with_sound=True), film()).has("no-sound")
    assert judge(film(), film(with_sound=True)).verdict is Verdict.SAME
    one = Video(film().frames[:1], 1.0)
    assert judge(film(), one).verdict in Verdict


def test_an_empty_shape_is_not_usable_and_an_empty_one_given_is_the_same() -> None:
    nothing = Shape(np.zeros((0, 3), np.float32), np.zeros((0, 3), np.int32))
    assert judge(solid(), nothing).verdict is Verdict.NOT_USABLE
    assert judge(nothing, nothing).verdict is Verdict.SAME
    assert foresee(nothing, nothing, (40.0,)).verdict is Verdict.NO_DIFFERENCE


def test_two_that_do_not_belong_together_are_refused() -> None:
    with pytest.raises(ValueError, match="one modality"):
        judge(picture(), sound())
    assert try_judge(picture(), sound()) is None


def test_of_exact_files_every_byte_counts() -> None:
    letter = ExactFile("a.txt", b"noon")
    assert judge(letter, ExactFile("b.txt", b"noon")) == Judgement(Verdict.SAME, "file")
    assert judge(letter, ExactFile("a.txt", b"none")).remarks == (Remark("bytes", 2.0),)
    assert foresee(letter, letter).verdict is Verdict.SAME


@pytest.mark.parametrize(
    ("first", "second", "difference"),
    [
        (b"", b"", None), (b"", b"a", 0), (b"ab", b"a", 1), (b"same", b"same", None),
        (bytes(CHUNK + 9), bytes(CHUNK + 8) + b"x", CHUNK + 8), (bytes(CHUNK), bytes(CHUNK + 1), CHUNK),
    ],
)  # fmt: skip
def test_files_are_compared_to_their_ends(tmp_path: Path, first: bytes, second: bytes, difference: int | None) -> None:
    (tmp_path / "a").write_bytes(first)
    (tmp_path / "b").write_bytes(second)
    judged = judge_files(tmp_path / "a", tmp_path / "b")
    assert (judged.verdict is Verdict.SAME) == (difference is None)
    assert [remark.number for remark in judged.remarks] == ([] if difference is None else [difference])


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"a")
    with pytest.raises(UnreadableFileError, match="not found"):
        judge_files(tmp_path / "a", tmp_path / "b")
