"""Whoever stops a hide for later loses nothing: neither what it has computed nor what was chosen meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

import engine
from app.hide.keep_now import kept_now
from app.hide.key_dialog import KeyDialog
from app.hide.page import HidePage
from app.hide.session import HideSession
from app.kit.question import AGAIN, STAY, YES
from app.session import Item
from app.worker import TaskQueue
from engine import checkpoint as checkpoints
from tests.stories.questions import answers

LONG = 60_000


@pytest.fixture
def session(qtbot: QtBot, tasks: TaskQueue, image: engine.Image, tmp_path: Path) -> HideSession:
    """A session whose hide goes on for as long as a test needs."""
    result = HideSession(tasks)
    result.checkpoints = tmp_path
    result.choosing.choose("draft")
    result.choosing.tune(seconds=300.0)
    result.choosing.set_cover(Item("cover", image))
    qtbot.waitUntil(lambda: result.ready, timeout=LONG)
    return result


@pytest.fixture
def fill(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Fills the disk of the checkpoints, or makes room on it."""
    real = checkpoints.save_bytes

    def full(*_: object, **__: object) -> None:
        raise engine.SaveError("The disk is full.")

    return lambda on: monkeypatch.setattr(checkpoints, "save_bytes", full if on else real)


def begin(qtbot: QtBot, session: HideSession) -> engine.Key:
    with qtbot.waitSignal(session.progressed, check_params_cb=lambda p: p.stage == "cover", timeout=LONG):
        session.start()
    key = session.choosing.choices.key
    assert key is not None
    return key


@pytest.mark.parametrize("paused", [False, True])
def test_a_hide_that_cannot_be_kept_goes_on_until_it_can(
    qtbot: QtBot,
    session: HideSession,
    fill: Callable[[bool], None],
    monkeypatch: pytest.MonkeyPatch,
    paused: bool,
) -> None:
    page = HidePage(session)
    qtbot.addWidget(page)
    begin(qtbot, session)
    session.pause(paused)
    fill(True)
    answers(monkeypatch, YES)  # keep it, though no key was noted
    monkeypatch.setattr(QDialog, "exec", lambda _: 0)
    with qtbot.waitSignal(session.failed, timeout=LONG) as told:
        assert not page.leave(lambda: None)
    assert isinstance(told.args[0], engine.NotKeptError)
    assert (session.fitting, session.paused) == (True, paused)
    fill(False)
    assert page.leave(lambda: None)
    assert not session.running
    qtbot.waitUntil(lambda: len(session.unfinished()) == 1, timeout=LONG)
    session.clear()
    qtbot.waitUntil(session.tasks.idle, timeout=LONG)


def test_a_finished_file_and_one_that_is_improved_need_no_other_save(session: HideSession) -> None:
    assert kept_now(session)  # nothing is under way
    assert not session.unfinished()


def test_the_key_of_what_is_kept_is_shown_again_before_it_is_given_up(
    qtbot: QtBot, session: HideSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, key, shown = HidePage(session), session.choosing.choices.key, list[str]()
    qtbot.addWidget(page)
    assert key is not None

    def look(dialog: KeyDialog) -> int:
        shown.extend(text.text() for text in dialog.findChildren(QLabel) if text.text().startswith("It opens"))
        dialog.panels[0].copy.click()
        assert not dialog._clipboard.isHidden()  # what is copied is forgotten when the program closes
        if len(shown) == 2:
            dialog.written.click()
        return 1

    monkeypatch.setattr(KeyDialog, "exec", look)
    asked = answers(monkeypatch, AGAIN)
    assert page._key_noted([key])
    assert (len(shown), asked) == (2, ["The key would be lost."])
    session.choosing.note(key, kept=False)
    shown.clear()
    monkeypatch.setattr(KeyDialog, "exec", lambda _: 0)
    answers(monkeypatch, STAY)
    assert not page._key_noted([key])
    answers(monkeypatch, YES)
    assert page._key_noted([key])


def test_what_is_chosen_when_a_hide_is_resumed_comes_next(qtbot: QtBot, session: HideSession) -> None:
    key = begin(qtbot, session)
    session.keep()
    qtbot.waitUntil(lambda: len(session.unfinished()) == 1, timeout=LONG)
    session.clear()
    session.choosing.add_text("typed, and nowhere else")
    mine = session.choosing.choices
    for _ in range(2):  # also where the resumed hide is put off once more
        with qtbot.waitSignal(session.resumed, timeout=LONG):
            session.resume(session.unfinished()[0], key, lambda error: pytest.fail(str(error)))
        assert session.choosing.choices.secrets == []
        assert session.next_begun
        with qtbot.waitSignal(session.progressed, check_params_cb=lambda p: p.stage == "cover", timeout=LONG):
            pass
        session.keep()
        qtbot.waitUntil(lambda: len(session.unfinished()) == 1, timeout=LONG)
    with qtbot.waitSignal(session.resumed, timeout=LONG):
        session.resume(session.unfinished()[0], key, lambda error: pytest.fail(str(error)))
    session.change()
    assert session.choosing.choices is mine
    session.cancel()
    session.clear()
    qtbot.waitUntil(session.tasks.idle, timeout=LONG)
