"""OfferRow: small buttons, each of which does what it says; as many lines of them as the width needs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.kit.button import Button
from app.kit.flow import Flow


class OfferRow(Flow):
    """Emits `picked` with the index of the button that was pressed; buttons stay, so that the focus does."""

    picked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.buttons: list[Button] = []
        policy = self.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
        self.setSizePolicy(policy)
        self._line = Button("x", "small").sizeHint().height()

    def show_offers(self, offers: Sequence[tuple[str, str]]) -> None:
        """Show a button for each text and icon."""
        while len(self.buttons) < len(offers):
            button = Button("", "small")
            button.clicked.connect(partial(self.picked.emit, len(self.buttons)))
            self.buttons.append(button)
            self.add(button)
        for button, (text, icon) in zip(self.buttons, offers, strict=False):
            button.setText(text)
            button.show_icon(icon)
        for index, button in enumerate(self.buttons):
            button.setVisible(index < len(offers))

    def heightForWidth(self, width: int) -> int:
        """At least that of a line, so that nothing moves when the first offer comes."""
        return max(self._line, super().heightForWidth(width))

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(1, self.heightForWidth(self.width()))
