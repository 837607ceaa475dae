"""FlowLayout: a row of widgets that wraps like words in a paragraph."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Places widgets at their size hints, in reading direction, in as many lines as the width needs."""

    def __init__(self, *widgets: QWidget, spacing: int = 6) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)
        for widget in widgets:
            self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, area: QRect) -> None:
        super().setGeometry(area)
        self._arrange(area, move=True)

    def sizeHint(self) -> QSize:
        """All widgets in one line."""
        hints = [item.sizeHint() for item in self._visible()]
        gaps = self.spacing() * max(0, len(hints) - 1)
        return QSize(sum(hint.width() for hint in hints) + gaps, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        """The largest widget, alone in its line."""
        result = QSize(0, 0)
        for item in self._visible():
            result = result.expandedTo(item.minimumSize())
        return result

    def _visible(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, area: QRect, *, move: bool) -> int:
        """The height of the lines in `area`; with `move` the widgets are placed there, in the middle of their lines."""
        lines: list[list[tuple[QLayoutItem, QSize, int]]] = [[]]
        x = 0
        for item in self._visible():
            size = item.sizeHint().boundedTo(QSize(max(area.width(), 1), 1 << 20))
            if x and x + size.width() > area.width():
                x = 0
                lines.append([])
            lines[-1].append((item, size, x))
            x += size.width() + self.spacing()
        parent = self.parentWidget()
        mirrored = parent is not None and parent.isRightToLeft()
        y = 0
        for line in lines:
            height = max((size.height() for _, size, _ in line), default=0)
            for item, size, x in line if move else ():
                left = area.right() + 1 - x - size.width() if mirrored else area.left() + x
                item.setGeometry(
                    QRect(left, area.top() + y + (height - size.height()) // 2, size.width(), size.height())
                )
            y += height + self.spacing()
        return y - self.spacing()
