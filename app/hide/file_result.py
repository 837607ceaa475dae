"""FileResult: an exact secret of a finished file: what it is, and that every byte came back."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

import engine
from app.hide.outcome import ComparedFile
from app.kit.text import label
from app.previews.by_modality import preview_of
from app.previews.preview import Preview
from app.text.describing import describe_file
from app.text.verdicts import sentence
from app.widgets.file_mark import FileMark

MARK = QSize(160, 120)  # pixels
MAX_SHOWN = 100_000  # characters of a text


class FileResult(QWidget):
    """The medium in the file or the text, where it can be shown, and the verdict below it."""

    def __init__(self, pair: ComparedFile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.preview: Preview | None = None
        self.text: QPlainTextEdit | None = None
        role, text = file_verdict(pair)
        self.verdict = label(text, role, wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        if pair.medium is not None and pair.same:  # it was read from what was given
            self.preview = preview_of(pair.medium)
            layout.addWidget(self.preview, 1)
        elif pair.after.kind == "text":
            self.text = QPlainTextEdit(readOnly=True)
            self.text.setPlainText(pair.after.text[:MAX_SHOWN])
            self.text.setAccessibleName(pair.name)
            layout.addWidget(self.text, 1)
        else:
            layout.addStretch(1)
            layout.addWidget(FileMark(pair.after, MARK), 0, Qt.AlignmentFlag.AlignHCenter)
            layout.addStretch(1)
        layout.addWidget(label(describe_file(pair.after, pair.medium), "muted", wrap=True))
        layout.addWidget(self.verdict)
        layout.addWidget(
            label(
                self.tr("Only in this Undersong file as it is: saved anew by another program, it would be damaged."),
                "muted",
                wrap=True,
            )
        )
        self.setAccessibleDescription(text)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.preview is not None:
            self.preview.close()
        event.accept()


def file_verdict(pair: ComparedFile) -> tuple[str, str]:
    """A role for the style sheet, and whether every byte came back."""
    say = QCoreApplication.translate
    if pair.same:
        return "good", sentence(engine.judge(pair.before, pair.after))
    return "danger", say("FileResult", "Does not come back as it was. Please hide it again.")
