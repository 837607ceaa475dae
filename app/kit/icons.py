"""The program's icons: SVG files drawn in any colour."""

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
    """The icon as a square of `size` logical pixels, for a screen with that device pixel ratio."""
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour.name()).encode()))
    result = QPixmap(round(size * ratio), round(size * ratio))
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    renderer.render(painter, QRectF(result.rect()))
    painter.end()
    result.setDevicePixelRatio(ratio)
    return result


def icon(name: str, colour: QColor, size: int = 20, gap: int = 0, *, mirrored: bool = False) -> QIcon:
    """The icon in one colour, sharp at device pixel ratios 1 and 2, with `gap` pixels on the side of its text."""
    result = QIcon()
    for ratio in (1.0, 2.0):
        padded = QPixmap(round((size + gap) * ratio), round(size * ratio))
        padded.fill(Qt.GlobalColor.transparent)
        painter = QPainter(padded)
        painter.drawPixmap(round(gap * ratio) if mirrored else 0, 0, pixmap(name, colour, round(size * ratio)))
        painter.end()
        padded.setDevicePixelRatio(ratio)
        result.addPixmap(padded)
    return result


def app_icon() -> QIcon:
    """The program's icon in every size a desktop asks for."""
    result = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        result.addPixmap(pixmap("undersong", QColor("white"), size))
    return result
