"""RecipeChoice: three ways to hide, by what one wants, each with its time and size on this computer."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

import engine
from app.outcome import about
from app.widgets.text import label, set_role


class RecipeCard(QFrame):
    """One way to hide."""

    picked = Signal()

    def __init__(self, title: str, intent: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._title, self._intent = title, intent
        self._facts = label("", "small", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 12, 12)
        layout.setSpacing(4)
        layout.addWidget(label(title, "strong"))
        layout.addWidget(label(intent, "muted", wrap=True))
        layout.addStretch(1)
        layout.addWidget(self._facts)
        self.tell(None, False)

    def tell(self, forecast: object, chosen: bool) -> None:
        """Show what to expect, and whether this is the one."""
        set_role(self, "chosen", chosen)
        if isinstance(forecast, engine.Plan):
            facts = about(forecast)
        elif isinstance(forecast, engine.EngineError):
            facts = self.tr("Does not fit")
        else:
            facts = " "
        set_role(self._facts, "role", "danger" if isinstance(forecast, engine.EngineError) else "small")
        self._facts.setText(facts)
        state = self.tr("chosen") if chosen else self.tr("not chosen")
        self.setAccessibleName(f"{self._title}: {self._intent} {facts} ({state})")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click chooses it."""
        self.picked.emit()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """So do Enter and Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.picked.emit()
        else:
            super().keyPressEvent(event)


class RecipeChoice(QWidget):
    """Emits `picked` with a recipe's name."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        intents = {
            "draft": (self.tr("Draft"), self.tr("A quick try.")),
            "standard": (self.tr("Standard"), self.tr("Good for most things.")),
            "fine": (self.tr("Fine"), self.tr("As close as it gets.")),
        }
        self.cards: dict[str, RecipeCard] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for name in engine.RECIPES:
            title, intent = intents.get(name, (name.capitalize(), ""))
            card = RecipeCard(title, intent)
            card.picked.connect(lambda name=name: self.picked.emit(name))
            self.cards[name] = card
            row.addWidget(card, 1)

    def tell(self, chosen: str, forecasts: dict[str, object]) -> None:
        """Show the forecasts and which one is chosen."""
        for name, card in self.cards.items():
            card.tell(forecasts.get(name), name == chosen)
