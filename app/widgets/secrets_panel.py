"""SecretsPanel: the first step: what is to be hidden, as cards that can be opened, moved and removed."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

import engine
from app.hide_session import HideSession
from app.outcome import kept
from app.session import Item
from app.widgets.drop_zone import DropZone
from app.widgets.laying import empty, widgets_in
from app.widgets.medium_card import MediumCard
from app.widgets.panel import Panel
from app.widgets.viewer import view


class SecretsPanel(Panel):
    """Shows the session's secrets; cards are made anew only when the list changes."""

    def __init__(self, session: HideSession, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._session = session
        self.entitle(
            self.tr("Secrets"), self.tr("What only the holder of the key will find. It may also be nothing."), 1
        )
        self._cards = QVBoxLayout()
        self._cards.setSpacing(8)
        self._shown: list[Item] = []
        self.zone = DropZone(
            self.tr("Drop what you want to hide"), self.tr("Images, sounds, videos, 3D shapes"), self.tr("Add files…")
        )
        self.body.addLayout(self._cards)
        self.body.addWidget(self.zone)
        self.zone.chosen.connect(session.add_secrets)

    def cards(self) -> list[MediumCard]:
        """The cards as they lie."""
        return [widget for widget in widgets_in(self._cards) if isinstance(widget, MediumCard)]

    def refresh(self) -> None:
        """Look at the session again."""
        secrets = self._session.choices.secrets
        if secrets != self._shown:
            self._shown = list(secrets)
            self._rebuild()
        forecast = self._session.forecast
        planned = kept(forecast) if isinstance(forecast, engine.Plan) else []
        for card, medium in zip(self.cards(), planned, strict=False):
            same = medium.describe() == card.item.medium.describe()
            card.tell(self.tr("Kept as it is") if same else self.tr("Kept at %s") % medium.describe())

    def _rebuild(self) -> None:
        more = bool(self._shown)
        self.zone.tell(
            self.tr("Drop more here") if more else self.tr("Drop what you want to hide"),
            "" if more else self.tr("Images, sounds, videos, 3D shapes"),
        )
        empty(self._cards)
        for index, item in enumerate(self._shown):
            card = MediumCard(item)
            card.opened.connect(lambda item=item: view(item, self))
            if len(self._shown) > 1:
                up = card.add_button(self.tr("Move up"), "up")
                up.setEnabled(index > 0)
                up.clicked.connect(lambda _, index=index: self._session.move(index, -1))
            remove = card.add_button(self.tr("Remove"), "remove")
            remove.clicked.connect(lambda _, index=index: self._session.remove(index))
            self._cards.addWidget(card)
