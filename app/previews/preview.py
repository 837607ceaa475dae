"""Preview: the base class of widgets that show one medium."""

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
    """Shows a medium of one modality.

    A subclass implements `show_medium`, which shows another medium of the modality and keeps zoom, rotation and
    position; and `thumbnail`, a still image of a medium that fills a size, where `ink` draws what has no colours.
    """

    icon: ClassVar[str]
    show_medium: Callable[[engine.Medium], None]
    thumbnail: ClassVar[staticmethod[[engine.Medium, QSize, QColor], QImage]]

    def __init__(self, medium: engine.Medium, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumSize(120, 72)
        self._modality = type(medium)
        self.setAccessibleName(describe(medium))

    def set_description(self, drawing: QWidget, medium: engine.Medium, summary: str) -> None:
        """Set name and description for screen readers, of the preview and of the widget that draws."""
        for widget in (self, drawing):
            widget.setAccessibleName(describe(medium))
            widget.setAccessibleDescription(summary)

    def can_show(self, medium: engine.Medium) -> bool:
        """Whether the medium is of this preview's modality."""
        return type(medium) is self._modality

    def link(self, other: Preview) -> None:
        """Share zoom, rotation or position with another preview, if the modality has them."""


def contained(image: QSize, area: QRectF) -> QRectF:
    """The largest centred rectangle in the area that has the image's aspect ratio."""
    size = image.scaled(area.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
    result = QRectF(0, 0, size.width(), size.height())
    result.moveCenter(area.center())
    return result


def cropped(image: QImage, size: QSize) -> QImage:
    """The image scaled to fill `size`, with its edges cropped."""
    mode = Qt.AspectRatioMode.KeepAspectRatioByExpanding
    scaled = image.scaled(size, mode, Qt.TransformationMode.SmoothTransformation)
    return scaled.copy(
        (scaled.width() - size.width()) // 2, (scaled.height() - size.height()) // 2, size.width(), size.height()
    )
