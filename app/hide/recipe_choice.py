"""RecipeChoice: one card for each recipe, with the time, quality and size to expect on this computer."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

import engine
from app.hide.outlook_text import quality_text
from app.hide.recipe_preview import RecipePreview
from app.kit.text import label, set_style_property
from app.text.formatting import duration, file_size


class RecipeCard(QFrame):
    """A radio button with what to expect of the recipe."""

    def __init__(self, title: str, intent: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._title, self._intent = title, intent
        self.button = QRadioButton(title)
        font = self.button.font()
        font.setWeight(QFont.Weight.DemiBold)
        self.button.setFont(font)
        self._facts = label(
            "≈\n≈\n–", "small", wrap=True
        )  # the symbols may come from a fallback font with taller lines
        self._facts.ensurePolished()
        self._facts.setMinimumHeight(self._facts.sizeHint().height())
        self._facts.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.setSpacing(4)
        layout.addWidget(self.button)
        layout.addWidget(label(intent, "muted", wrap=True))
        layout.addStretch(1)
        layout.addWidget(self._facts)
        self.show_preview(None, chosen=False)

    def show_preview(self, preview: RecipePreview | None, *, chosen: bool) -> None:
        """Show what to expect, and whether this recipe is chosen."""
        set_style_property(self, "chosen", chosen)
        self.button.setChecked(chosen)
        lines, failed = [], False
        if preview is not None and preview.plan is not None:
            if preview.forecast is not None:
                lines += ["≈ " + duration(preview.forecast.seconds), quality_text(preview)]
            elif preview.waits:
                lines.append(self.tr("Estimating…"))
            lines.append(file_size(preview.plan.bytes))
        elif preview is not None and preview.error is not None:
            lines, failed = [self.tr("Does not fit")], True
        set_style_property(self._facts, "role", "danger" if failed else "small")
        self._facts.setText("\n".join(lines))
        self.button.setAccessibleName(f"{self._title}: {self._intent} {', '.join(lines)}")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.button.click()
        event.accept()


class RecipeChoice(QWidget):
    """Emits `picked` with a recipe's name."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        intents = {
            "draft": (self.tr("Draft"), self.tr("For a quick test.")),
            "standard": (self.tr("Standard"), self.tr("For most files.")),
            "fine": (self.tr("Fine"), self.tr("The best quality.")),
        }
        self.cards: dict[str, RecipeCard] = {}
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for name in engine.RECIPES:
            title, intent = intents.get(name, (name.capitalize(), ""))
            card = RecipeCard(title, intent)
            self._group.addButton(card.button)
            card.button.clicked.connect(lambda _, name=name: self.picked.emit(name))
            self.cards[name] = card
            row.addWidget(card, 1)

    def show_previews(self, chosen: str, previews: dict[str, RecipePreview]) -> None:
        """Show what to expect of each recipe, and which one is chosen."""
        for name, card in self.cards.items():
            card.show_preview(previews.get(name), chosen=name == chosen)
