"""Panel: a rounded surface with a heading."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.kit.text import ElidedLabel, label

HEAD = 30  # pixels: a heading's line is as high with buttons in it as without


class Panel(QFrame):
    """A titled section of a page: its widgets go into `body`, small ones next to the title into `head`."""

    def __init__(self, title: str = "", hint: str = "", step: int = 0, parent: QWidget | None = None) -> None:
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
            self.set_title(title, hint, step)

    def set_sentence(self, title: str, more: str) -> ElidedLabel:
        """Set a heading that goes on in the same line; in a narrow panel the rest, which is returned, is elided."""
        rest = ElidedLabel(more, "muted", mode=Qt.TextElideMode.ElideRight)
        self.head.addWidget(label(title, "heading"))
        self.head.addWidget(rest, 1)
        self.head.addStrut(HEAD)
        self.body.addLayout(self.head)
        return rest

    def set_title(self, title: str, hint: str = "", step: int = 0) -> None:
        """Set the heading, with the number of the step if there is one."""
        self.setAccessibleName(title)
        if step:
            mark = label(str(step), "number")
            mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self.head.addWidget(mark)
        self.head.addWidget(label(title, "heading"))
        self.head.addStretch(1)
        self.body.addLayout(self.head)
        if hint:
            self.hint.setText(hint)
            self.body.addWidget(self.hint)
            self.hint.show()
