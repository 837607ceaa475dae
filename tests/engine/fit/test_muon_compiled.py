"""The compiled update of Muon is torch's."""

from __future__ import annotations

import pytest
import torch

from engine.fit.muon_compiled import MOMENTUM, CompiledUpdate
from engine.fit.optimizer import orthogonalised
from tests.engine.fit.common import seeded

LR = torch.tensor([0.1, 5.0])[0]  # one of the two learning rates of a step


@pytest.mark.usefixtures("lanes")
@pytest.mark.parametrize("shape", [(24, 24), (5, 24), (24, 5), (17, 17), (1, 9), (33, 20)])
@pytest.mark.parametrize("stacked", [False, True])
@pytest.mark.parametrize("masked", [False, True])
def test_is_torchs(shape: tuple[int, int], stacked: bool, masked: bool) -> None:
    whole = torch.randn(3, 40, 40, generator=seeded(1))  # of which the matrices are a block, in its strides
    where = (slice(None) if stacked else 1, slice(4, 4 + shape[0]), slice(3, 3 + shape[1]))
    grad, momentum, mask = (torch.randn(3, 40, 40, generator=seeded(seed)) for seed in (2, 3, 4))
    mask = (mask > 0).float()
    expected, expected_momentum, update = whole.clone(), momentum.clone(), CompiledUpdate()
    for _ in range(2):
        m, g = expected_momentum[where], grad[where]
        m.lerp_(g, 1 - MOMENTUM)
        step = orthogonalised(torch.lerp(g, m, MOMENTUM)) * (mask[where] if masked else 1)
        expected[where] -= 0.1 * step
        update(whole[where], g, momentum[where], mask[where] if masked else None, LR)
    torch.testing.assert_close(momentum, expected_momentum)
    torch.testing.assert_close(whole, expected, atol=1e-5, rtol=1e-5)


@pytest.mark.usefixtures("lanes")
@pytest.mark.parametrize("scale", [0.0, 1e-18, 1e-12, 1e6])
def test_any_size_of_gradient_is_orthogonalised_and_nothing_moves_nothing(scale: float) -> None:
    matrix, momentum = torch.zeros(4, 24, 24), torch.zeros(4, 24, 24)
    CompiledUpdate()(matrix, torch.randn(4, 24, 24, generator=seeded()) * scale, momentum, None, LR)
    values = torch.linalg.svdvals(matrix / 0.1)
    if scale:
        assert values[:, :-2].min() > 0.5
        assert values.max() < 1.3
    else:
        assert not matrix.any()


def test_a_matrix_that_is_not_finite_spoils_no_other() -> None:
    grad = torch.randn(3, 24, 24, generator=seeded())
    matrix, momentum, update = torch.zeros_like(grad), torch.zeros_like(grad), CompiledUpdate()
    grad[1, 2, 3] = torch.nan
    update(matrix, grad, momentum, None, LR)
    assert matrix[[0, 2]].isfinite().all()
    assert not matrix[1].isfinite().any()
    fresh = torch.zeros_like(grad)
    update(fresh, torch.ones_like(grad), torch.zeros_like(grad), None, LR)
    assert fresh.isfinite().all()  # nothing of it is left in the buffers
