"""The part of a picture that is hidden, or hidden in: chosen, kept exactly or learned, and taken back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

import engine
from app.hide.choices import ChosenFile, ChosenMedium
from app.hide.choose_session import ChooseSession
from app.hide.cropper import Cropper
from app.worker import TaskQueue

LONG = 60_000


@pytest.fixture
def photo() -> ChosenMedium:
    pixels = np.random.default_rng(0).integers(0, 255, (100, 200, 3), np.uint8)
    image = engine.Image(pixels)
    return ChosenMedium("photo.jpg", image, image)


def test_the_frame_follows_keys_numbers_and_the_mouse(qtbot: QtBot, photo: ChosenMedium) -> None:
    cropper = Cropper(photo, 5_000)
    qtbot.addWidget(cropper)
    assert cropper.box is None
    assert "141" not in cropper._size.text()
    assert "100 x 50" in cropper._size.text()  # what is left of it, learned
    for _ in range(3):
        qtbot.keyClick(cropper.frame, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert cropper.box == (0, 0, 194, 100)
    qtbot.keyClick(cropper.frame, Qt.Key.Key_Right)
    assert cropper.box == (2, 0, 194, 100)
    for field, value in zip(cropper.fields, (20, 30, 50, 60), strict=True):
        field.setValue(value)
    assert cropper.box == (20, 30, 50, 60)
    assert "every pixel" in cropper._size.text()
    cropper.fields[0].setValue(190)  # no further than the picture goes
    assert cropper.box == (184, 30, 16, 60)
    cropper.frame.resize(418, 218)  # two pixels of the screen for one
    cropper.frame.set_box((0, 0, 200, 100))
    corner = cropper.frame._on_screen(cropper.frame._box).bottomRight().toPoint()
    QTest.mousePress(cropper.frame, Qt.MouseButton.LeftButton, pos=corner)
    QTest.mouseMove(cropper.frame, corner - QPoint(100, 60))
    QTest.mouseRelease(cropper.frame, Qt.MouseButton.LeftButton, pos=corner - QPoint(100, 60))
    assert cropper.box == pytest.approx((0, 0, 150, 70), abs=1)


def test_a_part_is_hidden_learned_or_exactly_and_undone(qtbot: QtBot, tasks: TaskQueue, picture: Path) -> None:
    session = ChooseSession(tasks)
    session.add_secrets([picture])
    qtbot.waitUntil(lambda: len(session.choices.secrets) == 1, timeout=LONG)
    session.crop(0, (4, 8, 16, 20))
    [part] = session.choices.secrets
    assert isinstance(part, ChosenMedium)
    assert isinstance(part.medium, engine.Image)
    assert isinstance(part.full, engine.Image)
    np.testing.assert_array_equal(part.medium.pixels, part.full.pixels[8:28, 4:20])
    session.keep_exactly(0, True)
    qtbot.waitUntil(lambda: isinstance(session.choices.secrets[0], ChosenFile), timeout=LONG)
    [kept] = session.choices.secrets
    assert isinstance(kept, ChosenFile)
    kept.file.write(picture.parent / kept.file.name)  # no more of the picture than the part leaves the program
    again = engine.load(picture.parent / kept.file.name)
    assert isinstance(again, engine.Image)
    np.testing.assert_array_equal(again.pixels, part.medium.pixels)
    session.crop(0, (0, 0, 20, 20))
    qtbot.waitUntil(lambda: session.choices.secrets[0] is not kept, timeout=LONG)
    session.undo()
    assert session.choices.secrets == [kept]
    session.keep_exactly(0, False)
    session.undo()  # of the first crop: what it made is there no more
    assert session.last_step is None


def test_a_cover_is_cropped_and_undone(tasks: TaskQueue, photo: ChosenMedium) -> None:
    session = ChooseSession(tasks)
    session.set_cover(photo)
    whole = session.choices.cover
    session.crop_cover((0, 0, 40, 30))
    assert session.choices.cover is not None
    assert session.choices.cover.medium.grid.shape == (30, 40)
    session.undo()
    assert session.choices.cover is whole
    session.clear()
