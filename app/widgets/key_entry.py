"""KeyEntry: a key as twelve words or as a passphrase: typed, pasted, or dropped as a key file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

import engine
from app.kit.button import Button
from app.kit.layout_tools import widgets_in
from app.kit.tabs import Tabs
from app.kit.text import label, set_style_property
from app.session import Session
from app.text.bidi import quoted
from app.widgets.drop_zone import local_paths
from app.widgets.word_cells import COUNT, WordCells

ROW = 30  # pixels of the row of suggestions, which is there whether there are any or not


class KeyEntry(QWidget):
    """Emits `entered` with a well-formed key; typing errors are told during typing.

    A key file is read by the session in the background.
    """

    entered = Signal(object)

    def __init__(self, session: Session, action: str = "", hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setAcceptDrops(True)
        self._hint = hint or self.tr("Press Enter to reveal.")
        self._tabs = Tabs([self.tr("Twelve words"), self.tr("Passphrase")])
        self.cells, self._line = WordCells(), QLineEdit()
        self._line.setMaxLength(1000)
        self._line.setAcceptDrops(False)  # the text of a dropped file would be its path
        self._line.setEchoMode(QLineEdit.EchoMode.Password)
        self._line.setPlaceholderText(self.tr("The passphrase"))
        self._line.setAccessibleName(self.tr("The passphrase"))
        self.button = Button(action or self.tr("Reveal"), "primary", "key")
        self._state = label("", "small", wrap=True)
        self._suggestions = QHBoxLayout()
        self._suggestions.setSpacing(4)
        self._build()
        self._tabs.chosen.connect(self._switch)
        self._line.textChanged.connect(self._validate)
        self._line.returnPressed.connect(self._enter)
        self.cells.changed.connect(self._validate)
        self.cells.returned.connect(self._enter)
        self.button.clicked.connect(self._enter)
        self._switch(0)

    @property
    def field(self) -> WordCells | QLineEdit:
        """Where the key is typed: the twelve cells, or the line of the passphrase."""
        return self._line if self.passphrase else self.cells

    @property
    def passphrase(self) -> bool:
        """Whether a passphrase is being typed."""
        return self._tabs.index == 1

    def use_passphrase(self, on: bool) -> None:
        """Select the passphrase tab, or the tab of the words."""
        self._tabs.choose(int(on))

    def key(self) -> engine.Key | None:
        """The key that was typed; None while it is incomplete or wrong."""
        if not self.field.text().strip() or (not self.passphrase and self.cells.surplus):
            return None
        try:
            return engine.Key.from_text(self.field.text(), passphrase=self.passphrase)
        except engine.InvalidKeyError:
            return None

    def clear(self) -> None:
        """Forget what was typed."""
        self.cells.clear()
        self._line.clear()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasText() or event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        if paths := local_paths(event.mimeData()):
            self.load(paths[0])
        elif event.mimeData().hasText():
            self.field.setText(event.mimeData().text())

    def load(self, path: Path) -> None:
        """Have a key file read; its key is entered at once."""
        self.use_passphrase(False)
        self._session.load_key(path, self.take, self.refuse)

    def take(self, key: engine.Key) -> None:
        """Show the key of a file, and enter it."""
        self.use_passphrase(False)
        self.cells.setText(key.words)
        self._enter()

    def refuse(self, error: Exception) -> None:
        """Say that a file holds no key."""
        if not isinstance(error, engine.InvalidKeyError):
            return  # a bug, which is shown elsewhere
        self.cells.clear()
        self._show_state(self.tr("This file contains no key."), "danger")

    def show_error(self, text: str) -> None:
        """Say what is wrong with the key that was entered, until another one is typed."""
        self._show_state(text, "danger")

    def _switch(self, _: int) -> None:
        self.cells.setHidden(self.passphrase)
        self._line.setVisible(self.passphrase)
        self._validate()

    def _validate(self) -> None:
        self.button.setEnabled(self.key() is not None)
        self._suggest()
        if not self.field.text().strip():
            self._show_state(self.tr("Type or paste the key, or drop a key file here."), "small")
        elif self.passphrase or self.button.isEnabled():
            self._show_state(self._hint if self.button.isEnabled() else "", "small")
        else:
            self._show_state(*self._progress())

    def _progress(self) -> tuple[str, str]:
        """How many words there are, or which complete word is wrong; with the role of the label."""
        cells = self.cells
        if cells.surplus:
            return self.tr("A key has twelve words, not %d.") % cells.surplus, "danger"
        if wrong := cells.wrong:
            word = quoted([cells.cells[wrong - 1].text()])
            if cells.suggestions():
                return self.tr("Word %d: %s is not a word that keys use. Did you mean:") % (wrong, word), "danger"
            return self.tr("Word %d: %s is not a word that keys use. Is it misspelled?") % (wrong, word), "danger"
        if cells.right < COUNT:
            return self.tr("%d of 12 words") % cells.right, "small"
        return self.tr("These words do not form a key: one is wrong, or two are swapped."), "danger"

    def _suggest(self) -> None:
        """Offer words as buttons; those that are offered already stay, with their focus."""
        found = [] if self.passphrase else self.cells.suggestions()
        shown = [button for button in widgets_in(self._suggestions) if isinstance(button, Button)]
        if [button.text() for button in shown] == [word for _, word in found]:
            return
        for old in shown:
            self._suggestions.removeWidget(old)
            old.hide()
            old.deleteLater()
        for place, (number, word) in enumerate(found):
            button = Button(word, "link")
            button.setAccessibleName(self.tr("Word %d: %s") % (number, word))
            button.clicked.connect(lambda _, number=number, word=word: self.cells.put(number, word))
            self._suggestions.insertWidget(place, button)

    def _show_state(self, text: str, role: str) -> None:
        set_style_property(self._state, "role", role)
        self._state.setText(text)
        self._state.setAlignment(Qt.AlignmentFlag.AlignLeft)

    def _enter(self) -> None:
        key = self.key()
        if key is not None:
            self.entered.emit(key)
        elif not self.passphrase:
            self.cells.focus_next()

    def _build(self) -> None:
        suggestions = QWidget()
        suggestions.setFixedHeight(ROW)
        suggestions.setLayout(self._suggestions)
        self._suggestions.setContentsMargins(0, 0, 0, 0)
        self._suggestions.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(suggestions, 1)
        row.addWidget(self.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._tabs, 0, Qt.AlignmentFlag.AlignLeading)
        layout.addWidget(self.cells)
        layout.addWidget(self._line)
        layout.addWidget(self._state)
        layout.addLayout(row)
