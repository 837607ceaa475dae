"""FileComparison: two files that are no media: what they are, how large, and whether every byte is the same."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

import engine
from app.kit.text import label
from app.text.describing import describe_file
from app.text.verdicts import role, sentence
from app.widgets.file_mark import FileMark

MARK = QSize(160, 120)  # pixels


class FileComparison(QWidget):
    """A mark and the exact size of each file, and the verdict below them."""

    def __init__(
        self,
        files: tuple[engine.ExactFile, engine.ExactFile],
        judgement: engine.Judgement,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.verdict = label(sentence(judgement), role(judgement), wrap=True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(40)
        middle = Qt.AlignmentFlag.AlignHCenter
        for column, file in enumerate(files):
            grid.addWidget(FileMark(file, MARK), 0, column, middle)
            grid.addWidget(label(describe_file(file), "muted"), 1, column, middle)
            grid.addWidget(label(self.tr("%Ln byte(s)", "", file.size), "small"), 2, column, middle)
            grid.setColumnStretch(column, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addStretch(1)
        layout.addLayout(grid)
        layout.addStretch(1)
        layout.addWidget(self.verdict)
        self.setAccessibleDescription(self.verdict.text())
