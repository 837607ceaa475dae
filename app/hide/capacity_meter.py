"""CapacityMeter: how much of the vault the secrets use, how much they exceed it by, and what would make them fit."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

import engine
from app.hide.offer_row import OfferRow
from app.hide.outlook_text import offer_text
from app.hide.recipe_preview import Offer, RecipePreview
from app.kit.text import label, set_style_property
from app.text.formatting import file_size

BAR, ROW = 130, 36  # pixels: width of the bar, height of the row with or without offers


class CapacityMeter(QWidget):
    """Emits `accepted` with an offer whose button was pressed, and `rebuilt` when the buttons change."""

    accepted = Signal(object)
    rebuilt = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offers: tuple[Offer, ...] = ()
        self._bar = QProgressBar(textVisible=False)
        self._bar.setRange(0, 1000)
        self._left, self._right = label(self.tr("Room"), "muted"), label("", "muted")
        self._bar.setMaximumWidth(BAR)
        self._bar.setMinimumWidth(BAR // 4)
        self._offer_row = OfferRow()
        self._offer_row.picked.connect(lambda index: self.accepted.emit(self._offers[index]))
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 0, 0, 0)
        row.setSpacing(10)
        for widget in (self._left, self._bar, self._right):
            row.addWidget(widget)
        row.addWidget(self._offer_row, 1)
        row.addStrut(ROW)

    def show_preview(self, preview: RecipePreview | None, secrets: int, offers: tuple[Offer, ...] = ()) -> None:
        """Show the capacity of a plan, or by how much `secrets` secrets exceed it, and buttons for the offers."""
        plan, error = (None, None) if preview is None else (preview.plan, preview.error)
        if plan is not None:
            room = plan.room_for_files or plan.room_bytes  # in the bytes that a person can count
            if secrets == 0:
                self._show(self.tr("%s for secrets") % file_size(room), 0, 1)
            else:
                percent = self.tr("%s in use") % self._percent(plan.used, plan.available)
                used = round(room * plan.used / max(1, plan.available))
                sizes = self.tr("%s of %s") % (file_size(used), file_size(room))
                self._show(f"{percent}  ·  {sizes}", plan.used, plan.available)
        elif isinstance(error, engine.TooManySecretsError):
            self._show(self.tr("%n secret(s) too many", "", error.needed - error.available), 2, 1)
        elif isinstance(error, engine.CapacityError) and error.missing_bytes:
            self._show(self.tr("%s too much") % file_size(error.missing_bytes), error.needed, error.available)
        elif isinstance(error, engine.CapacityError) and error.available:
            over = QLocale().toString(max(1, round(100 * (error.needed / error.available - 1))))
            self._show(self.tr("%s %% too much") % over, error.needed, error.available)
        else:
            self._show("–", 0, 1)
        self._show_offers(offers)

    def _percent(self, used: int, available: int) -> str:
        return self.tr("%s %%") % QLocale().toString(round(100 * used / max(1, available)))

    def _show(self, text: str, used: int, available: int) -> None:
        over = used > available
        self._bar.setValue(min(1000, round(1000 * used / available)))
        set_style_property(self._bar, "over", over)
        set_style_property(self._right, "role", "danger" if over else "muted")
        self._right.setText(text)
        self._bar.setAccessibleName(f"{self._left.text()}: {text}")

    def _show_offers(self, offers: tuple[Offer, ...]) -> None:
        if offers == self._offers:
            return
        self._offers = offers
        self._offer_row.show_offers([(offer_text(offer), "check") for offer in offers])
        self.rebuilt.emit()
