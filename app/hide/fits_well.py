"""FitsWell: what comes back well of each kind of file, said beside the drop zone before anything is chosen."""

from __future__ import annotations

import math
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QLocale, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

import engine
from app.kit.icons import pixmap
from app.kit.text import label

ICON = 18  # pixels
SPEECH, FRAMES = 16_000, 10  # samples and pictures a second


def secret_lines() -> list[tuple[str, str]]:
    """An icon and a sentence for each kind of secret: the sizes that the standard recipe keeps."""
    say, number = QCoreApplication.translate, QLocale().toString
    samples = engine.STANDARD.samples
    side = math.isqrt(samples["image"])
    seconds = round(samples["audio"] / SPEECH)
    height = 180
    film = samples["video"] / (height * height * 16 // 9) / FRAMES
    return [
        ("image", say("FitsWell", "Photos: up to %s x %s pixels; larger ones get smaller") % (side, side)),
        ("audio", say("FitsWell", "Speech: up to %s seconds stay clear; longer gets duller") % number(seconds)),
        (
            "video",
            say("FitsWell", "Films: about %s seconds as a small picture; best kept exactly") % number(round(film)),
        ),
        ("shape", say("FitsWell", "3D shapes: of any size, without colours")),
        ("file", say("FitsWell", "Scans, documents and all else: byte for byte, about 2 MB beside a large photo")),
    ]


def cover_lines() -> list[tuple[str, str]]:
    """The same for what makes a good cover."""
    say = QCoreApplication.translate
    return [
        ("image", say("FitsWell", "A photo is best: the larger, the more it hides")),
        ("audio", say("FitsWell", "Music, a film or a 3D shape will do as well")),
        ("info", say("FitsWell", "It becomes a network too, and comes out a little softer")),
        ("safety", say("FitsWell", "One that nobody else has, and each only once: two files can be compared")),
    ]


class FitsWell(QWidget):
    """The lines one below the other, each with its icon."""

    def __init__(self, lines: list[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        self._icons: list[tuple[QLabel, str]] = []
        for row, (icon, text) in enumerate(lines):
            mark = QLabel()
            self._icons.append((mark, icon))
            grid.addWidget(mark, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(text, "muted", wrap=True), row, 1)
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_icons"):
            self._draw()
        super().changeEvent(event)

    def _draw(self) -> None:
        draw = partial(pixmap, colour=self.palette().placeholderText().color(), size=ICON)
        for mark, icon in self._icons:
            mark.setPixmap(draw(icon, ratio=self.devicePixelRatioF()))
