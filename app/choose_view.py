"""ChooseView: the three steps of hiding on one page, and the button that starts it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

import engine
from app.hide_session import HideSession
from app.messages import words
from app.outcome import about
from app.widgets.advanced import Advanced
from app.widgets.button import Button
from app.widgets.capacity_meter import CapacityMeter
from app.widgets.cover_panel import CoverPanel
from app.widgets.key_panel import KeyPanel
from app.widgets.panel import Panel
from app.widgets.recipe_choice import RecipeChoice
from app.widgets.secrets_panel import SecretsPanel
from app.widgets.text import label, set_role

WIDEST, NARROW = 1320, 860  # of the content in pixels, and from where on the two columns become one


class ChooseView(QWidget):
    """Secrets and cover on the left, how and key on the right, what is missing at the foot."""

    def __init__(self, session: HideSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._session = session
        self.secrets, self.cover = SecretsPanel(session), CoverPanel(session)
        self.recipes, self.meter, self.advanced = RecipeChoice(), CapacityMeter(), Advanced()
        self.key = KeyPanel(session.choices.key or engine.Key.generate())
        self.hide_button = Button(self.tr("Hide"), "primary", "hide")
        self._summary = label("", "muted", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._scroll(), 1)
        layout.addWidget(self._foot())
        self.recipes.picked.connect(session.choose)
        self.advanced.tuned.connect(lambda tuning: session.tune(**tuning))
        self.key.chosen.connect(session.use_key)
        self.key.troubled.connect(session.failed)
        self.hide_button.clicked.connect(session.start)

    def refresh(self) -> None:
        """Look at the session again."""
        session = self._session
        self.secrets.refresh()
        self.cover.refresh()
        self.recipes.tell(session.choices.recipe, dict(session.forecasts))
        forecast = session.forecast
        if isinstance(forecast, engine.CapacityError):
            self.meter.show_room(forecast.needed, forecast.available)
        elif isinstance(forecast, engine.Plan):
            self.meter.show_room(forecast.used, forecast.available)
        else:
            self.meter.show_room(0, 0)
        self.hide_button.setEnabled(session.ready)
        text, bad = self._state()
        self._summary.setText(text)
        set_role(self._summary, "role", "danger" if bad else "muted")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column where two would be cramped."""
        wide = self.width() >= NARROW
        self._columns.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        super().resizeEvent(event)

    def _state(self) -> tuple[str, bool]:
        session = self._session
        choices, forecast = session.choices, session.forecast
        if session.opening:
            return self.tr("Opening…"), False
        if choices.cover is None:
            return self.tr("Choose a cover to go on."), False
        if isinstance(forecast, engine.EngineError):
            message = words(forecast)
            return f"{message.what} {message.todo}", True
        if forecast is None:
            return self.tr("Looking at what fits…"), False
        if choices.key is None:
            return self.tr("Finish the passphrase to go on."), False
        expect = about(forecast)
        if not choices.secrets:
            return self.tr("No secrets: the file will look just the same and reveal nothing (%s).") % expect, False
        count = len(choices.secrets)
        what = self.tr("One secret") if count == 1 else self.tr("%d secrets") % count
        return self.tr("%s in one Undersong file (%s)") % (what, expect), False

    def _scroll(self) -> QScrollArea:
        left, right = QVBoxLayout(), QVBoxLayout()
        for column, widgets in ((left, (self.secrets, self.cover)), (right, (self._how(), self._keyed()))):
            column.setSpacing(18)
            for widget in widgets:
                column.addWidget(widget)
            column.addStretch(1)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(18)
        self._columns.addLayout(left, 11)
        self._columns.addLayout(right, 10)
        content = QWidget()
        content.setMaximumWidth(WIDEST)
        content.setLayout(self._columns)
        self._columns.setContentsMargins(0, 0, 0, 0)
        page = QWidget()
        page.setObjectName("page")
        row = QHBoxLayout(page)
        row.setContentsMargins(24, 24, 24, 24)
        row.addStretch(1)
        row.addWidget(content, 1000)
        row.addStretch(1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(page)
        return scroll

    def _how(self) -> Panel:
        panel = Panel(self.tr("How"), "", 3)
        panel.body.addWidget(self.recipes)
        panel.body.addSpacing(4)
        panel.body.addWidget(self.meter)
        panel.body.addWidget(self.advanced)
        return panel

    def _keyed(self) -> Panel:
        panel = Panel(self.tr("Key"), "", 4)
        panel.body.addWidget(self.key)
        return panel

    def _foot(self) -> QFrame:
        bar = QFrame()
        bar.setObjectName("bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(24, 14, 24, 14)
        row.setSpacing(18)
        row.addWidget(self._summary, 1)
        row.addWidget(self.hide_button)
        return bar
