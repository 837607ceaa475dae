"""The paper's quality measures: what each one counts, and its position on a bar. What they mean is the verdict's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QLocale

import engine

UNITS = {"psnr": " dB", "snr": " dB", "chamfer": " %"}
DIGITS = {"psnr": 1, "snr": 1, "ssim": 3, "iou": 3, "mae": 2, "rmse": 2, "apd": 2, "chamfer": 2}
IN_PERCENT = {"chamfer"}
IDENTICAL = 199.0  # dB: the engine reports 200 for identical media

# Of each measure: the worst end of its scale, where grades 1, 2 and 3 begin, and the best end.  Less is better where
# the worst end is the larger one.
GRADES: dict[str, tuple[float, tuple[float, float, float], float]] = {
    "psnr": (15, (26, 33, 40), 50),
    "ssim": (0.4, (0.6, 0.85, 0.95), 1),
    "snr": (0, (10, 20, 30), 40),
    "iou": (0.6, (0.9, 0.96, 0.985), 1),
    "chamfer": (0.03, (0.015, 0.006, 0.002), 0),
    "mae": (16, (8, 4, 2), 0),
    "apd": (16, (8, 4, 2), 0),
    "rmse": (24, (12, 6, 2.55), 0),
    "sound mae": (8, (4, 1.5, 0.5), 0),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure for display: its value, a sentence, and its position on the scale of grades."""

    name: str
    value: str
    sentence: str
    grade: int  # 0 (much is lost) to 3 (no difference)
    position: float  # in [0, 1], best at 1; each grade takes a quarter


def figures(medium: engine.Medium, measures: Mapping[str, float]) -> list[Figure]:
    """Each measure with its meaning; of a video with sound without the RMSE, which its PSNR already tells."""
    result, both = [], {"psnr", "snr"} <= set(measures)
    for name, measure in measures.items():
        if both and name == "rmse":
            continue
        value = float(measure)  # QLocale.toString accepts no int here
        scale = "sound mae" if name == "mae" and medium.unit == "SNR" else name
        title = name.upper() if len(name) <= 4 else name.capitalize()
        grade, position = (grade_of(scale, value), _position(scale, value)) if scale in GRADES else (0, 0.0)
        result.append(Figure(title, _formatted(name, value), _sentence(scale, value), grade, position))
    return result


def _formatted(name: str, value: float) -> str:
    if name in ("psnr", "snr") and value > IDENTICAL:
        return "∞"
    shown = 100 * value if name in IN_PERCENT else value
    return QLocale().toString(shown, "f", DIGITS.get(name, 4)) + UNITS.get(name, "")


def _sentence(scale: str, value: float) -> str:
    say, locale = QCoreApplication.translate, QLocale()
    plain = {
        "psnr": say("Measures", "The picture against its error: more is closer"),
        "snr": say("Measures", "The sound against its error: more is closer"),
        "ssim": say("Measures", "How alike edges and surfaces are: 1 is the same"),
        "iou": say("Measures", "The share of space that both fill: 1 is the same"),
    }
    if scale in plain:
        return plain[scale]
    if scale == "chamfer":
        return say("Measures", "Surfaces %s %% of the size apart") % locale.toString(100 * value, "f", 2)
    if scale == "sound mae":
        return say("Measures", "Off by %s %% of full loudness") % locale.toString(value, "f", 2)
    if scale in ("mae", "apd"):
        return say("Measures", "On average off by %s of 255") % locale.toString(value, "f", 1)
    if scale == "rmse":
        return say("Measures", "Typically off by %s of 255") % locale.toString(value, "f", 1)
    return ""


def grade_of(scale: str, value: float) -> int:
    """The grade of a value: 0 (much is lost) to 3 (no difference)."""
    worst, steps, best = GRADES[scale]
    sign = 1 if best > worst else -1
    return sum(sign * value >= sign * step for step in steps)


def _position(scale: str, value: float) -> float:
    """The position of a value on its scale, linear inside each grade."""
    worst, steps, best = GRADES[scale]
    marks, sign = [worst, *steps, best], 1 if best > worst else -1
    value = min(max(sign * value, sign * worst), sign * best)
    for quarter in range(4):
        low, high = sign * marks[quarter], sign * marks[quarter + 1]
        if value <= high:
            return (quarter + (value - low) / (high - low)) / 4
    return 1.0
