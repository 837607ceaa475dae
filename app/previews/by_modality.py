"""Which preview shows which modality: PREVIEWS is the one place that knows."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget

import engine
from app.previews.audio import AudioPreview
from app.previews.image import ImagePreview
from app.previews.preview import Preview
from app.previews.shape import ShapePreview
from app.previews.video import VideoPreview

PREVIEWS: dict[type[engine.Medium], type[Preview]] = {
    engine.Image: ImagePreview,
    engine.Audio: AudioPreview,
    engine.Video: VideoPreview,
    engine.Shape: ShapePreview,
}


def preview_of(medium: engine.Medium, parent: QWidget | None = None) -> Preview:
    """A widget that shows the medium."""
    return PREVIEWS[type(medium)](medium, parent)


def thumbnail_of(medium: engine.Medium, size: QSize, ink: QColor) -> QImage:
    """A small still picture of the medium, filling `size`; `ink` draws what has no colours of its own."""
    return PREVIEWS[type(medium)].thumbnail(medium, size, ink)
