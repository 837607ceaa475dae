"""CoverPanel: the right one of the two places of the Hide page: the cover, which everyone will see."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

import engine
from app.hide.choices import ChosenMedium
from app.hide.choose_session import ChooseSession
from app.hide.cropper import ask_box
from app.hide.fits_well import FitsWell, cover_lines
from app.hide.foresights import Foresights
from app.hide.outlook_text import cover_text, loss_role
from app.hide.place_zone import PlaceZone
from app.hide.secrets_panel import PLACE_MARGINS
from app.hide.trimmer import trim
from app.kit.button import Button
from app.kit.question import DISCARD, STAY, YES, choose
from app.kit.text import ElidedLabel, label, set_style_property
from app.previews.by_modality import preview_of
from app.previews.preview import Preview
from app.text.bidi import isolated
from app.widgets.forwards_drops import ForwardsDrops
from app.widgets.panel import Panel
from app.widgets.viewer import view

MIN_PREVIEW, NARROW = 46, 480  # pixels of height; of width, below which the buttons show their icons alone


class CoverPanel(ForwardsDrops, Panel):
    """Shows the cover as large as possible; emits `rebuilt` when the cover changes, and `others` with the files that
    were dropped with it and are to be hidden.
    """

    rebuilt = Signal()
    others = Signal(list)
    zone: PlaceZone

    def __init__(self, session: ChooseSession, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._session = session
        self._shown: ChosenMedium | None = None
        self._preview: Preview | None = None
        self._foresights = Foresights(self)
        self._foresights.changed.connect(self.refresh)
        self.zone = PlaceZone(
            self.tr("Drop the cover here"), "", self.tr("Choose a file…"),
            more=(), below=FitsWell(cover_lines()), many=False,
        )  # fmt: skip
        self._filled = QWidget()
        self._name, self._note = ElidedLabel("", "strong"), label("", "small", wrap=True)
        self.enlarge = Button(self.tr("Enlarge"), "icon", "reveal")
        self.replace = Button(self.tr("Replace…"), "small", "swap")
        self.trim = Button(self.tr("Trim…"), "small", "trim")
        self.crop = Button(self.tr("Crop…"), "small", "crop")
        self._build()
        self.setAcceptDrops(True)
        self.zone.chosen.connect(self._open)
        self.replace.clicked.connect(self.browse)
        self.crop.clicked.connect(self._crop)
        self.enlarge.clicked.connect(self._enlarge)
        self.trim.clicked.connect(self._trim)

    def refresh(self) -> None:
        """Update from the session."""
        cover = self._session.choices.cover
        if cover is not self._shown:
            self._shown = cover
            self._rebuild(cover)
        if cover is not None:
            session = self._session
            foresight = self._foresights.of_cover(cover, session.recipe(), session.preview)
            set_style_property(self._note, "role", loss_role(foresight))
            self._note.setText(cover_text(cover, foresight))

    def show_used(self, used: bool) -> None:
        """Tell in the heading's line that the cover was used for another file before."""
        text = self.tr("used before: two files with one cover can be compared")
        self._sentence.setText(text if used else self.tr("the cover: what everyone sees"))
        set_style_property(self._sentence, "role", "strong" if used else "muted")

    def resizeEvent(self, event: QResizeEvent) -> None:
        for button in (self.crop, self.trim, self.replace):
            button.set_brief(self.width() < NARROW)
        super().resizeEvent(event)

    def _open(self, paths: list[Path]) -> None:
        """Make a file the cover; of several that were dropped on it, after a question, the first."""
        if len(paths) > 1:
            answer = choose(
                self,
                self.tr("Only one file can be the cover."),
                self.tr("“%s” would be the cover. What is to become of the others?") % isolated(paths[0].name),
                {YES: self.tr("Hide the others"), DISCARD: self.tr("Leave them out"), STAY: self.tr("Cancel")},
            )
            if answer is STAY:
                return
            if answer is YES:
                self.others.emit(paths[1:])
        self._session.open_cover(paths[0])

    def browse(self) -> None:
        """Ask for another cover in a file dialog."""
        self.zone.browse()

    def _crop(self) -> None:
        if self._shown is not None:
            box = ask_box(self._shown, self._session.recipe().samples["image"], self)
            if box != self._shown.box:
                self._session.crop_cover(box)

    def _trim(self) -> None:
        if self._shown is not None:
            span = trim(self._shown, self)
            if span != self._shown.span:
                self._session.trim_cover(span)

    def _enlarge(self) -> None:
        if self._shown is not None:
            view(self._shown, self)

    def _rebuild(self, cover: ChosenMedium | None) -> None:
        within = self.isAncestorOf(focus) if (focus := self.window().focusWidget()) is not None else False
        if self._preview is not None:
            self._preview.close()
            self._preview_row.removeWidget(self._preview)
            self._preview.deleteLater()
            self._preview = None
        self.zone.setVisible(cover is None)
        self._filled.setVisible(cover is not None)
        if cover is not None:
            self._name.setText(cover.name)
            self.trim.setVisible(bool(cover.full.seconds))
            self.crop.setVisible(isinstance(cover.full, engine.Image))
            self._preview = preview_of(cover.medium)
            self._preview.setMinimumHeight(MIN_PREVIEW)
            self._preview_row.addWidget(self._preview)
        self.rebuilt.emit()
        if within:  # the focus was on the zone, which is hidden now
            (self.replace if cover is not None else self.zone.button).setFocus()

    def _build(self) -> None:
        self._sentence = self.set_sentence(self.tr("inside this"), self.tr("the cover: what everyone sees"))
        self.setAccessibleName(self.tr("Cover"))
        self.body.setContentsMargins(*PLACE_MARGINS)
        self._preview_row = QVBoxLayout()
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._name, 1)
        for button in (self.trim, self.crop, self.replace, self.enlarge):
            row.addWidget(button)
        layout = QVBoxLayout(self._filled)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(self._preview_row, 1)
        layout.addLayout(row)
        self._note.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._note.ensurePolished()
        self._note.setFixedHeight(2 * self._note.fontMetrics().lineSpacing() + 6)  # so that the picture never jumps
        layout.addWidget(self._note)
        self.body.addWidget(self.zone, 1)
        self.body.addWidget(self._filled, 1)
        self._filled.hide()
