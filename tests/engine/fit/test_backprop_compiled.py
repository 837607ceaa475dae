"""The compiled pass gives what torch's gives, in any width and number of samples."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from engine.device import COMPILED_BELOW
from engine.fit import backprop_compiled
from engine.fit.backprop import CpuBackprop
from engine.fit.backprop_compiled import CompiledBackprop, cpu_backprop
from engine.fit.parameters import FlatParameters
from engine.siren import Architecture
from tests.engine.fit.common import seeded
from tests.engine.tiny import random_siren

TILES = 3


def passed(
    kind: type[CpuBackprop], architecture: Architecture, samples: int, *, frozen: int = 0, place_first: bool = True,
    with_outputs: bool = True, low_precision: bool = False,
) -> tuple[FlatParameters, Tensor, Tensor]:  # fmt: skip
    """The gradient, the squared error and the outputs of two batches, in chunks of two tiles and one."""
    network = random_siren(architecture)
    weights, biases = list(network.weights), list(network.biases)
    mine = kind(weights, biases, 2 * samples, frozen)
    grads = FlatParameters.zeros_like(weights, biases, torch.device("cpu"))
    mine.begin(grads, low_precision)
    prepared = mine.prepared(weights, biases)
    for seed in (1, 2):
        x, y = (
            torch.rand(samples, TILES, size, generator=seeded(seed * size)).transpose(0, 1) - 0.5
            for size in (architecture.in_features, architecture.out_features)
        )
        if not place_first:
            x, y = x.contiguous(), y.contiguous()
        outputs = torch.zeros_like(y)
        for tiles in (slice(0, 2), slice(2, 3)):
            chunk = ([t[tiles] for t in tensors] for tensors in prepared)
            mine.accumulate(*chunk, tiles, x[tiles], y[tiles], 0.01, outputs[tiles] if with_outputs else None)
    return grads, mine.squared_error, outputs


def assert_same(mine: tuple[FlatParameters, Tensor, Tensor], torchs: tuple[FlatParameters, Tensor, Tensor]) -> None:
    for made, expected in zip(
        (*mine[0].weights, *mine[0].biases, *mine[1:]),
        (*torchs[0].weights, *torchs[0].biases, *torchs[1:]),
        strict=True,
    ):
        torch.testing.assert_close(made, expected, rtol=1e-4, atol=1e-5 * float(expected.abs().max()) + 1e-12)


@pytest.mark.usefixtures("lanes")
@pytest.mark.parametrize("width", [16, 24, 27, 33])
@pytest.mark.parametrize("samples", [1, 9, 100])
def test_is_torchs_in_any_width(width: int, samples: int) -> None:
    architecture = Architecture(2, 3, width, 4, tiles=TILES)
    assert_same(passed(CompiledBackprop, architecture, samples), passed(CpuBackprop, architecture, samples))


@pytest.mark.usefixtures("lanes")
@pytest.mark.parametrize(("inputs", "outputs", "hidden", "bias"), [(1, 1, 5, True), (1, 2, 3, False), (3, 4, 2, True)])
def test_is_torchs_for_any_medium(inputs: int, outputs: int, hidden: int, bias: bool) -> None:
    architecture = Architecture(inputs, outputs, 20, hidden, output_bias=bias, tiles=TILES)
    assert_same(passed(CompiledBackprop, architecture, 50), passed(CpuBackprop, architecture, 50))


@pytest.mark.usefixtures("lanes")
@pytest.mark.parametrize("cached", [1, 20_000, 1 << 21])
def test_the_parts_of_the_samples_add_up(monkeypatch: pytest.MonkeyPatch, cached: int) -> None:
    monkeypatch.setattr(backprop_compiled, "CACHED", cached)
    architecture = Architecture(2, 3, 24, 3, tiles=TILES)
    assert_same(passed(CompiledBackprop, architecture, 90), passed(CpuBackprop, architecture, 90))


@pytest.mark.parametrize("frozen", [5, 16])
def test_between_frozen_units_there_is_no_gradient(frozen: int) -> None:
    architecture = Architecture(2, 3, 24, 4, tiles=TILES)
    part, expected = passed(CompiledBackprop, architecture, 40, frozen=frozen), passed(CpuBackprop, architecture, 40)
    for grad in expected[0].weights[1:-1]:
        grad[:, :frozen, :frozen] = 0
    assert_same(part, expected)


def test_order_in_memory_and_whether_outputs_are_wanted_change_nothing() -> None:
    architecture = Architecture(2, 3, 24, 3, tiles=TILES)
    expected = passed(CompiledBackprop, architecture, 40)
    assert_same(passed(CompiledBackprop, architecture, 40, place_first=False), expected)
    *same, outputs = passed(CompiledBackprop, architecture, 40, with_outputs=False)
    assert not outputs.any()
    assert_same((same[0], same[1], expected[2]), expected)


def test_in_low_precision_it_is_its_base_class() -> None:
    architecture = Architecture(2, 3, 24, 3, tiles=TILES)
    mine, torchs = (passed(kind, architecture, 40, low_precision=True) for kind in (CompiledBackprop, CpuBackprop))
    assert torch.equal(mine[0].data, torchs[0].data)


def test_what_is_not_finite_shows_in_the_error_and_stays_in_its_tile() -> None:
    network = random_siren(Architecture(2, 3, 24, 3, tiles=2))
    weights, biases = list(network.weights), list(network.biases)
    weights[1][1, 3, 4] = torch.nan
    mine = CompiledBackprop(weights, biases, 20)
    grads = FlatParameters.zeros_like(weights, biases, torch.device("cpu"))
    mine.begin(grads, low_precision=False)
    x, y = torch.rand(2, 10, 2, generator=seeded(1)), torch.rand(2, 10, 3, generator=seeded(2))
    mine.accumulate(weights, biases, slice(0, 2), x, y, 1.0, None)
    assert mine.squared_error.isnan().tolist() == [False, True]
    assert all(grad[0].isfinite().all() for grad in grads.weights)
    mine.begin(grads, low_precision=False)
    grads.data.zero_()
    weights[1][1, 3, 4] = 0.01
    mine.accumulate(weights, biases, slice(0, 2), x, y, 1.0, None)
    assert mine.squared_error.isfinite().all()  # nothing of it is left in the buffers
    assert grads.data.isfinite().all()


@pytest.mark.parametrize(("width", "compiled"), [(24, True), (COMPILED_BELOW - 1, True), (COMPILED_BELOW, False)])
def test_wide_networks_have_torchs_products(width: int, compiled: bool) -> None:
    network = random_siren(Architecture(2, 3, width, 2))
    kind = type(cpu_backprop(list(network.weights), list(network.biases), 8))
    assert kind is (CompiledBackprop if compiled else CpuBackprop)
