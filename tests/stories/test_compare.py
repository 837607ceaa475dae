"""A person compares two files, and what was revealed with the original."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

import engine
from app.compare.dialog import CompareDialog
from app.compare.page import ComparePage
from app.compare.session import CompareSession
from app.previews import background
from app.reveal import exporting
from app.shell.window import Window

LONG = 60_000
Drop = Callable[..., None]


@pytest.fixture
def page(qtbot: QtBot, window: Window) -> ComparePage:
    """The page, on the window's bench."""
    result = ComparePage(CompareSession(window.tasks))
    qtbot.addWidget(result)
    result.resize(1000, 700)
    with qtbot.waitExposed(result):
        result.show()
    return result


@pytest.mark.parametrize("kind", ["image", "audio", "video", "shape"])
def test_two_files_dropped_together(
    qtbot: QtBot, page: ComparePage, drop: Drop, files: dict[str, Path], kind: str
) -> None:
    drop(page, files[kind], files[kind])
    qtbot.waitUntil(lambda: page.comparison is not None, timeout=LONG)
    assert page.comparison is not None
    assert page.comparison.isVisible()
    assert page.comparison.measures.figures
    if kind == "audio":  # both have one name
        names = [widget.accessibleName() for widget in page.comparison.findChildren(QWidget)]
        assert "Original, Compared file" in names
    qtbot.waitUntil(background.idle, timeout=LONG)


def test_two_kinds_are_told_and_one_exchanged(
    qtbot: QtBot, page: ComparePage, drop: Drop, files: dict[str, Path]
) -> None:
    drop(page.slots[0], files["image"])
    drop(page.slots[1], files["audio"])
    qtbot.waitUntil(lambda: page.session.both is not None, timeout=LONG)
    assert page.notice.isVisible()
    assert "an image" in page.notice.accessibleName()
    assert page.comparison is None
    drop(page.slots[1], files["image"])
    qtbot.waitUntil(lambda: page.comparison is not None, timeout=LONG)
    assert not page.notice.isVisible()
    page.swap.click()
    qtbot.waitUntil(lambda: page.session.measures is not None, timeout=LONG)
    page.clear.click()
    assert page.comparison is None
    assert page.slots[0].zone.isVisible()
    qtbot.waitUntil(background.idle, timeout=LONG)


def test_a_file_that_is_gone_is_told(qtbot: QtBot, page: ComparePage, tmp_path: Path) -> None:
    with qtbot.waitSignal(page.session.failed, timeout=LONG):
        page.open_files([tmp_path / "gone.png"])
    assert page.notice.isVisible()


def test_documents_are_compared_byte_by_byte(qtbot: QtBot, page: ComparePage, drop: Drop, tmp_path: Path) -> None:
    names = {"will.pdf": b"%PDF I leave it", "copy.pdf": b"%PDF I leave it", "forged.pdf": b"%PDF I leave you"}
    for name, content in names.items():
        (tmp_path / name).write_bytes(content)
    drop(page, tmp_path / "will.pdf", tmp_path / "copy.pdf")
    qtbot.waitUntil(lambda: page.comparison is not None, timeout=LONG)
    assert page.comparison is not None
    assert page.comparison.verdict.text() == "The same, byte for byte."
    drop(page.slots[1], tmp_path / "forged.pdf")
    qtbot.waitUntil(lambda: page.comparison is not None and "Not the same" in page.comparison.verdict.text())
    assert page.comparison.verdict.text() == "Not the same: the first difference is at byte 14."
    page.slots[1].opened.emit()  # of a document there is nothing to show


def test_revealed_is_compared_saved_larger_and_dragged_out(
    qtbot: QtBot,
    window: Window,
    drop: Drop,
    files: dict[str, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    key, video = engine.Key.generate(), engine.load(files["video"])
    path = tmp_path / "hidden.undersong"
    engine.hide(engine.plan([video], engine.load(files["image"]), replace(engine.DRAFT, seconds=1.0)), key).save(path)
    page, session = window.revealing, window.revealing.session
    with qtbot.waitSignal(session.opened, timeout=LONG):
        window.open_files([path])
    page.entry.field.setText(key.words)
    with qtbot.waitSignal(session.revealed, timeout=LONG):
        page.entry.button.click()
    qtbot.waitUntil(lambda: len(page.cards) == 1, timeout=LONG)
    card = page.cards[0]
    assert isinstance(card.item.medium, engine.Video)
    assert card.item.medium.sound is not None
    assert not page.secrets.changed_note.isVisible()

    opened: list[CompareDialog] = []
    monkeypatch.setattr(CompareDialog, "exec", lambda dialog: opened.append(dialog) or QDialog.DialogCode.Accepted)
    card.compare_button.click()
    drop(opened[0].page, files["video"])
    qtbot.waitUntil(lambda: opened[0].page.comparison is not None, timeout=LONG)
    opened[0].reject()

    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(tmp_path / "large.mp4"), ""))
    qtbot.waitUntil(lambda: not session.running, timeout=LONG)
    with qtbot.waitSignal(session.saved, timeout=LONG):
        card.size_choice.setCurrentIndex(1)
        card.save_button.click()
    assert page.saved.isVisible()
    large = engine.load(tmp_path / "large.mp4")
    assert isinstance(large, engine.Video)
    assert large.frames.shape[1:3] == tuple(2 * side for side in card.item.medium.frames.shape[1:3])

    asked: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: asked.append(box.text()))
    monkeypatch.setattr(exporting, "LONG", 0.0)
    qtbot.waitUntil(lambda: not session.running, timeout=LONG)
    card.size_choice.setCurrentIndex(2)
    card.save_button.click()
    assert asked
    assert not session.running

    card.header.dragged.emit()
    qtbot.waitUntil(lambda: not session.running, timeout=LONG)
    assert session._scratch is not None
    scratch = session._scratch.path
    assert [found.suffix for found in (scratch / "0").iterdir()] == [".mp4"]
    dragged: list[str] = []
    monkeypatch.setattr(QApplication, "mouseButtons", staticmethod(lambda: Qt.MouseButton.LeftButton))
    monkeypatch.setattr(QDrag, "exec", lambda drag, _: dragged.append(drag.mimeData().urls()[0].toLocalFile()))
    card.header.dragged.emit()
    qtbot.waitUntil(lambda: not session.running, timeout=LONG)
    assert [Path(name).parent for name in dragged] == [scratch / "0"]
    session.close()
    assert not scratch.exists()
    qtbot.waitUntil(background.idle, timeout=LONG)


def test_a_key_file_may_be_dropped_anywhere_on_the_page(
    qtbot: QtBot, window: Window, drop: Drop, files: dict[str, Path], tmp_path: Path
) -> None:
    key, path = engine.Key.generate(), tmp_path / "plain.undersong"
    engine.hide(engine.plan([], engine.load(files["image"]), replace(engine.DRAFT, seconds=0.5)), key).save(path)
    with qtbot.waitSignal(window.revealing.session.opened, timeout=LONG):
        window.open_files([path])
    (tmp_path / "key.txt").write_text(key.words, encoding="utf-8")
    drop(window.revealing, files["image"])
    assert window.revealing.entry.key() is None
    with qtbot.waitSignal(window.revealing.entry.entered, timeout=LONG) as caught:
        drop(window.revealing, tmp_path / "key.txt")
    assert caught.args == [key]
    qtbot.waitUntil(window.tasks.idle, timeout=LONG)
