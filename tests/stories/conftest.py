"""The stories' stage: the real window on the real engine, with files so small that a fit takes a second or two."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QSettings, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.self_test.check import media
from app.shell.settings import Settings
from app.shell.window import Window

NAMES = {"image": "picture.png", "audio": "sound.wav", "video": "film.mp4", "shape": "ball.ply"}


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Window:
    """The program's window, hiding in next to no time."""
    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    result = Window(Settings(store))

    def finish() -> None:
        result.hiding.session.cancel()
        result.hiding.session.clear()  # what nobody chose is not forecast
        for entry in list(result.queueing.session.entries):
            result.queueing.session.remove(entry)
        qtbot.waitUntil(result.tasks.idle, timeout=20_000)

    qtbot.addWidget(result, before_close_func=lambda _: finish())
    result.hiding.session.choosing.choose("draft")
    result.hiding.session.choosing.tune(seconds=2.0)
    with qtbot.waitExposed(result):
        result.show()
    return result


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """One small file of each kind."""
    result = {}
    for modality, (medium, _) in media().items():
        result[modality] = tmp_path / NAMES[modality]
        medium.write(result[modality])
    return result


@pytest.fixture
def drop() -> Callable[..., None]:
    """Drops files on a widget, as the mouse would."""

    def dropped(widget: QWidget, *paths: Path) -> None:
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        event = QDropEvent(
            QPoint(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
        widget.dropEvent(event)

    return dropped
