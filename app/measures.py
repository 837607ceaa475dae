"""The paper's measures in a person's words."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QLocale

import engine

UNITS = {"psnr": " dB", "snr": " dB"}
DIGITS = {"psnr": 1, "snr": 1, "ssim": 3, "iou": 3, "mae": 2, "rmse": 2, "apd": 2}


def verdict(medium: engine.Medium, measures: Mapping[str, float]) -> tuple[str, str]:
    """How close the two are, to the eye or the ear: a label's role, and one sentence."""
    say = QCoreApplication.translate
    if "iou" in measures:
        steps: list[tuple[float, str]] = [
            (0.98, say("Measures", "The same shape to the eye.")),
            (0.93, say("Measures", "Very close; the finest edges are a little rounder.")),
            (0.8, say("Measures", "Clearly the same shape, with softer details.")),
        ]
        value = measures["iou"]
    elif medium.unit == "SNR":
        value = measures.get("snr", 0.0)
        steps = [
            (30, say("Measures", "No difference to the ear.")),
            (20, say("Measures", "Very close; a faint hiss in quiet places.")),
            (10, say("Measures", "Clearly recognisable, with some noise.")),
        ]
    else:
        value = measures.get("psnr", 0.0)
        steps = [
            (40, say("Measures", "No difference to the eye.")),
            (33, say("Measures", "Very close; small details are a little softer.")),
            (26, say("Measures", "Clearly recognisable, but softer.")),
        ]
    for role, (least, text) in zip(("good", "good", "strong"), steps, strict=True):
        if value >= least:
            return role, text
    return "danger", say("Measures", "Little of it came through. Choose a finer quality, or hide less at once.")


def figures(measures: Mapping[str, float]) -> list[tuple[str, str]]:
    """Each measure's name and value as they are written."""
    locale = QLocale()
    result = []
    for name, value in measures.items():
        text = "∞" if value == float("inf") else locale.toString(value, "f", DIGITS.get(name, 4))
        result.append((name.upper() if len(name) <= 4 else name.capitalize(), text + UNITS.get(name, "")))
    return result
