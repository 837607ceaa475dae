"""PictureMode: the ways to compare two pictures, and the bar that chooses one."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QCoreApplication

from app.compare.mode_bar import ModeBar


class PictureMode(Enum):
    """How two pictures are drawn."""

    SLIDER = "slider"
    SIDE_BY_SIDE = "side by side"
    BLINK = "blink"
    DIFFERENCE = "difference"


def picture_mode_bar() -> ModeBar:
    """A bar with one tab for each PictureMode, in the order of the enum."""
    say = QCoreApplication.translate
    texts = [say("Comparison", "Slider"), say("Comparison", "Side by side")]
    texts += [say("Comparison", "Blink"), say("Comparison", "Difference")]
    return ModeBar(texts, amplify=True)
