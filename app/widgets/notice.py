"""Notice: what went wrong and what to do about it, over the page, so that nothing on it moves; details on demand."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

import engine
from app.kit.button import Button
from app.kit.text import label
from app.text.messages import Message, together

WIDEST, MARGIN = 760, 24  # pixels: of the notice, and around it
LINES, EDGES = 5, 20  # of its details: the most that are seen, and pixels above and below them


class Notice(QFrame):
    """Shows an error on the page it happened on; hidden while there is none.

    It lies over the lower edge of the page, or with `at_top` over its upper one; `area` gives another part of the page
    for it, in the page's coordinates.
    """

    def __init__(self, page: QWidget, area: Callable[[], QRect] | None = None) -> None:
        super().__init__(page)
        self.setObjectName("error")
        self.at_top = False
        self._area = area or (lambda: page.rect().adjusted(MARGIN, MARGIN // 2, -MARGIN, -MARGIN // 2))
        self._errors: list[tuple[engine.EngineError, str]] = []  # with the names of their files
        self._what = label("", "strong", wrap=True, selectable=True)
        self._todo = label("", "", wrap=True, selectable=True)
        self._details = QPlainTextEdit(readOnly=True)
        self._details.setAccessibleName(self.tr("Details"))
        self._expand = Button(self.tr("Details"), "link")
        self._copy = Button(self.tr("Copy details"), "link")
        close = Button(self.tr("Dismiss"), "icon", "remove")
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(self._what, 1)
        for button in (self._expand, close):
            top.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 8, 12)
        layout.setSpacing(2)
        layout.addLayout(top)
        layout.addWidget(self._todo)
        layout.addWidget(self._details)
        layout.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignLeading)
        close.clicked.connect(self.hide)
        self._expand.clicked.connect(self._toggle)
        self._copy.clicked.connect(lambda: QApplication.clipboard().setText(self._details.toPlainText()))
        page.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The page has another size, or what lies on it has."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.Show) and not self.isHidden():
            self.place()
        return super().eventFilter(watched, event)

    def place(self) -> None:
        """Lie where it belongs, above everything else."""
        area, layout = self._area(), self.layout()
        if layout is None:
            return
        width = max(1, min(WIDEST, area.width()))
        height = min(max(layout.totalHeightForWidth(width), 1), area.height())
        left = area.right() + 1 - width if self.isRightToLeft() else area.left()  # the left edge of the page
        top = area.top() if self.at_top else area.bottom() + 1 - height
        self.setGeometry(QRect(QPoint(left, top), QPoint(left + width - 1, top + height - 1)))
        self.raise_()

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
        lines = min(LINES, 1 + message.details.count("\n"))
        self._details.setFixedHeight(EDGES + (lines + 1) * self._details.fontMetrics().lineSpacing())
        self._details.hide()
        self.setAccessibleName(f"{message.what} {message.todo}")
        self._copy.hide()
        self._expand.setVisible(bool(message.details))
        self.show()
        self.place()

    def _toggle(self) -> None:
        for widget in (self._copy, self._details):
            widget.setVisible(widget.isHidden())
        self.place()

    def _show(self, errors: list[tuple[engine.EngineError, str]]) -> None:
        self.show_message(together(errors))
        self._errors = errors
