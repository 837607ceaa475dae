"""Head: the sign, a tab for each page, and the menu of what is seldom needed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QColor, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QWidget

from app.kit.button import Button
from app.kit.icons import icon, pixmap
from app.kit.text import label

SIGN = 28  # pixels


class Head(QFrame):
    """Emits `turned` with the page whose tab was pressed, and one signal for each line of the menu."""

    turned = Signal(QWidget)
    helped = Signal()
    checking = Signal()
    setting = Signal()
    about = Signal()
    leaving = Signal()

    def __init__(self, pages: list[tuple[str, QWidget]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("head")
        self._sign = QLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 10, 16, 10)
        row.setSpacing(6)
        row.addWidget(self._sign)
        row.addSpacing(4)
        row.addWidget(label("Undersong", "heading"))
        row.addSpacing(26)
        self.tabs: list[tuple[Button, QWidget]] = []  # in no group: of one, Tab comes by a single button
        for number, (text, page) in enumerate(pages, 1):
            tab = Button(text, "tab")
            tab.setCheckable(True)
            tab.setShortcut(QKeySequence(f"Ctrl+{number}"))
            tab.setToolTip(f"{text} ({tab.shortcut().toString(QKeySequence.SequenceFormat.NativeText)})")
            tab.clicked.connect(lambda _, page=page: self.turned.emit(page))
            row.addWidget(tab)
            self.tabs.append((tab, page))
        row.addStretch(1)
        self.more = Button(self.tr("More"), "icon", "more")
        self.more.setMenu(self._menu())
        row.addWidget(self.more)
        self._draw()

    def mark(self, page: QWidget) -> None:
        """Show which page is in front; a page without a tab leaves them all unmarked."""
        here = self.window().focusWidget()
        for tab, target in self.tabs:
            tab.setChecked(target is page)
            if target is page and (here is None or not here.isVisible() or here in [other for other, _ in self.tabs]):
                tab.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the colours; keep the sign sharp on every screen."""
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.DevicePixelRatioChange) and hasattr(self, "more"):
            self._draw()
        super().changeEvent(event)

    def _draw(self) -> None:
        self._sign.setPixmap(pixmap("undersong", QColor("white"), SIGN, self.devicePixelRatioF()))
        for action in self.more.menu().actions():
            if action.data():
                action.setIcon(icon(action.data(), self.palette().windowText().color()))

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        for text, keys, name, signal in (
            (self.tr("Help"), QKeySequence("F1"), "help", self.helped),
            (self.tr("Is my file safe?"), QKeySequence("F2"), "safety", self.checking),
            (self.tr("Settings…"), QKeySequence("Ctrl+,"), "settings", self.setting),
            (self.tr("About Undersong…"), QKeySequence(), "info", self.about),
            (self.tr("Quit"), QKeySequence("Ctrl+Q"), "", self.leaving),
        ):
            if not name:
                menu.addSeparator()
            action = QAction(text, menu)
            action.setShortcut(keys)
            action.setData(name)
            action.triggered.connect(signal)
            menu.addAction(action)
            self.addAction(action)  # so that its keys work while the menu is closed
        menu.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground, False)
        return menu
