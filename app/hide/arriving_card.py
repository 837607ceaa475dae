"""ArrivingCard: the place in the list of a file that is being opened, with its name."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.hide.chosen_card import EDGE, THUMBNAIL
from app.kit.text import ElidedLabel


class ArrivingCard(QFrame):
    """As high as the card that takes its place: nothing moves when the file is there."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("arriving")
        self.setAccessibleName(name)
        lines = ElidedLabel(name, "muted"), ElidedLabel(self.tr("Opening…"), "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(THUMBNAIL.width() + 16, 3, 4, 3)
        column.setSpacing(0)
        for line in lines:
            line.ensurePolished()
            column.addWidget(line)
        self.setFixedHeight(max(sum(line.fontMetrics().height() for line in lines), THUMBNAIL.height()) + EDGE)
