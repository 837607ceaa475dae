"""The window around the pages: recent files, and a change of language."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

import engine
from app.shell.settings import Settings
from app.shell.window import Window

ROOT = Path(__file__).resolve().parents[3]
STEGO = ROOT / "tests" / "vectors" / "exact.undersong"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def window(qtbot: QtBot, settings: Settings) -> Window:
    result = Window(settings)
    qtbot.addWidget(result, before_close_func=lambda _: result.hiding.session.cancel())
    with qtbot.waitExposed(result):
        result.show()
    return result


def test_an_opened_file_can_be_opened_again_from_the_start_page(qtbot: QtBot, window: Window) -> None:
    window.settings.remember_recent = True
    assert not window.start.recent.isVisible()
    with qtbot.waitSignal(window.revealing.session.opened, timeout=60_000):
        window.open_files([STEGO])
    window.show_page(window.start)
    assert window.start.recent.isVisible()
    qtbot.waitUntil(window.tasks.idle, timeout=60_000)


def test_an_undersong_file_with_the_name_of_a_picture_is_found_out_in_the_background(
    qtbot: QtBot, window: Window, tmp_path: Path, picture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks, is_stego = list[tuple[str, bool]](), engine.is_stego

    def look(path: Path) -> bool:
        looks.append((path.name, threading.current_thread() is threading.main_thread()))
        return is_stego(path)

    monkeypatch.setattr(engine, "is_stego", look)
    disguised = tmp_path / "holiday.png"
    disguised.write_bytes(STEGO.read_bytes())
    with qtbot.waitSignal(window.revealing.session.opened, timeout=60_000):
        window.open_files([disguised])
    assert window.pages.currentWidget() is window.revealing
    window.open_files([picture])
    qtbot.waitUntil(lambda: bool(window.hiding.session.choosing.choices.secrets), timeout=60_000)
    assert window.pages.currentWidget() is window.hiding
    assert looks == [("holiday.png", False), ("picture.png", False)]
    qtbot.waitUntil(window.tasks.idle, timeout=60_000)


def test_another_language_asks_before_it_lets_anything_go(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDialog, "exec", lambda _: setattr(window.settings, "language", "de"))
    asked: list[str] = []
    monkeypatch.setattr("app.shell.window.ask", lambda _, text, *__: bool(asked.append(text)))
    with qtbot.waitSignal(window.reopen_requested, timeout=1000):
        window.header.settings_requested.emit()
    assert asked == []
    window.hiding.session.choosing.choices.recipe = "draft"
    window.revealing.session.secrets = [engine.Revealed(engine.Image.__new__(engine.Image), True)]
    with qtbot.assertNotEmitted(window.reopen_requested):
        window.header.settings_requested.emit()
    assert len(asked) == 1
