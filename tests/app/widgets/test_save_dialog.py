"""Save dialogs: names get their ending, and what they then would replace is asked about."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from app.widgets import save_dialog
from app.widgets.save_dialog import ask_save_path, ask_stego_path

PICTURES = "PNG (*.png);;JPG (*.jpg)"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The questions that were asked, to which the answer is the last item of `answers`."""
    questions: list[str] = []
    monkeypatch.setattr(save_dialog, "ask", lambda _, question, *__: questions.append(question) or False)
    return questions


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def type_name(monkeypatch: pytest.MonkeyPatch, path: Path, used: str = "") -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(path), used))


@pytest.mark.parametrize(
    ("typed", "used", "name"),
    [
        ("cat", "", "cat.png"),
        ("cat", "JPG (*.jpg)", "cat.jpg"),
        ("cat.jpg", "PNG (*.png)", "cat.jpg"),
        ("cat.PNG", "", "cat.PNG"),
        ("trip 12.5", "", "trip 12.5.png"),
        ("cat.undersong", "", "cat.undersong.png"),
    ],
)
def test_a_name_gets_its_ending(
    parent: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: list[str], typed: str, used: str, name: str
) -> None:
    type_name(monkeypatch, tmp_path / typed, used)
    assert ask_save_path(parent, "Save", "", PICTURES, [".png", ".jpg"]) == tmp_path / name
    assert not asked


def test_a_file_that_only_the_ending_names_is_not_replaced_without_a_question(
    parent: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: list[str]
) -> None:
    (tmp_path / "cat.png").write_bytes(b"mine")
    type_name(monkeypatch, tmp_path / "cat")
    assert ask_save_path(parent, "Save", "", PICTURES, [".png", ".jpg"]) is None
    assert "cat.png" in asked[0]
    monkeypatch.setattr(save_dialog, "ask", lambda *_: True)
    assert ask_save_path(parent, "Save", "", PICTURES, [".png", ".jpg"]) == tmp_path / "cat.png"


def test_a_name_that_was_typed_whole_was_asked_about_by_the_system(
    parent: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: list[str]
) -> None:
    (tmp_path / "cat.png").write_bytes(b"mine")
    type_name(monkeypatch, tmp_path / "cat.png")
    assert ask_save_path(parent, "Save", "", PICTURES, [".png", ".jpg"]) == tmp_path / "cat.png"
    assert not asked


@pytest.mark.parametrize("typed", ["trip 12.5", "cat", "photo.png"])
def test_an_undersong_file_is_called_one(
    parent: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: list[str], typed: str
) -> None:
    type_name(monkeypatch, tmp_path / typed)
    assert ask_stego_path(parent, "stem", tmp_path) == tmp_path / f"{typed}.undersong"
    (tmp_path / f"{typed}.undersong").write_bytes(b"with the secrets in it")
    assert ask_stego_path(parent, "stem", tmp_path) is None
    assert len(asked) == 1


def test_a_dialog_that_is_cancelled(parent: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: ("", ""))
    assert ask_save_path(parent, "Save", "", PICTURES, [".png"]) is None
