"""PassphraseField: a passphrase typed twice, with a strength meter."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QProgressBar, QVBoxLayout, QWidget

import engine
from app.hide.passphrase import strength
from app.kit.text import label, set_style_property


class PassphraseField(QWidget):
    """Emits `chosen` with a key, or None while the passphrase is weak or not confirmed."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first, self.second = QLineEdit(), QLineEdit()
        self.shown = QCheckBox(self.tr("Show"))
        self.meter = QProgressBar(textVisible=False)
        self.meter.setRange(0, 100)
        self.state = label("", "small", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        for field, text in ((self.first, self.tr("Passphrase")), (self.second, self.tr("Repeat the passphrase"))):
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setPlaceholderText(text)
            field.setAccessibleName(text)
            field.setMaxLength(1000)
            field.textChanged.connect(self._typed)
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self.first, 1)
        top.addWidget(self.shown)
        layout.addLayout(top)
        layout.addWidget(self.meter)
        layout.addWidget(self.second)
        layout.addWidget(self.state)
        self.shown.toggled.connect(self._show_text)
        self._show_strength()

    def key(self) -> engine.Key | None:
        """The key, or None while the passphrase is weak or not confirmed."""
        text = self.first.text()
        good = text == self.second.text() and strength(text).enough
        return engine.Key.from_text(text, passphrase=True) if good else None

    def _typed(self) -> None:
        self._show_strength()
        self.chosen.emit(self.key())

    def _show_strength(self) -> None:
        passphrase, repeated = self.first.text(), self.second.text()
        result = strength(passphrase)
        role, text = result.role, result.text
        if result.enough and passphrase != repeated:
            wrong = bool(repeated) and not passphrase.startswith(repeated)
            role = "danger" if wrong else "small"
            confirm = self.tr("The passphrases differ.") if wrong else self.tr("Repeat it below.")
            text = f"{text} {confirm}"
        self.meter.setValue(round(100 * result.fraction))
        self.meter.setAccessibleName(self.tr("Strength of the passphrase: %s") % result.text)
        set_style_property(self.meter, "over", not result.enough)
        set_style_property(self.state, "role", role)
        self.state.setText(text)

    def _show_text(self, on: bool) -> None:
        for field in (self.first, self.second):
            field.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)
