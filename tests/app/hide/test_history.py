"""What is removed comes back, where it was, and nothing that came later goes with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

import engine
from app.hide.choose_session import ChooseSession
from app.hide.folder_question import within_limit
from app.hide.page import HidePage
from app.hide.session import HideSession
from app.session import Item
from app.worker import TaskQueue

LONG = 60_000


def names(session: ChooseSession) -> list[str]:
    return [secret.name for secret in session.choices.secrets]


@pytest.fixture
def page(qtbot: QtBot, tasks: TaskQueue, image: engine.Image) -> HidePage:
    result = HidePage(HideSession(tasks))
    qtbot.addWidget(result)
    for name in ("a", "b", "c"):
        result.session.choosing.add_medium(Item(name, image))
    result.show()
    return result


def test_what_is_removed_comes_back_to_its_place(page: HidePage, image: engine.Image) -> None:
    session, secrets = page.session.choosing, page.choose.secrets
    assert not secrets.undo.isVisible()
    secrets.cards()[1].remove.click()
    assert names(session) == ["a", "c"]
    assert "b" in secrets.undo.accessibleName()
    session.add_medium(Item("d", image))
    secrets.undo.click()
    assert names(session) == ["a", "b", "c", "d"]
    secrets.clear.click()
    assert names(session) == []
    assert secrets.zone.isVisible()
    secrets.undo.click()
    assert names(session) == ["a", "b", "c", "d"]
    assert not secrets.undo.isVisible()


def test_other_keys_end_what_can_be_taken_back(page: HidePage) -> None:
    session = page.session.choosing
    session.add_key()
    session.assign(1, 1)
    session.remove(1)
    page.choose.key.show_panel(1)
    page.choose.key.remove.click()
    assert session.last_step is None  # it would bring back a secret of a key that is gone


def test_enter_presses_and_control_enter_hides(page: HidePage, qtbot: QtBot) -> None:
    page.activateWindow()
    page.choose.secrets.clear.setFocus()
    QTest.keyClick(page.choose.secrets.clear, Qt.Key.Key_Return)
    assert names(page.session.choosing) == []
    pressed: list[bool] = []
    page.choose.hide_button.setEnabled(True)
    page.choose.hide_button.clicked.disconnect()
    page.choose.hide_button.clicked.connect(lambda: pressed.append(True))
    with qtbot.waitActive(page):
        page.activateWindow()
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert pressed == [True]


@pytest.mark.parametrize(
    ("role", "secrets", "covers"),
    [
        (QMessageBox.ButtonRole.AcceptRole, ["second.png"], True),
        (QMessageBox.ButtonRole.DestructiveRole, [], True),
        (QMessageBox.ButtonRole.RejectRole, [], False),
    ],
)
def test_of_two_files_on_the_cover_none_is_dropped_in_silence(
    qtbot: QtBot,
    page: HidePage,
    picture: Path,
    image: engine.Image,
    monkeypatch: pytest.MonkeyPatch,
    role: QMessageBox.ButtonRole,
    secrets: list[str],
    covers: bool,
) -> None:
    def answer(box: QMessageBox) -> None:
        next(button for button in box.buttons() if box.buttonRole(button) is role).click()

    monkeypatch.setattr(QMessageBox, "exec", answer)
    session, second = page.session.choosing, picture.parent / "second.png"
    session.clear()
    image.write(second)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in (picture, second)])
    action, button, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page.choose.cover.zone.dropEvent(QDropEvent(QPoint(5, 5), action, mime, button, none))
    qtbot.waitUntil(lambda: not session.opening, timeout=LONG)
    assert names(session) == secrets
    assert (session.choices.cover is not None) == covers
    session.clear()


def test_more_files_than_one_holds_are_asked_about_at_the_drop(
    page: HidePage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[str] = []

    def answer(box: QMessageBox) -> None:
        asked.append(f"{box.text()} {box.informativeText()}")
        box.buttons()[0].click()

    monkeypatch.setattr(QMessageBox, "exec", answer)
    paths = [tmp_path / f"{number}.png" for number in range(engine.MAX_SECRETS)]
    assert within_limit(page, paths, 0) == paths
    assert within_limit(page, paths, 3) in (paths[:-3], [])
    assert within_limit(page, paths[:1], engine.MAX_SECRETS) == []
    assert len(asked) == 2
    assert "29.png" in asked[0]
