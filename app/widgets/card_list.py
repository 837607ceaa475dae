"""CardList: cards one below the other, which scrolls where they are many and takes dragged cards."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.kit.layout_tools import clear_layout, widgets_in
from app.widgets.draggable_card import CARD_MIME, DraggableCard

GAP = 3  # pixels between two cards
LINE = 3  # pixels of the line where a dragged card would go
LEAST = 2  # cards that are seen in the smallest window


class CardList(QScrollArea):
    """Emits `dropped` with the index of a card and the one it was dragged to."""

    dropped = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAcceptDrops(True)
        inner = QWidget()
        inner.setObjectName("surface")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(GAP)
        self._arriving = QVBoxLayout()
        self._arriving.setSpacing(GAP)
        column.setSpacing(GAP)
        column.addLayout(self._cards)
        column.addLayout(self._arriving)
        column.addStretch(1)
        self.setWidget(inner)
        self._line = QFrame(inner)
        self._line.setObjectName("line")
        self._line.hide()

    def cards(self) -> list[DraggableCard]:
        """The cards in their order."""
        return [widget for widget in widgets_in(self._cards) if isinstance(widget, DraggableCard)]

    @property
    def count(self) -> int:
        """How many cards there are, with those that stand for something that has yet to come."""
        return self._cards.count() + self._arriving.count()

    def show_cards(self, cards: Sequence[DraggableCard]) -> None:
        """Show other cards."""
        clear_layout(self._cards)
        for card in cards:
            self._cards.addWidget(card)
            card.show()  # at once: what is hidden takes no focus
        self._fit()

    def show_arriving(self, names: Sequence[str], make: Callable[[str], QWidget]) -> None:
        """Show a widget below the cards for each name of what has yet to come, as high as these; those there stay."""
        left = list(names)
        for widget in widgets_in(self._arriving):
            if left and widget.accessibleName() == left[0]:
                left.pop(0)
            else:
                self._arriving.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        for name in left:
            self._arriving.addWidget(make(name))
        self._fit()

    def height_of(self, count: int) -> int:
        """Pixels that so many cards need."""
        widgets = widgets_in(self._cards) or widgets_in(self._arriving)
        return count * (widgets[0].height() + GAP) - GAP if widgets and count else 0

    def sizeHint(self) -> QSize:
        """As narrow and low as it may be: it takes the room that there is."""
        return QSize(1, self.minimumHeight())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(CARD_MIME):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where the card would go, and scroll where it is dragged to an edge."""
        if not event.mimeData().hasFormat(CARD_MIME):
            event.ignore()
            return
        event.acceptProposedAction()
        at = event.position().toPoint()
        height, bar = self.cards()[0].height(), self.verticalScrollBar()
        if not height // 2 < at.y() < self.viewport().height() - height // 2:
            bar.setValue(bar.value() + (GAP if at.y() > height else -GAP))
        index = self._gap(at.y())
        top = index * (height + GAP) - GAP
        self._line.setGeometry(0, max(0, min(top, self._inner_height() - LINE)), self.viewport().width(), LINE)
        self._line.show()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._line.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """Move a card to where it was dropped; the window handles files."""
        self._line.hide()
        if not event.mimeData().hasFormat(CARD_MIME):
            event.ignore()
            return
        event.acceptProposedAction()
        start = int(event.mimeData().data(CARD_MIME).toStdString())
        gap = self._gap(event.position().toPoint().y())
        end = gap - (gap > start)
        if end != start:
            self.dropped.emit(start, end)

    def _fit(self) -> None:
        self.setMaximumHeight(self.height_of(self.count))
        self.setMinimumHeight(self.height_of(min(LEAST, self.count)))
        self._line.raise_()

    def _inner_height(self) -> int:
        return self.height_of(len(self.cards()))

    def _gap(self, y: int) -> int:
        """The number of cards above a height of the viewport."""
        y += self.verticalScrollBar().value()
        return sum(card.geometry().center().y() < y for card in self.cards())
