"""Names of compute devices on the screen."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def device_name(device: str) -> str:
    """The name of a device of torch, as in "Graphics card" for "cuda" or "cuda:0"; of "auto", "Automatic"."""
    say = QCoreApplication.translate
    names = {
        "auto": say("Devices", "Automatic"),
        "cpu": say("Devices", "Processor"),
        "cuda": say("Devices", "Graphics card"),
        "mps": say("Devices", "Apple graphics"),
    }
    return names.get(device.split(":")[0], device)
