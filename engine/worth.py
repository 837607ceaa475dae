"""What a weight is worth, found by `tests/benchmarks/forecast_table.py` in our own fits of varied media.

For each recipe, modality and role: how many cosine coefficients a weight holds, the decibels plain content
ends at, and within how many decibels of the forecast four of five came out.
"""

from __future__ import annotations

from typing import Final

WORTH: Final[dict[tuple[str, str, str], tuple[float, float, float]]] = {
    ("draft", "image", "secret"): (1.343, 34.0, 2.0),
    ("draft", "image", "cover"): (0.68, 36.0, 2.0),
    ("draft", "audio", "secret"): (0.05, 42.0, 6.0),
    ("draft", "audio", "cover"): (0.028, 42.0, 6.0),
    ("draft", "video", "secret"): (0.65, 42.0, 6.0),
    ("draft", "video", "cover"): (0.358, 42.0, 6.0),
    ("draft", "shape", "secret"): (0.65, 52.0, 6.0),
    ("draft", "shape", "cover"): (0.358, 52.0, 6.0),
    ("standard", "image", "secret"): (1.7, 52.0, 3.0),
    ("standard", "image", "cover"): (0.935, 52.0, 3.0),
    ("standard", "audio", "secret"): (0.33, 52.0, 6.0),
    ("standard", "audio", "cover"): (0.182, 52.0, 6.0),
    ("standard", "video", "secret"): (1.1, 52.0, 6.0),
    ("standard", "video", "cover"): (0.605, 52.0, 6.0),
    ("standard", "shape", "secret"): (1.1, 60.0, 6.0),
    ("standard", "shape", "cover"): (0.605, 60.0, 6.0),
    ("fine", "image", "secret"): (2.0, 60.0, 5.0),
    ("fine", "image", "cover"): (1.1, 60.0, 5.0),
    ("fine", "audio", "secret"): (0.5, 60.0, 8.0),
    ("fine", "audio", "cover"): (0.275, 60.0, 8.0),
    ("fine", "video", "secret"): (1.5, 60.0, 8.0),
    ("fine", "video", "cover"): (0.825, 60.0, 8.0),
    ("fine", "shape", "secret"): (1.5, 64.0, 8.0),
    ("fine", "shape", "cover"): (0.825, 64.0, 8.0),
}
