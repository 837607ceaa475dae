"""The settings: every list of choices shows all of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from app.kit import theme
from app.shell.settings import Settings
from app.shell.settings_dialog import SettingsDialog


@pytest.mark.parametrize("name", ["theme", "language"])
def test_a_list_of_choices_shows_all_of_them(qtbot: QtBot, qapp: QApplication, tmp_path: Path, name: str) -> None:
    theme.apply(qapp, "light")
    dialog = SettingsDialog(Settings(QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat)))
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    combo: QComboBox = getattr(dialog, name)
    combo.showPopup()
    QApplication.processEvents()
    view = combo.view()
    rows = sum(view.sizeHintForRow(row) for row in range(combo.count()))
    assert view.viewport().height() >= rows
    assert view.verticalScrollBar().maximum() == 0
    combo.hidePopup()
    qapp.setStyleSheet("")


def test_a_choice_that_cannot_be_stored_is_told_until_it_can(qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.write_text("a file")  # nothing can be saved in it, as on a full disk
    settings = Settings(QSettings(str(folder / "s.ini"), QSettings.Format.IniFormat))
    dialog = SettingsDialog(settings)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.problem.isVisible()
    settings.theme = "dark"
    assert not settings.stored
    assert dialog.problem.isVisible()
    folder.unlink()
    settings.theme = "light"
    assert settings.stored
    assert not dialog.problem.isVisible()
    assert Settings(QSettings(str(folder / "s.ini"), QSettings.Format.IniFormat)).theme == "light"
