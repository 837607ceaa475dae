"""FindingsPanel: one row for each attack: its question, its result, and its score on a bar."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

import engine
from app.kit.layout_tools import clear_layout
from app.kit.text import label
from app.safety.attack_texts import attack_name, attack_question, result_text
from app.safety.score_bar import ScoreBar
from app.widgets.panel import Panel


class FindingsPanel(Panel):
    """Lists the findings that stand out first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(
            self.tr("The tests"),
            self.tr("Each bar compares this file with files that hide nothing and with unprotected files."),
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
        """Replace the rows."""
        clear_layout(self._rows)
        for finding in sorted(findings, key=lambda finding: not finding.stands_out):
            self._rows.addWidget(_row(finding))


def _row(finding: engine.Finding) -> QWidget:
    name, question, result = attack_name(finding), attack_question(finding), result_text(finding)
    row = QFrame()
    grid = QGridLayout(row)
    grid.setContentsMargins(0, 12, 0, 12)
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(2)
    grid.addWidget(label(name, "strong", wrap=True), 0, 0)
    grid.addWidget(label(question, "muted", wrap=True), 1, 0)
    grid.addWidget(ScoreBar(finding, name), 0, 1)
    role = "danger" if finding.stands_out else "small"
    grid.addWidget(label(result, role, wrap=True), 1, 1, Qt.AlignmentFlag.AlignTop)
    grid.setColumnStretch(0, 3)
    grid.setColumnStretch(1, 2)
    row.setAccessibleName(f"{name}. {question} {result}")
    return row


class _Swatch(QFrame):
    """A square in one of the colours of the bars."""

    def __init__(self, role: QPalette.ColorRole) -> None:
        super().__init__()
        self.setFixedSize(12, 12)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(role)
