"""Learn on: a finished file gets better under its key, and is there again if that is stopped; not once it is away."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

import engine
from app.hide.page import HidePage
from app.hide.session import HideSession
from app.session import Item
from app.worker import TaskQueue

LONG = 60_000


@pytest.fixture
def page(qtbot: QtBot, tasks: TaskQueue, image: engine.Image, tmp_path: Path) -> HidePage:
    """The page with a file that has just been finished, in a second."""
    session = HideSession(tasks)
    session.checkpoints = tmp_path / "kept"
    session.checkpoints.mkdir()
    session.choosing.choose("draft")
    session.choosing.tune(seconds=1.0)
    session.choosing.add_medium(Item("secret", image))
    session.choosing.set_cover(Item("cat.png", image))
    qtbot.waitUntil(lambda: session.ready, timeout=LONG)
    result = HidePage(session)
    qtbot.addWidget(result)
    result.resize(1280, 700)
    result.show()
    with qtbot.waitSignal(session.finished, timeout=LONG):
        session.start()
    qtbot.waitUntil(session.tasks.idle, timeout=LONG)
    return result


def test_it_gets_another_salt_and_keeps_its_key(qtbot: QtBot, page: HidePage) -> None:
    session, first = page.session, page.session.outcome
    assert first is not None
    assert page.result.on.isVisible()
    assert "1 s" in page.result.on.text() or "2 s" in page.result.on.text() or "moment" in page.result.on.text()
    with qtbot.waitSignal(session.finished, timeout=LONG):
        page.result.on.click()
        assert page.fit.isVisible()
        assert session.outcome is None
    qtbot.waitUntil(session.tasks.idle, timeout=LONG)
    second, key = session.outcome, session.choosing.choices.key
    assert second is not None
    assert key is not None
    assert second.intact
    before, after = engine.Stego.from_bytes(first.data), engine.Stego.from_bytes(second.data)
    assert before.salt != after.salt
    assert len(engine.reveal(after, key)) == 1
    assert page.result.on.isVisible()  # and again


def test_stopped_the_finished_file_is_there_again(qtbot: QtBot, page: HidePage) -> None:
    session, first = page.session, page.session.outcome
    with qtbot.waitSignal(session.progressed, timeout=LONG):
        session.learn_on()
    page.fit.cancel.click()
    assert session.outcome is first
    assert page.result.isVisible()
    assert session.unsaved
    qtbot.waitUntil(session.tasks.idle, timeout=LONG)
    assert session.improvable


def test_closing_meanwhile_asks_about_the_finished_file(
    qtbot: QtBot, page: HidePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, first, asked = page.session, page.session.outcome, list[str]()
    monkeypatch.setattr(QMessageBox, "exec", lambda box: asked.append(box.text()))
    with qtbot.waitSignal(session.progressed, timeout=LONG):
        session.learn_on()
    assert not page.leave(lambda: None)  # Enter and Escape mean Stay
    assert asked == ["The finished file would be lost."]
    assert session.outcome is first


def test_kept_at_the_end_of_the_session_it_is_the_finished_file(qtbot: QtBot, page: HidePage) -> None:
    session, first, key = page.session, page.session.outcome, page.session.choosing.choices.key
    assert first is not None
    assert key is not None
    with qtbot.waitSignal(session.progressed, timeout=LONG):
        session.learn_on()
    session.keep(wait=True)
    qtbot.waitUntil(lambda: bool(session.unfinished()), timeout=LONG)
    kept = engine.Checkpoint.load(session.unfinished()[0], key)
    assert engine.resume(kept).to_bytes() == first.data


def test_a_file_that_was_dragged_out_or_saved_is_not_learned_on(qtbot: QtBot, page: HidePage, tmp_path: Path) -> None:
    """Two files of one cover can be compared, whatever is in them."""
    session, dragged = page.session, list[Path]()
    assert session.outcome is not None
    assert session.unnoted == set()
    session.hand_out("cat.undersong", dragged.append)
    qtbot.waitUntil(lambda: bool(dragged) and session.tasks.idle(), timeout=LONG)
    assert dragged[0].read_bytes() == session.outcome.data
    assert dragged[0].name == "cat.undersong"
    assert not session.improvable
    assert not page.result.on.isVisible()
    assert session.unsaved  # where it was dropped nobody knows
    assert session.unnoted  # whoever has it needs the key
    with qtbot.waitSignal(session.saved, timeout=LONG):
        session.save(tmp_path / "cat.undersong")
    assert not session.improvable
    assert dragged[0].exists()  # the mail may still be reading it
    session.clear()
    assert not dragged[0].exists()
