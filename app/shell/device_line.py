"""DeviceLine: the status bar: the device in use, why, and a link if a graphics card is unused."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QStatusBar, QWidget

import engine
from app.kit.button import Button
from app.kit.text import ElidedLabel
from app.shell import graphics_card
from app.shell.settings import Settings


def device_sentence(settings: Settings) -> str:
    """A sentence with the device in use and the reason for it."""
    say = QCoreApplication.translate
    available = engine.devices()
    best = next(iter(available))
    device = settings.device if settings.device in available else best
    if settings.device not in ("auto", device):
        return say("Devices", "Computed on the processor: the device chosen in the settings is not available.")
    if device == "cpu":
        if best != "cpu":
            return say("Devices", "Computed on the processor, as chosen in the settings.")
        if card := graphics_card.unused_card():
            text = say("Devices", "Computed on the processor; your %s would be many times faster.")
            return text % card
        return say("Devices", "Computed on the processor: no graphics card that can be used was found.")
    return say("Devices", "Computed on the graphics card: %s.") % available[device]


class DeviceLine(QStatusBar):
    """Call `refresh` after the settings have changed.  Emits `help_requested` when the link is clicked."""

    help_requested = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._text = ElidedLabel("", "small", mode=Qt.TextElideMode.ElideRight)
        self.setSizeGripEnabled(False)
        self.addWidget(self._text, 1)
        self.how = Button(self.tr("How?"), "link")
        self.how.setToolTip(self.tr("How to use the graphics card of this computer"))
        self.how.setVisible(bool(graphics_card.unused_card()))
        self.how.clicked.connect(self.help_requested)
        self.addPermanentWidget(self.how)
        self.setContentsMargins(18, 0, 18, 0)
        self.refresh()

    def refresh(self) -> None:
        """Show the device of the settings, and tell the engine to use it."""
        engine.prefer(self._settings.device, self._settings.threads)
        self._text.setText(device_sentence(self._settings))
        self.setAccessibleName(self._text.accessibleName())
