"""CoverPanel: the cover of an Undersong file: large while it is alone, a card once a secret has the stage."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

import engine
from app.kit.button import Button
from app.kit.flow import Flow
from app.kit.text import ElidedLabel, label
from app.previews.by_modality import preview_of
from app.previews.preview import Preview
from app.reveal.size_choice import SizeChoice
from app.session import Item
from app.text.describing import describe
from app.widgets.medium_card import MediumCard
from app.widgets.panel import Panel
from app.widgets.viewer import view


class CoverPanel(Panel):
    """Emits `save` with the scale in which the cover is to be saved; the page reacts to the other buttons."""

    save = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(self.tr("The cover"))
        self.other = Button(self.tr("Other file…"), "quiet", "swap")
        self.save_button = Button(self.tr("Save the cover…"), "quiet", "save")
        self.check = Button(self.tr("Is it safe?"), "quiet", "safety")
        self.size_choice: SizeChoice | None = None
        self._name, self._note = ElidedLabel("", "heading"), label("", "muted")
        self._preview: Preview | None = None
        self._card: MediumCard | None = None
        self._aside = False
        self._texts = QWidget()
        texts = QVBoxLayout(self._texts)
        texts.setContentsMargins(0, 0, 0, 0)
        texts.setSpacing(2)
        texts.addWidget(self._name)
        texts.addWidget(self._note)
        self.body.addWidget(self._texts)
        self._buttons = Flow(self.other, self.check, self.save_button)
        self.body.addWidget(self._buttons)
        self.save_button.clicked.connect(lambda: self.save.emit(self.size_choice.scale if self.size_choice else 1))

    def show_cover(self, name: str, cover: engine.Medium) -> None:
        """Show the cover of a file of this name."""
        self.release()
        self._name.setText(name)
        self._note.setText(describe(cover))
        item = Item(name, cover)
        self._preview, self._card = preview_of(cover), MediumCard(item, compact=True)
        self.size_choice = SizeChoice(cover, name)
        self._card.opened.connect(partial(view, item, self))
        self.body.insertWidget(1, self._preview, 1)
        self.body.insertWidget(2, self._card)
        self._buttons.add(self.size_choice)
        self._arrange()

    def release(self) -> None:
        """Show nothing."""
        if self._preview is not None:
            self._preview.close()
        for widget in (self._preview, self._card, self.size_choice):
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._preview = self._card = self.size_choice = None

    def step_aside(self, on: bool) -> None:
        """Become a card, or large again."""
        if on != self._aside:
            self._aside = on
            self._arrange()

    def _arrange(self) -> None:
        self._texts.setHidden(self._aside)
        if self._preview is not None and self._card is not None and self.size_choice is not None:
            self.size_choice.setHidden(self._aside or self.size_choice.count() == 1)
            self._preview.setHidden(self._aside)
            self._card.setVisible(self._aside)
        self.body.setContentsMargins(*((12, 10, 12, 10) if self._aside else (20, 16, 20, 18)))  # as of any panel
