"""Comparison: two media of one kind, in the ways that suit the kind, with the measures in words and numbers."""

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


LOW = 360  # pixels


class Comparison(QWidget):
    """Two media of one kind and how close they are.

    `hidden` tells whether the second came out of a file that can still be made better.
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
        if not isinstance(before, engine.Shape) and size_of(before) != size_of(after):
            text = self.tr("%s has %s; for these numbers it was brought to %s.")
            layout.addWidget(label(text % (names[1], size_of(after), size_of(before)), "small", wrap=True))
        layout.addWidget(self.measures)
        self.setAccessibleDescription(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is low, what is compared gets the room of the sentences."""
        self.measures.be_brief(self.height() < LOW)
        super().resizeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Free what the views hold."""
        self.view.close()
        event.accept()


def size_of(medium: engine.Medium) -> str:
    """How large a medium is, as it is said beside one of another size."""
    return describe(medium, sound=False)
