"""Notice: what went wrong and what to do about it, with technical details on demand."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

import engine
from app.kit.button import Button
from app.kit.text import label
from app.text.messages import Message, together


class Notice(QFrame):
    """Shows an error where it happened; hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("error")
        self._errors: list[tuple[engine.EngineError, str]] = []  # with the names of their files
        self._what = label("", "strong", wrap=True, selectable=True)
        self._todo = label("", "", wrap=True, selectable=True)
        self._details = QPlainTextEdit(readOnly=True)
        self._details.setAccessibleName(self.tr("Details"))
        self._details.setMaximumHeight(110)
        self._expand = Button(self.tr("Details"), "link")
        self._copy = Button(self.tr("Copy details"), "link")
        close = Button(self.tr("Dismiss"), "icon", "remove")
        top = QHBoxLayout()
        top.addWidget(self._what, 1)
        top.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        links = QHBoxLayout()
        for button in (self._expand, self._copy):
            links.addWidget(button)
        links.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 10, 8)
        layout.setSpacing(4)
        layout.addLayout(top)
        layout.addWidget(self._todo)
        layout.addLayout(links)
        layout.addWidget(self._details)
        close.clicked.connect(self.hide)
        self._expand.clicked.connect(lambda: self._details.setVisible(not self._details.isVisible()))
        self._copy.clicked.connect(lambda: QApplication.clipboard().setText(self._details.toPlainText()))
        self.hide()

    def show_error(self, error: engine.EngineError, file_name: str = "") -> None:
        """Show an error about a file; unreadable files dropped together are listed in one message."""
        errors = [*self._errors, (error, file_name)]
        unreadable = bool(file_name) and all(isinstance(err, engine.UnreadableFileError) for err, _ in errors)
        self._show(errors if unreadable and not self.isHidden() else [(error, file_name)])

    def retract(self, error_type: type[engine.EngineError]) -> None:
        """Remove errors of one type, because the action that caused them is being retried."""
        remaining = [(error, name) for error, name in self._errors if not isinstance(error, error_type)]
        if not remaining and self._errors:
            self.hide()
        elif len(remaining) < len(self._errors):
            self._show(remaining)

    def show_message(self, message: Message) -> None:
        """Show a message with its details collapsed."""
        self._errors = []
        self._what.setText(message.what)
        self._todo.setText(message.todo)
        self._details.setPlainText(message.details)
        self._details.hide()
        self.setAccessibleName(f"{message.what} {message.todo}")
        for button in (self._expand, self._copy):
            button.setVisible(bool(message.details))
        self.show()

    def _show(self, errors: list[tuple[engine.EngineError, str]]) -> None:
        self.show_message(together(errors))
        self._errors = errors
