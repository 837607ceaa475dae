"""The cards of a finished file say their whole verdict, however narrow the window is, in both languages."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

import engine
from app.hide.outcome import ComparedFile, ComparedPair, Outcome
from app.hide.result_list import LIST_WIDTHS, ResultList
from app.hide.result_view import NEEDLESS
from app.text import translation
from app.text.verdicts import headline


@pytest.fixture(params=["en", "de"])
def language(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[str]:
    translation.install(qapp, request.param)
    yield request.param
    translation.install(qapp, "en")


def outcome() -> Outcome:
    """A cover that came out well, a voice that is a hum, and a file with a byte that has changed."""
    tone = engine.Audio(np.sin(np.arange(16_000) / 3)[:, None].astype(np.float32), 16_000)
    hum = engine.Audio(np.zeros((16_000, 1), np.float32), 16_000)
    file = engine.ExactFile("deed.pdf", b"%PDF", "file")
    cover = ComparedPair("cat.png", tone, tone, {}, engine.judge(tone, tone), 0)
    voice = ComparedPair("voice.wav", tone, hum, {}, engine.judge(tone, hum), 0)
    return Outcome(b"", cover, (voice, ComparedFile("deed.pdf", file, file, None, 0)), True)


@pytest.mark.parametrize("width", LIST_WIDTHS)
def test_every_verdict_is_whole(qtbot: QtBot, language: str, width: int) -> None:
    page, listed, made = QWidget(), ResultList(), outcome()
    qtbot.addWidget(page)
    page.setFixedWidth(width)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(listed)
    listed.show_outcome(made, [""])
    page.resize(width, 900)
    page.show()
    QApplication.processEvents()
    said = {found.text(): found for found in listed.findChildren(QLabel)}
    [voice, _] = made.secrets
    assert isinstance(voice, ComparedPair)
    shown = [said[headline(voice.judgement)], said[headline(made.cover.judgement)]]
    assert shown[0].text().startswith("Not usable") is (language == "en")
    for one in shown:
        assert one.height() >= one.heightForWidth(one.width())
        assert max(map(one.fontMetrics().horizontalAdvance, one.text().split())) <= one.width()
        assert one.width() > width * 0.8  # of the card, not of a column beside the picture


def test_tight_cards_leave_as_many_pixels_as_a_list_has_no_scroll_bar_for(qtbot: QtBot) -> None:
    listed = ResultList()
    qtbot.addWidget(listed)
    listed.show_outcome(outcome(), [""])
    listed.show()
    heights = []
    for on, tight in ((False, False), (False, True), (True, False), (True, True), (False, False)):
        listed.compact(on, tight=tight)
        QApplication.processEvents()
        listed.adjustSize()
        heights.append(listed.height())
    roomy, tight_with_heads, without_heads, lowest, again = heights
    assert roomy >= tight_with_heads + NEEDLESS
    assert roomy > without_heads >= lowest + NEEDLESS
    assert again == roomy


def test_a_click_picks_what_is_compared(qtbot: QtBot) -> None:
    listed, picked = ResultList(), list[int]()
    qtbot.addWidget(listed)
    listed.show_outcome(outcome(), [""])
    listed.picked.connect(picked.append)
    for card in reversed(listed.cards):
        card.opened.emit()
    assert picked == [2, 1, 0]
    listed.select(1)
    assert [bool(card.property("chosen")) for card in listed.cards] == [False, True, False]
