"""KeyPanel: the key one hides with: twelve words made here, or a passphrase of one's own."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

import engine
from app.widgets.button import Button
from app.widgets.text import label, set_role

SHORTEST, STRONG = 12, 20  # characters of a passphrase that is accepted at all, and of one that is praised


class KeyPanel(QWidget):
    """Emits `chosen` with a key, or None while a passphrase is incomplete; `troubled` where a key file fails."""

    chosen = Signal(object)
    troubled = Signal(object)

    def __init__(self, key: engine.Key, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        tabs = QHBoxLayout()
        tabs.setSpacing(6)
        self._group = QButtonGroup(self)
        for index, text in enumerate((self.tr("Twelve words"), self.tr("Own passphrase"))):
            tab = Button(text, "tab")
            tab.setCheckable(True)
            tab.setChecked(index == 0)
            self._group.addButton(tab, index)
            tabs.addWidget(tab)
        tabs.addStretch(1)
        self._stack = QStackedWidget()
        self._pages = (self._words(), self._passphrase())
        for page in self._pages:
            self._stack.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(tabs)
        layout.addWidget(self._stack)
        self._show_page(0)
        self._group.idToggled.connect(self._switch)
        self.show_key(key)

    def show_key(self, key: engine.Key) -> None:
        """Show another key's words."""
        self._key = key
        for place, (cell, word) in enumerate(zip(self._cells, key.words.split(), strict=True), 1):
            cell.setText(f"{place}  {word}")

    def _words(self) -> QWidget:
        page = QWidget()
        grid = QGridLayout()
        grid.setSpacing(6)
        self._cells = [label("", "word") for _ in range(12)]
        for place, cell in enumerate(self._cells):
            grid.addWidget(cell, place // 3, place % 3)
        self.copy = Button(self.tr("Copy"), "plain", "copy")
        self.keep = Button(self.tr("Save…"), "plain", "save")
        fresh = Button(self.tr("Other words"), "quiet", "refresh")
        row = QHBoxLayout()
        for button in (self.copy, self.keep, fresh):
            row.addWidget(button)
        row.addStretch(1)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(grid)
        layout.addWidget(
            label(
                self.tr("Whoever has these words can reveal the secrets. Without them nobody can, not even you."),
                "small",
                wrap=True,
            )
        )
        layout.addLayout(row)
        self.copy.clicked.connect(self._copied)
        self.keep.clicked.connect(self._save)
        fresh.clicked.connect(self._fresh)
        return page

    def _passphrase(self) -> QWidget:
        page = QWidget()
        self.first, self.second = QLineEdit(), QLineEdit()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        for field, text in ((self.first, self.tr("Passphrase")), (self.second, self.tr("The same once more"))):
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setPlaceholderText(text)
            field.setAccessibleName(text)
            field.textChanged.connect(self._typed)
            layout.addWidget(field)
        self._state = label("", "small", wrap=True)
        layout.addWidget(self._state)
        layout.addStretch(1)
        return page

    def _switch(self, index: int, on: bool) -> None:
        if on:
            self._show_page(index)
            self._typed() if index else self.chosen.emit(self._key)

    def _show_page(self, index: int) -> None:
        for place, page in enumerate(self._pages):
            seen = QSizePolicy.Policy.Preferred if place == index else QSizePolicy.Policy.Ignored
            page.setSizePolicy(QSizePolicy.Policy.Preferred, seen)
        self._stack.setCurrentIndex(index)

    def _typed(self) -> None:
        text, again = self.first.text(), self.second.text()
        role, key = "small", None
        if len(text) < SHORTEST:
            state = self.tr("At least %d characters: four or five unrelated words are good.") % SHORTEST
        elif text != again:
            state = self.tr("Type the same passphrase twice.")
            role = "danger" if again and not text.startswith(again) else "small"
        else:
            key = engine.Key.from_passphrase(text)
            strong = len(text) >= STRONG and len(set(text.lower())) >= 10
            state = self.tr("Long and mixed: good.") if strong else self.tr("It will do; longer is better.")
            role = "good" if strong else "small"
        set_role(self._state, "role", role)
        self._state.setText(state)
        self.chosen.emit(key)

    def _fresh(self) -> None:
        self.show_key(engine.Key.generate())
        self.copy.setText(self.tr("Copy"))
        self.chosen.emit(self._key)

    def _copied(self) -> None:
        QApplication.clipboard().setText(self._key.words)
        self.copy.setText(self.tr("Copied"))

    def _save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the key"), "undersong key.txt", self.tr("Text (*.txt)")
        )
        if name:
            try:
                Path(name).write_text(f"Undersong\n\n{self._key.words}\n", encoding="utf-8")
            except OSError as error:
                self.troubled.emit(engine.SaveError(str(error)))
