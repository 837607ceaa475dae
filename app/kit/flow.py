"""Flow: a row of widgets that wraps like words in a paragraph."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

GAP = 6  # pixels
CHANGES = (QEvent.Type.LayoutRequest, QEvent.Type.LayoutDirectionChange, QEvent.Type.ChildRemoved)


class Flow(QWidget):
    """Places its children at their size hints, in reading direction, in as many lines as the width needs.

    Not a QLayout: Qt deletes the items of a layout on its own, and may then hand Python the wrapper of a deleted one.
    Here the children are all there is, and they may come and go at any time.
    """

    def __init__(self, *widgets: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for widget in widgets:
            self.add(widget)

    def add(self, widget: QWidget) -> None:
        """Put a widget at the end of the row."""
        hidden = widget.isHidden() and widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
        widget.setParent(self)
        widget.setHidden(hidden)

    def widgets(self) -> list[QWidget]:
        """What is in the row, also what is hidden."""
        return self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)

    def heightForWidth(self, width: int) -> int:
        lines = self._lines(width)
        return sum(_height(line) for line in lines) + GAP * max(0, len(lines) - 1)

    def sizeHint(self) -> QSize:
        """All widgets in one line."""
        hints = [_hint(widget) for widget in self._shown()]
        width = sum(hint.width() for hint in hints) + GAP * max(0, len(hints) - 1)
        return QSize(width, self.heightForWidth(max(width, self.width())))

    def minimumSizeHint(self) -> QSize:
        """As wide as the widest of them."""
        least = [max(one.minimumSizeHint().width(), one.minimumWidth()) for one in self._shown()]
        return QSize(max(least, default=0), self.heightForWidth(self.width()))

    def event(self, event: QEvent) -> bool:
        """One of them has come or gone, or its size has changed."""
        handled = super().event(event)
        if event.type() in CHANGES:
            self._arrange()
            self.updateGeometry()
        return handled

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()
        self.updateGeometry()  # the height follows the width
        super().resizeEvent(event)

    def _shown(self) -> list[QWidget]:
        return [widget for widget in self.widgets() if not widget.isHidden()]

    def _lines(self, width: int) -> list[list[QWidget]]:
        """The widgets of each line."""
        lines, x = list[list[QWidget]](), 0
        for widget in self._shown():
            wide = _hint(widget).width()
            if not lines or x + wide > width:
                lines.append([])
                x = 0
            lines[-1].append(widget)
            x += wide + GAP
        return lines

    def _arrange(self) -> None:
        """Put each widget in the middle of its line."""
        y = 0
        for line in self._lines(self.width()):
            x, height = 0, _height(line)
            for widget in line:
                size = _hint(widget).boundedTo(QSize(max(1, self.width()), height))
                left = self.width() - x - size.width() if self.isRightToLeft() else x
                widget.setGeometry(QRect(left, y + (height - size.height()) // 2, size.width(), size.height()))
                x += size.width() + GAP
            y += height + GAP


def _hint(widget: QWidget) -> QSize:
    return widget.sizeHint().expandedTo(widget.minimumSize()).boundedTo(widget.maximumSize())


def _height(line: list[QWidget]) -> int:
    return max((_hint(widget).height() for widget in line), default=0)
