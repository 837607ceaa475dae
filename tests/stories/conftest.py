"""The stories' stage: the real window on the real engine, with files so small that a fit takes a second or two."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import trimesh
from PySide6.QtCore import QMimeData, QPoint, QSettings, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

import engine
from app.shell.settings import Settings
from app.shell.window import Window

SIDE = 32


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Window:
    """The program's window, hiding in next to no time."""
    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    result = Window(Settings(store))

    def finish() -> None:
        result.hiding.session.cancel()
        result.hiding.session.clear()  # what nobody chose is not forecast
        qtbot.waitUntil(result.tasks.idle, timeout=20_000)

    qtbot.addWidget(result, before_close_func=lambda _: finish())
    result.hiding.session.choose("draft")
    result.hiding.session.tune(seconds=2.0)
    with qtbot.waitExposed(result):
        result.show()
    return result


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """One small file of each kind."""
    y, x = np.mgrid[0:SIDE, 0:SIDE]
    pixels = np.stack([x * 7, y * 7, 255 - x * 4], axis=2).astype(np.uint8)
    ball = trimesh.creation.icosphere(subdivisions=2)
    time = np.arange(2000) / 8000
    sound = engine.Audio((0.4 * np.sin(2 * np.pi * 220 * time)).astype(np.float32)[:, None], 8000)
    frames = np.stack([np.roll(pixels, 2 * t, axis=1) for t in range(8)])
    media: dict[str, tuple[engine.Medium, str]] = {
        "image": (engine.Image(pixels), "picture.png"),
        "audio": (sound, "sound.wav"),
        "video": (engine.Video(frames, 10.0, sound), "film.mp4"),
        "shape": (engine.Shape(ball.vertices.astype(np.float32), ball.faces.astype(np.int32)), "ball.ply"),
    }
    result = {}
    for kind, (medium, name) in media.items():
        medium.write(tmp_path / name)
        result[kind] = tmp_path / name
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
