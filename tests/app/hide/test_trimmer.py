"""The part of a sound or film that is hidden."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

import engine
from app.hide.choices import ChosenMedium


def test_the_arrows_of_a_strip_move_its_handles(qtbot: QtBot) -> None:
    from app.hide.trimmer import Trimmer

    sound = engine.Audio(np.zeros((8000, 1), np.float32), 8000)
    trimmer = Trimmer(ChosenMedium("a", sound, sound))
    qtbot.addWidget(trimmer)
    assert trimmer.span is None
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Left):
        qtbot.keyClick(trimmer.strip, key)
    assert trimmer.span == pytest.approx((0.02, 0.99))
    trimmer.start.setValue(5)
    assert trimmer.span == pytest.approx((0.94, 0.99))
    trimmer.done(0)
