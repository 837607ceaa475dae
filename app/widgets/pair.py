"""PreviewPair: two media beside or above each other, whichever shows them larger, moving together."""

from __future__ import annotations

from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

import engine
from app.kit.text import ElidedLabel
from app.previews.by_modality import preview_of
from app.previews.preview import Preview

FOOT = 60  # pixels under and over each picture that its name and its buttons take


class PreviewPair(QWidget):
    """Each under its name; the second may be exchanged while one looks."""

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
        self.previews[0].follow(self.previews[1])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside or above, whichever shows them larger."""
        width, height = max(1, self.width()), max(1, self.height())
        beside = min(width / 2 / self._aspect, height - FOOT)
        above = min(width / self._aspect, height / 2 - FOOT)
        self._layout.setDirection(
            QBoxLayout.Direction.TopToBottom if above > beside else QBoxLayout.Direction.LeftToRight
        )
        super().resizeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Free what the previews hold."""
        for preview in self.previews:
            preview.close()
        super().closeEvent(event)


def aspect(medium: engine.Medium) -> float:
    """Width over height of what is drawn; a sound is as wide as there is room."""
    if isinstance(medium, engine.Image):
        height, width = medium.pixels.shape[:2]
        return float(width / height)
    if isinstance(medium, engine.Video):
        height, width = medium.frames.shape[1:3]
        return float(width / height)
    return 6.0 if isinstance(medium, engine.Audio) else 1.0
