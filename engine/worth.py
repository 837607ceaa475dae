"""What a weight is worth, found by `tests/benchmarks/forecast_table.py` in our own fits of varied media.

For each recipe, modality and role: how many cosine coefficients a weight holds, the decibels plain content
ends at, and within how many decibels of the forecast four of five came out.
"""

from __future__ import annotations

from typing import Final

WORTH: Final[dict[tuple[str, str, str], tuple[float, float, float]]] = {
    ("draft", "image", "secret"): (2.02, 40.0, 3.0),
    ("draft", "image", "cover"): (1.172, 38.0, 2.9),
    ("draft", "video", "secret"): (2.314, 36.0, 2.1),
    ("draft", "video", "cover"): (1.172, 42.0, 2.0),
    ("draft", "shape", "secret"): (0.229, 48.0, 2.7),
    ("draft", "shape", "cover"): (0.116, 54.0, 5.9),
    ("standard", "image", "secret"): (1.343, 48.0, 3.9),
    ("standard", "image", "cover"): (0.779, 66.0, 2.0),
    ("standard", "video", "secret"): (4.628, 46.0, 4.1),
    ("standard", "video", "cover"): (2.344, 52.0, 4.0),
    ("standard", "shape", "secret"): (0.458, 58.0, 4.7),
    ("standard", "shape", "cover"): (0.232, 64.0, 7.9),
    ("fine", "image", "secret"): (1.88, 58.0, 5.9),
    ("fine", "image", "cover"): (1.091, 76.0, 4.0),
    ("fine", "video", "secret"): (6.479, 56.0, 6.1),
    ("fine", "video", "cover"): (3.282, 62.0, 6.0),
    ("fine", "shape", "secret"): (0.641, 68.0, 6.7),
    ("fine", "shape", "cover"): (0.325, 74.0, 9.9),
}

# Of sounds: how much more than its rehearsal the whole comes to, and within how many decibels of that.
REHEARSED: Final[dict[tuple[str, str], tuple[float, float]]] = {
    ("draft", "secret"): (0.3, 2.0),
    ("draft", "cover"): (1.8, 2.2),
    ("standard", "secret"): (0.6, 2.0),
    ("standard", "cover"): (1.6, 3.6),
    ("fine", "secret"): (0.6, 4.0),
    ("fine", "cover"): (1.6, 5.6),
}
