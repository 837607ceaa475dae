"""Look: a secret as it was given and as it will come back, seen or heard before anything is computed, and offers."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

import engine
from app.hide.choices import ChosenFile, ChosenMedium, ChosenSecret
from app.hide.crops import Crops
from app.hide.foresights import Foresight
from app.hide.look_offers import LookOffer
from app.hide.offer_row import OfferRow
from app.kit.button import Button
from app.kit.text import label, set_style_property
from app.previews.by_modality import preview_of
from app.previews.preview import Preview

TEXT_LENGTH = 2000  # letters of a text that are shown


class Look(QWidget):
    """Shows one secret; emits `taken` with the offer whose button was pressed, and `enlarged`.

    A picture is shown as two crops at 100 %, anything else as two previews that play: what was given, and what will
    come back. What comes back byte for byte is shown once.
    """

    taken = Signal(object)
    enlarged = Signal()

    def __init__(self, *, inline: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inline = inline
        self._secret: ChosenSecret | None = None
        self._kept: engine.Medium | None = None
        self._offers: list[LookOffer] | None = None
        self._stages: list[QWidget] = []
        self._verdict = label("", "small", wrap=True)
        self._verdict.ensurePolished()
        self._verdict.setFixedHeight(2 * self._verdict.fontMetrics().lineSpacing() + 6)
        self.closer = Button(self.tr("Look closer"), "icon", "reveal")
        self.closer.clicked.connect(self.enlarged)
        self.stage = QHBoxLayout()
        self.stage.setSpacing(8)
        self.buttons = OfferRow()
        self.buttons.picked.connect(lambda index: self.taken.emit((self._offers or [])[index]))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(self.stage, 1)
        line = QHBoxLayout()
        line.addWidget(self._verdict, 1)
        line.addWidget(self.closer)
        layout.addLayout(line)
        layout.addWidget(self.buttons)

    def show_secret(
        self, secret: ChosenSecret, foresight: Foresight | None, sentence: str, role: str, offers: list[LookOffer]
    ) -> None:
        """Show a secret, with a sentence of what becomes of it; without a foresight what was given alone."""
        kept = foresight.kept if foresight is not None and isinstance(secret, ChosenMedium) else None
        if secret is not self._secret or kept is not self._kept:
            self._secret, self._kept = secret, kept
            self._rebuild()
        set_style_property(self._verdict, "role", role)
        self._verdict.setText(sentence)
        if offers != self._offers:
            self._offers = offers
            self.buttons.show_offers([(offer.text, offer.icon) for offer in offers])
        self.closer.setVisible(self._inline and secret.medium is not None)

    def release(self) -> None:
        """Stop what plays."""
        for widget in self._stages:
            widget.close()
            self.stage.removeWidget(widget)
            widget.deleteLater()
        self._stages = []
        self._secret = self._kept = None

    def _rebuild(self) -> None:
        secret, kept = self._secret, self._kept
        focused = QApplication.focusWidget()
        had_focus = focused is not None and any(focused in (w, *w.findChildren(QWidget)) for w in self._stages)
        self.release()
        self._secret, self._kept = secret, kept
        assert secret is not None
        given = secret.medium
        if isinstance(given, engine.Image) and isinstance(kept, engine.Image):
            self._add(Crops(given, kept))
        elif given is not None and kept is not None and not isinstance(given, engine.Shape):
            first, second = preview_of(given), preview_of(kept)
            self._captioned(self.tr("Given"), first)
            self._captioned(self.tr("Comes back"), second)
        elif given is not None:
            self._add(preview_of(given))
        elif isinstance(secret, ChosenFile) and secret.file.kind == "text":
            text = label(secret.file.text[:TEXT_LENGTH], "muted", wrap=True)
            text.setAlignment(Qt.AlignmentFlag.AlignTop)
            text.setMinimumHeight(1)
            self._add(text)
        else:
            self._add(QWidget())
        if had_focus:  # stays where the person is
            self.closer.setFocus()

    def _captioned(self, caption: str, preview: Preview) -> None:
        preview.setAccessibleName(f"{caption}: {preview.accessibleName()}")
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(label(caption, "small"))
        column.addWidget(preview, 1)
        self._add(holder)

    def _add(self, widget: QWidget) -> None:
        self._stages.append(widget)
        self.stage.addWidget(widget, 1)
