"""Comparison: two media of one modality, in views that suit it, with their measures in words and numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

import engine
from app.compare.audio_comparison import AudioComparison
from app.compare.image_comparison import ImageComparison
from app.compare.measure_row import MeasureRow
from app.compare.shape_comparison import ShapeComparison
from app.compare.video_comparison import VideoComparison
from app.kit.text import label
from app.text.describing import describe
from app.text.measures import verdict

COMPARISONS: dict[type[engine.Medium], Callable[[Any, Any, tuple[str, str]], QWidget]] = {
    engine.Image: ImageComparison,
    engine.Audio: AudioComparison,
    engine.Video: VideoComparison,
    engine.Shape: ShapeComparison,
}


COMPACT = 360  # pixels of height below which the measures lose their sentences


class Comparison(QWidget):
    """The view of the modality, a verdict, and the measures.

    `hidden` says whether `after` comes from a hide that can still be repeated with better quality.
    """

    def __init__(
        self,
        before: engine.Medium,
        after: engine.Medium,
        measures: Mapping[str, float],
        names: tuple[str, str],
        parent: QWidget | None = None,
        *,
        hidden: bool = True,
    ) -> None:
        super().__init__(parent)
        self.view = COMPARISONS[type(before)](before, after, names)
        role, text = verdict(before, measures, hidden=hidden)
        self.verdict = label(text, role, wrap=True)
        self.measures = MeasureRow(before, measures)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.verdict)
        if not isinstance(before, engine.Shape) and _size(before) != _size(after):
            resized = self.tr("%s has %s; it was resized to %s for these measures.")
            layout.addWidget(label(resized % (names[1], _size(after), _size(before)), "small", wrap=True))
        layout.addWidget(self.measures)
        self.setAccessibleDescription(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.measures.set_compact(self.height() < COMPACT)
        super().resizeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.view.close()
        event.accept()


def _size(medium: engine.Medium) -> str:
    """Size of a medium in words; of a video without its sound."""
    return describe(medium, sound=False)
