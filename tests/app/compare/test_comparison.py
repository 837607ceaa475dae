"""Two of each kind, looked at in every way."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import cast

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

import engine
from app.compare.audio_comparison import AudioComparison
from app.compare.audio_timeline import AXIS, MARGIN, WAVE
from app.compare.comparison import COMPARISONS, Comparison
from app.compare.differences import absolute_difference, amplified
from app.compare.image_comparison import ImageComparison
from app.compare.picture_modes import PictureMode
from app.compare.shape_comparison import ShapeComparison
from app.compare.spectrogram import colormapped, spectrograms, spectrum_db
from app.compare.video_comparison import VideoComparison
from app.previews import background
from app.previews.by_modality import preview_of
from app.previews.sound import Sound
from tests.app.drawn import corner, tone

NAMES = ("Given", "In the file")


KEPT: list[Comparison] = []  # a test holds the view alone, and Python would take the widget around it away


@pytest.fixture(autouse=True)
def kept() -> Iterator[None]:
    yield
    KEPT.clear()


def shown(qtbot: QtBot, before: engine.Medium, after: engine.Medium) -> Comparison:
    widget = Comparison(before, after, before.compare(after), NAMES, engine.judge(before, after))
    KEPT.append(widget)
    qtbot.addWidget(widget)
    widget.resize(700, 560)
    with qtbot.waitExposed(widget):
        widget.show()
    qtbot.waitUntil(background.idle, timeout=20_000)
    return widget


def test_every_modality_can_be_compared() -> None:
    assert set(COMPARISONS) == set(engine.MODALITIES.values())


def test_its_description_is_the_verdict_although_the_sizes_differ(qtbot: QtBot, image: engine.Image) -> None:
    close = engine.Judgement(engine.Verdict.VERY_CLOSE, "image")
    widget = Comparison(image, image.scaled(256), {"psnr": 44.0}, NAMES, close)
    qtbot.addWidget(widget)
    assert widget.accessibleDescription() == widget.verdict.text() == "Very close."
    resized = [text.text() for text in widget.findChildren(QLabel) if "resized" in text.text()]
    assert resized == ["For these measures 16 x 16, colour was resized to 32 x 32, colour."]


def test_the_measures_are_there_for_who_asks_and_stay_as_they_were_left(qtbot: QtBot, image: engine.Image) -> None:
    first = shown(qtbot, image, image)
    assert first.verdict.isVisible()
    assert not first.measures.isVisible()
    first.details.click()
    assert first.measures.isVisible()
    second = shown(qtbot, image, image)
    assert second.measures.isVisible()
    second.details.click()
    assert not second.measures.isVisible()


def test_what_could_not_be_measured_has_no_details(qtbot: QtBot, image: engine.Image) -> None:
    widget = Comparison(image, image, {}, NAMES, engine.judge(image, image))
    qtbot.addWidget(widget)
    assert widget.details.isHidden()


def test_differences_are_amplified_and_pictures_of_two_sizes_resized(rng: np.random.Generator) -> None:
    pixels = rng.integers(0, 200, (8, 9, 3), np.uint8)
    assert not absolute_difference(pixels, pixels).any()
    assert (absolute_difference(pixels, pixels + np.uint8(3)) == 3).all()
    assert (amplified(absolute_difference(pixels, pixels + np.uint8(3)), 20) == 60).all()
    assert (amplified(absolute_difference(pixels, pixels + np.uint8(30)), 30) == 255).all()
    assert absolute_difference(pixels, pixels[:4, :4, :1]).shape == (8, 9, 3)
    clear = np.dstack([pixels, np.zeros((8, 9), np.uint8)])
    assert (absolute_difference(clear, np.full((8, 9, 3), 255, np.uint8)) == 0).all()


def test_a_spectrogram_says_how_high_and_how_low_it_reaches(qtbot: QtBot) -> None:
    silence = engine.Audio(np.zeros((4000, 1), np.float32), 8000)
    board = cast(AudioComparison, shown(qtbot, silence, silence).view).timeline
    picture = board.grab().toImage()
    half = (board.height() - AXIS) / 2
    for spectrum in (half, 2 * half):  # where each ends, but for a few pixels
        rows = range(round(spectrum - half * (1 - WAVE)) + 24, round(spectrum) - 8)
        lit = [
            row for row in rows if any(picture.pixelColor(x, row).lightness() > 150 for x in range(MARGIN + 6, 60))
        ]  # beside the playhead
        assert lit[0] < rows[0] + 20
        assert lit[-1] > rows[-1] - 20
        assert len(lit) < len(rows) / 2


def test_images_in_every_way(qtbot: QtBot, image: engine.Image) -> None:
    widget = shown(qtbot, image, engine.Image(255 - image.pixels))
    view = cast(ImageComparison, widget.view)
    seen = []
    for index, mode in enumerate(PictureMode):
        view.bar.modes.choose(index)
        qtbot.waitUntil(background.idle, timeout=10_000)
        assert view.canvas.mode is mode
        seen.append(view.canvas.grab().toImage())
    assert view.canvas.difference is not None
    assert view.bar.factors.isVisible()
    view.bar.factors.choose(2)
    qtbot.waitUntil(lambda: "30" in view.canvas.difference_name, timeout=10_000)
    assert all(a != b for a, b in pairwise(seen))


def test_blinking_shows_the_other_and_stops_unseen(qtbot: QtBot, image: engine.Image) -> None:
    view = cast(ImageComparison, shown(qtbot, image, engine.Image(255 - image.pixels)).view)
    view.bar.modes.choose(2)
    first = view.canvas.grab().toImage()
    view.canvas._flip()
    assert view.canvas.grab().toImage() != first
    assert view.canvas._blink.isActive()
    view.hide()
    assert not view.canvas._blink.isActive()


def test_the_handle_moves_by_mouse_and_keys(qtbot: QtBot, image: engine.Image) -> None:
    canvas = cast(ImageComparison, shown(qtbot, image, image).view).canvas
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(canvas.width() // 2 + 60, 80))
    assert canvas._split > 0.5
    before = canvas._split
    qtbot.keyClick(canvas, Qt.Key.Key_Left)
    assert canvas._split < before


def test_sounds_are_seen_on_one_axis_and_switched(qtbot: QtBot) -> None:
    view = cast(AudioComparison, shown(qtbot, tone(), tone(4000, 0.4)).view)
    qtbot.waitUntil(lambda: None not in view.timeline.spectrograms, timeout=10_000)
    assert view.timeline.duration == 0.5
    qtbot.keyClick(view.timeline, Qt.Key.Key_B)
    assert view.timeline.track == view.transport.tracks.index == 1
    qtbot.keyClick(view.timeline, Qt.Key.Key_End)
    assert view.timeline.playhead == 0.5
    middle = view.timeline.height() // 2
    qtbot.mouseClick(view.timeline, Qt.MouseButton.LeftButton, pos=QPoint(view.timeline.width() // 2, middle))
    assert abs(view.timeline.playhead - 0.25) < 0.01
    qtbot.mousePress(view.timeline, Qt.MouseButton.LeftButton, pos=QPoint(100, middle))
    qtbot.mouseMove(view.timeline, QPoint(300, middle))
    qtbot.mouseRelease(view.timeline, Qt.MouseButton.LeftButton, pos=QPoint(300, middle))
    assert view.timeline.selection is not None
    assert view.transport.loop.isChecked()
    assert view.timeline.grab().toImage() != view.grab().toImage()


def test_a_spectrogram_is_brightest_at_the_tone() -> None:
    decibels = spectrum_db(tone())
    row = int(decibels[:, decibels.shape[1] // 2].argmax())
    pitch = 4000 * (1 - row / (decibels.shape[0] - 1))
    assert abs(pitch - 440) < 40
    picture = colormapped(decibels, float(decibels.max()))
    assert picture.shape == (*decibels.shape, 3)
    assert spectrograms(tone(), engine.Audio(np.zeros((100, 1), np.float32), 8000))[1].max() < 30
    hush = engine.Audio(np.random.default_rng(0).normal(0, 5e-5, (24000, 1)).astype(np.float32), 48000)
    assert spectrograms(hush, hush)[0].max() < 80  # what is left of silence after a fit


def test_videos_move_together(qtbot: QtBot, rng: np.random.Generator) -> None:
    frames = rng.integers(0, 255, (10, 16, 24, 3), np.uint8)
    before, after = engine.Video(frames, 10.0, tone()), engine.Video(frames[::2, ::2, ::2].copy(), 5.0)
    view = cast(VideoComparison, shown(qtbot, before, after).view)
    view.slider.setValue(6)
    assert (view.frames()[0] == frames[6]).all()
    assert (view.frames()[1] == frames[6, ::2, ::2]).all()
    view.bar.modes.choose(3)
    assert view.canvas.difference is not None
    view.transport.loop.setChecked(True)  # or a slow machine finds the end reached, and plays again
    view.transport.play.click()
    assert view._timer.isActive()
    qtbot.waitUntil(lambda: view.slider.value() > 6, timeout=5000)
    view.transport.play.click()
    assert not view._timer.isActive()


def test_shapes_turn_together_and_show_their_distance(qtbot: QtBot) -> None:
    view = cast(ShapeComparison, shown(qtbot, corner(), corner(1.2)).view)
    first, second = view._views()
    qtbot.waitUntil(lambda: first.mesh is not None and second.mesh is not None, timeout=20_000)
    qtbot.keyClick(first, Qt.Key.Key_Left)
    assert second._view == first._view
    view.bar.modes.choose(1)
    qtbot.waitUntil(lambda: view.distances is not None, timeout=20_000)
    assert view.legend.isVisible()
    assert view.legend.max_distance > 0.01
    view.bar.modes.choose(0)
    assert not view.legend.isVisible()
    view.close()


@pytest.mark.parametrize("kind", ["audio", "video"])
def test_without_a_loudspeaker_it_says_so(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.setattr(Sound, "play", lambda *_: "No loudspeaker was found.")
    film = engine.Video(np.zeros((6, 16, 16, 3), np.uint8), 12.0, tone())
    medium = tone() if kind == "audio" else film
    view = cast(AudioComparison | VideoComparison, shown(qtbot, medium, medium).view)
    view.transport.play.click()
    assert view.transport._problem.isVisible()
    assert view.transport._problem.toolTip() == "No loudspeaker was found."
    assert not view.transport.tracks.isVisible()
    preview = preview_of(medium)
    qtbot.addWidget(preview)
    preview.show()
    preview._play.click()
    assert [text for text in preview.findChildren(QLabel) if text.isVisible() and "No loudspeaker" in text.text()]
    if kind == "video":
        qtbot.waitUntil(lambda: view.slider.value() > 0)  # the pictures play without it
    qtbot.waitUntil(background.idle, timeout=20_000)
