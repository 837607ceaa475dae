"""FindingsPanel: the attacks in groups, each with what it asks and what it found; the single tests on demand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

import engine
from app.kit.button import Button
from app.kit.icons import pixmap
from app.kit.layout_tools import clear_layout
from app.kit.text import label
from app.safety.attack_groups import GROUPS, Group, Summary
from app.safety.attack_texts import attack_name, attack_question, hardly_tells, result_text
from app.safety.score_bar import ScoreBar
from app.widgets.panel import Panel

ICON, GAP = 20, 12  # pixels


class FindingsPanel(Panel):
    """A group is open where one of its tests stands out; the others are folded until somebody asks for them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("The tests"))
        self.groups: list[GroupRow] = []
        self._legend = QWidget()
        legend = QHBoxLayout(self._legend)
        legend.setContentsMargins(0, 0, 0, 0)
        legend.setSpacing(8)
        for role, text in (
            (QPalette.ColorRole.Highlight, self.tr("Files with nothing hidden")),
            (QPalette.ColorRole.BrightText, self.tr("Unprotected files (the published method)")),
            (QPalette.ColorRole.Text, self.tr("This file")),
        ):
            legend.addWidget(_Swatch(role))
            legend.addWidget(label(text, "small", wrap=True), len(text))
            legend.addSpacing(12)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(16)
        self.body.addLayout(self._rows)
        self.body.addWidget(self._legend)

    def show_findings(self, findings: Sequence[engine.Finding]) -> None:
        """Replace the groups."""
        clear_layout(self._rows)
        self.groups = []
        for group in GROUPS:
            row = GroupRow(group, [finding for finding in findings if finding.id in group.attacks])
            row.toggle.toggled.connect(self._show_legend)
            self.groups.append(row)
            self._rows.addWidget(row)
        self._show_legend()

    def _show_legend(self) -> None:
        """The legend explains the bars: it is there while one can be seen."""
        self._legend.setVisible(any(row.toggle.isChecked() for row in self.groups))


class GroupRow(QWidget):
    """What a group of attacks asks, what they found, and behind `toggle` one row for each of them."""

    def __init__(self, group: Group, findings: Sequence[engine.Finding], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        question, basis = group.texts()
        unusual, result = any(finding.stands_out for finding in findings), Summary().of(findings)
        self._icon = QLabel()
        self.toggle = Button(self.tr("Show"), "link", "more")
        self.toggle.setCheckable(True)
        self.tests = QWidget()
        tests = QVBoxLayout(self.tests)
        tests.setContentsMargins(ICON + GAP, 4, 0, 0)
        tests.setSpacing(0)
        for finding in sorted(findings, key=lambda finding: not finding.stands_out):
            tests.addWidget(_row(finding))
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(label(question, "strong", wrap=True))
        texts.addWidget(label(basis, "muted", wrap=True))
        texts.addWidget(label(result, "small-danger" if unusual else "small", wrap=True))
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(texts, 1)
        head.addWidget(self.toggle, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.tests)
        self.setAccessibleName(f"{question} {result}")
        palette = self.palette()
        name, brush = ("warning", palette.brightText()) if unusual else ("check", palette.highlight())
        if all(hardly_tells(finding) and not finding.stands_out for finding in findings):
            name, brush = "info", palette.placeholderText()  # no tick for what would not have told
        self._icon.setPixmap(pixmap(name, brush.color(), ICON, self.devicePixelRatioF()))
        self._question = question
        self.toggle.toggled.connect(self._open)
        self.toggle.setChecked(unusual)
        self._open(unusual)

    def _open(self, on: bool) -> None:
        self.tests.setVisible(on)
        self.toggle.setText(self.tr("Fold") if on else self.tr("Show"))
        self.toggle.setAccessibleName(f"{self.toggle.text()}: {self._question}")


def _row(finding: engine.Finding) -> QWidget:
    name, question, result = attack_name(finding), attack_question(finding), result_text(finding)
    row = QFrame()
    grid = QGridLayout(row)
    grid.setContentsMargins(0, 8, 0, 8)
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(2)
    grid.addWidget(label(name, wrap=True), 0, 0, Qt.AlignmentFlag.AlignTop)
    grid.addWidget(label(question, "small", wrap=True), 1, 0, Qt.AlignmentFlag.AlignTop)
    grid.addWidget(ScoreBar(finding, name), 0, 1)
    role = "small-danger" if finding.stands_out else "small"
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
