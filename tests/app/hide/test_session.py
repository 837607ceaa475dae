"""Choosing what to hide, without a window."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import engine
from app.hide.outcome import ComparedPair
from app.hide.session import HideSession
from app.reveal.session import RevealSession
from app.session import Item
from app.worker import TaskQueue


def settled(qtbot: QtBot, session: HideSession) -> None:
    qtbot.waitUntil(lambda: session.tasks.idle() and not session.choosing.opening, timeout=20_000)


def test_cover_and_secret_are_opened_and_forecast(qtbot: QtBot, tasks: TaskQueue, picture: Path) -> None:
    session = HideSession(tasks)
    assert not session.ready
    session.choosing.open_cover(picture)
    session.choosing.add_secrets([picture])
    settled(qtbot, session)
    assert [item.name for item in session.choosing.choices.secrets] == ["picture.png"]
    assert set(session.choosing.previews) == set(engine.RECIPES)
    assert all(recipe_preview.forecast is not None for recipe_preview in session.choosing.previews.values())
    assert session.ready


def test_from_the_choice_to_the_secret_found_again(
    qtbot: QtBot, tasks: TaskQueue, picture: Path, image: engine.Image, tmp_path: Path
) -> None:
    session, finder, key = HideSession(tasks), RevealSession(tasks), engine.Key.generate()
    session.choosing.choose("draft")
    session.choosing.tune(seconds=300.0)
    session.choosing.use_key(key)
    session.choosing.open_cover(picture)
    session.choosing.add_secrets([picture])
    qtbot.waitUntil(lambda: session.ready and len(session.choosing.choices.secrets) == 1, timeout=20_000)
    with qtbot.waitSignal(session.progressed, timeout=20_000):
        session.start()
    session.cancel()
    assert not session.running
    assert session.outcome is None
    assert len(session.choosing.choices.secrets) == 1
    session.progressed.connect(lambda p: session.finish_now(p.stage, p.index))
    qtbot.waitUntil(lambda: session.ready, timeout=20_000)
    with qtbot.waitSignal(session.finished, timeout=60_000):
        session.start()
    assert session.outcome is not None
    assert session.outcome.intact
    with qtbot.waitSignal(session.saved, timeout=20_000):
        session.save(tmp_path / "cat")
    with qtbot.waitSignal(finder.opened, timeout=20_000):
        finder.open(tmp_path / "cat.undersong")
    assert isinstance(finder.cover, engine.Image)
    qtbot.waitUntil(lambda: not finder.running, timeout=20_000)
    with qtbot.waitSignal(finder.revealed, timeout=20_000):
        finder.reveal(key)
    assert finder.what_changed is None
    assert [found.medium.grid.shape for found in finder.secrets] == [image.grid.shape]
    [told] = session.outcome.secrets
    assert isinstance(told, ComparedPair)
    assert finder.secrets[0].judgement == told.judgement is not None  # one verdict, before and after
    [secret] = engine.reveal(engine.Stego.load(tmp_path / "cat.undersong"), key)
    assert secret.name == "picture.png"


def test_no_secrets_is_allowed_and_no_key_is_not(qtbot: QtBot, tasks: TaskQueue, picture: Path) -> None:
    session = HideSession(tasks)
    session.choosing.open_cover(picture)
    settled(qtbot, session)
    assert session.ready
    session.choosing.use_key(None)
    assert not session.ready


def test_secrets_move_and_go(qtbot: QtBot, tasks: TaskQueue, image: engine.Image) -> None:
    session = HideSession(tasks)
    for name in "abc":
        session.choosing.add_medium(Item(name, image))
    session.choosing.move(2, -1)
    assert [item.name for item in session.choosing.choices.secrets] == ["a", "c", "b"]
    session.choosing.move(0, -1)
    session.choosing.remove(1)
    assert [item.name for item in session.choosing.choices.secrets] == ["a", "b"]
    settled(qtbot, session)


def test_too_much_is_told_before_any_fit(qtbot: QtBot, tasks: TaskQueue, image: engine.Image) -> None:
    session = HideSession(tasks)
    for number in range(engine.MAX_SECRETS + 1):
        session.choosing.add_medium(Item(str(number), image))
    session.choosing.set_cover(Item("cover", image))
    settled(qtbot, session)
    assert session.choosing.preview is not None
    assert isinstance(session.choosing.preview.error, engine.CapacityError)
    assert not session.ready


def test_advanced_overrides_and_gives_back(tasks: TaskQueue) -> None:
    session = HideSession(tasks)
    session.choosing.tune(width=128, storage="half")
    assert (session.choosing.recipe().width, session.choosing.recipe().storage) == (128, "half")
    session.choosing.tune(width=None)
    assert session.choosing.recipe().width == engine.STANDARD.width


def test_unreadable_file_is_told_and_changes_nothing(qtbot: QtBot, tasks: TaskQueue, tmp_path: Path) -> None:
    session = HideSession(tasks)
    with qtbot.waitSignal(session.choosing.failed, timeout=20_000) as caught:
        session.choosing.add_secrets([tmp_path / "gone.png"])
    assert isinstance(caught.args[0], engine.UnreadableFileError)
    assert not session.choosing.opening
    assert not session.choosing.choices.secrets


def test_no_key_in_the_words_of_a_choice(tasks: TaskQueue) -> None:
    session = HideSession(tasks)
    assert session.choosing.choices.key is not None
    assert session.choosing.choices.key.words.split()[0] not in repr(session.choosing.choices).split()


def test_a_fault_of_the_program_leaves_nobody_waiting(
    qtbot: QtBot, tasks: TaskQueue, picture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ArithmeticError

    monkeypatch.setattr(engine, "forecast", broken)
    session = HideSession(tasks)
    with qtbot.captureExceptions() as told:
        session.choosing.open_cover(picture)
        settled(qtbot, session)
    assert len(told) == len(engine.RECIPES)
    assert session.ready  # it can be hidden in all the same
    assert not any(recipe_preview.waits for recipe_preview in session.choosing.previews.values())
    monkeypatch.setattr(engine, "plan", broken)
    with qtbot.captureExceptions() as told:
        session.choosing.add_secrets([picture])
        settled(qtbot, session)
    assert told
    assert not session.ready
    assert session.choosing.preview is not None
    monkeypatch.undo()
    session.choosing.remove(0)
    settled(qtbot, session)
    assert session.ready
