"""Files dropped on the Hide page: good ones are taken, bad ones are named."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

import engine
from app.hide.arriving_card import ArrivingCard
from app.hide.page import HidePage
from app.hide.session import HideSession
from app.worker import TaskQueue

STEGO = Path(__file__).resolve().parents[2] / "vectors" / "exact.undersong"


@pytest.fixture
def page(qtbot: QtBot, tasks: TaskQueue) -> HidePage:
    result = HidePage(HideSession(tasks))
    qtbot.addWidget(result)
    return result


def settled(qtbot: QtBot, page: HidePage) -> None:
    qtbot.waitUntil(lambda: page.session.tasks.idle() and not page.session.choosing.opening, timeout=30_000)


def test_the_good_are_taken_and_the_bad_named_until_the_next_try(
    qtbot: QtBot, page: HidePage, picture: Path, tmp_path: Path
) -> None:
    page.session.choosing.add_secrets([tmp_path / "lost.png", picture, tmp_path / "lost.docx"])
    settled(qtbot, page)
    assert [secret.name for secret in page.session.choosing.choices.secrets] == ["picture.png"]
    assert not page.notice.isHidden()
    said = page.notice.accessibleName()
    assert "lost.png" in said
    assert "lost.docx" in said
    assert "picture.png" not in said
    page.session.choosing.add_secrets([picture])
    assert page.notice.isHidden()
    settled(qtbot, page)


def test_what_is_dropped_has_its_place_at_once_and_the_first_of_it_is_looked_at(
    qtbot: QtBot, page: HidePage, picture: Path, tmp_path: Path
) -> None:
    page.resize(1280, 800)
    page.show()
    secrets, session = page.choose.secrets, page.session.choosing
    session.add_secrets([picture, tmp_path / "lost.png", picture])
    assert session.arriving == ["picture.png", "lost.png", "picture.png"]
    places = [place for place in secrets.list.findChildren(ArrivingCard) if not place.isHidden()]
    assert [place.accessibleName() for place in places] == session.arriving
    height = secrets.list.height_of(3)
    settled(qtbot, page)
    assert session.arriving == []
    assert len(secrets.cards()) == secrets.list.count == 2  # the one that could not be opened is named above
    assert secrets.list.height_of(3) == height
    assert [card.property("chosen") for card in secrets.cards()] == [True, False]
    session.add_secrets([picture])
    settled(qtbot, page)
    assert [card.property("chosen") for card in secrets.cards()] == [False, False, True]
    session.open_cover(picture)  # takes a place of its own
    assert session.arriving == []
    settled(qtbot, page)


def test_another_kind_of_trouble_takes_the_place_of_the_first(page: HidePage, qtbot: QtBot) -> None:
    page.session.failed.emit(engine.UnreadableFileError("torn"), "torn.png")
    page.session.failed.emit(engine.SaveError("full"), "cat.undersong")
    assert "torn.png" not in page.notice.accessibleName()
    page.session.retrying.emit(engine.UnreadableFileError)
    assert not page.notice.isHidden()
    page.choose.key.saved.emit()
    assert page.notice.isHidden()
    settled(qtbot, page)


def test_troubles_of_two_kinds_are_both_told(page: HidePage, qtbot: QtBot, tmp_path: Path) -> None:
    page.session.choosing.add_secrets([STEGO, tmp_path / "lost.jpg", tmp_path / "lost.png"])
    settled(qtbot, page)
    said = page.notice.accessibleName()
    assert all(name in said for name in (STEGO.name, "lost.jpg", "lost.png"))
    assert "under Reveal" in said
    assert "another program" in said


def test_what_is_dropped_anywhere_on_the_cover_is_the_cover(qtbot: QtBot, page: HidePage, picture: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(picture))])
    for _ in range(2):  # also in the place of the one there is
        action, button, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        page.choose.cover.dropEvent(QDropEvent(QPoint(5, 5), action, mime, button, none))
        settled(qtbot, page)
        assert page.session.choosing.choices.cover is not None
        assert not page.session.choosing.choices.secrets
