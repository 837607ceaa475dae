"""CoverPanel: the second step: what everybody will see."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

import engine
from app.hide_session import HideSession
from app.previews import Preview, preview_of
from app.session import Item
from app.widgets.button import Button
from app.widgets.drop_zone import DropZone
from app.widgets.panel import Panel
from app.widgets.text import Elided, label
from app.widgets.viewer import view

HEIGHT = 230


class CoverPanel(Panel):
    """Shows the session's cover large."""

    def __init__(self, session: HideSession, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._session = session
        self._shown: Item | None = None
        self._preview: Preview | None = None
        self.entitle(self.tr("Cover"), self.tr("What everybody sees who opens the file."), 2)
        self.zone = DropZone(
            self.tr("Drop the cover"), self.tr("Something harmless"), self.tr("Choose a file…"), many=False
        )
        self._filled = QWidget()
        self._place = QVBoxLayout()
        self._name, self._note = Elided("", "strong"), label("", "muted", wrap=True)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._name)
        texts.addWidget(self._note)
        larger, change = Button(self.tr("Larger"), "quiet", "reveal"), Button(self.tr("Change…"), "plain", "swap")
        row = QHBoxLayout()
        row.addLayout(texts, 1)
        row.addWidget(larger)
        row.addWidget(change)
        layout = QVBoxLayout(self._filled)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(self._place)
        layout.addLayout(row)
        self.body.addWidget(self.zone)
        self.body.addWidget(self._filled)
        self._filled.hide()
        self.setAcceptDrops(True)
        self.zone.chosen.connect(lambda paths: session.set_cover(paths[0]))
        change.clicked.connect(self.zone.browse)
        larger.clicked.connect(self._larger)

    def refresh(self) -> None:
        """Look at the session again."""
        cover = self._session.choices.cover
        if cover is not self._shown:
            self._shown = cover
            self._rebuild(cover)
        if cover is not None:
            forecast = self._session.forecast
            note = cover.medium.describe()
            if isinstance(forecast, engine.Plan) and forecast.cover.describe() != note:
                note = self.tr("%s → kept at %s") % (note, forecast.cover.describe())
            self._note.setText(note)

    def _larger(self) -> None:
        if self._shown is not None:
            view(self._shown, self)

    def _rebuild(self, cover: Item | None) -> None:
        if self._preview is not None:
            self._preview.close()
            self._place.removeWidget(self._preview)
            self._preview.deleteLater()
            self._preview = None
        self.zone.setVisible(cover is None)
        self._filled.setVisible(cover is not None)
        if cover is not None:
            self._name.setFull(cover.name)
            self._preview = preview_of(cover.medium)
            self._preview.setFixedHeight(HEIGHT)
            self._place.addWidget(self._preview)
