"""Comparison: two media of one modality, in views that suit it, the verdict on them, and their measures as details."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

import engine
from app.compare.audio_comparison import AudioComparison
from app.compare.image_comparison import ImageComparison
from app.compare.measure_row import MeasureRow
from app.compare.shape_comparison import ShapeComparison
from app.compare.video_comparison import VideoComparison
from app.kit.button import Button
from app.kit.text import label
from app.text.describing import describe
from app.text.verdicts import role, sentence

COMPARISONS: dict[type[engine.Medium], Callable[[Any, Any, tuple[str, str]], QWidget]] = {
    engine.Image: ImageComparison,
    engine.Audio: AudioComparison,
    engine.Video: VideoComparison,
    engine.Shape: ShapeComparison,
}


COMPACT = 360  # pixels of height below which the measures lose their sentences


class Comparison(QWidget):
    """The view of the modality and the verdict; the paper's measures are hidden until somebody asks for `details`."""

    details_open: ClassVar[bool] = False  # as it was left in the last comparison

    def __init__(
        self,
        before: engine.Medium,
        after: engine.Medium,
        measures: Mapping[str, float],
        names: tuple[str, str],
        judgement: engine.Judgement | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.view = COMPARISONS[type(before)](before, after, names)
        text = sentence(judgement)
        self.verdict = label(text, role(judgement), wrap=True)
        self.measures = MeasureRow(before, measures)
        self.details = Button(self.tr("Details"), "link", "more")
        self.details.setCheckable(True)
        head = QHBoxLayout()
        head.addWidget(self.verdict, 1)
        head.addWidget(self.details, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.view, 1)
        layout.addLayout(head)
        self._hidden = QWidget()
        below = QVBoxLayout(self._hidden)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(10)
        if not isinstance(before, engine.Shape) and _size(before) != _size(after):
            resized = self.tr("For these measures %s was resized to %s.")
            below.addWidget(label(resized % (_size(after), _size(before)), "small", wrap=True))
        below.addWidget(self.measures)
        layout.addWidget(self._hidden)
        self.details.setVisible(bool(measures))
        self.details.setChecked(Comparison.details_open)
        self._show_details(Comparison.details_open)
        self.details.toggled.connect(self._show_details)
        self.setAccessibleDescription(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.measures.set_compact(self.height() < COMPACT)
        super().resizeEvent(event)

    def _show_details(self, shown: bool) -> None:
        Comparison.details_open = shown
        self._hidden.setVisible(shown and bool(self.measures.figures))

    def closeEvent(self, event: QCloseEvent) -> None:
        self.view.close()
        event.accept()


def _size(medium: engine.Medium) -> str:
    """Size of a medium in words; of a video without its sound."""
    return describe(medium, sound=False)
