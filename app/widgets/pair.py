"""PreviewPair: two linked previews, side by side or stacked, whichever shows them larger."""

from __future__ import annotations

from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

import engine
from app.kit.text import ElidedLabel
from app.previews.by_modality import preview_of
from app.previews.preview import Preview

CHROME = 60  # pixels of height that the name and the buttons of a preview take


class PreviewPair(QWidget):
    """Each preview has its name above it; zoom, rotation and position are shared."""

    def __init__(
        self, media: tuple[engine.Medium, engine.Medium], names: tuple[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._aspect = aspect(media[0])
        self.previews: list[Preview] = [preview_of(medium) for medium in media]
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(16)
        for name, preview in zip(names, self.previews, strict=True):
            column = QVBoxLayout()
            column.setSpacing(6)
            column.addWidget(ElidedLabel(name, "muted"))
            column.addWidget(preview, 1)
            self._layout.addLayout(column, 1)
        self.previews[0].link(self.previews[1])

    def resizeEvent(self, event: QResizeEvent) -> None:
        width, height = max(1, self.width()), max(1, self.height())
        beside = min(width / 2 / self._aspect, height - CHROME)
        above = min(width / self._aspect, height / 2 - CHROME)
        self._layout.setDirection(
            QBoxLayout.Direction.TopToBottom if above > beside else QBoxLayout.Direction.LeftToRight
        )
        super().resizeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        for preview in self.previews:
            preview.close()
        super().closeEvent(event)


def aspect(medium: engine.Medium) -> float:
    """Width over height of a preview; a waveform looks best when it is wide."""
    if isinstance(medium, engine.Image):
        height, width = medium.pixels.shape[:2]
        return float(width / height)
    if isinstance(medium, engine.Video):
        height, width = medium.frames.shape[1:3]
        return float(width / height)
    return 6.0 if isinstance(medium, engine.Audio) else 1.0
