"""Button: a push button by kind, with an icon in the colour of its text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QPushButton, QWidget

from app.kit.icons import icon


class Button(QPushButton):
    """Kinds: primary, plain, quiet, link, icon (no text, a name for screen readers), tab."""

    def __init__(self, text: str, kind: str = "plain", icon_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__("" if kind == "icon" else text, parent)
        self.setProperty("kind", kind)
        self.setAccessibleName(text)
        self._room = 0 if kind == "icon" else 5
        self.setIconSize(QSize(20 + self._room, 20))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if kind == "icon":
            self.setToolTip(text)
        self._icon_name = icon_name
        self.show_icon(icon_name)

    def setText(self, text: str) -> None:
        """Change what stands on it and what a screen reader says."""
        super().setText(text)
        self.setAccessibleName(text)

    def show_icon(self, name: str) -> None:
        """Change the icon."""
        self._icon_name = name
        if name:
            kind = self.property("kind")
            roles = {"primary": QPalette.ColorRole.HighlightedText, "link": QPalette.ColorRole.Link}
            colour = self.palette().color(roles.get(kind, QPalette.ColorRole.WindowText))
            if not self.isEnabled():
                colour = self.palette().color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText)
            self.setIcon(icon(name, colour, room=self._room, before=self.isRightToLeft()))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the colours of the program, its direction, and whether the button can be pressed."""
        kinds = (QEvent.Type.PaletteChange, QEvent.Type.EnabledChange, QEvent.Type.LayoutDirectionChange)
        if event.type() in kinds and hasattr(self, "_icon_name"):
            self.show_icon(self._icon_name)
        super().changeEvent(event)
