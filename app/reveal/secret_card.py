"""SecretCard: one learned secret that was revealed, to be played, saved, upscaled, compared and dragged out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

import engine
from app.kit.button import Button
from app.kit.flow import FlowLayout
from app.previews.by_modality import PREVIEWS, preview_of
from app.reveal.card_header import CardHeader
from app.reveal.upscaling import scales_for, size_in_words
from app.session import Item
from app.text.describing import describe

HEIGHTS = {engine.Audio: 118, engine.Video: 236}  # pixels of the preview
HEIGHT = 196  # of the preview of any other modality


class SecretCard(QWidget):
    """Emits the action the person chose; `save_larger` with the scale."""

    opened = Signal()
    dragged = Signal()
    save = Signal()
    save_larger = Signal(int)
    compare = Signal()

    def __init__(self, item: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = item
        tip = self.tr("Click to enlarge. Drag into a folder to save.")
        self.header = CardHeader(item.name, describe(item.medium), PREVIEWS[type(item.medium)].icon, tip)
        self.preview = preview_of(item.medium)
        self.preview.setFixedHeight(HEIGHTS.get(type(item.medium), HEIGHT))
        self.save_button = Button(self.tr("Save as…"), "plain", "save")
        self.larger_button = larger_button(item.medium, self.save_larger.emit)
        self.compare_button = Button(self.tr("Compare with the original…"), "quiet", "swap")
        for button in (self.save_button, self.larger_button, self.compare_button):
            button.setAccessibleName(f"{button.text()} {item.name}")
        row = FlowLayout(self.save_button, self.larger_button, self.compare_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.setSpacing(8)
        layout.addWidget(self.header)
        layout.addWidget(self.preview)
        layout.addLayout(row)
        self.header.dragged.connect(self.dragged)
        self.header.opened.connect(self.opened)
        self.save_button.clicked.connect(self.save)
        self.compare_button.clicked.connect(self.compare)

    def picture(self) -> QPixmap:
        """What is shown while the secret is dragged."""
        return self.preview.grab()

    def release(self) -> None:
        """Stop playing, before the card is deleted."""
        self.preview.close()


def larger_button(medium: engine.Medium, save: Callable[[int], object]) -> Button:
    """A button with a menu of scales, which calls `save` with the chosen one; hidden if there is none."""
    say = QCoreApplication.translate
    button = Button(say("SecretCard", "Save larger"), "quiet", "down")
    button.setToolTip(
        say("SecretCard", "Networks have no fixed resolution, so this can be rendered finer than it was hidden")
    )
    menu = QMenu(button)
    for scale in scales_for(medium):
        action = menu.addAction(f"{scale} ×   ({size_in_words(medium, scale)})")
        action.triggered.connect(lambda _, scale=scale: save(scale))
    button.setMenu(menu)
    if not menu.actions():
        button.hide()
    return button
