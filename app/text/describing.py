"""What a medium is, in the person's language and numbers."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale, QObject

import engine
from app.text.formatting import decimals


class Counted(QObject):
    """What is counted; the extraction knows plurals only in the `tr` of an object."""

    def corners(self, count: int) -> str:
        """As in "1,024 vertices"."""
        return self.tr("%Ln vertex(es)", "", count)

    def sides(self, count: int) -> str:
        """As in "2,048 triangles"."""
        return self.tr("%Ln triangle(s)", "", count)


def describe(medium: engine.Medium, *, sound: bool = True) -> str:
    """As in "512 x 512, colour" or "4.0 s, 16 kHz, mono"; of a video also whether it has sound, unless told not to."""
    say, locale = QCoreApplication.translate, QLocale()
    if isinstance(medium, engine.Image):
        channels = medium.pixels.shape[2]
        colours = {
            1: say("Describing", "grey"),
            3: say("Describing", "colour"),
            4: say("Describing", "colour, transparent"),
        }
        return f"{_size(medium, *medium.pixels.shape[:2])}, {colours[channels]}"
    if isinstance(medium, engine.Audio):
        places = say("Describing", "mono") if medium.signal.shape[1] == 1 else say("Describing", "stereo")
        rate = f"{locale.toString(medium.rate / 1000, 'g', 4)} kHz" if medium.rate >= 1000 else f"{medium.rate} Hz"
        return f"{_seconds(medium)} s, {rate}, {places}"
    if isinstance(medium, engine.Video):
        text = f"{_seconds(medium)} s"
        if medium.sound is not None and sound:
            text = say("Describing", "%s with sound") % text
        size = f"{text}, {_size(medium, *medium.frames.shape[1:3])}"
        fps = medium.source.get("file fps", medium.fps)
        return say("Describing", "%s, %s frames a second") % (size, locale.toString(fps, "g", 3))
    if isinstance(medium, engine.Shape):
        counted = Counted()
        return f"{counted.corners(len(medium.vertices))}, {counted.sides(len(medium.faces))}"
    return medium.describe()


def _size(medium: engine.Image | engine.Video, height: int, width: int) -> str:
    """As its file has it."""
    return f"{medium.source.get('width', width):.0f} x {medium.source.get('height', height):.0f}"


def _seconds(medium: engine.Medium) -> str:
    """How long it lasts, to a tenth of a second, or as closely as it takes not to be nothing."""
    return QLocale().toString(medium.seconds, "f", decimals(medium.seconds))


def extent(medium: engine.Medium) -> str:
    """Only what becomes smaller when a medium is kept smaller: "256 x 256", "16 kHz mono"."""
    if isinstance(medium, engine.Image):
        return _size(medium, *medium.pixels.shape[:2])
    if isinstance(medium, engine.Audio):
        return " ".join(describe(medium).split(", ")[1:])
    if isinstance(medium, engine.Video):
        return describe(medium, sound=False).split(", ", 1)[1]
    return describe(medium)
