"""Keys: on paper, as a code, in a file, for several people; and passphrases that are judged."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

import engine
from app.hide.choices import ChosenMedium
from app.hide.choose_session import ChooseSession
from app.hide.key_dialog import KeyDialog
from app.hide.key_panel import KeyPanel
from app.hide.key_sheet import key_sheet, print_key_sheet, qr_code
from app.hide.keys_panel import KeysPanel
from app.hide.passphrase import strength
from app.hide.passphrase_field import PassphraseField
from app.session import Item
from app.worker import TaskQueue

GOOD = "four unrelated little words"


@pytest.fixture
def panel(qtbot: QtBot) -> KeyPanel:
    result = KeyPanel(engine.Key.generate(), "Key A")
    qtbot.addWidget(result)
    return result


@pytest.mark.usefixtures("qapp")
def test_a_sheet_holds_every_word_and_prints(tmp_path: Path) -> None:
    words = engine.Key.generate().words
    text = key_sheet(words, "Key A").toPlainText()
    assert all(word in text for word in words.split())
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "key.pdf"))
    print_key_sheet(printer, words, "Key A")
    assert (tmp_path / "key.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.usefixtures("qapp")
def test_a_code_is_black_on_white_with_room_around_it() -> None:
    image = qr_code(engine.Key.generate().words, module=1)
    pixels = np.array([[image.pixel(x, y) & 0xFF for x in range(image.width())] for y in range(image.height())])
    assert set(np.unique(pixels)) == {0, 255}
    assert (pixels[:4] == 255).all()
    assert (pixels[:, -4:] == 255).all()
    assert (pixels[4, 4:11] == 0).all()  # the top of the first of the three marks


def test_copy_save_print_and_code(
    qtbot: QtBot, panel: KeyPanel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = panel._key.words
    panel.copy.click()
    assert QApplication.clipboard().text() == words
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(tmp_path / "key.txt"), ""))
    panel.save.click()
    assert engine.Key.load(tmp_path / "key.txt") == panel._key
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(tmp_path / "no" / "key.txt"), ""))
    with qtbot.waitSignal(panel.failed) as caught:
        panel.save.click()
    assert isinstance(caught.args[0], engine.SaveError)
    asked: list[str] = []
    monkeypatch.setattr(QPrintDialog, "exec", lambda _: asked.append("print") or 0)
    monkeypatch.setattr(QDialog, "exec", lambda _: asked.append("code") or 0)
    panel.print.click()
    panel.qr.click()
    assert asked == ["print", "code"]


def test_other_words_are_another_key(qtbot: QtBot, panel: KeyPanel) -> None:
    before = panel._key
    with qtbot.waitSignal(panel.chosen) as caught:
        panel.regenerate.click()
    assert caught.args[0] != before
    assert [cell.text().split()[-1] for cell in panel._cells] == caught.args[0].words.split()


@pytest.mark.parametrize("text", ["", "   ", "password", "aaaaaaaaaaaaaaaaaaaaaaaa", "qwertyuiop", "undersong 2024"])
def test_what_is_easily_guessed_is_refused(text: str) -> None:
    assert not strength(text).enough


@pytest.mark.parametrize("text", [GOOD, GOOD * 10, "Ḱvětinové ucho mlčí pod stolem"])
def test_long_and_unrelated_is_praised(text: str) -> None:
    found = strength(text)
    assert found.enough
    assert found.role == "good"


def test_a_passphrase_is_confirmed_and_can_be_seen(qtbot: QtBot) -> None:
    field = PassphraseField()
    qtbot.addWidget(field)
    field.first.setText(GOOD)
    assert field.key() is None
    field.second.setText(GOOD[:-1] + "x")
    assert "differ" in field.state.text()
    field.second.setText(GOOD)
    assert field.key() == engine.Key.from_passphrase(GOOD)
    assert field.first.echoMode() == QLineEdit.EchoMode.Password
    field.shown.click()
    assert field.second.echoMode() == QLineEdit.EchoMode.Normal


def test_more_people(qtbot: QtBot, tasks: TaskQueue, image: engine.Image) -> None:
    session = ChooseSession(tasks)
    panel = KeysPanel(session)
    session.changed.connect(panel.refresh)
    panel.refresh()
    qtbot.addWidget(panel)
    panel.show()
    session.add_medium(Item("a", image))
    assert not panel.remove.isVisible()
    for _ in range(3):
        panel.add.click()
    assert len(panel.panels) == len(session.choices.keys) == 4
    assert not panel.add.isVisible()
    session.assign(0, 3)
    assert panel._explanation.text().startswith("Reveals “\u2068a\u2069”.")
    panel.name.setFocus()
    panel.name.clear()
    QTest.keyClicks(panel.name, "Anna")
    assert panel._tab_group.button(3).text() == panel.panels[3].name == "Anna"
    panel.show_panel(1)
    assert panel.name.text() == ""
    panel._modes[1].click()
    assert session.choices.keys[1] is None
    panel.panels[1].passphrase.first.setText(GOOD)
    panel.panels[1].passphrase.second.setText(GOOD)
    assert session.choices.keys[1] == engine.Key.from_passphrase(GOOD)
    panel.remove.click()
    assert len(panel.panels) == len(session.choices.keys) == 3
    assert session.choices.secrets[0].owner == 2
    assert [one.name for one in panel.panels] == ["Key A", "Key B", "Anna"]
    session.clear()
    assert len(panel.panels) == 1
    assert panel.panels[0]._key == session.choices.key
    assert panel.panels[0].isVisible()


def test_a_key_counts_as_taken_down_where_it_was(qtbot: QtBot, tasks: TaskQueue, image: engine.Image) -> None:
    session = ChooseSession(tasks)
    panel = KeysPanel(session)
    qtbot.addWidget(panel)
    session.changed.connect(panel.refresh)
    panel.refresh()
    assert not session.choices.unnoted  # it opens nothing yet
    session.choices.secrets = [
        ChosenMedium.of(Item("a.png", image)),
        replace(ChosenMedium.of(Item("b.png", image)), owner=1),
    ]
    session.add_key()
    panel.panels[0].copy.click()
    assert len(session.choices.unnoted) == 2  # a copy is gone in a minute
    assert len(session.choices.unkept_copies) == 1
    session.note(panel.panels[0]._key)
    assert len(session.choices.unnoted) == 1  # there is the other
    session.note(panel.panels[1]._key)
    assert not session.choices.unnoted
    session.use_key(engine.Key.generate(), 1)
    assert session.choices.unnoted
    session.use_key(engine.Key.from_passphrase(GOOD), 1)
    assert not session.choices.unnoted  # what one made up one knows
    assert panel.panels[1].typed
    dialog = KeyDialog(session)
    qtbot.addWidget(dialog)
    assert [shown._key for shown in dialog.panels] == [session.choices.key]
