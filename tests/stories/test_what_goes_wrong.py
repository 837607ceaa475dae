"""A person changes their mind, mistypes, brings the wrong key or a broken file, and is told plainly."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

import engine
from app.kit.question import STAY, YES
from app.shell.window import Window

LONG = 60_000
Drop = Callable[..., None]


@pytest.fixture
def stego(files: dict[str, Path], tmp_path: Path) -> tuple[Path, engine.Key]:
    """An Undersong file and its key."""
    key, image = engine.Key.generate(), engine.load(files["image"])
    path = tmp_path / "hidden.undersong"
    engine.hide(engine.plan([image], image, replace(engine.DRAFT, seconds=1.0)), key).save(path)
    return path, key


def test_cancel_comes_back_at_once_and_keeps_everything(
    qtbot: QtBot, window: Window, drop: Drop, files: dict[str, Path]
) -> None:
    session = window.hiding.session
    session.choosing.tune(seconds=300.0)
    window.open_files([files["image"]])
    drop(window.hiding.choose.cover.zone, files["image"])
    qtbot.waitUntil(window.hiding.choose.hide_button.isEnabled, timeout=LONG)
    with qtbot.waitSignal(session.progressed, timeout=LONG):
        window.hiding.choose.hide_button.click()
    assert window.hiding.fit.isVisible()
    window.hiding.fit.cancel.click()
    qtbot.waitUntil(lambda: not session.running, timeout=1500)
    assert window.hiding.choose.isVisible()
    assert len(session.choosing.choices.secrets) == 1
    qtbot.waitUntil(window.hiding.choose.hide_button.isEnabled, timeout=LONG)


def test_closing_while_it_works_asks_first(
    qtbot: QtBot, window: Window, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    session = window.hiding.session
    session.choosing.tune(seconds=300.0)
    window.open_files([files["image"]])
    session.choosing.open_cover(files["image"])
    qtbot.waitUntil(window.hiding.choose.hide_button.isEnabled, timeout=LONG)
    with qtbot.waitSignal(session.progressed, timeout=LONG):
        session.start()
    asked = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: asked.append(box.text()))
    assert not window.close()
    assert asked
    assert window.isVisible()
    session.cancel()
    qtbot.waitUntil(window.tasks.idle, timeout=LONG)


def test_a_typo_is_told_before_the_file_is_touched(
    qtbot: QtBot, window: Window, stego: tuple[Path, engine.Key]
) -> None:
    path, key = stego
    with qtbot.waitSignal(window.revealing.session.opened, timeout=LONG):
        window.open_files([path])
    entry = window.revealing.entry
    words = key.words.split()
    entry.field.setText(" ".join(["wrng", *words[1:]]))
    assert not entry.button.isEnabled()
    assert "Word 1:" in entry._state.text()
    entry.field.setText(" ".join(words[:5]))
    assert "5" in entry._state.text()
    entry.field.setText(key.words)
    assert entry.button.isEnabled()


def test_a_dropped_key_file_opens_at_once(
    qtbot: QtBot, window: Window, drop: Drop, stego: tuple[Path, engine.Key], tmp_path: Path
) -> None:
    path, key = stego
    with qtbot.waitSignal(window.revealing.session.opened, timeout=LONG):
        window.open_files([path])
    (tmp_path / "key.txt").write_text(f"Undersong\n\n{key.words}\n", encoding="utf-8")
    drop(window.revealing.entry, path)
    qtbot.waitUntil(lambda: "no key" in window.revealing.entry._state.text(), timeout=LONG)
    with qtbot.waitSignal(window.revealing.session.revealed, timeout=LONG):
        drop(window.revealing.entry, tmp_path / "key.txt")
    qtbot.waitUntil(lambda: len(window.revealing.cards) == 1, timeout=LONG)
    assert window.revealing.entry.field.text() == ""


@pytest.mark.parametrize("size", [0, 20])
def test_a_file_damaged_from_its_beginning_is_told_where_it_belongs(
    qtbot: QtBot, window: Window, stego: tuple[Path, engine.Key], size: int
) -> None:
    path = stego[0].with_name("damaged.undersong")
    path.write_bytes(stego[0].read_bytes()[:size])
    with qtbot.waitSignal(window.revealing.session.failed, timeout=LONG) as told:
        window.open_files([path])
    assert isinstance(told.args[0], engine.InvalidStegoError)
    assert window.revealing.isVisible()


def test_the_wrong_key_says_so_and_the_right_one_still_works(
    qtbot: QtBot, window: Window, stego: tuple[Path, engine.Key]
) -> None:
    path, key = stego
    page = window.revealing
    with qtbot.waitSignal(page.session.opened, timeout=LONG):
        window.open_files([path])
    qtbot.waitUntil(window.tasks.idle, timeout=LONG)
    page.entry.field.setText(engine.Key.generate().words)
    with qtbot.waitSignal(page.session.failed, timeout=LONG) as told:
        qtbot.keyClick(page.entry.field, Qt.Key.Key_Return)
    assert isinstance(told.args[0], engine.NothingRevealedError)
    assert page.notice.isVisible()
    assert not page.cards
    qtbot.waitUntil(page.entry.isEnabled, timeout=LONG)
    page.entry.field.setText(key.words)
    with qtbot.waitSignal(page.session.revealed, timeout=LONG):
        qtbot.keyClick(page.entry.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(page.cards) == 1)
    assert not page.notice.isVisible()


def test_a_damaged_file_is_told(qtbot: QtBot, window: Window, stego: tuple[Path, engine.Key]) -> None:
    path, _ = stego
    path.write_bytes(path.read_bytes()[:-100])
    window.show_page(window.revealing)
    with qtbot.waitSignal(window.revealing.session.failed, timeout=LONG):
        window.revealing.session.open(path)
    assert window.revealing.notice.isVisible()
    assert window.revealing.zone.isVisible()


def test_a_file_that_was_changed_is_revealed_and_told(
    qtbot: QtBot, window: Window, stego: tuple[Path, engine.Key]
) -> None:
    path, key = stego
    data = bytearray(path.read_bytes())
    length = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + length])
    for layer in range(1, 6):  # a small secret lies in one of them, and chance says in which
        begin, end = header[f"weight.{layer}"]["data_offsets"]
        for place in range(8 + length + begin + 1, 8 + length + end, 4):
            data[place] ^= 1  # of each weight a bit in the middle of its fraction
    path.write_bytes(data)
    page = window.revealing
    with qtbot.waitSignal(page.session.opened, timeout=LONG):
        window.open_files([path])
    qtbot.waitUntil(page.entry.isEnabled, timeout=LONG)
    with qtbot.waitSignal(page.session.revealed, timeout=LONG):
        page.session.reveal(key)
    qtbot.waitUntil(lambda: len(page.cards) == 1, timeout=LONG)
    assert page.secrets.changed_note.isVisible()


def test_a_secret_that_could_not_be_saved_is_still_there(
    qtbot: QtBot, window: Window, stego: tuple[Path, engine.Key], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, key = stego
    page, session = window.revealing, window.revealing.session
    with qtbot.waitSignal(session.opened, timeout=LONG):
        window.open_files([path])
    qtbot.waitUntil(page.entry.isEnabled, timeout=LONG)
    with qtbot.waitSignal(session.revealed, timeout=LONG):
        session.reveal(key)
    for folder, signal in (("nowhere", session.failed), ("", session.saved)):
        target = tmp_path / folder / "found.png"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, target=target, **__: (str(target), ""))
        qtbot.waitUntil(lambda: bool(page.cards) and page.cards[0].save_button.isEnabled(), timeout=LONG)
        with qtbot.waitSignal(signal, timeout=LONG):
            qtbot.mouseClick(page.cards[0].save_button, Qt.MouseButton.LeftButton)
        assert page.notice.isVisible() == bool(folder)
        assert target.exists() == (not folder)


def test_both_kinds_at_once_asks_and_escape_does_neither(
    qtbot: QtBot,
    window: Window,
    stego: tuple[Path, engine.Key],
    files: dict[str, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked, answer = [], STAY
    (tmp_path / "key.txt").write_text(stego[1].words, encoding="utf-8")
    monkeypatch.setattr("app.shell.window.choose", lambda _, text, *__: (asked.append(text), answer)[1])
    window.open_files([files["image"], stego[0]])
    qtbot.waitUntil(lambda: len(asked) == 1 and window.tasks.idle(), timeout=LONG)
    assert window.revealing.session.path is None
    answer = YES
    with qtbot.waitSignal(window.revealing.session.revealed, timeout=LONG):  # with the key file among them
        window.open_files([files["image"], stego[0], tmp_path / "key.txt"])
    assert not window.hiding.session.choosing.choices.secrets
    qtbot.waitUntil(window.tasks.idle, timeout=LONG)


def test_a_folder_one_may_not_write_to_loses_nothing(
    qtbot: QtBot, window: Window, files: dict[str, Path], tmp_path: Path
) -> None:
    session = window.hiding.session
    window.show_page(window.hiding)
    session.choosing.open_cover(files["image"])
    qtbot.waitUntil(window.hiding.choose.hide_button.isEnabled, timeout=LONG)
    with qtbot.waitSignal(session.finished, timeout=LONG):
        session.start()
    qtbot.waitUntil(window.tasks.idle, timeout=LONG)
    with qtbot.waitSignal(session.failed, timeout=LONG) as caught:
        session.save(tmp_path / "nowhere" / "x.undersong")
    assert isinstance(caught.args[0], engine.SaveError)
    assert session.outcome is not None
    assert window.hiding.result.isVisible()
    assert window.hiding.notice.isVisible()
