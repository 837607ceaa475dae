"""One question in a slot: only the newest is answered, and a bug is never silenced."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import engine
from app.session import Item, Session
from app.worker import TaskQueue

LONG = 20_000


class Held:
    """A call that waits until it is let go, reporting all the while, and then returns or raises `result`."""

    def __init__(self, result: object) -> None:
        self.result, self.started, self._free = result, threading.Event(), threading.Event()

    def __call__(self, report: engine.Report) -> object:
        report(engine.Progress(stage="cover"))
        self.started.set()
        self._free.wait()
        if isinstance(self.result, Exception):
            raise self.result
        return self.result

    def let_go(self) -> None:
        self._free.set()


@pytest.fixture
def session(tasks: TaskQueue) -> Session:
    return Session(tasks)


def test_a_late_answer_is_ignored(qtbot: QtBot, session: Session) -> None:
    answers: list[object] = []
    old, new = Held("old"), Held("new")
    session.ask("size", old, answers.append)
    qtbot.waitUntil(old.started.is_set)
    session.ask("size", new, answers.append)
    old.let_go()
    new.let_go()
    qtbot.waitUntil(session.tasks.idle, timeout=LONG)
    assert answers == ["new"]


def test_slots_do_not_silence_one_another(qtbot: QtBot, session: Session) -> None:
    answers: list[object] = []
    session.ask("size", lambda _: 1, answers.append)
    session.ask("colour", lambda _: 2, answers.append)
    qtbot.waitUntil(session.tasks.idle, timeout=LONG)
    assert answers == [1, 2]


@pytest.mark.parametrize("silence", [True, False])
def test_the_failure_of_an_old_question_is_ignored(qtbot: QtBot, session: Session, silence: bool) -> None:
    failures, old = list[object](), Held(engine.SaveError("full"))
    session.failed.connect(lambda error, _: failures.append(error))
    session.ask("size", old, failures.append, failed=failures.append)
    qtbot.waitUntil(old.started.is_set)
    if silence:
        session.silence("size")
    else:
        session.ask("size", lambda _: None, lambda _: None)
    old.let_go()
    qtbot.waitUntil(session.tasks.idle, timeout=LONG)
    assert not failures


def test_a_failure_names_its_file_and_frees_its_slot(qtbot: QtBot, session: Session) -> None:
    error, answers = engine.SaveError("full"), list[object]()
    call = Held(error)
    call.let_go()
    with qtbot.waitSignal(session.failed) as caught:
        session.ask("size", call, answers.append, name="cat.png")
    assert caught.args == [error, "cat.png"]
    session.ask("size", lambda _: 1, answers.append)
    qtbot.waitUntil(session.tasks.idle, timeout=LONG)
    assert answers == [1]


def test_whoever_handles_a_failure_handles_it_alone(qtbot: QtBot, session: Session) -> None:
    told, handled, call = list[object](), list[Exception](), Held(engine.SaveError("full"))
    session.failed.connect(lambda error, _: told.append(error))
    call.let_go()
    session.ask("size", call, lambda _: None, failed=handled.append)
    qtbot.waitUntil(session.tasks.idle, timeout=LONG)
    assert handled == [call.result]
    assert not told


@pytest.mark.parametrize("silence", [True, False])
def test_a_bug_reaches_the_crash_dialog(qtbot: QtBot, session: Session, silence: bool) -> None:
    bug, marked = Held(ZeroDivisionError()), list[Exception]()
    with qtbot.captureExceptions() as crashes:
        session.ask("size", bug, lambda _: None, failed=marked.append)
        qtbot.waitUntil(bug.started.is_set)
        if silence:
            session.silence("size")
        bug.let_go()
        qtbot.waitUntil(lambda: bool(crashes), timeout=LONG)
    assert [kind for kind, _, _ in crashes] == [ZeroDivisionError]
    assert bool(marked) is not silence


def test_a_cancelled_call_is_over_at_once_and_says_nothing_more(qtbot: QtBot, session: Session) -> None:
    heard, call = list[object](), Held("result")
    session.run(call, heard.append)
    qtbot.waitUntil(call.started.is_set)
    session.progressed.connect(heard.append)
    session.cancel()
    assert not session.running
    call.let_go()
    qtbot.waitUntil(session.tasks.idle, timeout=LONG)
    assert not heard


def test_there_is_one_long_call_and_its_progress_is_told(qtbot: QtBot, session: Session) -> None:
    answers: list[object] = []
    first = Held("first")
    with qtbot.waitSignal(session.progressed):
        session.run(first, answers.append)
    session.run(lambda _: "second", answers.append)
    first.let_go()
    qtbot.waitUntil(session.tasks.idle, timeout=LONG)
    assert answers == ["first"]


def test_several_files_are_opened_beside_one_another(qtbot: QtBot, session: Session, picture: Path) -> None:
    names: list[str] = []
    done: Callable[[Item], None] = lambda item: names.append(item.name)  # noqa: E731
    session.open_media([picture, picture], done)
    assert session.opening == 2
    qtbot.waitUntil(lambda: not session.opening, timeout=LONG)
    assert names == ["picture.png"] * 2
