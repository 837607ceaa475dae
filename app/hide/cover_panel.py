"""CoverPanel: the second step of hiding: the cover, which everyone will see."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.hide.choices import ChosenMedium
from app.hide.choose_session import ChooseSession
from app.hide.outlook_text import change_text
from app.hide.trimmer import trim
from app.kit.button import Button
from app.kit.text import ElidedLabel, label
from app.previews.by_modality import preview_of
from app.previews.preview import Preview
from app.text.bidi import isolated
from app.text.describing import describe
from app.widgets.drop_zone import DropZone
from app.widgets.forwards_drops import ForwardsDrops
from app.widgets.panel import Panel
from app.widgets.viewer import view

MIN_PREVIEW, MAX_PREVIEW, MAX_ZONE = 64, 420, 240  # pixels of height


class CoverPanel(ForwardsDrops, Panel):
    """Shows the cover as large as possible; emits `rebuilt` when the cover changes."""

    rebuilt = Signal()

    def __init__(self, session: ChooseSession, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._session = session
        self._shown: ChosenMedium | None = None
        self._preview: Preview | None = None
        self.set_title(self.tr("Cover"), self.tr("What everyone sees who opens the file."), 2)
        self.zone = DropZone(
            self.tr("Drop the cover"), self.tr("Something harmless"), self.tr("Choose a file…"), many=False
        )
        self._filled = QWidget()
        self._preview_row = QVBoxLayout()
        self._name, self._note = ElidedLabel("", "strong"), label("", "small", wrap=True)
        enlarge, replace = Button(self.tr("Enlarge"), "quiet", "reveal"), Button(self.tr("Replace…"), "plain", "swap")
        self.trim = Button(self.tr("Trim…"), "quiet", "trim")
        row = QHBoxLayout()
        row.addWidget(self._name, 1)
        for button in (self.trim, enlarge, replace):
            row.addWidget(button)
        layout = QVBoxLayout(self._filled)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(self._preview_row, 1)
        layout.addLayout(row)
        layout.addWidget(self._note)
        self.body.addWidget(self.zone)
        self.body.addWidget(self._filled, 1)
        self.body.addStretch()  # without a cover, the free space stays below the drop zone
        self.zone.setMaximumHeight(MAX_ZONE)
        self.zone.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._filled.hide()
        self.setAcceptDrops(True)
        self.zone.chosen.connect(lambda paths: session.open_cover(paths[0]))
        replace.clicked.connect(self.zone.browse)
        enlarge.clicked.connect(self._enlarge)
        self.trim.clicked.connect(self._trim)

    def refresh(self) -> None:
        """Update from the session."""
        cover = self._session.choices.cover
        if cover is not self._shown:
            self._shown = cover
            self._rebuild(cover)
        if cover is not None:
            preview, original = self._session.preview, describe(cover.medium)
            note = original
            if preview is not None and preview.plan is not None:
                decibels = () if preview.forecast is None else (preview.forecast.cover_quality,)
                note = change_text(cover.medium, preview.plan.cover, decibels)
                if describe(preview.plan.cover) == original:  # otherwise the text names the original size already
                    note = f"{original}. {note}"
            self._note.setText(note)

    def _trim(self) -> None:
        if self._shown is not None:
            span = trim(self._shown, self)
            if span != self._shown.span:
                self._session.trim_cover(span)

    def _enlarge(self) -> None:
        if self._shown is not None:
            view(self._shown, self)

    def _rebuild(self, cover: ChosenMedium | None) -> None:
        if self._preview is not None:
            self._preview.close()
            self._preview_row.removeWidget(self._preview)
            self._preview.deleteLater()
            self._preview = None
        self.zone.setVisible(cover is None)
        self._filled.setVisible(cover is not None)
        if cover is not None:
            self._name.setText(isolated(cover.name))
            self.trim.setVisible(bool(cover.full.seconds))
            self._preview = preview_of(cover.medium)
            self._preview.setMinimumHeight(MIN_PREVIEW)
            self._preview.setMaximumHeight(MAX_PREVIEW)
            self._preview_row.addWidget(self._preview)
        self.hint.setVisible(cover is None)
        self.rebuilt.emit()
