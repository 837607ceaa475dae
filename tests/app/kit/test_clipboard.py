from __future__ import annotations

import pytest
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication

from app.kit import clipboard


@pytest.fixture
def board(qapp: QApplication) -> QClipboard:
    clipboard.copy_secret("legal winner thank year")
    return qapp.clipboard()


def minute_passes(qapp: QApplication) -> None:
    keeper = qapp.findChild(clipboard._Keeper)
    assert keeper is not None
    assert keeper.timer.isActive()
    assert keeper.timer.interval() == 60_000
    keeper.timer.timeout.emit()


def test_a_secret_is_marked_as_not_for_histories(board: QClipboard) -> None:
    assert board.text() == "legal winner thank year"
    mime = board.mimeData()
    assert bytes(mime.data("x-kde-passwordManagerHint").data()) == b"secret"
    assert mime.hasFormat("ExcludeClipboardContentFromMonitorProcessing")
    assert mime.hasFormat("org.nspasteboard.ConcealedType")


def test_after_a_minute_it_is_gone(qapp: QApplication, board: QClipboard) -> None:
    minute_passes(qapp)
    assert board.text() == ""


def test_what_was_copied_since_stays(qapp: QApplication, board: QClipboard) -> None:
    board.setText("a shopping list")
    minute_passes(qapp)
    assert board.text() == "a shopping list"


def test_a_second_copy_has_a_minute_of_its_own_and_the_end_of_the_program_clears_it(
    qapp: QApplication, board: QClipboard
) -> None:
    clipboard.copy_secret("zoo zoo zoo")
    assert len(qapp.findChildren(clipboard._Keeper)) == 1
    assert board.text() == "zoo zoo zoo"
    qapp.aboutToQuit.emit()
    assert board.text() == ""
