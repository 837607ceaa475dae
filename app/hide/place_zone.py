"""PlaceZone: a drop zone that fills a place of the Hide page while it is empty, and is one line below what is there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QDropEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QWidget

from app.kit.button import Button
from app.kit.layout_tools import widgets_in
from app.kit.text import ElidedLabel, label, set_style_property
from app.widgets.drop_zone import DropZone

Policy = QSizePolicy.Policy
TALL, THIN = (24, 22, 24, 20), (12, 4, 5, 4)  # pixels of margins
NARROWEST, SHORT = 240, 360  # pixels of width: the least, and from which the short title is shown
ROOMY = 430  # pixels of width from which the smaller buttons show their texts


class PlaceZone(DropZone):
    """Tall, it shows its title, its buttons and `below`; thin, a short title and the buttons in one line."""

    def __init__(
        self, title: str, short: str, button: str, *, more: Sequence[Button], below: QWidget, many: bool = True
    ) -> None:
        super().__init__(title, "", button, many=many, anything=many)
        self._tall, self._low = True, False
        self._below = below
        self._all = (self.button, *more)
        self._head, self._short = label(title, "heading", wrap=True), ElidedLabel(short, "muted")
        self._short.setSizePolicy(Policy.Expanding, Policy.Preferred)
        self._line = QHBoxLayout()
        self._line.setSpacing(6)
        for widget in widgets_in(self._row):
            widget.setParent(None)
        while self._row.count():
            self._row.takeAt(0)
        self._title.hide()
        self._row.setDirection(QBoxLayout.Direction.TopToBottom)
        self._row.setSpacing(14)
        self._row.addWidget(self._head)
        self._row.addLayout(self._line)
        self._row.addWidget(below)
        self._row.addStretch(1)
        self._line.addWidget(self._short, 1)
        for each in self._all:
            self._line.addWidget(each, 0, Qt.AlignmentFlag.AlignVCenter)
        self._line.addStretch(1)
        self.set_tall(True)

    def set_tall(self, tall: bool) -> None:
        """Fill the place, or be one line."""
        self._tall = tall
        set_style_property(self, "thin", not tall)
        self._head.setVisible(tall)
        self.set_low(self._low)
        self._line.setStretch(self._line.count() - 1, int(tall))
        self._row.setContentsMargins(*(TALL if tall else THIN))
        self.setSizePolicy(Policy.Preferred, Policy.Expanding if tall else Policy.Fixed)
        for each in self._all:
            set_style_property(each, "kind", "plain" if tall else "small")
        self._show_texts()

    def set_low(self, low: bool) -> None:
        """Leave out what is below in a low window."""
        self._low = low
        self._below.setVisible(self._tall and not low)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the place is: the buttons follow it."""
        return QSize(NARROWEST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._show_texts()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand on all that was dropped, also where one is wanted: what is not taken is asked about."""
        set_style_property(self, "over", False)
        paths = self._paths(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.chosen.emit(paths)

    def _show_texts(self) -> None:
        """In a narrow place the smaller buttons show their icons alone, and in a very narrow one that is all."""
        self._short.setVisible(not self._tall and self.width() >= SHORT)
        for each in self._all[1:]:
            each.set_brief(not self._tall or self.width() < ROOMY)
