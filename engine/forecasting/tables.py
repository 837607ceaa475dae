"""Coefficients of the forecast, fitted by `tests/benchmarks/forecast_table.py` to our own fits of varied media.

The keys are (recipe, modality, role); the role is "secret" or "cover".
"""

from __future__ import annotations

from typing import Final, NamedTuple

Key = tuple[str, str, str]


class Line(NamedTuple):
    """Quality in dB as a line: min(ceiling, offset + slope * quality of the N largest cosine coefficients).

    N is `per_weight` times the number of weights. Plain content ends at `ceiling` dB. Four of five fits ended
    `within` so many dB of the forecast.
    """

    per_weight: float
    slope: float
    offset: float
    ceiling: float
    within: float


class Correction(NamedTuple):
    """An `offset` in dB to be added; four of five fits then ended `within` so many dB of the forecast."""

    offset: float
    within: float


# Media that are fitted whole, as one network.
LINES: Final[dict[Key, Line]] = {
    ("draft", "image", "secret"): Line(0.452, 1.25, -2.8, 44.0, 2.8),
    ("draft", "image", "cover"): Line(0.152, 0.8, 11.3, 60.0, 2.5),
    ("draft", "video", "secret"): Line(1.172, 1.0, 0.0, 38.0, 2.0),
    ("draft", "video", "cover"): Line(0.68, 1.0, 0.0, 42.0, 2.0),
    ("draft", "shape", "secret"): Line(0.262, 1.0, 0.0, 48.0, 2.7),
    ("draft", "shape", "cover"): Line(0.116, 1.0, 0.0, 54.0, 5.6),
    ("standard", "image", "secret"): Line(0.779, 1.2, -7.8, 60.0, 6.1),
    ("standard", "image", "cover"): Line(0.262, 0.8, 18.3, 60.0, 3.7),
    ("standard", "video", "secret"): Line(2.344, 1.0, 0.0, 48.0, 4.0),
    ("standard", "video", "cover"): Line(1.36, 1.0, 0.0, 52.0, 4.0),
    ("standard", "shape", "secret"): Line(0.524, 1.0, 0.0, 58.0, 4.7),
    ("standard", "shape", "cover"): Line(0.232, 1.0, 0.0, 64.0, 7.6),
    ("fine", "image", "secret"): Line(1.091, 1.2, -7.8, 70.0, 8.1),
    ("fine", "image", "cover"): Line(0.367, 0.8, 18.3, 70.0, 5.7),
    ("fine", "video", "secret"): Line(3.282, 1.0, 0.0, 58.0, 6.0),
    ("fine", "video", "cover"): Line(1.904, 1.0, 0.0, 62.0, 6.0),
    ("fine", "shape", "secret"): Line(0.734, 1.0, 0.0, 68.0, 6.7),
    ("fine", "shape", "cover"): Line(0.325, 1.0, 0.0, 74.0, 9.6),
}

# Media that a proxy fit stands for: what the whole medium reaches beyond it.
REHEARSED: Final[dict[Key, Correction]] = {
    ("draft", "audio", "secret"): Correction(-0.3, 3.0),
    ("draft", "audio", "cover"): Correction(1.5, 2.2),
    ("draft", "image", "secret"): Correction(0.9, 2.0),
    ("draft", "image", "cover"): Correction(1.8, 2.0),
    ("draft", "video", "secret"): Correction(2.8, 2.1),
    ("draft", "video", "cover"): Correction(0.0, 4.0),
    ("standard", "audio", "secret"): Correction(0.8, 2.0),
    ("standard", "audio", "cover"): Correction(-0.6, 3.9),
    ("standard", "image", "secret"): Correction(-0.7, 3.4),
    ("standard", "image", "cover"): Correction(1.4, 3.0),
    ("standard", "video", "secret"): Correction(2.8, 4.1),
    ("standard", "video", "cover"): Correction(0.0, 4.0),
    ("fine", "audio", "secret"): Correction(0.8, 4.0),
    ("fine", "audio", "cover"): Correction(-0.6, 5.9),
    ("fine", "image", "secret"): Correction(-0.7, 5.4),
    ("fine", "image", "cover"): Correction(1.4, 5.0),
    ("fine", "video", "secret"): Correction(2.8, 6.1),
    ("fine", "video", "cover"): Correction(0.0, 6.0),
}

# A CUDA device takes larger batches, whose gradients are less noisy.
CUDA: Final[dict[Key, Correction]] = {
    ("draft", "image", "secret"): Correction(-0.2, 2.0),
    ("draft", "image", "cover"): Correction(6.0, 2.0),
    ("draft", "audio", "cover"): Correction(-3.9, 2.1),
    ("standard", "image", "secret"): Correction(-1.3, 2.0),
    ("standard", "image", "cover"): Correction(7.9, 2.1),
    ("standard", "audio", "secret"): Correction(-0.5, 5.2),
    ("standard", "audio", "cover"): Correction(-3.5, 4.3),
    ("fine", "image", "secret"): Correction(-0.5, 2.0),
    ("fine", "image", "cover"): Correction(14.6, 4.3),
    ("fine", "audio", "secret"): Correction(-0.5, 7.2),
    ("fine", "audio", "cover"): Correction(-3.5, 6.3),
}
