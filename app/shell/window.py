"""Window: the pages, what is dropped or pasted anywhere, and the way out."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QKeySequence
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from app.compare.page import ComparePage
from app.compare.session import CompareSession
from app.dropping import SUFFIX
from app.example.page import ExamplePage
from app.example.session import ExampleSession
from app.hide.page import HidePage
from app.hide.resume_dialog import ResumeDialog
from app.hide.session import HideSession
from app.kit import theme
from app.kit.question import ask
from app.reveal.page import RevealPage
from app.reveal.session import RevealSession
from app.safety.page import SafetyPage
from app.safety.session import SafetySession
from app.session import Item
from app.shell import graphics_card
from app.shell.about import AboutDialog
from app.shell.device_line import DeviceLine
from app.shell.header import Head
from app.shell.help_page import HelpPage
from app.shell.pasting import medium_of
from app.shell.settings import Settings
from app.shell.settings_dialog import SettingsDialog
from app.shell.start_page import StartPage
from app.widgets.drop_zone import local_files
from app.worker import TaskQueue

LEAST = (800, 560)  # pixels at which every page can still be used
USUAL, FRAME = (1280, 800), 40  # pixels, of the window and of what the system puts above it


class Window(QMainWindow):
    """The one window; emits `outdated` when another language is wanted, for which it has to be made anew."""

    outdated = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Undersong")
        self.setAcceptDrops(True)
        self.resize(QSize(*USUAL).boundedTo(self.screen().availableSize() - QSize(0, FRAME)))
        self.setMinimumSize(*LEAST)
        self.settings = settings
        self._worn, self._spoken = settings.theme, settings.language
        self._shut = False
        self.tasks = TaskQueue(self)
        self.start = StartPage(settings)
        self.hiding = HidePage(HideSession(self.tasks, self))
        self.revealing = RevealPage(RevealSession(self.tasks, self))
        self.comparing = ComparePage(CompareSession(self.tasks, self))
        self.safety = SafetyPage(SafetySession(self.tasks, self))
        self.help = HelpPage(settings.language)
        self.example = ExamplePage(ExampleSession(self.tasks, self))
        self.pages = QStackedWidget()
        for page in (
            self.start, self.hiding, self.revealing, self.comparing, self.safety, self.help, self.example,
        ):  # fmt: skip
            self.pages.addWidget(page)
        self.head = Head([
            (self.tr("Start"), self.start), (self.tr("Hide"), self.hiding), (self.tr("Reveal"), self.revealing),
            (self.tr("Compare"), self.comparing),
        ])  # fmt: skip
        self.devices = DeviceLine(settings)
        body = QWidget()
        body.setObjectName("page")
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self.pages, 1)
        self.setCentralWidget(body)
        self.setStatusBar(self.devices)
        self._wire()
        self.turn(self.start)

    def take(self, paths: list[Path]) -> None:
        """Open files from anywhere: media go to Hide, an Undersong file to Reveal; asks where there are both."""
        if all(path.suffix.lower() == SUFFIX for path in paths):
            self._route(paths, [])
        else:
            self.turn(self.hiding)
            self.hiding.session.choosing.sort(paths, self._route)

    def _route(self, stegos: list[Path], media: list[Path]) -> None:
        if stegos and media:
            reveal = ask(
                self,
                self.tr("There is an Undersong file among these."),
                self.tr("Do you want to reveal what is in it, or to hide the other files?"),
                self.tr("Reveal"),
                self.tr("Hide the others"),
            )
            stegos, media = (stegos, []) if reveal else ([], media)
        if stegos:
            self.turn(self.revealing)
            self.revealing.session.open(stegos[0])
        elif media:
            self.turn(self.hiding)
            self.hiding.add(media)

    def paste(self) -> None:
        """Files or an image from the clipboard."""
        mime = QGuiApplication.clipboard().mimeData()
        if local_files(mime):
            self.take(local_files(mime))
        elif mime.hasImage():
            image = mime.imageData()
            medium = medium_of(image) if isinstance(image, QImage) else None
            if medium is not None:
                self.turn(self.hiding)
                if self.hiding.free():
                    self.hiding.session.choosing.add_medium(Item(self.tr("Pasted image"), medium))

    def show_example(self) -> None:
        """Hide and reveal the files that come with the program; a hiding under way is not kept waiting."""
        if self.hiding.session.running:
            self.turn(self.hiding)
        else:
            self.turn(self.example)
            self.example.begin()

    def keep_in(self, folder: Path) -> None:
        """Keep the checkpoints of hides in a folder, and offer to resume those that are there."""
        session = self.hiding.session
        session.checkpoints = folder
        if session.unfinished():
            dialog = ResumeDialog(session, self)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def check(self, path: Path) -> None:
        """Examine whether a file is safe."""
        self.turn(self.safety)
        self.safety.open_files([path])

    def turn(self, page: QWidget) -> None:
        """Go to a page."""
        self.pages.setCurrentWidget(page)
        self.head.mark(page)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped anywhere."""
        if local_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take them."""
        event.acceptProposedAction()
        self.take(local_files(event.mimeData()))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about unsaved work and keys, then stop everything."""
        if self.hiding.leave(self.close):
            self.hide()  # before waiting for the threads: a file that is being read is read to its end
            self.shut()
            super().closeEvent(event)
        else:
            event.ignore()

    def shut(self) -> None:
        """Stop everything, and give back what the system lent."""
        if not self._shut:
            self._shut = True
            self.settings.changed.disconnect(self._settle)
        self.tasks.close()
        for preview in self.findChildren(QObject):
            if hasattr(preview, "release"):
                preview.release()

    def _wire(self) -> None:
        self.start.chosen.connect(self.take)
        self.start.example.connect(self.show_example)
        self.example.closed.connect(lambda: self.turn(self.start))
        self.example.hide_requested.connect(lambda: self.turn(self.hiding))
        self.head.turned.connect(self.turn)
        self.head.helped.connect(self._guide)
        self.devices.asked.connect(lambda: self._guide(graphics_card.CHAPTER))
        self.head.checking.connect(lambda: self.turn(self.safety))
        self.head.setting.connect(self._set)
        self.head.about.connect(lambda: self._run(AboutDialog(self)))
        self.head.leaving.connect(self.close)
        self.hiding.session.changed.connect(self._make_room)
        self.hiding.session.resumed.connect(lambda: self.turn(self.hiding))
        self.hiding.session.saved.connect(self.settings.opened)
        self.revealing.session.opened.connect(self._opened)
        self.revealing.checked.connect(self.check)
        self.hiding.result.checked.connect(self.check)
        paste = QAction(self, shortcut=QKeySequence(QKeySequence.StandardKey.Paste))
        paste.triggered.connect(self.paste)
        self.addAction(paste)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._dress)
        QGuiApplication.styleHints().accessibility().contrastPreferenceChanged.connect(self._dress)
        self.settings.changed.connect(self._settle)

    def _settle(self) -> None:
        """Follow the settings."""
        self.devices.refresh()
        if self.settings.theme != self._worn:
            self._worn = self.settings.theme
            self._dress()

    def _guide(self, chapter: str = "") -> None:
        self.turn(self.help)
        if chapter:
            self.help.open(chapter)
        self.help.list.setFocus()

    def _set(self) -> None:
        self._run(SettingsDialog(self.settings, self))
        if self.settings.language == self._spoken:
            return
        choices = self.hiding.session.choosing.choices
        if not (choices.secrets or choices.cover or self.revealing.session.secrets) or ask(
                self,
            self.tr("The window will reopen in the new language."), self.tr("Files open in it will be closed."),
            self.tr("Reopen it"), self.tr("Later"),
        ):  # fmt: skip
            self._reopen()

    def _reopen(self) -> None:
        if self.hiding.leave(self._reopen):
            self.outdated.emit()

    def _run(self, dialog: QDialog) -> None:
        dialog.exec()
        dialog.deleteLater()

    def _dress(self, _: object = None) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, self.settings.theme)

    def _make_room(self) -> None:
        """Nobody waits for the example who hides something of their own."""
        if self.hiding.session.running and self.example.session.running:
            self.example.session.cancel()

    def _opened(self) -> None:
        if self.revealing.session.path is not None:
            self.settings.opened(self.revealing.session.path)
