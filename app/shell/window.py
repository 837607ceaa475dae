"""Window: the main window: its pages, files dropped or pasted anywhere, and closing."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

import engine
from app.compare.page import ComparePage
from app.compare.session import CompareSession
from app.dropping import SUFFIX
from app.example.page import ExamplePage
from app.example.session import ExampleSession
from app.example.tray import FILE, KEY
from app.hide.page import HidePage
from app.hide.session import HideSession
from app.kit import theme
from app.kit.question import DISCARD, STAY, YES, ask, choose
from app.queue.page import QueuePage
from app.queue.session import QueueSession
from app.reveal.page import RevealPage
from app.reveal.session import RevealSession
from app.safety.page import SafetyPage
from app.safety.session import SafetySession
from app.shell import graphics_card
from app.shell.about import AboutDialog
from app.shell.device_line import DeviceLine
from app.shell.focus import FocusKeeper
from app.shell.header import Header
from app.shell.help_page import HelpPage
from app.shell.pasting import paste
from app.shell.progress_signs import ProgressSigns
from app.shell.queueing import Queueing
from app.shell.settings import Settings
from app.shell.settings_dialog import SettingsDialog
from app.shell.start_page import StartPage
from app.widgets.drop_zone import local_paths
from app.worker import TaskQueue

MIN_SIZE = (800, 560)  # pixels: every page is usable
START_SIZE, TITLE_BAR = (1280, 800), 40  # pixels


class Window(QMainWindow):
    """Emits `reopen_requested` when the language has changed: a new window has to take the place of this one."""

    reopen_requested = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Undersong")
        self.setAcceptDrops(True)
        self.resize(QSize(*START_SIZE).boundedTo(self.screen().availableSize() - QSize(0, TITLE_BAR)))
        self.setMinimumSize(*MIN_SIZE)
        self.settings = settings
        self._theme, self._language = settings.theme, settings.language
        self._is_shut = False
        self.tasks = TaskQueue(self)
        self.start = StartPage(settings, self.tasks)
        self.hiding = HidePage(HideSession(self.tasks, self))
        self.revealing = RevealPage(RevealSession(self.tasks, self))
        self.comparing = ComparePage(CompareSession(self.tasks, self))
        self.queueing = QueuePage(QueueSession(self.tasks, self))
        self.safety = SafetyPage(SafetySession(self.tasks, self))
        self.help = HelpPage(settings.language)
        self.example = ExamplePage(ExampleSession(self.tasks, self))
        self.pages = QStackedWidget()
        for page in (
            self.start, self.hiding, self.revealing, self.comparing, self.safety, self.help, self.example,
            self.queueing,
        ):  # fmt: skip
            self.pages.addWidget(page)
        self.header = Header([
            (self.tr("Start"), self.start), (self.tr("Hide"), self.hiding), (self.tr("Reveal"), self.revealing),
            (self.tr("Compare"), self.comparing), (self.tr("Queue"), self.queueing),
        ])  # fmt: skip
        self.device_line = DeviceLine(settings)
        body = QWidget()
        body.setObjectName("page")
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self.pages, 1)
        self.setCentralWidget(body)
        self.setStatusBar(self.device_line)
        self._signs = ProgressSigns(self.hiding.session, self.header.tabs[1][0], self)
        self._queue = Queueing(self.queueing, self.hiding, self.header.tabs[4][0], settings, self)
        self._focus = FocusKeeper(self.header, self.pages.currentWidget)
        self._connect()
        self.show_page(self.start)

    def open_files(self, paths: list[Path]) -> None:
        """Open files and folders from anywhere: an Undersong file goes to Reveal, all else to Hide; asks about both."""
        if all(path.suffix.lower() == SUFFIX for path in paths):
            self._route(paths, [])
        else:
            self.show_page(self.hiding)
            self.hiding.session.choosing.sort(paths, self._route)

    def _route(self, stegos: list[Path], media: list[Path]) -> None:
        if stegos and media:
            answers = {YES: self.tr("Reveal"), DISCARD: self.tr("Hide the others"), STAY: self.tr("Neither")}
            question = self.tr("There is an Undersong file among these.")
            more = self.tr("Do you want to reveal what is in it, or to hide the other files?")
            answer = choose(self, question, more, answers)
            stegos, media = (stegos if answer is YES else []), (media if answer is not STAY else [])
        if stegos:
            self.show_page(self.revealing)
            self.revealing.open(stegos[0], media)  # of which one may be its key file
        elif media:
            self.show_page(self.hiding)
            self.hiding.add(media)

    def paste(self) -> None:
        """Open the files on the clipboard, or hide the image on it; on the Hide page, the text on it."""
        paste(self.hiding, self.pages.currentWidget(), self.open_files, self.show_page)

    def show_example(self) -> None:
        """Run the example; while a hide is running, which the example would slow down, show that instead."""
        running, queue = self.hiding.session.running, self.queueing.session.current is not None
        self.show_page(self.queueing if queue else self.hiding if running else self.example)
        if not (running or queue):
            self.example.begin()

    def keep_in(self, folder: Path | None) -> None:
        """Keep the checkpoints of hides in a folder, and offer to resume those there are; None: nothing is kept."""
        self.hiding.session.checkpoints = folder
        self.queueing.session.keep_in(folder)
        if self.queueing.session.locked:
            self.show_page(self.queueing)
        if folder is None:
            self.hiding.session.failed.emit(engine.NotKeptError("There is no folder in which it could be kept."), "")
        self.hiding.refresh()
        self.hiding.offer_unfinished()

    def check(self, path: Path) -> None:
        """Check the security of a file, on its page."""
        self.show_page(self.safety)
        self.safety.open_files([path])

    def show_page(self, page: QWidget) -> None:
        """Bring a page to the front."""
        self.pages.setCurrentWidget(page)
        self.header.mark_page(page)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.open_files(local_paths(event.mimeData()))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about unsaved work and keys, then stop everything."""
        if self.queueing.agree_to_leave() and self.hiding.leave(self.close):
            self.hide()  # before waiting for the threads: a file that is being read is read to its end
            self.shut_down()
            super().closeEvent(event)
        else:
            event.ignore()

    def end(self) -> None:
        """Stop everything without a question, since the system ends the program; a hide is kept as after a crash."""
        self.hiding.session.keep()
        self.hide()
        self.shut_down()

    def shut_down(self) -> None:
        """Cancel all calls, and release the sound devices and meshes that previews hold."""
        if not self._is_shut:
            self._is_shut = True
            self.settings.changed.disconnect(self._apply_settings)
        self.queueing.session.keep()
        self.tasks.close()
        for preview in self.findChildren(QObject):
            if hasattr(preview, "release"):
                preview.release()

    def _connect(self) -> None:
        self.start.chosen.connect(self.open_files)
        self.start.example.connect(self.show_example)
        self.start.tray.opened.connect(lambda: self.show_page(self.revealing))
        self.start.tray.opened.connect(lambda: self.revealing.open(FILE, [KEY]))
        self.example.closed.connect(lambda: self.show_page(self.start))
        self.example.hide_requested.connect(lambda: self.show_page(self.hiding))
        self.header.page_requested.connect(self.show_page)
        self.header.help_requested.connect(self._show_help)
        self.device_line.help_requested.connect(lambda: self._show_help(graphics_card.CHAPTER))
        self.header.safety_requested.connect(lambda: self.show_page(self.safety))
        self.header.settings_requested.connect(self._edit_settings)
        self.header.about_requested.connect(lambda: self._execute(AboutDialog(self)))
        self.header.quit_requested.connect(self.close)
        for session in (self.hiding.session, self.queueing.session):
            session.changed.connect(self._stop_example)
        self.hiding.session.resumed.connect(lambda: self.show_page(self.hiding))
        self.hiding.session.saved.connect(self.settings.add_recent)
        self.revealing.session.opened.connect(self._add_recent)
        self.revealing.checked.connect(self.check)
        for result in (self.hiding.result, self.queueing):
            result.checked.connect(self.check)
        self.safety.back.clicked.connect(lambda: self.show_page(self.header.before))
        paste = QAction(self, shortcut=QKeySequence(QKeySequence.StandardKey.Paste))
        paste.triggered.connect(self.paste)
        self.addAction(paste)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._apply_theme)
        QGuiApplication.styleHints().accessibility().contrastPreferenceChanged.connect(self._apply_theme)
        self.settings.changed.connect(self._apply_settings)

    def _apply_settings(self) -> None:
        self.device_line.refresh()
        if self.settings.theme != self._theme:
            self._theme = self.settings.theme
            self._apply_theme()

    def _show_help(self, chapter: str = "") -> None:
        self.show_page(self.help)
        if chapter:
            self.help.open(chapter)
        self.help.list.setFocus()

    def _edit_settings(self) -> None:
        self._execute(SettingsDialog(self.settings, self))
        if self.settings.language == self._language:
            return
        choices = self.hiding.session.choosing.choices
        if not (choices.secrets or choices.cover or self.revealing.session.secrets) or ask(
                self,
            self.tr("The window will reopen in the new language."), self.tr("Files open in it will be closed."),
            self.tr("Reopen it"), self.tr("Later"),
        ):  # fmt: skip
            self._reopen()

    def _reopen(self) -> None:
        if self.queueing.agree_to_hand_over() and self.hiding.leave(self._reopen):
            self.reopen_requested.emit()

    def _execute(self, dialog: QDialog) -> None:
        dialog.exec()
        dialog.deleteLater()

    def _apply_theme(self, _: object = None) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, self.settings.theme)

    def _stop_example(self) -> None:
        """Stop the example when a hide starts: it would slow the hide down."""
        busy = self.hiding.session.running or self.queueing.session.current is not None
        if busy and self.example.session.running:
            self.example.session.cancel()

    def _add_recent(self) -> None:
        if self.revealing.session.path is not None:
            self.settings.add_recent(self.revealing.session.path)
