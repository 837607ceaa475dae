"""The hand-over: two tickets, ticked off by what was really done, and a message that gives nothing away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

import engine
from app.hide.choices import ChosenMedium
from app.hide.key_actions import KeyActions
from app.hide.outcome import ComparedPair, HideTask, Outcome
from app.hide.page import HidePage
from app.hide.session import HideSession
from app.previews import background
from app.session import Item
from app.worker import TaskQueue
from tests.engine.tiny import tiny

LONG = 60_000


@pytest.fixture
def page(qtbot: QtBot, tasks: TaskQueue, image: engine.Image) -> Iterator[HidePage]:
    """The page with a finished file: "will.png", which nobody may hear of, in "cat.png"."""
    session = HideSession(tasks)
    result = HidePage(session)
    qtbot.addWidget(result)
    result.resize(1280, 720)
    chosen = [ChosenMedium.of(Item(name, image)) for name in ("cat.png", "will.png")]
    session.choosing.choices.secrets.append(chosen[1])
    session.choosing.choices.cover = chosen[0]
    plan = engine.plan([engine.Secret(image)], image, tiny())
    session.task = HideTask((chosen[1],), chosen[0], plan, {})
    pairs = [ComparedPair(one.name, image, image, image.compare(image), None, 0) for one in chosen]
    session.outcome = Outcome(b"bytes", pairs[0], (pairs[1],), True)
    session.changed.emit()
    result.show()
    QApplication.processEvents()
    yield result
    qtbot.waitUntil(background.idle, timeout=LONG)


def held(page: HidePage) -> KeyActions:
    actions = page.result.handover.key_actions
    assert actions is not None
    return actions


def test_each_ticket_is_ticked_by_what_was_done(qtbot: QtBot, page: HidePage, tmp_path: Path) -> None:
    handover, session = page.result.handover, page.session
    assert "cat.undersong" in handover.file.fact.text()
    assert "will.png" in handover.key.fact.toolTip()  # what the key opens
    assert handover.tag.isVisible()  # also before it is saved
    assert [t.accessibleName() for t in (handover.file, handover.key)] == ["The file", "The key"]
    with qtbot.waitSignal(session.saved, timeout=LONG):
        session.save(tmp_path / "holiday.undersong")
    qtbot.waitUntil(handover.folder.isVisible)
    assert [t.accessibleName() for t in (handover.file, handover.key)] == ["The file: done", "The key"]
    qtbot.mouseClick(held(page).panels[0].copy, Qt.MouseButton.LeftButton)
    key = session.choosing.choices.key
    assert key is not None
    assert QApplication.clipboard().text() == key.words
    assert handover.key.accessibleName() == "The key"  # a copy is not kept: the clipboard forgets it
    assert "only copied" in page.result._state.text()
    qtbot.mouseClick(handover.pasted, Qt.MouseButton.LeftButton)
    assert handover.key.accessibleName() == "The key: done"
    assert not handover.pasted.isVisible()


def test_the_message_says_what_is_needed_and_names_neither_secret_nor_key(page: HidePage) -> None:
    key = page.session.choosing.choices.key
    assert key is not None
    page.result.message.click()
    message = QApplication.clipboard().text()
    for needed in ("cat.undersong", "Undersong, a free program", engine.__version__, "twelve words", "as a file"):
        assert needed in message
    assert "will" not in message
    assert "more in" not in message  # whoever reads the mail need not be told that something is hidden
    assert not any(word in message.split() for word in key.words.split() if len(word) > 5)


def test_the_question_about_the_key_holds_it(
    qtbot: QtBot, page: HidePage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with qtbot.waitSignal(page.session.saved, timeout=LONG):
        page.session.save(tmp_path / "cat.undersong")
    found: list[str] = []

    def answer(box: QMessageBox) -> None:
        box.show()
        QApplication.processEvents()
        [actions] = box.findChildren(KeyActions)
        assert actions.panels[0].save.isVisible()
        actions.panels[0].copy.click()
        found.append(QApplication.clipboard().text())
        box.buttons()[0].click()

    monkeypatch.setattr(QMessageBox, "exec", answer)
    page.leave(lambda: None)
    key = page.session.choosing.choices.key
    assert key is not None
    assert found == [key.words]
    assert page.session.unnoted == set()
    assert page.leave(lambda: None)  # without another question
    assert len(found) == 1


def test_who_ended_it_early_is_told_so_and_can_have_it_made_to_its_end(page: HidePage) -> None:
    result = page.result
    assert not result.anew.isVisible()
    page.session.ended_early = True
    result.refresh()
    assert result.anew.isVisible()
    assert "ended it early" in result._state.text()


def test_a_window_that_grows_again_cuts_no_words_of_a_ticket(qtbot: QtBot, page: HidePage, tmp_path: Path) -> None:
    advice, session = page.result.handover.file.advice, page.session
    session.path = tmp_path / "a name that somebody gave to a file and never thought of how it would look.undersong"
    advice.setText(advice.text() * 2)  # as long as in a language that needs more words
    session.changed.emit()
    for size in ((800, 470), (1280, 720)):
        page.resize(*size)
        QApplication.processEvents()
    qtbot.waitUntil(lambda: advice.height() >= advice.heightForWidth(advice.width()))
    check = page.result.check
    assert page.result.handover.file.rect().contains(check.geometry().translated(check.parentWidget().pos()))


def test_a_low_window_leaves_out_words_but_no_ticket(page: HidePage) -> None:
    handover = page.result.handover
    assert handover.file.advice.isVisible()
    page.resize(800, 470)
    QApplication.processEvents()
    assert not handover.file.advice.isVisible()
    assert "as a file" in handover.file.toolTip()
    for button in (handover.save, held(page).panels[0].copy, held(page).panels[0].save, handover.show_key):
        assert button.isVisible()
