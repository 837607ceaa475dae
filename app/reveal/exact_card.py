"""ExactCard: one exact secret that was revealed: its name, kind and size, and what can be shown of it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

import engine
from app.kit.button import Button
from app.kit.clipboard import copy_secret
from app.kit.flow import Flow
from app.kit.text import label
from app.previews.by_modality import PREVIEWS, preview_of
from app.previews.preview import Preview
from app.reveal.card_header import CardHeader
from app.reveal.decoding import can_decode, is_text
from app.reveal.secret_card import HEIGHT
from app.text.describing import describe_file
from app.widgets.file_mark import ICONS, FileMark

MAX_SHOWN = 100_000  # characters of a text; a longer one would freeze the window
MARK = QSize(160, 120)  # pixels of the sheet that stands for a file that cannot be shown


class ExactCard(QWidget):
    """Emits the action the person chose; `decode` where the file is to be read for a preview."""

    opened = Signal()
    dragged = Signal()
    save = Signal(int)  # with the scale 1, as the card of a learned secret
    decode = Signal()

    def __init__(
        self, name: str, secret: engine.Revealed, file: engine.ExactFile, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.name, self.file = name, file
        self.medium: engine.Medium | None = None
        self.preview: Preview | None = None
        self.header = CardHeader(name, describe_file(file), ICONS[file.kind], self.tr("Drag into a folder to save."))
        if secret.intact:
            self.state = label(self.tr("The same, byte for byte."), "good", wrap=True)
        else:
            self.state = label(self.tr("Changed: this file may be damaged."), "danger", wrap=True)
        self.text: QPlainTextEdit | None = None
        self.save_button = Button(self.tr("Save…"), "primary", "save")
        self.copy_button = Button(self.tr("Copy the text"), "plain", "copy")
        self.show_button = Button(self.tr("Show"), "quiet", "reveal")
        self.show_button.setToolTip(self.tr("For this the file lies on the disk of this computer for a moment."))
        self._note = label("", "muted", wrap=True)
        self._note.hide()
        for button in (self.save_button, self.copy_button, self.show_button):
            button.setAccessibleName(f"{button.text()} {name}")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(10)
        self._layout.addWidget(self.header)
        self._mark: QWidget | None = None
        if is_text(file):
            self._show_text()
        else:
            self._mark = QWidget()
            middle = QVBoxLayout(self._mark)
            middle.addWidget(FileMark(file, MARK), 1, Qt.AlignmentFlag.AlignCenter)
            self._layout.addWidget(self._mark, 1)
        for widget in (self.state, self._note):
            self._layout.addWidget(widget)
        self._layout.addWidget(Flow(self.save_button, self.copy_button, self.show_button))
        self.copy_button.setVisible(self.text is not None)
        self.show_button.setVisible(can_decode(file))
        self.header.dragged.connect(self.dragged)
        self.header.opened.connect(self.opened)
        self.save_button.clicked.connect(lambda: self.save.emit(1))
        self.copy_button.clicked.connect(lambda: copy_secret(file.text))
        self.show_button.clicked.connect(self.decode)

    def show_decoding(self) -> None:
        """The file is being read."""
        self.show_button.hide()

    def show_decoded(self, medium: engine.Medium | None) -> None:
        """Show the medium in the file, or say that there is none."""
        if self.preview is not None:
            return
        self.show_button.hide()
        if medium is None:
            self._say(self.tr("This kind of file cannot be shown here. Save it, and open it with another program."))
            return
        self.medium, self.preview = medium, preview_of(medium)
        self.preview.setMinimumHeight(HEIGHT)
        if self._mark is not None:
            self._mark.hide()
        self._layout.insertWidget(1, self.preview, 1)
        tip = self.tr("Click to enlarge. Drag into a folder to save.")
        self.header.describe(describe_file(self.file, medium), PREVIEWS[type(medium)].icon, tip)

    def picture(self) -> QPixmap:
        """What is shown while the secret is dragged."""
        return self.header.grab() if self.preview is None else self.preview.grab()

    def release(self) -> None:
        """Stop playing, before the card is deleted."""
        if self.preview is not None:
            self.preview.close()

    def _show_text(self) -> None:
        text = self.file.text
        self.text = QPlainTextEdit(readOnly=True)
        self.text.setPlainText(text[:MAX_SHOWN])
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.name)
        self._layout.addWidget(self.text, 1)
        if len(text) > MAX_SHOWN:
            self._say(self.tr("This is the beginning. The whole text is in the file."))

    def _say(self, note: str) -> None:
        self._note.setText(note)
        self._note.show()
