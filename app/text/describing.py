"""Descriptions of media in the person's language and number format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale, QObject

import engine
from app.text.formatting import decimals, file_size

MAX_SUFFIX = 8  # letters: what is longer says nothing about the type


class Counted(QObject):
    """Texts with a plural form; the extraction finds plurals only in the `tr` of a QObject."""

    def vertices(self, count: int) -> str:
        """As in "1,024 vertices"."""
        return self.tr("%Ln vertex(es)", "", count)

    def triangles(self, count: int) -> str:
        """As in "2,048 triangles"."""
        return self.tr("%Ln triangle(s)", "", count)


def describe(medium: engine.Medium, *, sound: bool = True) -> str:
    """As in "512 x 512, colour" or "4.0 s, 16 kHz, mono"; of a video, `sound` includes whether it has sound."""
    if isinstance(medium, engine.Video) and not sound:
        return f"{_seconds(medium)} s, {_frames(medium)}"
    return DESCRIPTIONS[type(medium)](medium)


def describe_file(file: engine.ExactFile, medium: engine.Medium | None = None) -> str:
    """As in "PDF file, 2.1 MB", "Text, 120 bytes" or, with the medium in it, "512 x 512, colour · 2.1 MB"."""
    say, size = QCoreApplication.translate, file_size(file.size)
    if medium is not None:
        return f"{describe(medium)}  ·  {size}"
    if file.kind == "text":
        return say("Describing", "Text, %s") % size
    if file.kind == "folder":
        return say("Describing", "Folder as a ZIP archive, %s") % size
    suffix = Path(engine.safe_name(file.name)).suffix[1:]
    if not suffix.isalnum() or len(suffix) > MAX_SUFFIX:
        return say("Describing", "File, %s") % size
    return say("Describing", "%s file, %s") % (suffix.upper(), size)


def resolution(medium: engine.Medium) -> str:
    """The part of the description that changes when a medium is scaled: "256 x 256" or "16 kHz, mono"."""
    if isinstance(medium, engine.Image):
        return _size(medium, *medium.pixels.shape[:2])
    if isinstance(medium, engine.Audio):
        return ", ".join(describe(medium).split(", ")[1:])
    if isinstance(medium, engine.Video):
        return _frames(medium)
    return describe(medium)


def given_resolution(medium: engine.Medium, given: tuple[int, ...]) -> str:
    """As `resolution`, of the grid on which a medium was given before it was scaled; empty where that is not known."""
    if len(given) == 1 and medium.seconds:
        return _rate(round(given[0] / medium.seconds))
    if len(given) < 2:
        return ""
    size = f"{given[-1]} x {given[-2]}"
    if len(given) == 2 or not medium.seconds:
        return size
    fps = QLocale().toString(given[0] / medium.seconds, "g", 3)
    return QCoreApplication.translate("Describing", "%s, %s frames a second") % (size, fps)


def _rate(rate: int) -> str:
    return f"{QLocale().toString(rate / 1000, 'g', 4)} kHz" if rate >= 1000 else f"{rate} Hz"


def _image(image: engine.Image) -> str:
    say = QCoreApplication.translate
    colours = {
        1: say("Describing", "grey"),
        3: say("Describing", "colour"),
        4: say("Describing", "colour, transparent"),
    }
    return f"{_size(image, *image.pixels.shape[:2])}, {colours[image.pixels.shape[2]]}"


def _audio(audio: engine.Audio) -> str:
    say = QCoreApplication.translate
    channels = say("Describing", "mono") if audio.signal.shape[1] == 1 else say("Describing", "stereo")
    return f"{_seconds(audio)} s, {_rate(audio.rate)}, {channels}"


def _video(video: engine.Video) -> str:
    seconds = f"{_seconds(video)} s"
    if video.sound is not None:
        seconds = QCoreApplication.translate("Describing", "%s with sound") % seconds
    return f"{seconds}, {_frames(video)}"


def _frames(video: engine.Video) -> str:
    size = _size(video, *video.frames.shape[1:3])
    fps = video.source.get("file fps", video.fps)
    return QCoreApplication.translate("Describing", "%s, %s frames a second") % (size, QLocale().toString(fps, "g", 3))


def _shape(shape: engine.Shape) -> str:
    counted = Counted()
    size = f"{counted.vertices(len(shape.vertices))}, {counted.triangles(len(shape.faces))}"
    if not shape.thickness:
        return size
    thick = QCoreApplication.translate("Describing", "open, given a thickness of %s") % QLocale().toString(
        shape.thickness, "g", 3
    )
    return f"{size}, {thick}"


def _size(medium: engine.Image | engine.Video, height: int, width: int) -> str:
    """Width and height as in the file, which may be larger than what was loaded."""
    return f"{medium.source.get('width', width):.0f} x {medium.source.get('height', height):.0f}"


def _seconds(medium: engine.Medium) -> str:
    return QLocale().toString(medium.seconds, "f", decimals(medium.seconds))


DESCRIPTIONS: dict[type[engine.Medium], Callable[[Any], str]] = {
    engine.Image: _image,
    engine.Audio: _audio,
    engine.Video: _video,
    engine.Shape: _shape,
}
