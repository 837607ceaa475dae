"""Each kernel of the forward and backward pass against torch, in shapes that no block of the kernels fits."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from engine.fit.tape import Tape
from tests.engine.fit.common import seeded

SIZES = [(1, 1, 1), (2, 3, 5), (4, 24, 3), (7, 29, 4), (24, 24, 13), (27, 27, 2)]  # rows, depth, vectors
TILES = 3


def random(*shape: int) -> Tensor:
    return torch.randn(TILES, *shape, generator=seeded(sum(shape)))


def run(kernel: str, tensors: dict[str, Tensor], numbers: tuple[int, ...], *factors: float) -> None:
    tape = Tape(tensors)
    tape.record(kernel, [tape[name] for name in tensors], numbers, *factors)
    tape.run(tensors, TILES)


@pytest.mark.parametrize(("rows", "depth", "vectors"), SIZES)
@pytest.mark.parametrize("transposed", [False, True])
def test_a_product_with_a_bias(lanes: int, rows: int, depth: int, vectors: int, transposed: bool) -> None:
    columns = vectors * lanes
    left = random(depth, rows).mT if transposed else random(rows, depth)
    tensors = {"out": torch.zeros(TILES, rows, columns), "left": left, "right": random(depth, columns)}
    tensors["bias"] = random(rows)
    run("product", tensors, (rows, depth, columns, *left.stride()[1:]), 3.0)
    expected = 3 * (left @ tensors["right"] + tensors["bias"].unsqueeze(-1))
    torch.testing.assert_close(tensors["out"], expected, atol=1e-4, rtol=1e-5)


@pytest.mark.parametrize(("rows", "depth", "vectors"), SIZES)
def test_a_product_and_a_sum(lanes: int, rows: int, depth: int, vectors: int) -> None:
    columns = vectors * lanes
    tensors = {"out": torch.zeros(TILES, rows, columns), "left": random(rows, depth), "right": random(depth, columns)}
    tensors["start"] = random(rows, columns)
    run("product_and_sum", tensors, (rows, depth, columns, depth, 1), 3.0, -0.5)
    expected = 3 * (tensors["left"] @ tensors["right"] - 0.5 * tensors["start"])
    torch.testing.assert_close(tensors["out"], expected, atol=1e-4, rtol=1e-5)


@pytest.mark.parametrize(("rows", "columns", "vectors"), SIZES)
@pytest.mark.parametrize("added", [False, True])
def test_inner_products(lanes: int, rows: int, columns: int, vectors: int, added: bool) -> None:
    out = random(rows, columns + 2)  # whose last two columns stay as they are
    before, depth = out.clone(), vectors * lanes
    tensors = {"out": out, "left": random(rows, depth), "right": random(columns, depth)}
    run("inner_products_added" if added else "inner_products", tensors, (rows, columns, depth, columns + 2), 0.5)
    expected = 0.5 * tensors["left"] @ tensors["right"].mT + (before[..., :columns] if added else 0)
    torch.testing.assert_close(out[..., :columns], expected, atol=1e-4, rtol=1e-5)
    assert torch.equal(out[..., columns:], before[..., columns:])


def test_sines_and_their_cosines(lanes: int) -> None:
    angles = random(5, 3 * lanes)
    tensors = {"angles": angles.clone(), "sines": torch.zeros_like(angles)}
    run("sines", tensors, (15 * lanes,))
    torch.testing.assert_close(tensors["sines"], angles.sin(), atol=1e-6, rtol=0)
    torch.testing.assert_close(tensors["angles"], angles.cos(), atol=1e-6, rtol=0)


def test_the_gradient_through_sines(lanes: int) -> None:
    grad, cosines, sums = random(5, 3 * lanes), random(5, 3 * lanes), random(5)
    tensors = {"grad": grad.clone(), "cosines": cosines, "sums": sums.clone()}
    run("sine_backward", tensors, (5, 3 * lanes), 2.0)
    torch.testing.assert_close(tensors["grad"], grad * cosines)
    torch.testing.assert_close(tensors["sums"], sums + 2 * (grad * cosines).sum(-1))


@pytest.mark.parametrize("samples", [1, 7, 8, 16])
def test_the_residual(lanes: int, samples: int) -> None:
    columns = -(-samples // lanes) * lanes
    predicted, targets = random(3, columns), random(2 * samples, 4)[:, ::2, :3]
    tensors = {"predicted": predicted.clone(), "targets": targets, "outputs": torch.zeros(TILES, samples, 3)}
    tensors |= {"sums": torch.ones(TILES, 3), "squared_error": torch.ones(TILES)}
    run("residual", tensors, (3, samples, columns, targets.stride(1), 3), 2.0)
    shown = predicted[..., :samples]
    errors = shown - targets.mT
    assert torch.equal(tensors["outputs"], shown.mT)
    assert torch.equal(tensors["predicted"][..., :samples], errors)
    assert not tensors["predicted"][..., samples:].any()
    torch.testing.assert_close(tensors["sums"], 1 + 2 * errors.sum(-1))
    torch.testing.assert_close(tensors["squared_error"], 1 + errors.square().sum((-2, -1)))


def test_a_transpose_is_filled_up_with_zeros(lanes: int) -> None:
    matrix = random(11, 4)[..., :2]
    tensors = {"out": torch.full((TILES, 2, 2 * lanes), torch.nan), "matrix": matrix}
    run("transpose", tensors, (2, 11, 2 * lanes, 4))
    assert torch.equal(tensors["out"][..., :11], matrix.mT)
    assert not tensors["out"][..., 11:].any()
