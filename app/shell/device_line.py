"""DeviceLine: at the foot of the window, on what everything is computed, why, and what could be quicker."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QStatusBar, QWidget

import engine
from app.kit.button import Button
from app.kit.text import ElidedLabel
from app.shell import graphics_card
from app.shell.settings import Settings


def used_and_why(settings: Settings) -> str:
    """One sentence: what computes, and for what reason."""
    say = QCoreApplication.translate
    there = engine.devices()
    best = next(iter(there))
    kind = settings.device if settings.device in there else best
    if settings.device not in ("auto", kind):
        return say("Devices", "Computed on the processor: the device chosen in the settings is not there.")
    if kind == "cpu":
        if best != "cpu":
            return say("Devices", "Computed on the processor, as chosen in the settings.")
        if card := graphics_card.unused():
            text = say("Devices", "Computed on the processor; your %s would be many times faster.")
            return text % card
        return say("Devices", "Computed on the processor: no graphics card that can be used was found.")
    return say("Devices", "Computed on the graphics card: %s.") % there[kind]


class DeviceLine(QStatusBar):
    """Shows that sentence; `refresh` after the settings have changed. Emits `asked` when a person asks how."""

    asked = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._text = ElidedLabel("", "small", mode=Qt.TextElideMode.ElideRight)
        self.setSizeGripEnabled(False)
        self.addWidget(self._text, 1)
        self.how = Button(self.tr("How?"), "link")
        self.how.setToolTip(self.tr("How the graphics card of this computer can be used"))
        self.how.setVisible(bool(graphics_card.unused()))
        self.how.clicked.connect(self.asked)
        self.addPermanentWidget(self.how)
        self.setContentsMargins(18, 0, 18, 0)
        self.refresh()

    def refresh(self) -> None:
        """Look at the settings again, and let the engine know them."""
        engine.prefer(self._settings.device, self._settings.threads)
        self._text.setText(used_and_why(self._settings))
        self.setAccessibleName(self._text.accessibleName())
