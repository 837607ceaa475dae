"""What will come back is seen before there is a cover, and what would help stands beside it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

import engine
from app.hide.choices import ChosenFile
from app.hide.crops import Crops
from app.hide.look import Look
from app.hide.look_dialog import LookDialog
from app.hide.page import HidePage
from app.hide.session import HideSession
from app.kit.button import Button
from app.previews.audio import AudioPreview
from app.session import Item
from app.worker import TaskQueue

LONG = 60_000
PAGE = (1280, 715)


@pytest.fixture
def page(qtbot: QtBot, tasks: TaskQueue) -> HidePage:
    samples = {**engine.STANDARD.samples, "image": 4096, "audio": 1000}  # so that small files are scaled
    result = HidePage(HideSession(tasks))
    result.session.choosing.tune(samples=samples)
    qtbot.addWidget(result)
    result.resize(*PAGE)
    result.show()
    return result


def letter() -> engine.Image:
    """Fine lines in one corner of a page."""
    pixels = np.full((400, 600, 1), 240, np.uint8)
    pixels[300:340:2, 400:480] = 20
    return engine.Image(pixels)


def click(look: Look, text: str) -> None:
    """Press the button whose text begins so."""
    next(button for button in look.buttons.buttons if button.text().startswith(text)).click()


def offers(page: HidePage) -> list[str]:
    return [button.text() for button in page.choose.secrets.look.findChildren(Button) if button.isVisible()]


def test_a_page_is_seen_as_it_will_come_back(qtbot: QtBot, page: HidePage, tmp_path: Path) -> None:
    secrets, session = page.choose.secrets, page.session.choosing
    letter().write(tmp_path / "letter.png")
    session.add_secrets([tmp_path / "letter.png"])
    qtbot.waitUntil(lambda: len(session.choices.secrets) == 1, timeout=LONG)
    assert isinstance(session.choices.secrets[0], ChosenFile)  # as no word of it could be read
    assert "Proposed" in secrets.look._verdict.text()
    click(secrets.look, "Learn it instead")
    qtbot.waitUntil(lambda: bool(secrets.look.findChildren(Crops)), timeout=LONG)
    [crops] = secrets.look.findChildren(Crops)
    qtbot.waitSignal(crops.ready, timeout=LONG).wait() if not crops._images else None
    assert 400 <= crops._finest.x() <= 480
    assert 300 <= crops._finest.y() <= 340
    assert crops._images[1].width() < crops._images[0].width()
    assert secrets.cards()[0].accessibleDescription().endswith("78 x 52 of 600 x 400")
    before = crops.centre.x()
    QTest.keyClick(crops, Qt.Key.Key_Plus)
    QTest.keyClick(crops, Qt.Key.Key_Left)
    assert crops.centre.x() < before or crops.width() > 600
    QTest.keyClick(crops, Qt.Key.Key_0)
    click(secrets.look, "Keep it exactly")
    qtbot.waitUntil(lambda: isinstance(session.choices.secrets[0], ChosenFile), timeout=LONG)
    assert secrets.look._verdict.text().startswith("Every byte comes back")
    assert "Proposed" not in secrets.look._verdict.text()  # the person chose it
    session.clear()


def test_a_sound_is_heard_as_it_will_come_back(qtbot: QtBot, page: HidePage) -> None:
    signal = np.sin(np.arange(8000) / 5)[:, None].astype(np.float32)
    page.session.choosing.add_medium(Item("voice", engine.Audio(signal, 8000)))
    look = page.choose.secrets.look
    qtbot.waitUntil(lambda: len(look.findChildren(AudioPreview)) == 2, timeout=LONG)
    rates = [preview._waveform.medium.rate for preview in look.findChildren(AudioPreview)]
    assert rates[1] < rates[0] == 8000
    assert any(text.startswith("Trim") for text in offers(page))


def test_with_many_secrets_the_look_has_a_window_of_its_own(
    qtbot: QtBot, page: HidePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets, seen = page.choose.secrets, []

    def look(dialog: QDialog) -> int:
        assert isinstance(dialog, LookDialog)
        qtbot.waitUntil(lambda: bool(dialog.look.findChildren(Crops)), timeout=LONG)
        seen.append(dialog.windowTitle())
        return 0

    monkeypatch.setattr(QDialog, "exec", look)
    for number in range(8):
        page.session.choosing.add_medium(Item(f"{number}.png", letter()))
    QApplication.processEvents()
    assert not secrets.look.isVisible()
    secrets.cards()[3].opened.emit()
    assert seen == ["3.png"]
    page.session.choosing.clear_secrets()
    page.session.choosing.undo()
    for _ in range(6):
        page.session.choosing.remove(2)
    QApplication.processEvents()
    assert secrets.look.isVisible()
    secrets.cards()[0].opened.emit()
    assert secrets.cards()[0].property("chosen")
    assert not secrets.cards()[1].property("chosen")
