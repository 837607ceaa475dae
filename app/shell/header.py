"""Header: the logo, a tab for each page, and the menu."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QColor, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QWidget

from app.kit.button import Button
from app.kit.icons import icon, pixmap
from app.kit.text import label, plain_tip

LOGO = 28  # pixels


class Header(QFrame):
    """Emits `page_requested` with the page of a tab, and one signal for each entry of the menu."""

    page_requested = Signal(QWidget)
    help_requested = Signal()
    safety_requested = Signal()
    settings_requested = Signal()
    about_requested = Signal()
    quit_requested = Signal()

    def __init__(self, pages: list[tuple[str, QWidget]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("head")
        self.before = self._page = pages[0][1]  # the page that was in front before, and the one that is
        self._logo = QLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 10, 16, 10)
        row.setSpacing(6)
        row.addWidget(self._logo)
        row.addSpacing(4)
        self._name = label("Undersong", "heading")
        row.addWidget(self._name)
        row.addSpacing(26)
        self.tabs: list[tuple[Button, QWidget]] = []  # not a QButtonGroup, of which Tab would visit one button only
        for number, (text, page) in enumerate(pages, 1):
            tab = Button(text, "tab")
            tab.setCheckable(True)
            tab.setShortcut(QKeySequence(f"Ctrl+{number}"))
            tab.setToolTip(plain_tip(f"{text} ({tab.shortcut().toString(QKeySequence.SequenceFormat.NativeText)})"))
            tab.clicked.connect(lambda _, page=page: self.page_requested.emit(page))
            row.addWidget(tab)
            self.tabs.append((tab, page))
        row.addStretch(1)
        self.more = Button(self.tr("More"), "icon", "more")
        self.more.setMenu(self._menu())
        row.addWidget(self.more)
        self._draw()

    def mark_page(self, page: QWidget) -> None:
        """Check the tab of the page in front, if it has one, and focus it if the focus would be lost."""
        if page is not self._page:
            self.before, self._page = self._page, page
        focus = self.window().focusWidget()
        movable = focus is None or not focus.isVisible() or focus in [tab for tab, _ in self.tabs]
        for tab, target in self.tabs:
            tab.setChecked(target is page)
            if target is page and movable:
                tab.setFocus()

    def event(self, event: QEvent) -> bool:
        """Leave the program's name out where the tabs need its room."""
        row = self.layout() if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize) else None
        if row is not None:
            hidden = self._name.sizeHint().width() + row.spacing() if self._name.isHidden() else 0
            self._name.setHidden(row.sizeHint().width() + hidden > self.width())
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.DevicePixelRatioChange) and hasattr(self, "more"):
            self._draw()
        super().changeEvent(event)

    def _draw(self) -> None:
        self._logo.setPixmap(pixmap("undersong", QColor("white"), LOGO, self.devicePixelRatioF()))
        for action in self.more.menu().actions():
            if action.data():
                action.setIcon(icon(action.data(), self.palette().windowText().color()))

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        for text, keys, name, signal in (
            (self.tr("Help"), QKeySequence("F1"), "help", self.help_requested),
            (self.tr("Is my file safe?"), QKeySequence("F2"), "safety", self.safety_requested),
            (self.tr("Settings…"), QKeySequence("Ctrl+,"), "settings", self.settings_requested),
            (self.tr("About Undersong…"), QKeySequence(), "info", self.about_requested),
            (self.tr("Quit"), QKeySequence("Ctrl+Q"), "", self.quit_requested),
        ):
            if not name:
                menu.addSeparator()
            action = QAction(text, menu)
            action.setShortcut(keys)
            action.setData(name)
            action.triggered.connect(signal)
            menu.addAction(action)
            self.addAction(action)  # so that its shortcut works while the menu is closed
        menu.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground, False)
        return menu
