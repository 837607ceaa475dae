"""No work is lost: what was computed stays until it is saved or somebody throws it away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import engine
from app.hide.session import HideSession
from app.session import Item
from app.worker import TaskQueue
from engine import checkpoint as checkpoints

LONG = 60_000


@pytest.fixture
def prepared(qtbot: QtBot, tasks: TaskQueue, image: engine.Image, tmp_path: Path) -> Callable[[float], HideSession]:
    """Makes a session, on one folder, that can hide for so many seconds."""

    def prepare(seconds: float) -> HideSession:
        session = HideSession(tasks)
        session.checkpoints = tmp_path
        session.choosing.choose("draft")
        session.choosing.tune(seconds=seconds)
        session.choosing.add_medium(Item("secret", image))
        session.choosing.set_cover(Item("cover", image))
        qtbot.waitUntil(lambda: session.ready, timeout=LONG)
        return session

    return prepare


def refused(error: Exception) -> None:
    raise error


def test_the_plan_that_was_seen_is_carried_out_and_the_bytes_that_were_checked_are_saved(
    qtbot: QtBot, prepared: Callable[[float], HideSession], tmp_path: Path
) -> None:
    session = prepared(1.0)
    seen = session.choosing.plan
    with qtbot.waitSignal(session.finished, timeout=LONG):
        session.start()
    assert session.task is not None
    assert session.task.plan is seen
    assert session.outcome is not None
    with qtbot.waitSignal(session.saved, timeout=LONG):
        session.save(tmp_path / "cat")
    assert (tmp_path / "cat.undersong").read_bytes() == session.outcome.data


def test_a_finished_hide_survives_a_crash_until_it_is_saved(
    qtbot: QtBot, prepared: Callable[[float], HideSession], tmp_path: Path
) -> None:
    session = prepared(1.0)
    with qtbot.waitSignal(session.finished, timeout=LONG):
        session.start()
    assert session.outcome is not None
    assert session.unfinished() == []  # nobody is offered what lies before them
    assert session.checkpoint is not None
    session.checkpoint.release()  # as the system does after a crash
    follower, key = prepared(1.0), session.choosing.choices.key
    assert key is not None
    [path] = follower.unfinished()
    with qtbot.waitSignal(follower.finished, timeout=LONG):
        follower.resume(path, key, refused)
    assert follower.outcome is not None
    assert follower.outcome.data == session.outcome.data
    with qtbot.waitSignal(follower.saved, timeout=LONG):
        follower.save(tmp_path / "cat")
    assert not path.exists()


@pytest.mark.parametrize("error", [engine.OutOfMemoryError("memory"), MemoryError(), ZeroDivisionError()])
def test_a_resumed_hide_that_fails_keeps_what_was_kept(
    qtbot: QtBot, prepared: Callable[[float], HideSession], monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    session = prepared(300.0)
    key = session.choosing.choices.key
    assert key is not None
    with qtbot.waitSignal(session.progressed, timeout=LONG):
        session.start()
    session.keep()
    session.tasks.close()
    session = prepared(300.0)

    def fail(*_: object, **__: object) -> engine.Stego:
        raise error

    monkeypatch.setattr(engine, "resume", fail)
    with qtbot.captureExceptions():
        session.resume(session.unfinished()[0], key, refused)
        qtbot.waitUntil(session.tasks.idle, timeout=LONG)
    assert len(session.unfinished()) == 1  # offered at once, and also after whatever else is done
    session.clear()
    assert len(session.unfinished()) == 1


@pytest.mark.parametrize("paused", [False, True])
def test_a_hide_that_is_kept_is_saved_at_once_and_goes_on(
    qtbot: QtBot, prepared: Callable[[float], HideSession], paused: bool
) -> None:
    session = prepared(300.0)
    with qtbot.waitSignal(session.progressed, check_params_cb=lambda p: p.stage == "secret", timeout=LONG):
        session.start()
    session.pause(paused)
    session.keep()
    assert not session.running
    session.tasks.close()
    follower, key = prepared(300.0), session.choosing.choices.key
    assert key is not None
    [path] = follower.unfinished()
    follower.progressed.connect(lambda p: follower.finish_now(p.stage, p.index))
    with qtbot.waitSignal(follower.finished, timeout=LONG):
        follower.resume(path, key, refused)
    assert follower.outcome is not None
    assert follower.outcome.intact
    follower.discard()
    assert not path.exists()


def test_a_cancelled_hide_leaves_no_checkpoint(
    qtbot: QtBot, prepared: Callable[[float], HideSession], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(checkpoints, "SAVE_SECONDS", 0.0)
    session = prepared(300.0)
    delete, deletions = engine.Checkpoint.delete, list[Path]()

    def note(checkpoint: engine.Checkpoint) -> None:
        deletions.append(checkpoint.path)
        delete(checkpoint)

    monkeypatch.setattr(engine.Checkpoint, "delete", note)
    session.start()
    qtbot.waitUntil(lambda: any(tmp_path.iterdir()), timeout=LONG)
    session.cancel()
    session.clear()
    qtbot.waitUntil(session.tasks.idle, timeout=LONG)
    assert deletions
    assert not any(tmp_path.iterdir())


def test_an_empty_file_is_kept_as_well_so_that_what_is_kept_tells_nothing(
    qtbot: QtBot, prepared: Callable[[float], HideSession], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(checkpoints, "SAVE_SECONDS", 0.0)
    session = prepared(300.0)
    session.choosing.remove(0)
    qtbot.waitUntil(lambda: session.ready and not session.choosing.choices.secrets, timeout=LONG)
    session.start()
    qtbot.waitUntil(lambda: any(file.suffix == "" for file in tmp_path.glob("unfinished*")), timeout=LONG)
    [path] = (file for file in tmp_path.glob("unfinished*") if file.suffix == "")
    assert engine.Checkpoint.label(path).modality == "image"
    session.cancel()
    qtbot.waitUntil(session.tasks.idle, timeout=LONG)


def test_a_hide_with_several_keys_goes_on_with_any_of_them(
    qtbot: QtBot, prepared: Callable[[float], HideSession], image: engine.Image
) -> None:
    session = prepared(1.0)
    session.choosing.add_key()
    session.choosing.add_medium(Item("other", image))
    session.choosing.assign(1, 1)
    qtbot.waitUntil(lambda: session.ready, timeout=LONG)
    with qtbot.waitSignal(session.finished, timeout=LONG):
        session.start()
    assert session.outcome is not None
    assert [pair.owner for pair in session.outcome.secrets] == [0, 1]
    assert session.checkpoint is not None
    for key in session.choosing.choices.complete_keys():
        session.checkpoint.release()
        follower = prepared(1.0)
        [path] = follower.unfinished()
        with qtbot.waitSignal(follower.finished, timeout=LONG):
            follower.resume(path, key, refused)
        assert follower.outcome is not None
        assert follower.outcome.data == session.outcome.data
        assert follower.choosing.choices.noted == {key}
        assert follower.checkpoint is not None
        follower.checkpoint.release()


def test_a_comparison_that_fails_does_not_fail_the_hide(
    qtbot: QtBot, prepared: Callable[[float], HideSession], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(*_: object) -> dict[str, float]:
        raise engine.TooLongError("It takes too long.")

    monkeypatch.setattr(engine.Image, "compare", fail)
    session = prepared(1.0)
    with qtbot.waitSignal(session.finished, timeout=LONG):
        session.start()
    assert session.outcome is not None
    assert session.outcome.intact
    assert session.outcome.secrets[0].measures == {}
    with qtbot.waitSignal(session.saved, timeout=LONG):
        session.save(tmp_path / "cat")


def test_what_cannot_be_kept_is_told(
    qtbot: QtBot, prepared: Callable[[float], HideSession], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise engine.SaveError("The disk is full.")

    session = prepared(300.0)
    monkeypatch.setattr(checkpoints, "save_bytes", full)
    with qtbot.waitSignal(session.progressed, check_params_cb=lambda p: p.stage == "secret", timeout=LONG):
        session.start()
    with qtbot.waitSignal(session.failed, timeout=LONG) as told:
        session.keep()
    assert isinstance(told.args[0], engine.SaveError)
    session.clear()  # nobody waits for forecasts
    qtbot.waitUntil(session.tasks.idle, timeout=LONG)


def test_a_new_hide_never_takes_the_place_of_a_finished_one(
    qtbot: QtBot, prepared: Callable[[float], HideSession], tmp_path: Path
) -> None:
    session = prepared(1.0)
    for _ in range(2):
        with qtbot.waitSignal(session.finished, timeout=LONG):
            session.start()
        session.change()
        qtbot.waitUntil(lambda: session.ready, timeout=LONG)
    assert len(session.unfinished()) == 1  # the first
    assert len({engine.Checkpoint.path_of(path) for path in tmp_path.iterdir() if path.suffix != ".lock"}) == 2
    assert session.unsaved
    with qtbot.waitSignal(session.saved, timeout=LONG):
        session.save(tmp_path / "cat")
    assert len(session.unfinished()) == 1
    session.clear()
    qtbot.waitUntil(session.tasks.idle, timeout=LONG)


def test_work_that_cannot_be_kept_is_told_once_while_it_goes_on(
    qtbot: QtBot, prepared: Callable[[float], HideSession], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise engine.SaveError("The disk is full.")

    session, told = prepared(300.0), list[engine.EngineError]()
    session.failed.connect(lambda error, _: told.append(error))
    monkeypatch.setattr(checkpoints, "save_bytes", full)
    monkeypatch.setattr(checkpoints, "SAVE_SECONDS", 0.0)
    session.start()
    qtbot.waitUntil(lambda: bool(told), timeout=LONG)
    with qtbot.waitSignal(session.progressed, timeout=LONG):
        pass
    assert [type(error) for error in told] == [engine.NotKeptError]
    assert "The disk is full." in str(told[0])
    session.cancel()
    session.clear()
    qtbot.waitUntil(session.tasks.idle, timeout=LONG)


def test_two_windows_share_the_folder_and_none_takes_the_work_of_the_other(
    qtbot: QtBot, prepared: Callable[[float], HideSession]
) -> None:
    session, other = prepared(300.0), prepared(300.0)
    key = session.choosing.choices.key
    assert key is not None
    with qtbot.waitSignal(session.progressed, check_params_cb=lambda p: p.stage == "secret", timeout=LONG):
        session.start()
    assert session.checkpoint is not None
    path = Path(session.checkpoint.path)
    session.checkpoint.make_due()
    qtbot.waitUntil(path.exists, timeout=LONG)
    assert other.unfinished() == []
    with pytest.raises(engine.CheckpointInUseError):
        engine.Checkpoint.load(path, key)
    session.keep()
    qtbot.waitUntil(lambda: other.unfinished() == [path], timeout=LONG)
    session.clear()
    qtbot.waitUntil(session.tasks.idle, timeout=LONG)
