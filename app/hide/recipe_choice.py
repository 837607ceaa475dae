"""RecipeChoice: from quick to fine in one row, each step with what one gets and how long it takes on this computer."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

import engine
from app.hide.outlook_text import quality_text
from app.hide.recipe_preview import RecipePreview
from app.kit.text import ElidedLabel, label, plain_tip, set_style_property
from app.text.formatting import duration, file_size
from app.text.verdicts import headline


class RecipeCard(QFrame):
    """A radio button with what to expect of the recipe, in two lines whatever they say."""

    def __init__(self, title: str, intent: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._title, self._intent = title, intent
        self.button = QRadioButton(title)
        font = self.button.font()
        font.setWeight(QFont.Weight.DemiBold)
        self.button.setFont(font)
        self._time = label("", "strong")
        self._gives = ElidedLabel(intent, "small", mode=Qt.TextElideMode.ElideRight)
        top = QHBoxLayout()
        top.addWidget(self.button)
        top.addStretch(1)
        top.addWidget(self._time)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 3, 10, 6)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self._gives)
        self.show_preview(None, chosen=False)

    def show_preview(
        self, preview: RecipePreview | None, *, chosen: bool, worst: engine.Judgement | None = None
    ) -> None:  # fmt: skip
        """Show what to expect, and whether this recipe is chosen; `worst` is the verdict on what comes back worst."""
        set_style_property(self, "chosen", chosen)
        self.button.setChecked(chosen)
        time, gives, failed = "", self._intent, False
        if preview is not None and preview.plan is not None:
            size = file_size(preview.plan.bytes)
            if preview.forecast is not None:
                time = "≈ " + duration(preview.forecast.seconds)
                self.setToolTip(plain_tip(quality_text(preview)))
            else:
                time = "…" if preview.waits else ""
            gives = f"{headline(worst).removesuffix('.') if worst is not None else self._intent}  ·  {size}"
            failed = worst is not None and worst.verdict <= engine.Verdict.RECOGNISABLE
        elif preview is not None and preview.error is not None:
            gives, failed = self.tr("Does not fit"), True
        set_style_property(self._gives, "role", "small-danger" if failed else "small")
        self._gives.setText(gives)
        self._time.setText(time)
        waits = preview is not None and preview.waits
        said = ", ".join(filter(None, (self.tr("Estimating…") if waits else time, gives)))
        self.button.setAccessibleName(f"{self._title}: {said}")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.button.click()
        event.accept()


class RecipeChoice(QWidget):
    """Emits `picked` with a recipe's name."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        titles = {
            "draft": (self.tr("Draft"), self.tr("A quick look: softer and smaller")),
            "standard": (self.tr("Standard"), self.tr("Recommended: right for most")),
            "fine": (self.tr("Fine"), self.tr("The most detail; takes long")),
        }
        self.setAccessibleName(self.tr("Quality"))
        self.cards: dict[str, RecipeCard] = {}
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for name in engine.RECIPES:
            title, intent = titles.get(name, (name.capitalize(), ""))
            card = RecipeCard(title, intent)
            self._group.addButton(card.button)
            card.button.clicked.connect(lambda _, name=name: self.picked.emit(name))
            self.cards[name] = card
            row.addWidget(card, 1)

    def show_previews(
        self, chosen: str, previews: Mapping[str, RecipePreview], worst: Mapping[str, engine.Judgement | None]
    ) -> None:  # fmt: skip
        """Show what to expect of each recipe, and which one is chosen; `worst` as of a card."""
        for name, card in self.cards.items():
            card.show_preview(previews.get(name), chosen=name == chosen, worst=worst.get(name))
