"""Window: the three pages, what is dropped or pasted anywhere, and the way out."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QCloseEvent,
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QIcon,
    QImage,
    QKeySequence,
)
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QMenu,
    QMessageBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

import engine
from app import theme
from app.hide_page import HidePage
from app.hide_session import HideSession
from app.icons import pixmap
from app.pasting import medium_of
from app.reveal_page import RevealPage
from app.reveal_session import RevealSession
from app.session import Item
from app.settings import CHOICES, Settings
from app.start_page import StartPage
from app.widgets.button import Button
from app.widgets.drop_zone import local_files
from app.widgets.text import label
from app.worker import Bench
from resources import ROOT

EXAMPLE_COVER, EXAMPLE_SECRETS = "coffee.jpg", ("music.flac", "spot.ply")


class Window(QMainWindow):
    """The one window."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Undersong")
        self.setAcceptDrops(True)
        self.resize(1280, 800)
        self.setMinimumSize(720, 520)
        self.settings = settings
        self.bench = Bench(self)
        self.start = StartPage()
        self.hiding = HidePage(HideSession(self.bench, self))
        self.revealing = RevealPage(RevealSession(self.bench, self))
        self.pages = QStackedWidget()
        for page in (self.start, self.hiding, self.revealing):
            self.pages.addWidget(page)
        body = QWidget()
        body.setObjectName("page")
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._head())
        layout.addWidget(self.pages, 1)
        self.setCentralWidget(body)
        self.start.chosen.connect(self.take)
        self.start.example.connect(self.show_example)
        paste = QAction(self, shortcut=QKeySequence(QKeySequence.StandardKey.Paste))
        paste.triggered.connect(self.paste)
        self.addAction(paste)
        QGuiApplication.styleHints().colorSchemeChanged.connect(lambda _: self.dress())
        settings.changed.connect(self.dress)

    def dress(self) -> None:
        """Put on the chosen colours."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, self.settings.theme)

    def take(self, paths: list[Path]) -> None:
        """Files from anywhere: media go to Hide, an Undersong file to Reveal, and of both one asks."""
        stegos = [path for path in paths if engine.is_stego(path)]
        media = [path for path in paths if path not in stegos]
        if stegos and media:
            reveal = self._ask(
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
            self.hiding.session.add_secrets(media)

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
                self.hiding.session.add_medium(Item(self.tr("Pasted image"), medium))

    def show_example(self) -> None:
        """Fill the Hide page with the files that come with the program."""
        folder = ROOT / "examples"
        self.turn(self.hiding)
        self.hiding.session.clear()
        self.hiding.choose.key.show_key(self.hiding.session.choices.key or engine.Key.generate())
        self.hiding.session.set_cover(folder / EXAMPLE_COVER)
        self.hiding.session.add_secrets([folder / name for name in EXAMPLE_SECRETS])
        self.hiding.session.choose(engine.DRAFT.name)

    def turn(self, page: QWidget) -> None:
        """Go to a page."""
        self.pages.setCurrentWidget(page)
        for button, target in self._tabs:
            button.setChecked(target is page)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped anywhere."""
        if local_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take them."""
        event.acceptProposedAction()
        self.take(local_files(event.mimeData()))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask while a file is being made or is not saved yet; then stop everything."""
        session = self.hiding.session
        unsaved = session.outcome is not None and session.path is None
        if session.running or unsaved:
            text = (
                self.tr("The file is still being made.") if session.running else self.tr("The file is not saved yet.")
            )
            if not self._ask(text, self.tr("Closing now loses it."), self.tr("Close anyway"), self.tr("Stay")):
                event.ignore()
                return
        self.bench.close()
        for preview in self.findChildren(QObject):
            if hasattr(preview, "release"):
                preview.release()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the sign in the head sharp on every screen."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._sign.setPixmap(pixmap("undersong", QColor("white"), 28, self.devicePixelRatioF()))
        super().changeEvent(event)

    def _ask(self, text: str, more: str, yes: str, no: str) -> bool:
        box = QMessageBox(self)
        box.setWindowTitle("Undersong")
        box.setText(text)
        box.setInformativeText(more)
        first = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(no, QMessageBox.ButtonRole.RejectRole))
        box.exec()
        return box.clickedButton() is first

    def _head(self) -> QFrame:
        head = QFrame()
        head.setObjectName("head")
        row = QHBoxLayout(head)
        row.setContentsMargins(24, 10, 16, 10)
        row.setSpacing(6)
        self._sign = QLabel()
        self._sign.setPixmap(pixmap("undersong", QColor("white"), 28, self.devicePixelRatioF()))
        row.addWidget(self._sign)
        row.addSpacing(4)
        row.addWidget(label("Undersong", "heading"))
        row.addSpacing(26)
        group = QButtonGroup(head)
        self._tabs: list[tuple[Button, QWidget]] = []
        for text, icon, page in (
            (self.tr("Start"), "", self.start),
            (self.tr("Hide"), "", self.hiding),
            (self.tr("Reveal"), "", self.revealing),
        ):
            tab = Button(text, "tab", icon)
            tab.setCheckable(True)
            tab.setChecked(page is self.start)
            tab.clicked.connect(lambda _, page=page: self.turn(page))
            group.addButton(tab)
            row.addWidget(tab)
            self._tabs.append((tab, page))
        row.addStretch(1)
        more = Button(self.tr("Settings"), "icon", "more")
        more.setMenu(self._menu(more))
        row.addWidget(more)
        return head

    def _menu(self, parent: QWidget) -> QMenu:
        menu = QMenu(parent)
        names = {"system": self.tr("Colours of the system"), "light": self.tr("Light"), "dark": self.tr("Dark")}
        group = QActionGroup(menu)
        for choice in CHOICES:
            action = menu.addAction(QIcon(), names[choice])
            action.setCheckable(True)
            action.setChecked(choice == self.settings.theme)
            action.triggered.connect(lambda _, choice=choice: setattr(self.settings, "theme", choice))
            group.addAction(action)
        menu.addSeparator()
        keep = menu.addAction(self.tr("Remember this choice"))
        keep.setCheckable(True)
        keep.setChecked(self.settings.remember)
        keep.toggled.connect(lambda on: setattr(self.settings, "remember", on))
        menu.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground, False)
        return menu
