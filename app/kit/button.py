"""Button: a push button of one of a few kinds, with an icon in the colour of its text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QPushButton, QWidget

from app.kit.icons import icon
from app.kit.text import plain_tip, set_style_property

KEYPAD = Qt.KeyboardModifier.KeypadModifier
GAP = 5  # pixels between the icon and the text


class Button(QPushButton):
    """Kinds: primary, plain, quiet, link, tab, and icon, whose text is for screen readers and the tooltip alone."""

    def __init__(self, text: str, kind: str = "plain", icon_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__("" if kind == "icon" else _literal(text), parent)
        self.setProperty("kind", kind)
        self.setAccessibleName(text)
        self._gap = 0 if kind == "icon" else GAP
        self.setIconSize(QSize(20 + self._gap, 20))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if kind == "icon":
            self.setToolTip(plain_tip(text))
        self._icon_name = icon_name
        self.show_icon(icon_name)

    def setText(self, text: str) -> None:
        """Set the text, for screen readers too."""
        super().setText(_literal(text))
        self.setAccessibleName(text)

    def set_kind(self, kind: str) -> None:
        """Make it a button of another kind."""
        set_style_property(self, "kind", kind)
        self.show_icon(self._icon_name)

    def set_brief(self, brief: bool) -> None:
        """Show the icon alone, with the text as its tooltip, or both."""
        if brief != (not self.text()):
            text = self.accessibleName()
            super().setText("" if brief else _literal(text))
            self.setToolTip(plain_tip(text) if brief else "")
            set_style_property(self, "brief", brief)

    def show_icon(self, name: str) -> None:
        """Set the icon, or draw it again in the present colours."""
        self._icon_name = name
        if name:
            roles = {"primary": QPalette.ColorRole.HighlightedText, "link": QPalette.ColorRole.Link}
            colour = self.palette().color(roles.get(self.property("kind"), QPalette.ColorRole.WindowText))
            if not self.isEnabled():
                colour = self.palette().color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText)
            self.setIcon(icon(name, colour, gap=self._gap, mirrored=self.isRightToLeft()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~KEYPAD:
            self.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        redrawn = (QEvent.Type.PaletteChange, QEvent.Type.EnabledChange, QEvent.Type.LayoutDirectionChange)
        if event.type() in redrawn and hasattr(self, "_icon_name"):
            self.show_icon(self._icon_name)
        super().changeEvent(event)


def _literal(text: str) -> str:
    """The text with its ampersands shown: Qt underlines the letter behind a single one."""
    return text.replace("&", "&&")
