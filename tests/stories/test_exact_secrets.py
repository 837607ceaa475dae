"""A person hides documents, folders and notes, and another one keeps each under its own name, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog
from pytestqt.qtbot import QtBot

import engine
from app.hide.outcome import ComparedFile
from app.hide.text_dialog import TextDialog
from app.previews import background
from app.reveal.exact_card import ExactCard
from app.shell.window import Window
from tests.engine.tiny import tiny

LONG = 60_000


@pytest.fixture
def hidden(tmp_path: Path, files: dict[str, Path]) -> tuple[Path, engine.Key, list[engine.ExactFile]]:
    """An Undersong file, its key, and the exact secrets in it, between which lies a learned one."""
    cover, key = engine.load(files["image"]), engine.Key.generate()
    will = engine.ExactFile("my will.pdf", b"%PDF-1.7 " + bytes(range(256)))
    picture = replace(engine.ExactFile.load(files["image"]), name="me.png")
    exact = [will, picture, engine.ExactFile.of_text("Meet me at noon.")]
    learned = engine.Secret(engine.load(files["audio"]), name="voice.mp3")
    recipe = tiny(5, width=160)
    engine.hide(engine.plan([exact[0], learned, *exact[1:]], cover, recipe), key).save(tmp_path / "cat.undersong")
    return tmp_path / "cat.undersong", key, exact


def test_files_come_back_under_their_names_byte_for_byte(
    qtbot: QtBot,
    window: Window,
    hidden: tuple[Path, engine.Key, list[engine.ExactFile]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path, key, exact = hidden
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))  # where it is in memory, pictures are shown without a click
    page = window.revealing
    with qtbot.waitSignal(page.session.opened, timeout=LONG):
        window.open_files([path])
    page.entry.field.setText(key.words)
    with qtbot.waitSignal(page.session.revealed, timeout=LONG):
        qtbot.keyClick(page.entry.field, Qt.Key.Key_Return)
    qtbot.waitUntil(window.tasks.idle, timeout=LONG)
    will, voice, me, note = page.cards
    assert isinstance(will, ExactCard)
    assert not isinstance(voice, ExactCard)
    assert voice.item.name == "voice.mp3"
    assert isinstance(me, ExactCard)
    assert isinstance(me.medium, engine.Image)
    assert isinstance(note, ExactCard)
    assert note.text is not None
    assert note.text.toPlainText() == "Meet me at noon."

    offered: list[str] = []

    def ask(*arguments: object) -> tuple[str, str]:
        offered.append(str(arguments[2]))
        return str(tmp_path / "kept" / offered[-1]), ""

    (tmp_path / "kept").mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    for index, card in enumerate(page.cards):
        page.secrets.show_secret(index)
        with qtbot.waitSignal(page.session.saved, timeout=LONG):
            qtbot.mouseClick(card.save_button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(card.save_button.isEnabled)
    assert offered == ["my will.pdf", "voice.wav", "me.png", "text.txt"]
    for file in exact:
        assert (tmp_path / "kept" / file.name).read_bytes() == file.content
    assert isinstance(engine.load(tmp_path / "kept" / "voice.wav"), engine.Audio)
    qtbot.waitUntil(background.idle, timeout=LONG)


def test_files_a_folder_and_a_text_are_hidden_from_drop_to_result(
    qtbot: QtBot,
    window: Window,
    drop: Callable[..., None],
    files: dict[str, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    session, choose = window.hiding.session, window.hiding.choose
    (tmp_path / "letter.docx").write_bytes(b"PK\x03\x04 a letter")
    (tmp_path / "Papers").mkdir()
    (tmp_path / "Papers" / "plan.txt").write_text("over the wall")

    def write(dialog: TextDialog) -> QDialog.DialogCode:
        dialog.edit.setPlainText("Meet me at noon.")
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(TextDialog, "exec", write)
    drop(window.start.zone, tmp_path / "letter.docx", tmp_path / "Papers", files["audio"])
    assert window.pages.currentWidget() is window.hiding
    drop(choose.cover.zone, files["image"])
    qtbot.mouseClick(choose.secrets.write, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: session.ready and len(session.choosing.choices.secrets) == 4, timeout=LONG)
    key = session.choosing.choices.key
    assert key is not None
    session.progressed.connect(lambda p: session.finish_now(p.stage, p.index) if p.step > 5 else None)
    qtbot.mouseClick(choose.hide_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: session.outcome is not None, timeout=LONG)
    assert session.outcome is not None
    assert session.outcome.intact
    exact = [pair for pair in session.outcome.secrets if isinstance(pair, ComparedFile)]
    assert sorted(pair.name for pair in exact) == ["Papers.zip", "letter.docx", "text.txt"]
    assert all(pair.same for pair in exact)
    for index in range(5):
        window.hiding.result.show_pair(index)
    found = {secret.name: secret for secret in engine.reveal(engine.Stego.from_bytes(session.outcome.data), key)}
    assert found["letter.docx"].what == engine.ExactFile.load(tmp_path / "letter.docx")
    assert found["text.txt"].what == engine.ExactFile.of_text("Meet me at noon.")
    assert isinstance(found["sound.wav"].medium, engine.Audio)
    session.discard()
    qtbot.waitUntil(background.idle, timeout=LONG)
