"""What a weight is worth, found by `tests/benchmarks/forecast_table.py` in our own fits of varied media.

For each recipe, modality and role: how many cosine coefficients a weight holds, by how much their decibels
are multiplied and what is added, the decibels plain content ends at, and within how many of the forecast
four of five came out.
"""

from __future__ import annotations

from typing import Final

Worth = tuple[float, float, float, float, float]

CURVES: Final[dict[tuple[str, str, str], Worth]] = {
    ("draft", "image", "secret"): (0.452, 1.25, -2.8, 44.0, 2.8),
    ("draft", "image", "cover"): (0.152, 0.8, 11.3, 60.0, 2.5),
    ("draft", "video", "secret"): (1.172, 1.0, 0.0, 38.0, 2.0),
    ("draft", "video", "cover"): (0.68, 1.0, 0.0, 42.0, 2.0),
    ("draft", "shape", "secret"): (0.262, 1.0, 0.0, 48.0, 2.7),
    ("draft", "shape", "cover"): (0.116, 1.0, 0.0, 54.0, 5.6),
    ("standard", "image", "secret"): (0.779, 1.2, -7.8, 60.0, 6.1),
    ("standard", "image", "cover"): (0.262, 0.8, 18.3, 60.0, 3.7),
    ("standard", "video", "secret"): (2.344, 1.0, 0.0, 48.0, 4.0),
    ("standard", "video", "cover"): (1.36, 1.0, 0.0, 52.0, 4.0),
    ("standard", "shape", "secret"): (0.524, 1.0, 0.0, 58.0, 4.7),
    ("standard", "shape", "cover"): (0.232, 1.0, 0.0, 64.0, 7.6),
    ("fine", "image", "secret"): (1.091, 1.2, -7.8, 70.0, 8.1),
    ("fine", "image", "cover"): (0.367, 0.8, 18.3, 70.0, 5.7),
    ("fine", "video", "secret"): (3.282, 1.0, 0.0, 58.0, 6.0),
    ("fine", "video", "cover"): (1.904, 1.0, 0.0, 62.0, 6.0),
    ("fine", "shape", "secret"): (0.734, 1.0, 0.0, 68.0, 6.7),
    ("fine", "shape", "cover"): (0.325, 1.0, 0.0, 74.0, 9.6),
}

# How much more than its rehearsal the whole comes to, and within how many decibels of that.
REHEARSED: Final[dict[tuple[str, str, str], tuple[float, float]]] = {
    ("draft", "audio", "secret"): (-0.3, 3.0),
    ("draft", "audio", "cover"): (1.5, 2.2),
    ("draft", "image", "secret"): (0.8, 2.6),
    ("draft", "video", "secret"): (2.8, 2.1),
    ("standard", "audio", "secret"): (0.8, 2.0),
    ("standard", "audio", "cover"): (-0.6, 3.9),
    ("standard", "image", "secret"): (1.7, 3.4),
    ("standard", "video", "secret"): (2.8, 4.1),
    ("fine", "audio", "secret"): (0.8, 4.0),
    ("fine", "audio", "cover"): (-0.6, 5.9),
    ("fine", "image", "secret"): (1.7, 5.4),
    ("fine", "video", "secret"): (2.8, 6.1),
}

# What a graphics card adds, whose larger batches are less noisy, and within how many decibels of that.
ON_A_CARD: Final[dict[tuple[str, str, str], tuple[float, float]]] = {
    ("draft", "image", "secret"): (-0.2, 2.0),
    ("draft", "image", "cover"): (6.0, 2.0),
    ("draft", "audio", "cover"): (-3.9, 2.1),
    ("standard", "image", "secret"): (-1.3, 2.0),
    ("standard", "image", "cover"): (7.9, 2.1),
    ("standard", "audio", "secret"): (-0.5, 5.2),
    ("standard", "audio", "cover"): (-3.5, 4.3),
    ("fine", "image", "secret"): (-0.5, 2.0),
    ("fine", "image", "cover"): (14.6, 4.3),
    ("fine", "audio", "secret"): (-0.5, 7.2),
    ("fine", "audio", "cover"): (-3.5, 6.3),
}
