"""ChooseView: the four steps of hiding on one page, and the button that starts the fit."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

import engine
from app.hide.advanced import Advanced
from app.hide.capacity_meter import CapacityMeter
from app.hide.cover_panel import CoverPanel
from app.hide.keys_panel import KeysPanel
from app.hide.outlook_text import summary
from app.hide.recipe_choice import RecipeChoice
from app.hide.recipe_preview import RecipePreview
from app.hide.secrets_panel import SecretsPanel
from app.hide.session import HideSession
from app.kit.button import Button
from app.kit.layout_tools import order_tabs, scrollable
from app.kit.text import label, set_style_property
from app.text.messages import words
from app.widgets.footer import Footer
from app.widgets.panel import Panel

MAX_WIDTH, NARROW, GAP = 1320, 1060, 14  # pixels: of the content, below which one column is left, between panels


class ChooseView(QWidget):
    """Secrets and cover on the left, quality and key on the right, and in the footer what is still missing.

    The footer also leads back to a finished file, with `back`, and to unfinished hides, with `unfinished`.
    """

    def __init__(self, session: HideSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._session = session
        choosing = session.choosing
        self.secrets, self.cover = SecretsPanel(choosing), CoverPanel(choosing)
        self.recipes, self.meter, self.advanced = RecipeChoice(), CapacityMeter(), Advanced()
        self.key = KeysPanel(choosing)
        self.hide_button = Button(self.tr("Hide"), "primary", "hide")
        self.back = Button(self.tr("Back to the finished file"), "quiet", "back")
        self.unfinished = Button("", "quiet", "refresh")
        self._summary = label("", "muted", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._scroll(), 1)
        layout.addWidget(Footer(self._summary, [self.unfinished, self.back, self.hide_button]))
        self.recipes.picked.connect(choosing.choose)
        self.advanced.tuned.connect(lambda tuning: choosing.tune(**tuning))
        self.meter.accepted.connect(choosing.accept)
        self.key.failed.connect(choosing.failed)
        self.key.saved.connect(lambda: choosing.retrying.emit(engine.SaveError))
        self.back.clicked.connect(session.back)
        for widget in (self.secrets, self.cover, self.meter, self.key):
            widget.rebuilt.connect(lambda: order_tabs(self))

    def refresh(self) -> None:
        """Update from the session."""
        choosing = self._session.choosing
        for panel in (self.secrets, self.cover, self.key):
            panel.refresh()
        self.recipes.show_previews(choosing.choices.recipe, choosing.previews)
        self.meter.show_preview(choosing.preview, len(choosing.choices.secrets))
        self.advanced.show_tuning(choosing.choices.tuning)
        self.hide_button.setEnabled(self._session.ready)
        self.back.setVisible(self._session.changing)
        # A file that is not saved yet keeps its place: what is resumed would take it.
        count = 0 if self._session.running or self._session.unsaved else len(self._session.unfinished())
        self.unfinished.setVisible(count > 0)
        self.unfinished.setText(self.tr("%n unfinished hide(s)…", "", count))
        text, problem = self._state()
        self._summary.setText(text)
        set_style_property(self._summary, "role", "danger" if problem else "muted")

    def resizeEvent(self, event: QResizeEvent) -> None:
        wide = self.width() >= NARROW
        self._columns.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        super().resizeEvent(event)

    def _state(self) -> tuple[str, bool]:
        """What is missing, or what will be made; and whether it is a problem."""
        choosing = self._session.choosing
        choices, preview = choosing.choices, choosing.preview
        if choosing.opening:
            return self.tr("Opening…"), False
        if choices.cover is None:
            return self.tr("Choose a cover to continue."), False
        if preview is None:
            return self.tr("Calculating what fits…"), False
        if preview.error is not None:
            return self._error_text(preview), True
        if preview.plan is None:
            return self.tr("The program could not calculate what fits. Remove one of the files and try again."), True
        if None in choices.keys:
            return self.tr("Complete the passphrase to continue."), False
        if not choices.distinct:
            return self.tr("Two keys are the same. Choose another passphrase for one of them."), True
        expected = summary(preview)
        if not choices.secrets:
            return self.tr("No secrets: the file will look the same and reveal nothing (%s).") % expected, False
        return self.tr("%n secret(s) in one Undersong file (%s)", "", len(choices.secrets)) % expected, False

    def _error_text(self, preview: RecipePreview) -> str:
        """What prevents hiding; advice only where the meter offers no button that helps."""
        error = preview.error
        if isinstance(error, engine.TooManySecretsError):
            return self.tr(
                "One file holds at most %n secret(s). Remove some, or hide them in another file.", "", error.available
            )
        message = words(error) if error is not None else None
        if message is None:
            return ""
        return message.what if preview.offers else f"{message.what} {message.todo}"

    def _scroll(self) -> QScrollArea:
        left, right = QVBoxLayout(), QVBoxLayout()
        for column, widgets in ((left, (self.secrets, self.cover)), (right, (self._recipe_panel(), self.key))):
            column.setSpacing(GAP)
            for widget in widgets:
                column.addWidget(widget)
        left.setStretch(1, 1)  # the cover grows with the window
        right.addStretch(1)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(GAP)
        self._columns.addLayout(left, 11)
        self._columns.addLayout(right, 10)
        content = QWidget()
        content.setMaximumWidth(MAX_WIDTH)
        content.setLayout(self._columns)
        self._columns.setContentsMargins(0, 0, 0, 0)
        page = QWidget()
        page.setObjectName("page")
        row = QHBoxLayout(page)
        row.setContentsMargins(24, 16, 24, 16)
        row.addStretch(1)
        row.addWidget(content, 1000)
        row.addStretch(1)
        return scrollable(page)

    def _recipe_panel(self) -> Panel:
        panel = Panel(self.tr("Quality"), "", 3)
        panel.body.addWidget(self.recipes)
        panel.body.addWidget(self.meter)
        panel.body.addWidget(self.advanced)
        return panel
