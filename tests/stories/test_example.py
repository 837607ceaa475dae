"""The first thing a newcomer presses: everything happens by itself, nothing is written, and it can be stopped."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

import engine
from app.example import session
from app.previews import background
from app.previews.preview import Preview
from app.shell.window import Window
from resources import ROOT

LONG = 60_000


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same example, learned less well."""
    monkeypatch.setattr(session, "RECIPE", replace(session.RECIPE, seconds=2.0))


def test_the_finished_example_is_revealed_by_who_presses_reveal(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    before, tray = sorted(tmp_path.rglob("*")), window.start.tray
    assert window.tasks.idle()  # nothing is read before
    places = [widget.mapTo(window, QPoint(0, 0)) for widget in (tray.reveal, tray._inside)]
    qtbot.mouseClick(tray.reveal, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(tray.previews) == 2, timeout=LONG)
    assert [type(secret.medium) for secret in tray.session.secrets] == [engine.Image, engine.Shape]
    assert [secret.name for secret in tray.session.secrets] == ["rocket.jpg", "cow.ply"]
    rocket = engine.load(ROOT / "examples" / "rocket.jpg")
    assert rocket.compare(tray.session.secrets[0].medium)["psnr"] > 40
    assert tray._inside.mapTo(window, QPoint(0, 0)) == places[1]
    assert sorted(tmp_path.rglob("*")) == before
    qtbot.mouseClick(tray.open, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(window.revealing.cards) == 2, timeout=LONG)
    assert window.pages.currentWidget() is window.revealing
    qtbot.waitUntil(window.tasks.idle, timeout=LONG)
    qtbot.waitUntil(background.idle, timeout=LONG)


def press(qtbot: QtBot, window: Window) -> None:
    window.show_page(window.start)
    qtbot.mouseClick(window.start.example_button, Qt.MouseButton.LeftButton)
    assert window.pages.currentWidget() is window.example


def test_one_press_hides_and_reveals(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sorted(tmp_path.rglob("*"))
    page, session = window.example, window.example.session
    press(qtbot, window)
    assert page.fit.isVisible()
    qtbot.waitUntil(page.result.isVisible, timeout=LONG)
    assert session.outcome is not None
    assert session.outcome.intact
    shown = [preview._modality for preview in page.result.findChildren(Preview)]
    assert shown == [engine.Image, engine.Image, engine.Shape]
    assert sorted(tmp_path.rglob("*")) == before
    assert not window.hiding.session.choosing.choices.secrets
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(tmp_path / "cup"), ""))
    with qtbot.waitSignal(session.saved, timeout=LONG):
        qtbot.mouseClick(page.result.save, Qt.MouseButton.LeftButton)
    key = engine.Key.from_words(page.result._key.text().split(": ")[1])
    assert [one.medium.modality for one in engine.reveal(engine.Stego.load(tmp_path / "cup.undersong"), key)] == [
        "image", "shape",
    ]  # fmt: skip
    qtbot.mouseClick(page.result.hide_own, Qt.MouseButton.LeftButton)
    assert window.pages.currentWidget() is window.hiding
    qtbot.waitUntil(window.tasks.idle, timeout=LONG)


@pytest.mark.parametrize("stage", ["show", "secret", "cover"])
def test_it_can_be_stopped_all_along_and_begun_again(qtbot: QtBot, window: Window, stage: str) -> None:
    page, session = window.example, window.example.session
    press(qtbot, window)
    with qtbot.waitSignal(session.progressed, check_params_cb=lambda p: p.stage == stage, timeout=LONG):
        pass
    qtbot.mouseClick(page.fit.cancel, Qt.MouseButton.LeftButton)
    assert not session.running
    assert window.pages.currentWidget() is window.start
    qtbot.waitUntil(window.tasks.idle, timeout=LONG)
    assert session.outcome is None
    press(qtbot, window)
    assert session.running
    session.cancel()
    qtbot.waitUntil(window.tasks.idle, timeout=LONG)
