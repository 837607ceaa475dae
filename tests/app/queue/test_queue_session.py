"""Several hides in a row: their order, what a failure leaves alone, what a restart brings back, and their time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import engine
from app.hide.choices import Choices, ChosenMedium
from app.hide.outcome import HideTask
from app.hide.queue_order import ORDER, read_order
from app.hide.unfinished import unfinished
from app.queue.entry import Entry, forecast
from app.queue.session import QueueSession
from app.session import Item
from app.worker import TaskQueue
from tests.engine.tiny import tiny

LONG = 60_000
Add = Callable[..., Entry]


@pytest.fixture
def queue(tasks: TaskQueue, tmp_path: Path) -> QueueSession:
    session = QueueSession(tasks)
    (tmp_path / "kept").mkdir()
    session.keep_in(tmp_path / "kept")
    return session


@pytest.fixture
def add(image: engine.Image, tmp_path: Path) -> Add:
    """Adds a tiny hide to a queue; its file is to be called by its name."""

    def added(queue: QueueSession, name: str, seconds: float | None = None, key: engine.Key | None = None) -> Entry:
        cover = ChosenMedium.of(Item(f"{name}.png", image))
        secret = ChosenMedium.of(Item("letter.png", image))
        keys = [key or engine.Key.generate()]
        planned = engine.plan([engine.Secret(image, 0, "letter.png")], image, tiny(8))
        choices = Choices([secret], cover, "draft", keys=[*keys], names=["Anna"])
        task = HideTask((secret,), cover, planned, {0: keys[0]})
        return queue.add(task, choices, queue.free_target(tmp_path / f"{name}.undersong"), seconds)

    return added


def kept(qtbot: QtBot, queue: QueueSession) -> None:
    qtbot.waitUntil(lambda: not any(entry.keeping for entry in queue.entries), timeout=LONG)


def names(queue: QueueSession) -> list[str]:
    return [entry.target.stem for entry in queue.entries]


def test_one_failure_does_not_stop_the_others(qtbot: QtBot, queue: QueueSession, add: Add, tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    entries = [add(queue, name) for name in ("one", "gone/two", "three")]
    kept(qtbot, queue)
    (tmp_path / "gone").rmdir()
    with qtbot.waitSignal(queue.ended, timeout=LONG) as ended:
        queue.start()
    assert ended.args == [2, 1]
    assert [entry.state for entry in entries] == ["done", "failed", "done"]
    assert isinstance(entries[1].error, engine.SaveError)
    for entry in (entries[0], entries[2]):
        assert entry.outcome is not None
        assert entry.outcome.intact
        [secret] = engine.reveal(engine.Stego.load(tmp_path / entry.target.name), entry.keys[0])
        assert secret.intact
    assert read_order(tmp_path / "kept") == [entries[1].path]  # what was computed for it is still there
    reports: list[engine.Progress] = []
    queue.progressed.connect(reports.append)
    entries[1].target = tmp_path / "two.undersong"
    with qtbot.waitSignal(queue.ended, timeout=LONG):
        queue.retry(entries[1])
        queue.start()
    assert (tmp_path / "two.undersong").exists()
    assert not {report.stage for report in reports} & {"secret", "cover"}  # nothing was fitted again
    assert [path.name for path in (tmp_path / "kept").iterdir()] == [ORDER]


def test_no_file_is_replaced_and_no_two_hides_have_one_file(
    qtbot: QtBot, queue: QueueSession, add: Add, tmp_path: Path
) -> None:
    (tmp_path / "one.undersong").write_bytes(b"mine")
    entries = [add(queue, "one"), add(queue, "one")]
    assert names(queue) == ["one (2)", "one (3)"]
    kept(qtbot, queue)
    (tmp_path / "one (2).undersong").write_bytes(b"made meanwhile")
    with qtbot.waitSignal(queue.ended, timeout=LONG):
        queue.start()
    assert [entry.saved and entry.saved.name for entry in entries] == ["one (2) (2).undersong", "one (3).undersong"]
    assert (tmp_path / "one.undersong").read_bytes() == b"mine"
    assert (tmp_path / "one (2).undersong").read_bytes() == b"made meanwhile"


def test_what_waits_survives_a_restart_in_its_order_and_goes_on_with_its_keys(
    qtbot: QtBot, tasks: TaskQueue, queue: QueueSession, add: Add, tmp_path: Path
) -> None:
    folder, shared = tmp_path / "kept", engine.Key.generate()
    add(queue, "one", 12.0, shared)
    two = add(queue, "two")
    add(queue, "three", None, shared)
    kept(qtbot, queue)
    queue.move(2, 0)
    assert names(queue) == ["three", "one", "two"]
    data = b"".join(path.read_bytes() for path in folder.iterdir())
    assert not any(word in data for word in (b"one.", b"letter", b"Anna", str(tmp_path).encode()))
    assert unfinished(folder) == []  # they are no hides that somebody interrupted
    other = QueueSession(tasks)
    other.keep_in(folder)
    assert other.entries == []  # another window leaves them alone
    for entry in queue.entries:
        entry.release()  # as the system does when the program ends
    other.keep_in(folder)
    assert [entry.state for entry in other.entries] == ["locked"] * 3
    refused: list[Exception] = []
    other.unlock(engine.Key.generate(), lambda _: None, refused.append)
    qtbot.waitUntil(lambda: bool(refused), timeout=LONG)
    assert isinstance(refused[0], engine.WrongKeyError)
    counts: list[int] = []
    other.unlock(shared, counts.append, refused.append)
    qtbot.waitUntil(lambda: counts == [2], timeout=LONG)
    assert [entry.state for entry in other.entries] == ["waiting", "waiting", "locked"]
    three, one = other.entries[:2]
    assert (one.target, one.seconds, one.begun) == (tmp_path / "one.undersong", 12.0, False)
    assert one.choices is not None
    assert one.choices.names == ["Anna"]
    assert one.task is not None
    assert one.task.cover.name == "one.png"
    with qtbot.waitSignal(other.ended, timeout=LONG):
        other.start()
    assert [entry.saved and entry.saved.name for entry in (three, one)] == ["three.undersong", "one.undersong"]
    assert read_order(folder) == [two.path]
    [secret] = engine.reveal(engine.Stego.load(tmp_path / "one.undersong"), shared)
    assert secret.intact


def test_a_hide_under_way_is_kept_when_the_program_ends_and_goes_on_afterwards(
    qtbot: QtBot, tasks: TaskQueue, queue: QueueSession, add: Add, tmp_path: Path
) -> None:
    key = engine.Key.generate()
    entry = add(queue, "one", None, key)
    kept(qtbot, queue)
    with qtbot.waitSignal(queue.progressed, timeout=LONG):
        queue.start()
    queue.keep(wait=True)
    assert (entry.state, queue.current) == ("waiting", None)
    other = QueueSession(tasks)
    qtbot.waitUntil(tasks.idle, timeout=LONG)
    other.keep_in(tmp_path / "kept")
    assert [entry.state for entry in other.entries] == ["locked"]
    counts: list[int] = []
    other.unlock(key, counts.append, lambda _: counts.append(0))
    qtbot.waitUntil(lambda: counts == [1], timeout=LONG)
    with qtbot.waitSignal(other.ended, timeout=LONG):
        other.start()
    assert (tmp_path / "one.undersong").exists()


def test_the_queue_stops_after_the_current_hide_and_a_pause_holds_everything(
    qtbot: QtBot, queue: QueueSession, add: Add
) -> None:
    one, two = add(queue, "one"), add(queue, "two")
    kept(qtbot, queue)
    with qtbot.waitSignal(queue.progressed, timeout=LONG):
        queue.start()
    queue.pause()
    assert (queue.paused, queue.current) == (True, one)
    queue.stop_after_current(True)
    queue.pause(False)
    qtbot.waitUntil(lambda: one.state == "done", timeout=LONG)
    qtbot.waitUntil(lambda: not queue.running, timeout=LONG)
    assert (two.state, queue.current) == ("waiting", None)


@pytest.mark.parametrize("when", ["waiting", "fitting", "locked"])
def test_what_is_removed_is_gone_from_the_disk(
    qtbot: QtBot, tasks: TaskQueue, queue: QueueSession, add: Add, tmp_path: Path, when: str
) -> None:
    entry = add(queue, "one")
    kept(qtbot, queue)
    if when == "fitting":
        with qtbot.waitSignal(queue.progressed, timeout=LONG):
            queue.start()
    elif when == "locked":
        entry.release()
        queue = QueueSession(tasks)
        queue.keep_in(tmp_path / "kept")
        [entry] = queue.entries
    assert entry.state == when
    queue.remove(entry)
    qtbot.waitUntil(tasks.idle, timeout=LONG)
    assert queue.entries == []
    assert [path.name for path in (tmp_path / "kept").iterdir()] == [ORDER]
    assert not (tmp_path / "one.undersong").exists()


def test_the_time_of_the_whole_queue_is_that_of_what_waits_and_of_what_is_left() -> None:
    states = [("done", 50.0), ("fitting", 40.0), ("waiting", 30.0), ("failed", 20.0), ("waiting", 10.0)]
    entries = [Entry(Path(), seconds=seconds, state=state) for state, seconds in states]  # type: ignore[arg-type]
    assert forecast(entries, None) == (80.0, True)
    assert forecast(entries, 5.0) == (45.0, True)
    assert forecast([*entries, Entry(Path())], 5.0) == (45.0, False)


def test_a_damaged_order_loses_no_hide(tmp_path: Path, image: engine.Image) -> None:
    key, path = engine.Key.generate(), tmp_path / "unfinished-1"
    checkpoint = engine.Checkpoint(path, key)
    checkpoint.put_off(engine.plan([image], image, tiny(8)), {None: key})
    checkpoint.release()
    (tmp_path / ORDER).write_bytes(b"\xff../../etc/passwd\nunfinished-1/..\n")
    assert read_order(tmp_path) == []
    assert unfinished(tmp_path) == [path]  # it is offered like any unfinished hide


def test_the_next_hide_has_a_key_of_its_own_and_the_same_quality() -> None:
    words = Choices(recipe="fine", tuning={"room": 4})
    assert words.next().keys != words.keys
    assert (words.next().recipe, words.next().tuning) == ("fine", {"room": 4})
    passphrase = replace(words, keys=[engine.Key.from_text("four unrelated little words", passphrase=True)])
    assert passphrase.next().keys == passphrase.keys
