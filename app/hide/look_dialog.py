"""LookDialog: a Look of its own, as large as the window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.hide.look import Look
from app.hide.look_offers import LookOffer
from app.kit.button import Button

SIZE = (1040, 680)  # pixels


class LookDialog(QDialog):
    """Closes when an offer is taken, which is in `offer` then; Escape closes it without one."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(name.replace("[*]", "[*][*]"))  # one alone stands for "changed"
        self.resize(*SIZE)
        self.offer: LookOffer | None = None
        self.look = Look(inline=False)
        close = Button(self.tr("Close"), "plain")
        close.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(self.look, 1)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignTrailing)
        self.look.taken.connect(self._take)

    def done(self, result: int) -> None:
        self.look.release()
        super().done(result)

    def _take(self, offer: LookOffer) -> None:
        self.offer = offer
        self.accept()
