"""What a card says of a medium stands there whole, however narrow it is."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

import engine
from app.hide.result_list import LIST_WIDTHS
from app.reveal.card_header import CardHeader
from app.session import Item
from app.text.describing import describe
from app.widgets.medium_card import MediumCard


@pytest.mark.parametrize("kind", ["card", "header"])
@pytest.mark.parametrize("width", LIST_WIDTHS)
@pytest.mark.parametrize("modality", ["shape", "video"])
def test_nothing_is_cut(qtbot: QtBot, kind: str, width: int, modality: str) -> None:
    faces = np.zeros((36_436, 3), np.int32)
    sound = engine.Audio(np.zeros((100, 2), np.float32), 44_100)
    medium: engine.Medium = engine.Shape(np.zeros((18_220, 3), np.float32), faces)
    if modality == "video":
        medium = engine.Video(np.zeros((24, 64, 64, 3), np.uint8), 12.5, sound)
    page = QWidget()
    page.setFixedWidth(width)
    column = QVBoxLayout(page)
    name = "a thing with a long name that may be cut.ply"
    column.addWidget(
        MediumCard(Item(name, medium)) if kind == "card" else CardHeader(name, describe(medium), "video", "Click.")
    )
    column.addStretch(1)
    qtbot.addWidget(page)
    page.resize(width, 400)
    with qtbot.waitExposed(page):
        page.show()
    told = [found for found in page.findChildren(QLabel) if found.text() == describe(medium)]
    assert len(told) == 1
    assert told[0].height() >= told[0].heightForWidth(told[0].width())
    words = describe(medium).split()
    assert max(told[0].fontMetrics().horizontalAdvance(word) for word in words) <= told[0].width()
