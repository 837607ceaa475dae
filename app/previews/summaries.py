"""Short descriptions of what a preview shows, for screen readers."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QCoreApplication, QLocale

import engine
from app.previews.arrays import Bytes
from app.previews.pixels import strided
from app.previews.waves import SILENCE, Peaks


def brightness(pixels: Bytes) -> str:
    """How bright an image is, and its dominant colour if it has one."""
    say = QCoreApplication.translate
    red, green, blue = (float(strided(pixels[..., min(c, pixels.shape[2] - 1)], 10_000).mean()) for c in range(3))
    light = (red + green + blue) / 3
    words = [say("Previews", "dark") if light < 85 else say("Previews", "bright") if light > 170 else ""]
    names = {say("Previews", "mostly red"): red, say("Previews", "mostly green"): green}
    names[say("Previews", "mostly blue")] = blue
    strongest = max(names, key=lambda name: names[name])
    if names[strongest] > light + 12:
        words.append(strongest)
    return ", ".join(word for word in words if word) or say("Previews", "of middle brightness")


def loudness(peaks: Peaks, seconds: float) -> str:
    """Where a sound is loudest, and how much of it is quiet."""
    say, locale = QCoreApplication.translate, QLocale()
    if peaks.peak < SILENCE:
        return say("Previews", "silent")
    size = np.maximum(-peaks.low, peaks.high)
    loudest = locale.toString(float(size.argmax()) / len(size) * seconds, "f", 1)
    quiet = round(100 * float((size < 0.05 * peaks.peak).mean()))
    text = say("Previews", "loudest at %s s") % loudest
    return text + (", " + say("Previews", "%d %% of it quiet") % quiet if quiet > 4 else "")


def proportions(shape: engine.Shape) -> str:
    """The ratio of a shape's width, height and depth, in percent of the largest."""
    say = QCoreApplication.translate
    if not len(shape.faces):
        return say("Previews", "there is no surface")
    size = shape.vertices.max(axis=0) - shape.vertices.min(axis=0)
    wide, high, deep = (round(100 * float(side / max(size.max(), 1e-12))) for side in size)
    return say("Previews", "width, height and depth are as %d to %d to %d") % (wide, high, deep)


def together(names: tuple[str, str], words: tuple[str, str]) -> str:
    """The descriptions of two media, each with its name."""
    return "; ".join(f"{name}: {word}" for name, word in zip(names, words, strict=True))
