"""Panel: a rounded surface with a heading; Notice: one sentence and what to do, with details folded."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

import engine
from app.kit.button import Button
from app.kit.text import label
from app.text.messages import Message, together


class Panel(QFrame):
    """A titled part of a page; put widgets into `body`, and small ones beside the title into `head`."""

    def __init__(self, title: str = "", hint: str = "", number: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(20, 16, 20, 18)
        self.body.setSpacing(10)
        self.head = QHBoxLayout()
        self.head.setSpacing(10)
        self.hint = label(hint, "muted", wrap=True)
        self.hint.hide()
        if title:
            self.entitle(title, hint, number)

    def entitle(self, title: str, hint: str = "", number: int = 0) -> None:
        """Put a heading on it, with the number of the step where there is one."""
        self.setAccessibleName(title)
        if number:
            mark = label(str(number), "number")
            mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self.head.addWidget(mark)
        self.head.addWidget(label(title, "heading"))
        self.head.addStretch(1)
        self.body.addLayout(self.head)
        if hint:
            self.hint.setText(hint)
            self.body.addWidget(self.hint)
            self.hint.show()


class Notice(QFrame):
    """What went wrong and what to do, where it went wrong; hidden until there is something to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("error")
        self._told: list[tuple[engine.EngineError, str]] = []  # and the files they are about
        self._what = label("", "strong", wrap=True, selectable=True)
        self._todo = label("", "", wrap=True, selectable=True)
        self._details = QPlainTextEdit(readOnly=True)
        self._details.setAccessibleName(self.tr("Details"))
        self._details.setMaximumHeight(110)
        self._fold = Button(self.tr("Details"), "link")
        self._copy = Button(self.tr("Copy details"), "link")
        close = Button(self.tr("Dismiss"), "icon", "remove")
        top = QHBoxLayout()
        top.addWidget(self._what, 1)
        top.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        links = QHBoxLayout()
        for widget in (self._fold, self._copy):
            links.addWidget(widget)
        links.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 10, 8)
        layout.setSpacing(4)
        layout.addLayout(top)
        layout.addWidget(self._todo)
        layout.addLayout(links)
        layout.addWidget(self._details)
        close.clicked.connect(self.hide)
        self._fold.clicked.connect(lambda: self._details.setVisible(not self._details.isVisible()))
        self._copy.clicked.connect(lambda: QApplication.clipboard().setText(self._details.toPlainText()))
        self.hide()

    def tell(self, error: engine.EngineError, name: str = "") -> None:
        """Tell an error, of that file; what is told already of other files that were opened stays."""
        joins = bool(name) and all(
            isinstance(each, engine.UnreadableFileError) for each, _ in [*self._told, (error, name)]
        )
        self._show([*(self._told if joins and not self.isHidden() else ()), (error, name)])

    def over(self, kind: type[engine.EngineError]) -> None:
        """Errors of this kind are not so any more, or it is tried again whether they are."""
        left = [told for told in self._told if not isinstance(told[0], kind)]
        if not left and self._told:
            self.hide()
        elif len(left) < len(self._told):
            self._show(left)

    def _show(self, told: list[tuple[engine.EngineError, str]]) -> None:
        self.say(together(told))
        self._told = told

    def say(self, message: Message) -> None:
        """Show the message, details folded."""
        self._told = []
        self._what.setText(message.what)
        self._todo.setText(message.todo)
        self._details.setPlainText(message.details)
        self._details.hide()
        self.setAccessibleName(f"{message.what} {message.todo}")
        for widget in (self._fold, self._copy):
            widget.setVisible(bool(message.details))
        self.show()
