"""SizeChoice: the size in which a medium is saved: as it was kept, or rendered on a finer grid."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QComboBox, QWidget

import engine
from app.reveal.upscaling import scales_for, size_in_words

LEAST = 130  # pixels of width


class SizeChoice(QComboBox):
    """Hidden where there is one size only; `scale` is 1 as it was kept."""

    def __init__(self, medium: engine.Medium, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.addItem(self.tr("%s (as kept)") % size_in_words(medium, 1), 1)
        for scale in scales_for(medium):
            self.addItem(self.tr("%s (adds no detail)") % size_in_words(medium, scale), scale)
        self.setAccessibleName(self.tr("Size: %s") % name)
        self.setToolTip(self.tr("A larger file is rendered from the same network: smoother, but with no more detail."))
        if self.count() == 1:
            self.hide()

    def minimumSizeHint(self) -> QSize:
        """A narrow column cuts the words, not the numbers."""
        return super().minimumSizeHint().boundedTo(QSize(LEAST, 1 << 20))

    @property
    def scale(self) -> int:
        """How many times as fine as the grid on which it was kept."""
        return int(self.currentData())
