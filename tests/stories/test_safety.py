"""Somebody asks whether a file is safe: from Reveal, from the menu, by dropping it, and after saving one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.safety.session import Verdict
from app.shell.window import Window

VECTORS = Path(__file__).resolve().parents[1] / "vectors"


def test_the_file_that_is_open_is_checked_and_like_an_empty_one(qtbot: QtBot, window: Window) -> None:
    with qtbot.waitSignal(window.revealing.session.opened, timeout=60_000):
        window.open_files([VECTORS / "exact.undersong"])
    with qtbot.waitSignal(window.safety.session.examined, timeout=60_000):
        qtbot.mouseClick(window.revealing.cover.check, Qt.MouseButton.LeftButton)
    assert window.pages.currentWidget() is window.safety
    assert window.safety.session.verdict is Verdict.LIKE_EMPTY
    assert window.safety.verdict.isVisible()
    assert "Nothing stands out" in window.safety.verdict.sentence
    qtbot.mouseClick(window.safety.back, Qt.MouseButton.LeftButton)
    assert window.pages.currentWidget() is window.revealing  # where the question came from
    assert window.revealing.session.cover is not None


def test_an_unprotected_file_dropped_on_the_page_is_flagged(
    qtbot: QtBot, window: Window, drop: Callable[..., None]
) -> None:
    window.header.safety_requested.emit()
    assert window.pages.currentWidget() is window.safety
    assert window.safety.zone.isVisible()
    with qtbot.waitSignal(window.safety.session.examined, timeout=60_000):
        drop(window.safety, VECTORS / "paper-exact.undersong")
    assert window.safety.session.verdict is Verdict.READABLE
    assert "not protected" in window.safety.verdict.sentence
    assert not window.revealing.session.running  # it was not opened there


def test_what_is_no_undersong_file_is_told_on_the_page(
    qtbot: QtBot, window: Window, drop: Callable[..., None], files: dict[str, Path]
) -> None:
    window.show_page(window.safety)
    with qtbot.waitSignal(window.safety.session.failed, timeout=60_000):
        drop(window.safety, files["image"])
    assert window.safety.notice.isVisible()
    assert window.safety.zone.isVisible()
    with qtbot.waitSignal(window.safety.session.examined, timeout=60_000):
        drop(window.safety, VECTORS / "exact.undersong")
    assert not window.safety.notice.isVisible()


def test_what_was_just_saved_can_be_checked(
    qtbot: QtBot, window: Window, files: dict[str, Path], tmp_path: Path
) -> None:
    session = window.hiding.session
    window.show_page(window.hiding)
    session.choosing.add_secrets([files["image"]])
    session.choosing.open_cover(files["image"])
    qtbot.waitUntil(lambda: session.ready, timeout=60_000)
    session.start()
    qtbot.waitUntil(lambda: session.outcome is not None, timeout=120_000)
    assert not window.hiding.result.check.isVisible()  # there is no file yet
    session.save(tmp_path / "mine.undersong")
    qtbot.waitUntil(lambda: session.path is not None and window.tasks.idle(), timeout=60_000)
    with qtbot.waitSignal(window.safety.session.examined, timeout=60_000):
        qtbot.mouseClick(window.hiding.result.check, Qt.MouseButton.LeftButton)
    assert window.safety.session.verdict is Verdict.LIKE_EMPTY
