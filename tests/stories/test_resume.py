"""The power goes off in the middle of a hide; at the next start the key is asked for, and it goes on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import engine
from app.hide.resume_dialog import ResumeDialog
from app.shell.window import Window
from engine import checkpoint as jobs

LONG = 60_000


@pytest.fixture
def left_behind(
    qtbot: QtBot,
    window: Window,
    files: dict[str, Path],
    drop: Callable[..., None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> tuple[Path, engine.Key]:
    """What a hide kept that was gone in the middle of the cover, and its key."""
    path, session = tmp_path / "unfinished", window.hiding.session
    window.keep_at(path)
    monkeypatch.setattr(jobs, "SAVE_SECONDS", 0.0)
    drop(window.start.zone, files["image"], files["video"])
    drop(window.hiding.choose.cover.zone, files["audio"])
    qtbot.waitUntil(lambda: session.ready, timeout=LONG)
    key = session.choices.key
    assert key is not None
    copies: list[bytes] = []
    session.progressed.connect(
        lambda p: (
            copies.append(path.read_bytes()) if p.stage == "cover" and p.fraction > 0.3 and path.exists() else None
        )
    )
    session.start()
    qtbot.waitUntil(lambda: bool(copies), timeout=LONG)
    session.cancel()
    qtbot.waitUntil(window.tasks.idle, timeout=LONG)
    assert not path.exists()  # who cancels leaves nothing behind
    path.write_bytes(copies[0])
    session.clear()
    return path, key


def asked(window: Window, path: Path) -> ResumeDialog:
    window.keep_at(path)
    found = window.findChildren(ResumeDialog)
    assert found
    assert found[-1].isVisible()
    return found[-1]


def test_with_its_key_it_goes_on(qtbot: QtBot, window: Window, left_behind: tuple[Path, engine.Key]) -> None:
    path, key = left_behind
    dialog, session = asked(window, path), window.hiding.session
    dialog.entry.field.setText(key.words)
    qtbot.mouseClick(dialog.entry.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: session.outcome is not None, timeout=LONG)
    assert window.pages.currentWidget() is window.hiding
    assert session.outcome is not None
    assert session.outcome.intact
    assert [pair.after.modality for pair in session.outcome.secrets] == ["image", "video"]
    assert session.outcome.cover.after.modality == "audio"
    qtbot.waitUntil(lambda: not path.exists())


def test_another_key_changes_nothing(qtbot: QtBot, window: Window, left_behind: tuple[Path, engine.Key]) -> None:
    path, _ = left_behind
    with qtbot.waitSignal(window.hiding.session.failed, timeout=LONG) as told:
        window.hiding.session.resume(engine.Key.generate())
    assert isinstance(told.args[0], engine.InvalidKeyError)
    assert path.exists()
    assert window.hiding.session.outcome is None


def test_it_can_wait_or_be_thrown_away(qtbot: QtBot, window: Window, left_behind: tuple[Path, engine.Key]) -> None:
    path, _ = left_behind
    dialog = asked(window, path)
    qtbot.mouseClick(dialog.later, Qt.MouseButton.LeftButton)
    assert path.exists()
    QApplication.processEvents()
    dialog = asked(window, path)
    qtbot.mouseClick(dialog.throw_button, Qt.MouseButton.LeftButton)
    assert not path.exists()
