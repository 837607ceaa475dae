"""Another language: the window gives way to a new one, and its queue goes on there as if nothing had happened."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import engine
from app.hide.choices import Choices, ChosenMedium
from app.hide.outcome import HideTask
from app.kit.question import STAY
from app.queue.list_view import ListView
from app.queue.page import QueuePage
from app.queue.session import QueueSession
from app.session import Item
from app.worker import TaskQueue
from tests.app.queue.test_queue_session import LONG, kept
from tests.engine.tiny import tiny
from tests.stories.questions import answers


@pytest.fixture
def queue(tasks: TaskQueue, image: engine.Image, tmp_path: Path) -> QueueSession:
    """Two hides that wait in a queue, kept in a folder."""
    session = QueueSession(tasks)
    (tmp_path / "kept").mkdir()
    session.keep_in(tmp_path / "kept")
    for name in ("one", "two"):
        cover = ChosenMedium.of(Item(f"{name}.png", image))
        task = HideTask((), cover, engine.plan([], image, tiny(30)), {})
        session.add(task, Choices([], cover, "draft"), tmp_path / f"{name}.undersong", None)
    return session


def handed_over(queue: QueueSession, tasks: TaskQueue, folder: Path) -> QueueSession:
    """The queue of the window that takes its place, as the program does it."""
    queue.keep()
    tasks.close()
    follower = QueueSession(TaskQueue(QApplication.instance()))
    follower.adopt(queue)
    follower.keep_in(folder)
    return follower


def test_the_hide_under_way_and_the_next_one_go_on_without_anybody(
    qtbot: QtBot, tasks: TaskQueue, queue: QueueSession, tmp_path: Path
) -> None:
    kept(qtbot, queue)
    one, two = queue.entries
    queue.at_end = "quit"
    queue.move(1, 0)  # the second hide is made first
    with qtbot.waitSignal(queue.progressed, timeout=LONG):
        queue.start()
    queue.move(0, 1)
    follower = handed_over(queue, tasks, tmp_path / "kept")
    assert follower.current is two
    assert follower.entries == [one, two]
    assert follower.at_end == "quit"
    shown = ListView(follower)
    qtbot.addWidget(shown)
    shown.refresh()
    assert shown.at_end.currentData() == "quit"
    with qtbot.waitSignal(follower.ended, timeout=LONG) as ended:
        pass
    assert ended.args == [2, 0]
    assert sorted(path.name for path in tmp_path.glob("*.undersong")) == ["one.undersong", "two.undersong"]
    assert [path.name for path in (tmp_path / "kept").iterdir()] == ["queue"]


@pytest.mark.parametrize("state", ["paused", "last", "not started"])
def test_what_was_paused_or_was_to_stop_stays_so(
    qtbot: QtBot, tasks: TaskQueue, queue: QueueSession, tmp_path: Path, state: str
) -> None:
    kept(qtbot, queue)
    one, two = queue.entries
    if state != "not started":
        with qtbot.waitSignal(queue.progressed, timeout=LONG):
            queue.start()
        queue.pause(state == "paused")
        queue.stop_after_current(state == "last")
    follower = handed_over(queue, tasks, tmp_path / "kept")
    if state == "paused":
        qtbot.waitUntil(lambda: follower.paused, timeout=LONG)
        assert (follower.halted, follower.current) == (True, one)
        with qtbot.waitSignal(follower.ended, timeout=LONG):
            follower.start()
        assert two.state == "done"
    elif state == "last":
        qtbot.waitUntil(lambda: one.state == "done" and not follower.running, timeout=LONG)
        assert (two.state, follower.current) == ("waiting", None)
    else:
        assert [entry.state for entry in follower.entries] == ["waiting"] * 2
        assert (follower.going, follower.current) == (False, None)


def test_a_file_that_is_being_saved_is_saved_once(
    qtbot: QtBot, tasks: TaskQueue, queue: QueueSession, tmp_path: Path
) -> None:
    kept(qtbot, queue)
    _, two = queue.entries
    queue.stop_after_current(True)
    with qtbot.waitSignal(queue.finished, timeout=LONG):
        queue.start()
        queue.stop_after_current(True)
    assert queue.running  # it is being saved
    follower = handed_over(queue, tasks, tmp_path / "kept")
    assert [entry.state for entry in follower.entries] == ["done", "waiting"]
    assert [path.name for path in tmp_path.glob("*.undersong")] == ["one.undersong"]
    assert two.path is not None
    assert [path for path in (tmp_path / "kept").glob("unfinished*") if path.suffix != ".lock"] == [two.path]


def test_only_a_hide_that_is_not_kept_is_asked_about(
    qtbot: QtBot, queue: QueueSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(qtbot, queue)
    page = QueuePage(queue)
    qtbot.addWidget(page)
    questions = answers(monkeypatch, STAY)
    with qtbot.waitSignal(queue.progressed, timeout=LONG):
        queue.start()
    assert page.agree_to_hand_over()
    assert questions == []
    assert queue.current is not None
    queue.current.path = None
    assert not page.agree_to_hand_over()
    assert questions == ["The hide under way could not be kept on this computer."]
