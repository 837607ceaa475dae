"""Preview: one medium on the screen, whatever its kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget

import engine
from app.kit.playing import Playing
from app.text.describing import describe


class Preview(Playing):
    """Shows one medium large; a subclass draws it and says what a small picture of it looks like.

    Every subclass has `show_medium`, which shows another medium of the same kind, keeping the view; and `thumbnail`,
    a small still picture of one, filling the size given, where the ink draws what has no colours of its own.
    """

    icon: ClassVar[str]
    show_medium: Callable[[engine.Medium], None]
    thumbnail: ClassVar[staticmethod[[engine.Medium, QSize, QColor], QImage]]

    def __init__(self, medium: engine.Medium, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumSize(120, 90)
        self._kind = type(medium)
        self.setAccessibleName(describe(medium))

    def tell(self, widget: QWidget, medium: engine.Medium, summary: str) -> None:
        """Say in words, for screen readers, what the preview and the widget that draws it show."""
        for each in (self, widget):
            each.setAccessibleName(describe(medium))
            each.setAccessibleDescription(summary)

    def shows(self, medium: engine.Medium) -> bool:
        """Whether this medium is of the kind shown here."""
        return type(medium) is self._kind

    def follow(self, other: Preview) -> None:
        """Move with another preview of the same kind, where there is something to move."""


def fitted(image: QSize, area: QRectF) -> QRectF:
    """The largest rectangle of the image's shape in the middle of the area."""
    size = image.scaled(area.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
    result = QRectF(0, 0, size.width(), size.height())
    result.moveCenter(area.center())
    return result


def filled(image: QImage, size: QSize) -> QImage:
    """The image cut and scaled so that it fills `size`."""
    mode = Qt.AspectRatioMode.KeepAspectRatioByExpanding
    scaled = image.scaled(size, mode, Qt.TransformationMode.SmoothTransformation)
    return scaled.copy(
        (scaled.width() - size.width()) // 2, (scaled.height() - size.height()) // 2, size.width(), size.height()
    )
