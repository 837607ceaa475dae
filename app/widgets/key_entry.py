"""KeyEntry: a field for a key, as words or as a passphrase: typed, pasted, or dropped as a key file."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

import engine
from app.kit.button import Button
from app.kit.tabs import Tabs
from app.kit.text import label, set_style_property
from app.session import Session
from app.widgets.drop_zone import local_files

KEY_FILE = "key file"  # the slot of a key file being read


class KeyEntry(QWidget):
    """Emits `entered` with a well-formed key; typing errors are reported during typing."""

    entered = Signal(object)

    def __init__(self, session: Session, action: str = "", hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setAcceptDrops(True)
        self._hint = hint or self.tr("Press Enter to reveal.")
        self._tabs = Tabs([self.tr("Twelve words"), self.tr("Passphrase")])
        self.field = QLineEdit()
        self.field.setMaxLength(1000)
        self.button = Button(action or self.tr("Reveal"), "primary", "key")
        self._state = label("", "small", wrap=True)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._tabs, 0, Qt.AlignmentFlag.AlignLeading)
        layout.addWidget(self.field)
        layout.addWidget(self._state)
        layout.addLayout(row)
        self._tabs.chosen.connect(self._validate)
        self.field.textChanged.connect(self._validate)
        self.field.returnPressed.connect(self._enter)
        self.button.clicked.connect(self._enter)
        self._validate()

    @property
    def passphrase(self) -> bool:
        """Whether a passphrase is being typed."""
        return self._tabs.index == 1

    def use_passphrase(self, on: bool) -> None:
        """Select the passphrase tab, or the tab of the words."""
        self._tabs.choose(int(on))

    def key(self) -> engine.Key | None:
        """The key in the field; None while it is incomplete or wrong."""
        if not self.field.text().strip():
            return None
        try:
            return engine.Key.from_text(self.field.text(), passphrase=self.passphrase)
        except engine.InvalidKeyError:
            return None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for path in local_files(event.mimeData())[:1]:
            event.acceptProposedAction()
            self.load(path)

    def load(self, path: Path) -> None:
        """Fill the field from a key file."""
        self.use_passphrase(False)

        def done(key: engine.Key) -> None:
            self.field.setText(key.words)

        def failed(error: Exception) -> None:
            if isinstance(error, engine.InvalidKeyError):
                self.field.clear()
                self._show_state(self.tr("This file contains no key."), "danger")

        self._session.ask(KEY_FILE, partial(_load, path), done, failed=failed)

    def show_error(self, text: str) -> None:
        """Say what is wrong with the key that was entered, until another one is typed."""
        self._show_state(text, "danger")

    def _validate(self) -> None:
        empty = not self.field.text().strip()
        hidden = QLineEdit.EchoMode.Password if self.passphrase else QLineEdit.EchoMode.Normal
        self.field.setEchoMode(hidden)
        name = self.tr("The passphrase") if self.passphrase else self.tr("Twelve words, with spaces")
        self.field.setPlaceholderText(name)
        self.field.setAccessibleName(name)
        self.button.setEnabled(self.key() is not None)
        if empty:
            self._show_state(self.tr("Type or paste the key, or drop a key file here."), "small")
        elif self.passphrase or self.button.isEnabled():
            self._show_state(self._hint if self.button.isEnabled() else "", "small")
        else:
            self._show_state(*self._progress())

    def _progress(self) -> tuple[str, str]:
        """How many words there are, or which complete word is wrong; with the role of the label."""
        text = self.field.text()
        count = engine.Key.count_words(text)
        complete = text if count >= 12 else re.sub(r"[^\W\d_]+$", "", text)  # the last word may go on
        unknown = engine.Key.first_unknown_word(complete)
        if unknown:
            return self.tr("Word %d is not a word of keys. Is it misspelled?") % unknown, "danger"
        if count < 12:
            return self.tr("%d of 12 words") % count, "small"
        if count > 12:
            return self.tr("A key has twelve words, not %d.") % count, "danger"
        return self.tr("These words do not form a key: one is wrong, or two are swapped."), "danger"

    def _show_state(self, text: str, role: str) -> None:
        set_style_property(self._state, "role", role)
        self._state.setText(text)
        self._state.setAlignment(Qt.AlignmentFlag.AlignLeft)

    def _enter(self) -> None:
        key = self.key()
        if key is not None:
            self.entered.emit(key)


def _load(path: Path, _: engine.Report) -> engine.Key:
    """The key in a file.  A pipe, at which reading would wait for ever, holds none."""
    if not path.is_file():
        raise engine.InvalidKeyError("This is no file.")
    return engine.Key.load(path)
