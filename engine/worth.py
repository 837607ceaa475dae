"""What a weight is worth, found by `tests/benchmarks/forecast_table.py` in our own fits of varied media.

For each recipe, modality and role: how many cosine coefficients a weight holds, the decibels plain content
ends at, and within how many decibels of the forecast four of five came out.
"""

from __future__ import annotations

from typing import Final

WORTH: Final[dict[tuple[str, str, str], tuple[float, float, float]]] = {
    ("draft", "image", "secret"): (2.02, 36.0, 3.0),
    ("draft", "image", "cover"): (0.893, 42.0, 2.0),
    ("draft", "audio", "secret"): (0.893, 20.0, 13.6),
    ("draft", "audio", "cover"): (0.593, 26.0, 12.3),
    ("draft", "video", "secret"): (1.172, 36.0, 2.0),
    ("draft", "video", "cover"): (0.68, 38.0, 2.2),
    ("draft", "shape", "secret"): (0.174, 40.0, 4.4),
    ("draft", "shape", "cover"): (0.067, 52.0, 6.1),
    ("standard", "image", "secret"): (1.343, 48.0, 3.2),
    ("standard", "image", "cover"): (0.779, 52.0, 3.7),
    ("standard", "audio", "secret"): (1.786, 30.0, 15.6),
    ("standard", "audio", "cover"): (1.186, 36.0, 14.3),
    ("standard", "video", "secret"): (2.344, 46.0, 4.0),
    ("standard", "video", "cover"): (1.36, 48.0, 4.2),
    ("standard", "shape", "secret"): (0.348, 50.0, 6.4),
    ("standard", "shape", "cover"): (0.134, 62.0, 8.1),
    ("fine", "image", "secret"): (1.88, 58.0, 5.2),
    ("fine", "image", "cover"): (1.091, 62.0, 5.7),
    ("fine", "audio", "secret"): (2.5, 40.0, 17.6),
    ("fine", "audio", "cover"): (1.66, 46.0, 16.3),
    ("fine", "video", "secret"): (3.282, 56.0, 6.0),
    ("fine", "video", "cover"): (1.904, 58.0, 6.2),
    ("fine", "shape", "secret"): (0.487, 60.0, 8.4),
    ("fine", "shape", "cover"): (0.188, 72.0, 10.1),
}
