"""Somebody chooses three hides, lets them be made one after another, and looks at what became of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog
from pytestqt.qtbot import QtBot

import engine
from app.kit.question import STAY, YES
from app.queue.key_first import KeyFirstDialog
from app.queue.session import QueueSession
from app.shell.window import Window
from tests.engine.tiny import tiny
from tests.stories.questions import answers

LONG = 120_000


@pytest.fixture
def keys_are_copied(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whenever a key is shown it is copied, and the hide is added; whether it could be added before."""
    ready: list[bool] = []

    def copy(dialog: QDialog) -> int:
        assert isinstance(dialog, KeyFirstDialog)
        ready.append(dialog.close_button.isEnabled())
        dialog.panels[0].copy.click()
        assert not dialog.close_button.isEnabled()  # the clipboard forgets it
        dialog.written.click()
        assert dialog.close_button.isEnabled()
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(QDialog, "exec", copy)
    return ready


def put(
    qtbot: QtBot, window: Window, secret: Path, cover: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> engine.Key:
    """Choose a secret and a cover, and add them to the queue; the key."""
    choosing = window.hiding.session.choosing
    choosing.add_secrets([secret])
    choosing.open_cover(cover)
    button = window.hiding.choose.queue_button
    qtbot.waitUntil(lambda: button.isEnabled() and len(choosing.choices.secrets) == 1, timeout=LONG)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(target), ""))
    key, before = choosing.choices.key, len(window.queueing.session.entries)
    assert key is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert len(window.queueing.session.entries) == before + 1
    return key


def test_three_hides_in_a_row_of_which_one_fails(
    qtbot: QtBot,
    window: Window,
    files: dict[str, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    keys_are_copied: list[bool],
) -> None:
    monkeypatch.setitem(engine.RECIPES, "draft", tiny(8, name="draft"))
    page, queue, tab = window.queueing, window.queueing.session, window.header.tabs[4][0]
    (tmp_path / "kept").mkdir()
    (tmp_path / "gone").mkdir()
    window.keep_in(tmp_path / "kept")
    window.hiding.session.choosing.tune(seconds=None)
    window.show_page(window.hiding)
    assert not tab.isVisible()
    places = [tmp_path / name for name in ("one.undersong", "gone/two.undersong", "three.undersong")]
    keys = [put(qtbot, window, files["image"], files["audio"], place, monkeypatch) for place in places]
    assert keys_are_copied == [False] * 3  # nobody adds a hide without its key
    assert len(set(keys)) == 3
    assert tab.isVisible()
    assert tab.text() == "Queue (3)"
    qtbot.mouseClick(tab, Qt.MouseButton.LeftButton)
    assert page.isVisible()
    third = page.list.cards()[2]
    third.setFocus()
    QTest.keyClick(third, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [entry.target.stem for entry in queue.entries] == ["one", "three", "two"]
    (tmp_path / "gone").rmdir()
    with qtbot.waitSignal(queue.ended, timeout=LONG) as ended:
        qtbot.mouseClick(page.list.start, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: queue.current is not None, timeout=LONG)
        assert not window.hiding.session.ready  # one file is made at a time
    assert ended.args == [2, 1]
    assert tab.text() == "Queue (1)"
    for name, key in zip(("one", "three"), (keys[0], keys[2]), strict=True):
        [secret] = engine.reveal(engine.Stego.load(tmp_path / f"{name}.undersong"), key)
        assert secret.intact
    qtbot.mouseClick(page.list.cards()[0].action, Qt.MouseButton.LeftButton)
    assert page.result is not None
    assert page.result.isVisible()
    handover = page.result.handover
    assert [ticket.accessibleName() for ticket in (handover.file, handover.key)] == ["The file: done", "The key: done"]
    page.result.back.click()
    assert page.list.isVisible()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(tmp_path / "two"), ""))
    with qtbot.waitSignal(queue.ended, timeout=LONG):
        qtbot.mouseClick(page.list.cards()[2].action, Qt.MouseButton.LeftButton)
    assert (tmp_path / "two.undersong").exists()
    page.list.tidy.click()
    assert queue.entries == []
    assert [path.name for path in (tmp_path / "kept").iterdir()] == ["queue"]
    assert tab.isVisible()  # as long as one is there
    window.show_page(window.hiding)
    assert not tab.isVisible()


def test_the_next_hide_is_chosen_while_one_goes_on_and_closing_keeps_it(
    qtbot: QtBot,
    window: Window,
    files: dict[str, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    keys_are_copied: list[bool],
) -> None:
    session, queue = window.hiding.session, window.queueing.session
    (tmp_path / "kept").mkdir()
    window.keep_in(tmp_path / "kept")
    window.show_page(window.hiding)
    session.choosing.add_secrets([files["image"]])
    session.choosing.open_cover(files["image"])
    qtbot.waitUntil(lambda: session.ready and bool(session.choosing.choices.secrets), timeout=LONG)
    with qtbot.waitSignal(session.progressed, timeout=LONG):
        session.start()
    session.pause()  # it goes on for as long as this story needs
    window.hiding.fit.another.click()
    assert window.hiding.choose.isVisible()
    assert session.choosing.choices.secrets == []
    put(qtbot, window, files["image"], files["audio"], tmp_path / "next.undersong", monkeypatch)
    assert keys_are_copied == [False]
    qtbot.waitUntil(lambda: queue.current is not None, timeout=LONG)  # its turn comes by itself
    window.hiding.choose.back.click()
    assert window.hiding.fit.isVisible()
    assert len(session.choosing.choices.secrets) == 1
    stayed = answers(monkeypatch, STAY)
    window.close()
    assert stayed == ["The queue would stop; nothing is lost."]
    answers(monkeypatch, YES)
    session.cancel()
    window.close()
    assert not window.isVisible()
    qtbot.waitUntil(window.tasks.idle, timeout=LONG)
    other = QueueSession(window.tasks)
    other.keep_in(tmp_path / "kept")
    assert [entry.state for entry in other.entries] == ["locked"]
