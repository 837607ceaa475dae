"""KeyPanel: one key to hide with: twelve words made here, or a passphrase of one's own."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

import engine
from app.hide.key_sheet import print_sheet, qr_code, save_key
from app.hide.passphrase_field import PassphraseField
from app.kit.button import Button
from app.kit.text import label

COPIED = 2500  # milliseconds for which the button says so
COLUMNS = 4


class KeyPanel(QWidget):
    """Emits `chosen` with a key, or None while a passphrase is incomplete.

    `kept` says that a key file was saved; `troubled`, with the error and its name, that it was not; `noted`, with the
    key, that it was copied, saved, printed or shown to a camera.
    """

    chosen = Signal(object)
    troubled = Signal(object, str)
    kept = Signal()
    noted = Signal(object)

    def __init__(self, key: engine.Key, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key, self.name = key, name
        self.words, self.passphrase = self._words(), PassphraseField()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.words)
        layout.addWidget(self.passphrase)
        self.passphrase.hide()
        self.passphrase.chosen.connect(self.chosen)
        self.show_key(key)

    def show_key(self, key: engine.Key) -> None:
        """Show another key's words."""
        self._key = key
        for place, (cell, word) in enumerate(zip(self._cells, key.words.split(), strict=True), 1):
            cell.setText(f"{place}  {word}")

    @property
    def typed(self) -> bool:
        """Whether a passphrase is used instead of words."""
        return not self.passphrase.isHidden()

    def use_passphrase(self, on: bool) -> None:
        """Switch between words and passphrase."""
        self.words.setVisible(not on)
        self.passphrase.setVisible(on)
        self.chosen.emit(self.passphrase.key() if on else self._key)

    def _words(self) -> QWidget:
        page = QWidget()
        grid = QGridLayout()
        grid.setSpacing(6)
        self._cells = [label("", "word", selectable=True) for _ in range(12)]
        for place, cell in enumerate(self._cells):
            cell.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # twelve stops for the Tab key would be eleven too many
            grid.addWidget(cell, place // COLUMNS, place % COLUMNS)
        for column in range(COLUMNS):
            grid.setColumnStretch(column, 1)
        self.copy, self.keep = Button(self.tr("Copy"), "plain", "copy"), Button(self.tr("Save…"), "plain", "save")
        self.print, self.qr = Button(self.tr("Print…"), "plain", "print"), Button(self.tr("QR code"), "plain", "qr")
        self.fresh = Button(self.tr("Other words"), "icon", "refresh")
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.copy, self.keep, self.print, self.qr, self.fresh):
            row.addWidget(button)
        row.addStretch(1)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(grid)
        hint = self.tr("Whoever has these words can reveal the secrets. Without them nobody can, not even you.")
        layout.addWidget(label(hint, "small", wrap=True))
        layout.addLayout(row)
        self.copy.clicked.connect(self._copied)
        self.keep.clicked.connect(self._save)
        self.print.clicked.connect(self._print)
        self.qr.clicked.connect(self._show_code)
        self.fresh.clicked.connect(self._fresh)
        return page

    def _fresh(self) -> None:
        self.show_key(engine.Key.generate())
        self.chosen.emit(self._key)

    def _copied(self) -> None:
        QApplication.clipboard().setText(self._key.words)
        self.noted.emit(self._key)
        self.copy.setText(self.tr("Copied"))
        QTimer.singleShot(COPIED, self.copy, lambda: self.copy.setText(self.tr("Copy")))

    def _save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the key"), f"undersong {self.name}.txt".lower(), self.tr("Text (*.txt)")
        )
        if name:
            try:
                save_key(Path(name), self._key.words)
            except engine.SaveError as error:
                self.troubled.emit(error, Path(name).name)
            else:
                self.kept.emit()
                self.noted.emit(self._key)

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if QPrintDialog(printer, self).exec() == QDialog.DialogCode.Accepted:
            print_sheet(printer, self._key.words, self.name)
            self.noted.emit(self._key)

    def _show_code(self) -> None:
        dialog = QDialog(self)
        dialog.setWindowTitle(self.name)
        code = QLabel()
        code.setPixmap(QPixmap.fromImage(qr_code(self._key.words)))
        code.setAccessibleName(self.tr("The twelve words as a QR code"))
        close = Button(self.tr("Close"), "plain")
        close.clicked.connect(dialog.accept)
        layout = QVBoxLayout(dialog)
        layout.setContentsMargins(24, 24, 24, 20)
        layout.setSpacing(14)
        layout.addWidget(code, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(label(self.tr("The camera of a telephone reads the twelve words out of it."), "muted"))
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        dialog.exec()
        dialog.deleteLater()
        self.noted.emit(self._key)
