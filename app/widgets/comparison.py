"""Comparison: what was given and what the receiver gets, side by side, with the measures in words and numbers."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

import engine
from app.measures import figures, verdict
from app.widgets.button import Button
from app.widgets.image_comparison import ImageComparison, Mode
from app.widgets.pair import PreviewPair
from app.widgets.text import label


class Comparison(QWidget):
    """Two media of one kind and how close they are."""

    def __init__(
        self,
        before: engine.Medium,
        after: engine.Medium,
        measures: Mapping[str, float],
        names: tuple[str, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._pair: PreviewPair | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        if isinstance(before, engine.Image) and isinstance(after, engine.Image):
            canvas = ImageComparison(before, after, names)
            layout.addLayout(self._modes(canvas))
            layout.addWidget(canvas, 1)
        else:
            self._pair = PreviewPair((before, after), names)
            layout.addWidget(self._pair, 1)
        role, text = verdict(before, measures)
        self.verdict = label(text, role, wrap=True)
        layout.addWidget(self.verdict)
        layout.addLayout(_row(measures))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Free what the previews hold."""
        if self._pair is not None:
            self._pair.close()
        event.accept()

    def _modes(self, canvas: ImageComparison) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        group = QButtonGroup(self)
        texts = {
            Mode.SLIDER: self.tr("Slider"),
            Mode.SIDES: self.tr("Side by side"),
            Mode.DIFFERENCE: self.tr("Difference × 10"),
        }
        for mode, text in texts.items():
            tab = Button(text, "tab")
            tab.setCheckable(True)
            tab.setChecked(mode is Mode.SLIDER)
            tab.clicked.connect(lambda _, mode=mode: canvas.show_mode(mode))
            group.addButton(tab)
            row.addWidget(tab)
        row.addStretch(1)
        return row


def _row(measures: Mapping[str, float]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(26)
    for name, value in figures(measures):
        cell = QVBoxLayout()
        cell.setSpacing(0)
        cell.addWidget(label(name, "small"))
        cell.addWidget(label(value, "strong", selectable=True))
        row.addLayout(cell)
    row.addStretch(1)
    row.setAlignment(Qt.AlignmentFlag.AlignLeft)
    return row
