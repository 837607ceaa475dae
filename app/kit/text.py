"""Labels by role."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


def label(text: str, role: str = "", *, wrap: bool = False, selectable: bool = False) -> QLabel:
    """A label that looks like its role: title, heading, strong, muted, small, danger, good, number, word."""
    result = QLabel(text)
    result.setProperty("role", role)
    result.setWordWrap(wrap)
    result.setTextFormat(Qt.TextFormat.PlainText)
    if selectable:
        result.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    return result


def set_role(widget: QWidget, name: str, value: object) -> None:
    """Change a property the style sheet looks at, and look again."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class Elided(QLabel):
    """One line that is cut where the room ends, a name in its middle; the tooltip has it whole."""

    def __init__(
        self,
        text: str,
        role: str = "",
        *,
        cut: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._mode = cut
        self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._align()
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show another text."""
        self._full = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self._cut()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut anew."""
        self._cut()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Begin where the layout begins, whatever script the text is in."""
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._align()
        super().changeEvent(event)

    def minimumSizeHint(self) -> QSize:
        """It gives way to everything."""
        return QSize(40, super().minimumSizeHint().height())

    def _align(self) -> None:
        side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        self.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)

    def _cut(self) -> None:
        super().setText(self.fontMetrics().elidedText(self._full, self._mode, max(40, self.width())))
