"""CoverPanel: the second step: what everybody will see."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.hide.choices import ChosenMedium
from app.hide.outlook_text import change_text
from app.hide.session import HideSession
from app.hide.trimmer import trim
from app.kit.button import Button
from app.kit.text import Elided, label
from app.previews.by_modality import preview_of
from app.previews.preview import Preview
from app.text.bidi import isolated
from app.text.describing import describe
from app.widgets.drop_zone import DropZone
from app.widgets.panel import Panel
from app.widgets.viewer import view

LEAST, MOST, ZONE = 120, 420, 240  # pixels of the preview, and of the place to drop a cover


class CoverPanel(Panel):
    """Shows the session's cover as large as there is room; `rebuilt` when it is another."""

    rebuilt = Signal()

    def __init__(self, session: HideSession, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._session = session
        self._shown: ChosenMedium | None = None
        self._preview: Preview | None = None
        self.entitle(self.tr("Cover"), self.tr("What everybody sees who opens the file."), 2)
        self.zone = DropZone(
            self.tr("Drop the cover"), self.tr("Something harmless"), self.tr("Choose a file…"), many=False
        )
        self._filled = QWidget()
        self._place = QVBoxLayout()
        self._name, self._note = Elided("", "strong"), label("", "small", wrap=True)
        larger, change = Button(self.tr("Larger"), "quiet", "reveal"), Button(self.tr("Change…"), "plain", "swap")
        self.trim = Button(self.tr("Trim…"), "quiet", "trim")
        row = QHBoxLayout()
        row.addWidget(self._name, 1)
        for button in (self.trim, larger, change):
            row.addWidget(button)
        layout = QVBoxLayout(self._filled)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(self._place, 1)
        layout.addLayout(row)
        layout.addWidget(self._note)
        self.body.addWidget(self.zone)
        self.body.addWidget(self._filled, 1)
        self.body.addStretch()  # without a cover the room there is stays below
        self.zone.setMaximumHeight(ZONE)
        self.zone.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._filled.hide()
        self.setAcceptDrops(True)
        self.zone.chosen.connect(lambda paths: session.set_cover(paths[0]))
        change.clicked.connect(self.zone.browse)
        larger.clicked.connect(self._larger)
        self.trim.clicked.connect(self._trim)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome a cover anywhere on the panel, also in the place of the one there is."""
        self.zone.dragEnterEvent(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """It went elsewhere."""
        self.zone.dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take it."""
        self.zone.dropEvent(event)

    def refresh(self) -> None:
        """Look at the session again."""
        cover = self._session.choices.cover
        if cover is not self._shown:
            self._shown = cover
            self._rebuild(cover)
        if cover is not None:
            recipe_preview, what = self._session.recipe_preview, describe(cover.medium)
            note = what
            if recipe_preview is not None and recipe_preview.plan is not None:
                quality = () if recipe_preview.forecast is None else (recipe_preview.forecast.cover,)
                text, whole = (
                    change_text(cover.medium, recipe_preview.plan.cover, quality),
                    describe(recipe_preview.plan.cover),
                )
                note = f"{what}. {text}" if what == whole else text  # what is made smaller says from what
            self._note.setText(note)

    def _trim(self) -> None:
        if self._shown is not None:
            chosen = trim(self._shown, self)
            if chosen != self._shown.span:
                self._session.trim_cover(chosen)

    def _larger(self) -> None:
        if self._shown is not None:
            view(self._shown, self)

    def _rebuild(self, cover: ChosenMedium | None) -> None:
        if self._preview is not None:
            self._preview.close()
            self._place.removeWidget(self._preview)
            self._preview.deleteLater()
            self._preview = None
        self.zone.setVisible(cover is None)
        self._filled.setVisible(cover is not None)
        if cover is not None:
            self._name.setText(isolated(cover.name))
            self.trim.setVisible(bool(cover.whole.seconds))
            self._preview = preview_of(cover.medium)
            self._preview.setMinimumHeight(LEAST)
            self._preview.setMaximumHeight(MOST)
            self._place.addWidget(self._preview)
        self.hint.setVisible(cover is None)
        self.rebuilt.emit()
