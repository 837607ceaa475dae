"""Quantized weights are values of their grid, the nearest ones; clamped weights are within it."""

from __future__ import annotations

import torch

from engine.fit.quantization import QuantGrid, clamp_, quantized
from tests.engine.fit.common import seeded

GRIDS = [QuantGrid(0.5, 3.0), QuantGrid(0.01, 127.0)]


def test_quantized_weights_are_the_nearest_values_of_the_grid() -> None:
    matrices = [torch.randn(8, 8, generator=seeded(seed)) for seed in range(2)]
    before = [m.clone() for m in matrices]
    for matrix, result, grid in zip(matrices, quantized(matrices, GRIDS), GRIDS, strict=True):
        levels = result / grid.scale
        torch.testing.assert_close(levels, levels.round(), atol=1e-4, rtol=0)
        assert float((matrix - result).abs().max()) <= grid.scale / 2 * (1 + 1e-5)
    assert all(torch.equal(a, b) for a, b in zip(before, matrices, strict=True))


def test_clamped_weights_are_within_the_grid_and_the_others_stay() -> None:
    matrices = [torch.tensor([[-9.0, 1.4], [1.5, 2.0]]), torch.tensor([[-1.28, 1.27], [0.123, 5.0]])]
    clamp_(matrices, GRIDS)
    torch.testing.assert_close(matrices[0], torch.tensor([[-1.5, 1.4], [1.5, 1.5]]))
    torch.testing.assert_close(matrices[1], torch.tensor([[-1.27, 1.27], [0.123, 1.27]]))
