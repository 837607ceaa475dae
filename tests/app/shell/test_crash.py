"""What a crash report says."""

from __future__ import annotations

import subprocess
import sys

from app.shell import crash
from resources import ROOT

CRASHES = """
import gc, sys, threading
from PySide6.QtCore import QCoreApplication, QTimer, qWarning
from app.shell import crash

app = QCoreApplication([])
crash.show = lambda error: None
crash.install()


def open_it():
    open("/nowhere/diary-of-anna.png")


class Unraisable:
    def __del__(self):
        open_it()


thread = threading.Thread(target=open_it)
thread.start()
thread.join()
thing = Unraisable()
del thing
qWarning("QFile: cannot open /nowhere/diary-of-anna.png")
QTimer.singleShot(0, open_it)
QTimer.singleShot(50, app.quit)
app.exec()
"""


def test_crash_details_hold_no_text_of_the_error() -> None:
    try:
        raise RuntimeError("abandon ability able")
    except RuntimeError as error:
        text = crash.details(error)
    assert "abandon" not in text
    assert "RuntimeError" in text
    assert "test_crash.py" in text


def test_nothing_on_standard_error_names_a_file() -> None:
    done = subprocess.run(
        [sys.executable, "-c", CRASHES], cwd=ROOT.parent, capture_output=True, text=True, timeout=300, check=False
    )
    assert "anna" not in done.stdout + done.stderr
    assert done.stderr.count("FileNotFoundError") == 3, done.stderr
    assert "Qt: QtWarningMsg, default" in done.stderr
