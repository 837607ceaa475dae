"""Expander: technical text that is hidden until a person asks for it, with a button that copies it."""

from __future__ import annotations

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.kit.button import Button


class Expander(QWidget):
    """Two links, `toggle` and `copy`, with the `text` below them."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.toggle = Button(title, "link", "more")
        self.toggle.setCheckable(True)
        self.copy = Button(self.tr("Copy"), "link", "copy")
        self.text = QPlainTextEdit(readOnly=True)
        self.text.setAccessibleName(title)
        self.text.setTabChangesFocus(True)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setMinimumHeight(290)
        self.text.hide()
        links = QHBoxLayout()
        links.addWidget(self.toggle)
        links.addWidget(self.copy)
        links.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(links)
        layout.addWidget(self.text)
        self.toggle.toggled.connect(self.text.setVisible)
        self.copy.clicked.connect(lambda: QApplication.clipboard().setText(self.text.toPlainText()))
