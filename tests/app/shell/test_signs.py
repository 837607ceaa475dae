"""What a hide under way shows outside of its page, and where the focus goes when its widget is gone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QSystemTrayIcon
from pytestqt.qtbot import QtBot

import engine
from app.hide.runner import HideRunner
from app.shell.settings import Settings
from app.shell.window import Window


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    result = Window(Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)))
    qtbot.addWidget(result)
    with qtbot.waitActive(result):
        result.show()
        result.activateWindow()
    yield result
    result.tasks.close()


def test_the_tab_and_the_title_tell_how_far_it_is(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    session, tab = window.hiding.session, window.header.tabs[1][0]
    told = []
    with monkeypatch.context() as running:
        running.setattr(HideRunner, "running", True)
        session.progressed.emit(engine.Progress(stage="cover", overall=0.432))
        told.append((tab.text(), window.windowTitle()))
        running.setattr(HideRunner, "paused", True)
        session.changed.emit()
        told.append((tab.text(), window.windowTitle()))
    session.changed.emit()
    told.append((tab.text(), window.windowTitle()))
    assert told == [
        ("Hide: 43 %", "43 % – Undersong"), ("Hide: paused", "Paused – Undersong"), ("Hide", "Undersong"),
    ]  # fmt: skip


def test_the_end_is_notified_only_to_who_looks_elsewhere(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda: True))
    monkeypatch.setattr(QSystemTrayIcon, "show", lambda _: None)
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda _, title, text: said.append(f"{title}: {text}"))
    window._signs._notify(None)
    assert said == []
    monkeypatch.setattr(Window, "isActiveWindow", lambda _: False)
    window._signs._notify(None)
    assert said == ["Undersong: The file is ready and checked. It is not saved yet."]


def test_the_focus_of_a_button_that_is_hidden_stays_on_the_page(qtbot: QtBot, window: Window) -> None:
    window.show_page(window.revealing)
    button = window.revealing.zone.button
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    button.hide()
    assert QApplication.focusWidget() is window.revealing
    assert not any(tab.hasFocus() for tab, _ in window.header.tabs)


def test_the_focus_of_a_button_that_is_disabled_for_a_while_comes_back(qtbot: QtBot, window: Window) -> None:
    window.show_page(window.revealing)
    button = window.revealing.zone.button
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    button.setEnabled(False)
    assert not any(tab.hasFocus() for tab, _ in window.header.tabs)
    button.setEnabled(True)
    assert button.hasFocus()


def test_who_tabs_into_the_header_stays_there(window: Window) -> None:
    tab = window.header.tabs[0][0]
    window.start.zone.button.setFocus()
    tab.setFocus()
    assert tab.hasFocus()
