"""Qt's file dialogs write down no folder that a person chose something from."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from app.shell import dialog_history
from resources import ROOT

CHOOSES = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QLineEdit
from app.shell import dialog_history

app = QApplication([])
if sys.argv[2] == "none":
    dialog_history.write_none()


def choose():
    dialog = app.activeModalWidget()
    if dialog is not None:
        dialog.findChild(QLineEdit, "fileNameEdit").setText("letter.txt")
        dialog.findChild(QDialogButtonBox).buttons()[0].click()


timer = QTimer(interval=50)
timer.timeout.connect(choose)
timer.start()
for folder in (sys.argv[1], ""):
    print(QFileDialog.getOpenFileName(None, "Choose", folder)[0])
"""


def written(home: Path, how: str) -> str:
    """All that a home folder holds after a file was chosen twice, the second time from where the first one was."""
    folder = home / "Affair with Anna"
    folder.mkdir(parents=True)
    (folder / "letter.txt").write_text("-")
    # On another computer these are set for some: they would lead out of this home.
    outside = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")
    environment = {name: value for name, value in os.environ.items() if name not in outside}
    done = subprocess.run(
        [sys.executable, "-c", CHOOSES, str(folder), how],
        cwd=ROOT.parent, env=environment | {"HOME": str(home), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.stdout.split("\n")[:2] == [str(folder / "letter.txt")] * 2, done.stderr
    (folder / "letter.txt").unlink()
    return "\n".join(path.read_text("utf-8", "replace") for path in home.rglob("*") if path.is_file())


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the settings have one fixed place")
def test_a_dialog_writes_no_folder_and_still_opens_at_the_last_one(tmp_path: Path) -> None:
    assert "Affair" in written(tmp_path / "qt", "all").replace("%20", " ")  # or this test could not fail
    assert written(tmp_path / "ours", "none") == ""


def test_what_is_written_elsewhere_is_taken_out_again(tmp_path: Path) -> None:
    path = str(tmp_path / "QtProject.ini")
    settings = QSettings(path, QSettings.Format.IniFormat)
    for name in (*dialog_history.REMEMBERED, "FileDialog/viewMode"):
        settings.setValue(name, "Affair with Anna")
    dialog_history.forget(settings)
    assert QSettings(path, QSettings.Format.IniFormat).allKeys() == ["FileDialog/viewMode"]
