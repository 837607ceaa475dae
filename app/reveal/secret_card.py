"""SecretCard: one learned secret that was revealed, as large as there is room, with all that can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QVBoxLayout, QWidget

import engine
from app.kit.button import Button
from app.kit.flow import Flow
from app.kit.text import label
from app.previews.by_modality import PREVIEWS, preview_of
from app.reveal.card_header import CardHeader
from app.reveal.size_choice import SizeChoice
from app.session import Item
from app.text.describing import describe
from app.text.verdicts import role, sentence

HEIGHT = 150  # pixels of a preview at least


class SecretCard(QWidget):
    """Emits the action the person chose; `save` with the scale.

    `given` is the size it had before it was hidden, and `judgement` the verdict that is sealed with it, if any.
    """

    opened = Signal()
    dragged = Signal()
    save = Signal(int)
    compare = Signal()

    def __init__(
        self, item: Item, given: str = "", judgement: engine.Judgement | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.item = item
        tip = self.tr("Click to enlarge. Drag into a folder to save.")
        described = describe(item.medium)
        if given:
            described += "  ·  " + self.tr("was given at %s") % given
        self.header = CardHeader(item.name, described, PREVIEWS[type(item.medium)].icon, tip)
        self.preview = preview_of(item.medium)
        self.preview.setMinimumHeight(HEIGHT)
        self.save_button = Button(self.tr("Save…"), "primary", "save")
        self.size_choice = SizeChoice(item.medium, item.name)
        self.compare_button = Button(self.tr("Compare with the original…"), "quiet", "swap")
        for button in (self.save_button, self.compare_button):
            button.setAccessibleName(f"{button.text()} {item.name}")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.header)
        layout.addWidget(self.preview, 1)
        if judgement is not None:
            self.state = label(sentence(judgement), role(judgement), wrap=True)
            self.state.setToolTip(self.tr("Compared with what was given, before it was sent."))
            layout.addWidget(self.state)
        layout.addWidget(Flow(self.save_button, self.size_choice, self.compare_button))
        self.header.dragged.connect(self.dragged)
        self.header.opened.connect(self.opened)
        self.save_button.clicked.connect(lambda: self.save.emit(self.size_choice.scale))
        self.compare_button.clicked.connect(self.compare)

    def picture(self) -> QPixmap:
        """What is shown while the secret is dragged."""
        return self.preview.grab()

    def release(self) -> None:
        """Stop playing, before the card is deleted."""
        self.preview.close()
