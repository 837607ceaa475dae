"""An exact network is one whose outputs all round to the 8-bit values of the medium."""

from __future__ import annotations

import numpy as np
import pytest

from engine.arrays import Floats
from engine.fit.evaluation import CHUNK_SIZE, is_exact, wrong_share
from engine.media import Samples

STEP = 2.0 / 255  # between two neighbouring 8-bit values


def field(coordinates: Floats) -> Floats:
    return np.sin(3 * coordinates)


def samples(rows: int) -> Samples:
    coordinates = np.random.default_rng(0).uniform(-1, 1, (rows, 2)).astype(np.float32)
    return Samples(coordinates, field(coordinates), 2.0)


@pytest.mark.parametrize(("off", "exact"), [(0.0, True), (0.45, True), (0.49, False), (-0.6, False)])
@pytest.mark.parametrize("rows", [5, CHUNK_SIZE + 3])
def test_every_value_has_to_round_to_its_own(rows: int, off: float, exact: bool) -> None:
    medium = samples(rows)
    medium.values[-1, 1] += off * STEP
    assert is_exact(field, medium) is exact


def test_the_wrong_values_are_counted() -> None:
    medium = samples(50)
    outputs = medium.values.copy()
    outputs[:5, 0] += STEP
    outputs[5:, 1] += 0.4 * STEP
    assert wrong_share(outputs, medium) == pytest.approx(5 / 100)
