"""TextDialog: a text to hide, typed or pasted."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.kit.button import Button
from app.kit.text import label


class TextDialog(QDialog):
    """Escape closes it without the text."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("A text to hide"))
        self.resize(560, 380)
        self.edit = QPlainTextEdit()
        self.edit.setPlainText(text)
        self.edit.moveCursor(QTextCursor.MoveOperation.End)
        self.edit.setTabChangesFocus(True)
        self.edit.setAccessibleName(self.windowTitle())
        self.accept_button = Button(self.tr("Use this text"), "primary", "check")
        cancel = Button(self.tr("Cancel"), "plain")
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.accept_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 18)
        layout.setSpacing(12)
        layout.addWidget(label(self.tr("It comes back letter by letter, to be read and copied."), "muted", wrap=True))
        layout.addWidget(self.edit, 1)
        layout.addLayout(row)
        cancel.clicked.connect(self.reject)
        self.accept_button.clicked.connect(self.accept)
        self.edit.textChanged.connect(self._update)
        self._update()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _update(self) -> None:
        self.accept_button.setEnabled(bool(self.edit.toPlainText()))


def ask_text(parent: QWidget, text: str = "") -> str | None:
    """Let the person write a text, or change this one; None if the dialog is cancelled."""
    dialog = TextDialog(text, parent)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return dialog.edit.toPlainText() if accepted else None
