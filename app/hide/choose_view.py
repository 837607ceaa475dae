"""ChooseView: hiding as one sentence, this inside that: two places side by side, and below them how well."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

import engine
from app.hide.advanced import Advanced
from app.hide.capacity_meter import CapacityMeter
from app.hide.cover_panel import CoverPanel
from app.hide.key_names import key_name
from app.hide.keys_panel import KeysPanel
from app.hide.outlook_text import memory_text, summary
from app.hide.recipe_choice import RecipeChoice
from app.hide.recipe_preview import RecipePreview
from app.hide.secrets_panel import PLACE_MARGINS, SecretsPanel
from app.hide.session import HideSession
from app.hide.sheet import Sheet
from app.kit.button import Button
from app.kit.icons import pixmap
from app.kit.layout_tools import order_tabs, scrollable
from app.kit.text import label, set_style_property
from app.text.messages import words
from app.widgets.footer import Footer
from app.widgets.panel import Panel

MAX_WIDTH, MARGIN, GAP = 1560, 24, 12  # pixels: of the content, beside it, between panels
WIDE = 1100  # pixels of width from which the room and the buttons stand in one row
ARROW = 26  # pixels: of the arrow between the two places
LOW = 560  # pixels of height: of a page that shows no more than the two places
LOW_MARGINS = (12, 4, 12, 6)  # pixels: of a place in such a page, where every card counts


class Arrow(QWidget):
    """Points from the secrets to the cover they go into."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(ARROW + 10)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.isRightToLeft():
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        drawn = pixmap("into", self.palette().highlight().color(), ARROW, self.devicePixelRatioF())
        painter.drawPixmap((self.width() - ARROW) // 2, (self.height() - ARROW) // 2, drawn)


class ChooseView(QWidget):
    """Secrets on the left, the cover on the right, the quality below, and in the footer what is still missing.

    The keys and what few people need come on demand, in sheets. The footer also leads back to a finished file, or to
    the hide that goes on, with `back`, and to unfinished hides, with `unfinished`. Ctrl+Enter hides; with Shift it adds
    to the queue.
    """

    def __init__(self, session: HideSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._session = session
        choosing = session.choosing
        self.secrets, self.cover = SecretsPanel(choosing), CoverPanel(choosing)
        self.recipes, self.meter, self.advanced = RecipeChoice(), CapacityMeter(), Advanced()
        self.key = KeysPanel(choosing)
        self.key_sheet = Sheet(self.tr("Key and people"), self.key, self)
        self.advanced_sheet = Sheet(self.tr("Advanced"), self.advanced, self)
        self.key_button = Button("", "quiet", "key")
        self.advanced_button = Button(self.tr("Advanced…"), "quiet", "settings")
        self.hide_button = Button(self.tr("Hide"), "primary", "hide")
        self.queue_button = Button(self.tr("Add to the queue…"), "plain", "add")
        self.queue_button.setToolTip(self.tr("Ctrl+Shift+Enter"))
        self.back = Button("", "quiet", "back")
        self.unfinished = Button("", "quiet", "refresh")
        self.queued = ""  # that the hide before was added to the queue, until there is a cover
        self._summary = label("", "muted", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._scroll(), 1)
        self.footer = Footer(self._summary, [self.unfinished, self.back, self.queue_button, self.hide_button])
        self.footer.set_column(MAX_WIDTH + 2 * MARGIN)
        layout.addWidget(self.footer)
        self.recipes.picked.connect(choosing.choose)
        self.advanced.tuned.connect(lambda tuning: choosing.tune(**tuning))
        self.meter.accepted.connect(choosing.accept)
        self.cover.others.connect(self.secrets.add)
        self.secrets.tools.cover_wanted.connect(self.cover.browse)
        self.key.failed.connect(choosing.failed)
        self.key.saved.connect(lambda: choosing.retrying.emit(engine.SaveError))
        self.key_button.clicked.connect(self.key_sheet.open)
        self.advanced_button.clicked.connect(self.advanced_sheet.open)
        self.back.clicked.connect(session.back)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.hide_button.click)
        for keys in ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"):
            QShortcut(QKeySequence(keys), self, self.queue_button.click)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self, choosing.undo)
        for widget in (self.secrets, self.cover, self.meter):
            widget.rebuilt.connect(lambda: order_tabs(self))
        self.key.rebuilt.connect(lambda: order_tabs(self.key_sheet))

    def refresh(self) -> None:
        """Update from the session."""
        choosing = self._session.choosing
        choices = choosing.choices
        for panel in (self.secrets, self.cover, self.key):
            panel.refresh()
        self.cover.show_used(self._session.cover_used)
        worst = {name: self.secrets.worst(name) for name in engine.RECIPES}
        self.recipes.show_previews(choices.recipe, choosing.previews, worst)
        self.meter.show_preview(choosing.preview, len(choices.secrets), choosing.offers)
        self.advanced.show_tuning(choices.tuning)
        self.key_button.setText(self._key_text())
        session = self._session
        self.hide_button.setEnabled(session.ready)
        self.hide_button.setToolTip(
            self.tr("The queue is at work: add this to it.") if session.occupied else self.tr("Ctrl+Enter")
        )
        waits = session.occupied or session.fitting
        self.queue_button.setEnabled(choosing.ready)
        for button, kind in ((self.hide_button, "primary"), (self.queue_button, "plain")):
            kind = {"primary": "plain", "plain": "primary"}[kind] if waits else kind
            if button.property("kind") != kind:
                button.set_kind(kind)
        self.back.setVisible(session.changing)
        made = (
            self.tr("Back to the finished file") if session.outcome is not None else self.tr("Back to what was chosen")
        )
        self.back.setText(self.tr("Back to the running hide") if session.fitting else made)
        # A file that is not saved yet keeps its place: what is resumed would take it.
        count = 0 if session.running or session.unsaved or session.occupied else len(session.unfinished())
        self.unfinished.setVisible(count > 0)
        self.unfinished.setText(self.tr("%n unfinished hide(s)…", "", count))
        self._show_brief()
        text, problem = self._state()
        self._summary.setText(text)
        set_style_property(self._summary, "role", "danger" if problem else "muted")

    def resizeEvent(self, event: QResizeEvent) -> None:
        low = self.height() < LOW
        for place in (self.secrets, self.cover):
            place.zone.set_low(low)
            place.body.setContentsMargins(*(LOW_MARGINS if low else PLACE_MARGINS))
            place.body.setSpacing(4 if low else 10)
        self._quality.body.setContentsMargins(*((14, 6, 14, 4) if low else (14, 12, 14, 8)))
        above, below = (5, 4) if low else (14, 12)
        self._page_row.setContentsMargins(MARGIN, above, MARGIN, below)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._last_row.setDirection(across if self.width() >= WIDE else down)
        taken = self.footer.sizeHint().height() + self._quality.sizeHint().height() + above + GAP + below
        self.secrets.room = self.height() - taken
        self.secrets.show_look()
        self._show_brief()
        super().resizeEvent(event)

    def _show_brief(self) -> None:
        """In a narrow window there is no room for the words of four buttons."""
        more = not (self.back.isHidden() and self.unfinished.isHidden())
        self.queue_button.set_brief(more and self.width() < WIDE)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self.update()
        super().changeEvent(event)

    def _key_text(self) -> str:
        """What kind of key there is, or how many."""
        choices = self._session.choosing.choices
        if len(choices.keys) > 1:
            return self.tr("%n key(s)…", "", len(choices.keys))
        key = choices.keys[0]
        if key is not None and key.has_words:
            return self.tr("Key: twelve words…")
        return self.tr("Key: passphrase…")

    def _state(self) -> tuple[str, bool]:
        """What is missing, or what will be made; and whether it is a problem."""
        choosing = self._session.choosing
        choices, preview = choosing.choices, choosing.preview
        if choosing.opening:
            return self.tr("Opening…"), False
        if choices.cover is None:
            return self.queued or self.tr("Choose a cover to continue."), False
        if preview is None:
            return self.tr("Calculating what fits…"), False
        if preview.error is not None:
            return self._error_text(preview), True
        if preview.plan is None:
            return self.tr("The program could not calculate what fits. Remove one of the files and try again."), True
        if None in choices.keys:
            missing = key_name(choices.keys.index(None), choices.names)
            text = self.tr("Complete the passphrase to continue.")
            return (f"{missing}: {text}" if len(choices.keys) > 1 else text), False
        if not choices.distinct:
            return self.tr("Two keys are the same. Choose another passphrase for one of them."), True
        if short := memory_text(preview):
            return short, True
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
        return message.what if self._session.choosing.offers else f"{message.what} {message.todo}"

    def _scroll(self) -> QScrollArea:
        places = QHBoxLayout()
        places.setSpacing(0)
        places.addWidget(self.secrets, 1)
        places.addWidget(Arrow())
        places.addWidget(self.cover, 1)
        for place in (self.secrets, self.cover):
            place.setMinimumWidth(0)
        content = QWidget()
        content.setMaximumWidth(MAX_WIDTH)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(places, 1)
        self._quality = self._controls()
        column.addWidget(self._quality)
        page = QWidget()
        page.setObjectName("page")
        self._page_row = row = QHBoxLayout(page)
        row.addStretch(1)
        row.addWidget(content, 1000)
        row.addStretch(1)
        return scrollable(page)

    def _controls(self) -> Panel:
        panel = Panel()
        panel.setAccessibleName(self.tr("Quality"))
        panel.body.setSpacing(6)
        panel.body.addWidget(self.recipes)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        for button in (self.key_button, self.advanced_button):
            buttons.addWidget(button)
        self._last_row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._last_row.setSpacing(4)
        self._last_row.addWidget(self.meter, 1)
        self._last_row.addLayout(buttons)
        panel.body.addLayout(self._last_row)
        return panel
