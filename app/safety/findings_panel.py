"""FindingsPanel: the tests tried, one row each: what was tried, what came of it, and where the score lies."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

import engine
from app.kit.layout_tools import empty
from app.kit.text import label
from app.safety.score_bar import ScoreBar
from app.safety.words import outcome, title, tried
from app.widgets.panel import Panel


class FindingsPanel(Panel):
    """Shows findings; those that stand out come first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.entitle(
            self.tr("What was tried"),
            self.tr("Each bar shows where this file lies among files with nothing hidden and unprotected ones."),
        )
        legend = QHBoxLayout()
        legend.setSpacing(8)
        for role, text in (
            (QPalette.ColorRole.Highlight, self.tr("Files with nothing hidden")),
            (QPalette.ColorRole.BrightText, self.tr("Unprotected files (the published method)")),
            (QPalette.ColorRole.Text, self.tr("This file")),
        ):
            legend.addWidget(_Swatch(role))
            legend.addWidget(label(text, "small", wrap=True), len(text))
            legend.addSpacing(12)
        self.body.addLayout(legend)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.body.addLayout(self._rows)

    def show_findings(self, findings: Sequence[engine.Finding]) -> None:
        """Lay the rows out anew."""
        empty(self._rows)
        for found in sorted(findings, key=lambda f: not f.stands_out):
            self._rows.addWidget(_row(found))


def _row(found: engine.Finding) -> QWidget:
    row = QFrame()
    grid = QGridLayout(row)
    grid.setContentsMargins(0, 12, 0, 12)
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(2)
    grid.addWidget(label(title(found), "strong", wrap=True), 0, 0)
    grid.addWidget(label(tried(found), "muted", wrap=True), 1, 0)
    grid.addWidget(ScoreBar(found, title(found)), 0, 1)
    result = label(outcome(found), "danger" if found.stands_out else "small", wrap=True)
    grid.addWidget(result, 1, 1, Qt.AlignmentFlag.AlignTop)
    grid.setColumnStretch(0, 3)
    grid.setColumnStretch(1, 2)
    row.setAccessibleName(f"{title(found)}. {tried(found)} {outcome(found)}")
    return row


class _Swatch(QFrame):
    """A dot in one of the colours of the bars."""

    def __init__(self, role: QPalette.ColorRole) -> None:
        super().__init__()
        self.setFixedSize(12, 12)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(role)
