"""HelpPage: the guide, from resources/help, in the person's language, with drawings in the program's colours."""

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
WIDEST = 760  # pixels of a line of text
LINE_HEIGHT = 135.0  # percent
IMAGE = "\ufffc"  # the letter that stands for one in a text document


def chapters(code: str) -> list[Path]:
    """The guide's chapters in a language, in order."""
    return sorted((FOLDER / code).glob("*.md"))


def heading(chapter: Path) -> str:
    """What a chapter is called: its first line."""
    return chapter.read_text(encoding="utf-8").splitlines()[0].lstrip("# ")


class Guide(QTextBrowser):
    """Shows one chapter; a link leads to another chapter and nowhere else."""

    def __init__(self, code: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chapter: Path | None = None
        self._code, self._drawn_in = code, 0
        # Never from within an event: laying out a text may resize the view, and a document that is emptied while it is
        # laid out is freed memory in use.
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._again)
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Guide"))

    def open(self, chapter: Path) -> None:
        """Show a chapter from its beginning."""
        self._chapter, self._drawn_in = chapter, self._room()
        self.document().clear()
        self.setMarkdown(chapter.read_text(encoding="utf-8"))
        self._space()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(0)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """A drawing of the guide in the colours of the moment, or a picture of the window; nothing else, ever."""
        path = FOLDER / Path(QUrl(name).path()).name
        if path.suffix == ".png":
            return self._picture(FOLDER / self._code / path.name)
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
        size *= min(1.0, self._room() / size.width())
        image = QImage(QSize(round(size.width() * ratio), round(size.height() * ratio)), QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        image.setDevicePixelRatio(ratio)
        return image

    def _picture(self, path: Path) -> QImage:
        """A picture of the window in the chapter's language, no wider than there is room."""
        ratio = self.devicePixelRatioF()
        image = QImage(str(path))
        image = image.scaledToWidth(
            min(image.width(), round(self._room() * ratio)), Qt.TransformationMode.SmoothTransformation
        )
        image.setDevicePixelRatio(ratio)
        return image

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make the drawings fit where there is less room than they would take."""
        super().resizeEvent(event)
        if self._room() != self._drawn_in:
            self._later.start()

    def _again(self) -> None:
        """The same chapter, from the place where it was being read."""
        if self._chapter is not None:
            bar = self.verticalScrollBar()
            place = bar.value() / max(1, bar.maximum())
            self.open(self._chapter)
            bar.setValue(round(place * bar.maximum()))

    def _room(self) -> int:
        """How wide a drawing may be, as if there were a scroll bar: one comes and goes with what is shown."""
        return max(200, min(WIDEST, self.width() - self.verticalScrollBar().sizeHint().width() - 24))

    def changeEvent(self, event: QEvent) -> None:
        """Draw anew in other colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._later.start()

    def _space(self) -> None:
        """Lines that can be read: a little air between them, and more above a heading."""
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
    """The chapters on one side, the chosen one on the other."""

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
        self.list.addItems([heading(chapter) for chapter in self._chapters])
        self.guide = Guide(code)
        paper = QFrame()
        paper.setObjectName("panel")
        inside = QHBoxLayout(paper)
        inside.setContentsMargins(26, 18, 8, 18)
        inside.addWidget(self.guide)
        paper.setMaximumWidth(WIDEST + 40)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(18)
        layout.addStretch(1)
        layout.addWidget(self.list)
        layout.addWidget(paper, 1000)
        layout.addStretch(1)
        self.list.currentRowChanged.connect(self._open)
        self.guide.anchorClicked.connect(lambda link: self.open(link.fileName()))
        self.list.setCurrentRow(0)

    def _open(self, row: int) -> None:
        if 0 <= row < len(self._chapters):
            self.guide.open(self._chapters[row])

    def open(self, name: str) -> None:
        """Show the chapter of that file name, where there is one."""
        names = [chapter.name for chapter in self._chapters]
        if name in names:
            self.list.setCurrentRow(names.index(name))
