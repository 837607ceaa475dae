"""KeyPanel: one key to hide with: twelve generated words, or a passphrase."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

import engine
from app.hide.key_sheet import print_key_sheet, qr_code
from app.hide.passphrase_field import PassphraseField
from app.kit.button import Button
from app.kit.clipboard import copy_secret
from app.kit.text import label
from app.widgets.save_dialog import ask_save_path

COPIED = 2500  # milliseconds for which the button says "Copied"
COLUMNS = 4


class KeyPanel(QWidget):
    """Emits `chosen` with a key, or None while a passphrase is incomplete.

    `saved` means that a key file was written, `failed` that it was not, with the error and the file's name; `noted`,
    with the key, that the person saved, printed or scanned it; `copied`, that it is on the clipboard for a minute.
    """

    chosen = Signal(object)
    failed = Signal(object, str)
    saved = Signal()
    noted = Signal(object)
    copied = Signal(object)

    def __init__(self, key: engine.Key, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key, self.name = key, name
        self.words, self.passphrase = self._words_page(), PassphraseField()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.words)
        layout.addWidget(self.passphrase)
        self.passphrase.hide()
        self.passphrase.chosen.connect(self.chosen)
        self.show_key(key)

    def show_key(self, key: engine.Key) -> None:
        """Show another key: its words, or for a passphrase, which cannot be shown, the empty fields."""
        self._key = key
        if self.typed is key.has_words:
            self._show_passphrase(not key.has_words)
        if not key.has_words:
            self.passphrase.state.setText(self.tr("Your passphrase is used unless you enter another one here."))
            return
        for position, (cell, word) in enumerate(zip(self._cells, key.words.split(), strict=True), 1):
            cell.setText(f"{position}  {word}")

    @property
    def typed(self) -> bool:
        """Whether a passphrase is used instead of words."""
        return not self.passphrase.isHidden()

    def use_passphrase(self, on: bool) -> None:
        """Switch between words and passphrase."""
        if not on and not self._key.has_words:
            self.show_key(engine.Key.generate())
        self._show_passphrase(on)
        self.chosen.emit(self.passphrase.key() if on else self._key)

    def _show_passphrase(self, on: bool) -> None:
        self.words.setVisible(not on)
        self.passphrase.setVisible(on)

    def _words_page(self) -> QWidget:
        page = QWidget()
        grid = QGridLayout()
        grid.setSpacing(6)
        self._cells = [label("", "word", selectable=True) for _ in range(12)]
        for index, cell in enumerate(self._cells):
            cell.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # so that Tab does not stop at each of the twelve
            cell.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)  # a narrow sheet would cut it
            grid.addWidget(cell, index // COLUMNS, index % COLUMNS)
        for column in range(COLUMNS):
            grid.setColumnStretch(column, 1)
        self.copy, self.save = Button(self.tr("Copy"), "plain", "copy"), Button(self.tr("Save…"), "plain", "save")
        self.copy.setToolTip(self.tr("The clipboard has it for a minute: paste it where it stays."))
        self.print, self.qr = Button(self.tr("Print…"), "plain", "print"), Button(self.tr("QR code"), "plain", "qr")
        self.regenerate = Button(self.tr("New words"), "icon", "refresh")
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.copy, self.save, self.print, self.qr, self.regenerate):
            row.addWidget(button)
        row.addStretch(1)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(grid)
        hint = self.tr("Anyone with these words can reveal the secrets. Without them nobody can, not even you.")
        layout.addWidget(label(hint, "small", wrap=True))
        layout.addLayout(row)
        self.copy.clicked.connect(self._copy)
        self.save.clicked.connect(self._save)
        self.print.clicked.connect(self._print)
        self.qr.clicked.connect(self._show_qr)
        self.regenerate.clicked.connect(self._regenerate)
        return page

    def _regenerate(self) -> None:
        self.show_key(engine.Key.generate())
        self.chosen.emit(self._key)

    def _copy(self) -> None:
        copy_secret(self._key.words)
        self.copied.emit(self._key)
        self.copy.setText(self.tr("Copied"))
        QTimer.singleShot(COPIED, self.copy, lambda: self.copy.setText(self.tr("Copy")))

    def _save(self) -> None:
        default = engine.safe_stem(f"undersong {self.name}".lower(), "undersong") + ".txt"
        path = ask_save_path(self, self.tr("Save the key"), default, self.tr("Text (*.txt)"), [".txt"])
        if path is not None:
            try:
                self._key.save(path)
            except engine.SaveError as error:
                self.failed.emit(error, path.name)
            else:
                self.saved.emit()
                self.noted.emit(self._key)

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if QPrintDialog(printer, self).exec() == QDialog.DialogCode.Accepted:
            print_key_sheet(printer, self._key.words, self.name)
            self.noted.emit(self._key)

    def _show_qr(self) -> None:
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
        layout.addWidget(label(self.tr("A phone camera can read the twelve words from this code."), "muted"))
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        dialog.exec()
        dialog.deleteLater()
        self.noted.emit(self._key)
