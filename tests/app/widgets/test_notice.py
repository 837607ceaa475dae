"""An error lies over its page: nothing moves when it comes, grows or goes, and what is needed next is not covered."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

import engine
from app.hide.page import HidePage
from app.hide.session import HideSession
from app.widgets.notice import WIDEST, Notice
from app.worker import TaskQueue

BAD = engine.InvalidStegoError("The header is cut off.")


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    result = QWidget()
    column = QVBoxLayout(result)
    for text in ("One", "Two", "Three"):
        column.addWidget(QLabel(text))
    qtbot.addWidget(result)
    result.resize(900, 500)
    result.show()
    return result


def places(page: QWidget) -> list[QRect]:
    QApplication.processEvents()
    return [found.geometry() for found in page.findChildren(QLabel, options=Qt.FindChildOption.FindDirectChildrenOnly)]


def test_nothing_moves_when_it_comes_grows_and_goes(qtbot: QtBot, page: QWidget) -> None:
    before, notice = places(page), Notice(page)
    notice.show_error(BAD, "cat.undersong")
    assert places(page) == before
    assert notice.isVisible()
    low = notice.height()
    details, copy, dismiss = sorted(
        notice.findChildren(QPushButton), key=lambda button: button.accessibleName() == "Dismiss"
    )
    qtbot.mouseClick(details, Qt.MouseButton.LeftButton)
    assert places(page) == before
    assert notice.height() > low
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == str(BAD)
    assert page.rect().contains(notice.geometry())
    qtbot.mouseClick(dismiss, Qt.MouseButton.LeftButton)
    assert places(page) == before
    assert not notice.isVisible()


def test_it_follows_the_page_and_its_sentences_are_whole(page: QWidget) -> None:
    notice = Notice(page)
    for index in range(3):
        notice.show_error(engine.UnreadableFileError("No."), f"a rather long name of a file, number {index}.png")
    for size in ((1900, 900), (700, 400), (420, 400)):
        page.resize(*size)
        QApplication.processEvents()
        assert notice.width() == min(WIDEST, page.width() - 48)
        assert page.rect().contains(notice.geometry())
        assert notice.geometry().bottom() > page.height() - 30
        for said in notice.findChildren(QLabel):
            assert said.height() >= said.heightForWidth(said.width())
    notice.at_top = True
    notice.place()
    assert notice.geometry().top() < 30


def test_on_the_hide_page_it_leaves_the_bar_with_the_button_free(
    qtbot: QtBot, tasks: TaskQueue, tmp_path: Path
) -> None:
    page = HidePage(HideSession(tasks))
    qtbot.addWidget(page)
    page.resize(1280, 700)
    page.show()
    with qtbot.waitSignal(page.session.choosing.failed, timeout=20_000):
        page.add([tmp_path / "gone.png"])
    QApplication.processEvents()
    bar = page.choose.footer
    assert page.notice.isVisible()
    assert not page.notice.geometry().intersects(QRect(bar.mapTo(page, bar.rect().topLeft()), bar.size()))
