"""DropZone: an area that accepts dropped files, with a button that opens a file dialog instead."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QFrame, QVBoxLayout, QWidget

from app.dropping import expand_folders, media_suffixes
from app.kit.button import Button
from app.kit.text import label, set_style_property

NARROW = 350  # pixels below which the button stands under the text


def media_filter() -> str:
    """The name filter of a file dialog for every type of medium, as in "*.png *.wav"."""
    return " ".join(f"*{suffix}" for suffix in media_suffixes())


def local_paths(mime: QMimeData) -> list[Path]:
    """The files and folders of a drop or of the clipboard."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


def local_files(mime: QMimeData) -> list[Path]:
    """The files of a drop or of the clipboard; folders are replaced by the media inside them."""
    return expand_folders(local_paths(mime))


class DropZone(QFrame):
    """Emits `chosen` with a list of paths; with `many` false the list has one.

    Where `anything` is taken, folders are among the paths; else they are replaced by the media inside them.
    """

    chosen = Signal(list)

    def __init__(
        self,
        title: str,
        hint: str,
        button: str,
        *,
        many: bool = True,
        large: bool = False,
        anything: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("drop")
        self.setAcceptDrops(True)
        self._many, self._paths = many, local_paths if anything else local_files
        self.button = Button(button, "primary" if large else "plain", "add")
        texts = QVBoxLayout()
        texts.setSpacing(4)
        texts.addStretch(1)
        self._title = label(title, "title" if large else "strong", wrap=True)
        texts.addWidget(self._title)
        self._hint = label(hint, "muted", wrap=True)
        self._hint.setVisible(bool(hint))
        texts.addWidget(self._hint)
        texts.addStretch(1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._edges = (40, 36, 40, 36) if large else (18, 14, 14, 14)
        self._row.setContentsMargins(*self._edges)
        self._row.setSpacing(12)
        self._row.addLayout(texts, 1)
        self._row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.filter = "" if anything else self.tr("Images, sounds, videos, 3D shapes (%s)") % media_filter()
        self.button.clicked.connect(self.browse)

    def add_button(self, button: Button) -> None:
        """Add a small button before the one that asks for files."""
        self._row.insertWidget(self._row.count() - 1, button, 0, Qt.AlignmentFlag.AlignVCenter)

    def set_text(self, title: str, hint: str) -> None:
        """Set title and hint; without a hint the area is only as high as its button."""
        self._title.setText(title)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._row.setContentsMargins(*(self._edges if hint else (14, 6, 6, 6)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(down if self.width() < NARROW else across)
        super().resizeEvent(event)

    def browse(self) -> None:
        """Ask for files in a dialog."""
        title, filters = self.button.text(), ";;".join(filter(None, (self.filter, self.tr("All files (*)"))))
        options = QFileDialog.Option.HideNameFilterDetails  # a list of thirty suffixes is no help
        if self._many:
            names, _ = QFileDialog.getOpenFileNames(self, title, "", filters, options=options)
        else:
            name, _ = QFileDialog.getOpenFileName(self, title, "", filters, options=options)
            names = [name] if name else []
        if names:
            self.chosen.emit([Path(name) for name in names])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._paths(event.mimeData()):
            event.acceptProposedAction()
            set_style_property(self, "over", True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        set_style_property(self, "over", False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        set_style_property(self, "over", False)
        paths = self._paths(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.chosen.emit(paths if self._many else paths[:1])
