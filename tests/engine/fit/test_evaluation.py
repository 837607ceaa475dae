"""An exact network is one whose outputs all round to the 8-bit values of the medium."""

from __future__ import annotations

import pytest
import torch

from engine.fit.evaluation import CHUNK_SIZE, is_exact
from engine.siren import Architecture
from tests.engine.fit.common import seeded
from tests.engine.tiny import random_siren

NETWORK = random_siren(Architecture(2, 3, 16, 3))
PEAK = 2.0
STEP = PEAK / 255  # between two neighbouring 8-bit values


@pytest.mark.parametrize(("off", "exact"), [(0.0, True), (0.45, True), (0.49, False), (-0.6, False)])
@pytest.mark.parametrize("rows", [5, CHUNK_SIZE + 3])
def test_every_value_has_to_round_to_its_own(rows: int, off: float, exact: bool) -> None:
    inputs = torch.rand(rows, 2, generator=seeded()) - 0.5
    targets = NETWORK(inputs)
    targets[-1, 1] += off * STEP
    assert is_exact(NETWORK, inputs, targets, PEAK, NETWORK(inputs)) is exact


def test_where_the_last_outputs_are_far_off_nothing_is_evaluated() -> None:
    inputs = torch.rand(50, 2, generator=seeded()) - 0.5
    targets = NETWORK(inputs)
    assert not is_exact(NETWORK, inputs, targets, PEAK, targets + STEP)
    assert is_exact(NETWORK, inputs, targets, PEAK, targets)
