"""HelpPage: the guide in resources/help, in the language of the program, with drawings in the colours of the theme."""

from __future__ import annotations

from pathlib import Path
from string import Template
from typing import Any

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, QTimer, QUrl
from PySide6.QtGui import QImage, QPainter, QResizeEvent, QTextBlockFormat, QTextCursor
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QTextBrowser, QWidget

from app.text import translation
from app.text.translation import Language
from resources import ROOT

FOLDER = ROOT / "help"
MAX_WIDTH = 760  # pixels of a line of text
LINE_HEIGHT = 135.0  # percent
IMAGE = "\ufffc"  # the character that stands for an image in a QTextDocument


def chapters(code: str) -> list[Path]:
    """The files of the chapters in a language, in order."""
    return sorted((FOLDER / code).glob("*.md"))


def chapter_title(chapter: Path) -> str:
    """The title of a chapter: its first line."""
    return chapter.read_text(encoding="utf-8").splitlines()[0].lstrip("# ")


class Guide(QTextBrowser):
    """Shows one chapter; links open other chapters only."""

    def __init__(self, code: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chapter: Path | None = None
        self._code, self._drawn_width = code, 0
        # Never redrawn inside an event: laying out the text may resize the view, and clearing a document during its
        # layout is a use after free.
        self._redraw_timer = QTimer(self, singleShot=True, interval=0)
        self._redraw_timer.timeout.connect(self._redraw)
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Guide"))

    def open(self, chapter: Path) -> None:
        """Show the beginning of a chapter."""
        self._chapter, self._drawn_width = chapter, self._available_width()
        self.document().clear()
        self.setMarkdown(chapter.read_text(encoding="utf-8"))
        self._set_spacing()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(0)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """A drawing of the guide in the colours of the theme, or a screenshot; nothing else is ever loaded."""
        path = FOLDER / Path(QUrl(name).path()).name
        if path.suffix == ".png":
            return self._screenshot(FOLDER / self._code / path.name)
        if path.suffix != ".svg" or not path.is_file():
            return None
        colours, ratio = self.palette(), self.devicePixelRatioF()
        drawing = Template(path.read_text(encoding="utf-8")).substitute(
            ink=colours.windowText().color().name(), muted=colours.dark().color().name(),
            line=colours.mid().color().name(), ground=colours.base().color().name(),
            accent=colours.accent().color().name(), on_accent=colours.highlightedText().color().name(),
        )  # fmt: skip
        renderer = QSvgRenderer(QByteArray(drawing.encode()))
        size = renderer.defaultSize()
        size *= min(1.0, self._available_width() / size.width())
        image = QImage(QSize(round(size.width() * ratio), round(size.height() * ratio)), QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        image.setDevicePixelRatio(ratio)
        return image

    def _screenshot(self, path: Path) -> QImage:
        """A screenshot in the language of the chapter, scaled down to the width there is."""
        ratio = self.devicePixelRatioF()
        image = QImage(str(path))
        image = image.scaledToWidth(
            min(image.width(), round(self._available_width() * ratio)), Qt.TransformationMode.SmoothTransformation
        )
        image.setDevicePixelRatio(ratio)
        return image

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._available_width() != self._drawn_width:
            self._redraw_timer.start()

    def _redraw(self) -> None:
        """Lay out the chapter again and keep the scroll position."""
        if self._chapter is not None:
            bar = self.verticalScrollBar()
            fraction = bar.value() / max(1, bar.maximum())
            self.open(self._chapter)
            bar.setValue(round(fraction * bar.maximum()))

    def _available_width(self) -> int:
        """The width of a drawing, beside a scroll bar: with a width that depends on it, it would come and go."""
        return max(200, min(MAX_WIDTH, self.width() - self.verticalScrollBar().sizeHint().width() - 24))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._redraw_timer.start()

    def _set_spacing(self) -> None:
        """Set the line height, and more space above headings."""
        block = self.document().begin()
        while block.isValid():
            form = QTextBlockFormat(block.blockFormat())
            if IMAGE not in block.text():
                form.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            form.setTopMargin(18 if form.headingLevel() > 1 else 4)
            form.setBottomMargin(8)
            QTextCursor(block).setBlockFormat(form)
            block = block.next()


class HelpPage(QWidget):
    """A list of the chapters beside the chosen one."""

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        code = translation.language_code(language)
        self._chapters = chapters(code) or chapters("en")
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Chapters of the guide"))
        self.list.setFixedWidth(320)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.addItems([chapter_title(chapter) for chapter in self._chapters])
        self.guide = Guide(code)
        panel = QFrame()
        panel.setObjectName("panel")
        inner = QHBoxLayout(panel)
        inner.setContentsMargins(26, 18, 8, 18)
        inner.addWidget(self.guide)
        panel.setMaximumWidth(MAX_WIDTH + 40)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(18)
        layout.addStretch(1)
        layout.addWidget(self.list)
        layout.addWidget(panel, 1000)
        layout.addStretch(1)
        self.list.currentRowChanged.connect(self._open)
        self.guide.anchorClicked.connect(lambda link: self.open(link.fileName()))
        self.list.setCurrentRow(0)

    def _open(self, row: int) -> None:
        if 0 <= row < len(self._chapters):
            self.guide.open(self._chapters[row])

    def open(self, name: str) -> None:
        """Show the chapter with that file name, if there is one."""
        names = [chapter.name for chapter in self._chapters]
        if name in names:
            self.list.setCurrentRow(names.index(name))
