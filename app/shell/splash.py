"""The splash screen: an opaque card, since without a compositor what is transparent would be black."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QSplashScreen

from app.kit.icons import pixmap

SIZE, ICON, TOP = QSize(340, 220), 96, 40  # pixels
NAME_POINTS = 18


def splash_screen(palette: QPalette, ratio: float) -> QSplashScreen:
    """The program's icon and name in the colours of the theme, for a screen with that device pixel ratio."""
    return QSplashScreen(card(palette, ratio), Qt.WindowType.WindowStaysOnTopHint)


def card(palette: QPalette, ratio: float) -> QPixmap:
    """What the splash screen shows; every pixel of it is opaque."""
    result = QPixmap(SIZE * ratio)
    result.setDevicePixelRatio(ratio)
    result.fill(palette.alternateBase().color())
    painter = QPainter(result)
    painter.setPen(palette.midlight().color())
    painter.drawRect(0, 0, SIZE.width() - 1, SIZE.height() - 1)
    painter.drawPixmap((SIZE.width() - ICON) // 2, TOP, pixmap("undersong", QColor("white"), ICON, ratio))
    font = QFont(painter.font())
    font.setPointSize(NAME_POINTS)
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(palette.windowText().color())
    top = TOP + ICON
    painter.drawText(QRect(0, top, SIZE.width(), SIZE.height() - top), Qt.AlignmentFlag.AlignCenter, "Undersong")
    painter.end()
    return result
