"""Fold: a text for those who want to know exactly, folded until asked for, with a button that copies it."""

from __future__ import annotations

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.kit.button import Button


class Fold(QWidget):
    """Two links, and below them the text."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.open = Button(title, "link", "more")
        self.open.setCheckable(True)
        self.copy = Button(self.tr("Copy"), "link", "copy")
        self.text = QPlainTextEdit(readOnly=True)
        self.text.setAccessibleName(title)
        self.text.setTabChangesFocus(True)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setMinimumHeight(290)
        self.text.hide()
        links = QHBoxLayout()
        links.addWidget(self.open)
        links.addWidget(self.copy)
        links.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(links)
        layout.addWidget(self.text)
        self.open.toggled.connect(self.text.setVisible)
        self.copy.clicked.connect(lambda: QApplication.clipboard().setText(self.text.toPlainText()))
