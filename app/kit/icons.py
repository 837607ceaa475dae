"""The program's own icons, drawn from SVG in whatever colour the text has."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from resources import ROOT


@cache
def _source(name: str) -> str:
    return (ROOT / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def pixmap(name: str, colour: QColor, size: int, ratio: float = 1.0) -> QPixmap:
    """The icon as a picture of `size` logical pixels."""
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour.name()).encode()))
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter, QRectF(picture.rect()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def icon(name: str, colour: QColor, size: int = 20, room: int = 0, *, before: bool = False) -> QIcon:
    """The icon in one colour, sharp on every screen, with `room` pixels towards its text, which may stand before it."""
    result = QIcon()
    for ratio in (1.0, 2.0):
        wide = QPixmap(round((size + room) * ratio), round(size * ratio))
        wide.fill(Qt.GlobalColor.transparent)
        painter = QPainter(wide)
        painter.drawPixmap(round(room * ratio) if before else 0, 0, pixmap(name, colour, round(size * ratio)))
        painter.end()
        wide.setDevicePixelRatio(ratio)
        result.addPixmap(wide)
    return result


def app_icon() -> QIcon:
    """The program's own sign."""
    result = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        result.addPixmap(pixmap("undersong", QColor("white"), size))
    return result
