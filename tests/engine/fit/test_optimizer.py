"""The optimizers: Muon and Adam, and what their masks freeze."""

from __future__ import annotations

import pytest
import torch

from engine.fit.optimizer import Adam, Muon, orthogonalised


def generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


@pytest.mark.parametrize("scale", [1e-18, 1e-12, 1e-6, 1.0, 1e6])
def test_singular_values_come_near_one(scale: float) -> None:
    matrix = torch.randn(24, 24, generator=generator()) * scale
    values = torch.linalg.svdvals(orthogonalised(matrix))
    assert values[:-2].min() > 0.5
    assert values.max() < 1.3


def test_nothing_stays_nothing() -> None:
    assert not orthogonalised(torch.zeros(4, 4)).any()


@pytest.mark.parametrize("masked", [False, True])
def test_muon_goes_down(masked: bool) -> None:
    goal = torch.randn(12, 12, generator=generator(1))
    matrix = torch.zeros(12, 12)
    mask = (torch.rand(12, 12, generator=generator(2)) > 0.3).float() if masked else torch.ones(12, 12)
    optimiser = Muon([matrix], [mask] if masked else None)
    before = (((goal - matrix) * mask) ** 2).sum()
    for _ in range(60):
        optimiser.step([2 * (matrix - goal)], torch.tensor(0.1))
    assert (((goal - matrix) * mask) ** 2).sum() < 0.3 * before
    assert torch.equal(matrix[mask == 0], torch.zeros(int((mask == 0).sum())))


def test_muon_leaves_what_it_may_not_move_bit_for_bit() -> None:
    matrix = torch.randn(8, 8, generator=generator())
    mask = torch.ones(8, 8)
    mask[:5, :5] = 0
    before = matrix.clone()
    optimiser = Muon([matrix], [mask])
    for seed in range(20):
        optimiser.step([torch.randn(8, 8, generator=generator(seed))], torch.tensor(0.1))
    assert torch.equal(matrix[:5, :5], before[:5, :5])
    assert not torch.equal(matrix[5:], before[5:])


@pytest.mark.parametrize("shape", [(5, 24), (24, 5), (3, 5, 24), (3, 24, 5)])
def test_the_singular_values_of_a_block_come_near_one(shape: tuple[int, ...]) -> None:
    values = torch.linalg.svdvals(orthogonalised(torch.randn(*shape, generator=generator())))
    assert values.min() > 0.5
    assert values.max() < 1.3


@pytest.mark.parametrize("cached", [1, 40, 1 << 17])
def test_the_blocks_around_a_vault_move_as_if_each_were_a_matrix(monkeypatch: pytest.MonkeyPatch, cached: int) -> None:
    monkeypatch.setattr("engine.fit.optimizer.CACHED", cached)
    stack, gradient = (torch.randn(3, 8, 8, generator=generator(seed)) for seed in (1, 2))
    before = stack.clone()
    Muon([stack], None, None, 6).step([gradient], torch.tensor(0.1))
    assert torch.equal(stack[:, :6, :6], before[:, :6, :6])
    for block in ((..., slice(6, 8), slice(0, 8)), (..., slice(0, 6), slice(6, 8))):
        torch.testing.assert_close(stack[block], before[block] - 0.1 * orthogonalised(gradient[block]))


def test_a_low_precision_step_moves_only_what_may_move() -> None:
    matrix, mask = torch.randn(16, 16, generator=generator(1)), torch.ones(16, 16)
    mask[:9, :9] = 0
    before = matrix.clone()
    Muon([matrix], [mask]).step([torch.randn(16, 16)], torch.tensor(0.1), low_precision=True)
    assert torch.equal(matrix[:9, :9], before[:9, :9])
    assert float((matrix - before).square().sum().sqrt()) == pytest.approx(0.1 * 4 * (1 - 81 / 256) ** 0.5, rel=0.3)


def test_adam_takes_its_first_step_at_its_rate() -> None:
    tensors = [torch.zeros(3), torch.zeros(3)]
    gradient = torch.tensor([1e-6, -5.0, 3e7])
    adam = Adam(tensors, None)
    adam.step([gradient, gradient], adam.bias_corrected([0.1, 0.01]))
    torch.testing.assert_close(tensors[0], torch.tensor([-0.1, 0.1, -0.1]))
    torch.testing.assert_close(tensors[1], torch.tensor([-0.01, 0.01, -0.01]))


def test_adam_agrees_with_the_textbook() -> None:
    mine, its = torch.tensor([1.0, -2.0]), torch.tensor([1.0, -2.0], requires_grad=True)
    one, other = Adam([mine], None), torch.optim.Adam([its], lr=0.01, betas=(0.9, 0.99), eps=1e-20)
    for _ in range(30):
        one.step([4 * mine**3], one.bias_corrected([0.01]))
        its.grad = 4 * its.detach() ** 3
        other.step()
    torch.testing.assert_close(mine, its.detach())


def test_adam_leaves_masked_and_idle_numbers_alone() -> None:
    tensor, mask = torch.randn(6, generator=generator()), torch.tensor([1.0, 0, 1, 0, 1, 1])
    before, gradient = tensor.clone(), torch.tensor([1.0, 1, 0, 0, -1, 2])
    optimiser = Adam([tensor], [mask])
    for _ in range(10):
        optimiser.step([gradient], optimiser.bias_corrected([0.1]))
    assert (tensor == before).tolist() == [False, True, True, True, False, False]
