"""The masked fit: what is frozen stays bit for bit, what is free gets better, and trouble is met half-way."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from engine.device import PROFILES
from engine.errors import DivergedError, OutOfMemoryError
from engine.fit import loop, step
from engine.fit.gradient import Gradient
from engine.fit.loop import fit
from engine.fit.render import field
from engine.fit.schedule import FitProgress, QuantGrid, Schedule
from engine.media import Samples, Tiling
from engine.progress import FinishNow
from engine.siren import Architecture, Siren
from engine.vault.keystream import noise
from engine.vault.storage import STORAGES
from engine.vault.vault import Vault
from tests.engine.tiny import picture, random_siren, same

ARCHITECTURE = Architecture(2, 3, 24, 4)
SCHEDULE = Schedule(steps=60, batch=128, matrix_lr=2e-3)
SAMPLES = picture(16).samples()
ONCE = (1.0, 1.0)


def seeded(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def run(network: Siren | None = None, schedule: Schedule = SCHEDULE, **options: Any) -> Any:
    start = random_siren(ARCHITECTURE) if network is None else network
    return fit(start, SAMPLES, ONCE, schedule, generator=seeded(), **options)


def error_of(network: Siren) -> float:
    shown = field(network, ONCE)(SAMPLES.coordinates)
    return float(np.mean((shown - SAMPLES.values) ** 2))


def reporter(moments: list[FitProgress]) -> Callable[[FitProgress], None]:
    return moments.append


@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("chunk", [7, 64, 1000])
def test_the_gradient_is_the_one_autograd_finds(bias: bool, chunk: int) -> None:
    network = random_siren(replace(ARCHITECTURE, output_bias=bias))
    weights, biases = [list(part) for part in (network.weights, network.biases)]
    x, y = torch.from_numpy(SAMPLES.coordinates[:100]), torch.from_numpy(SAMPLES.values[:100])
    shown = torch.empty_like(y)
    gradient = Gradient(weights, biases, chunk)
    gradient(weights, biases, x[::2].contiguous(), y[::2].contiguous())  # nothing of an earlier call stays
    total = gradient(weights, biases, x, y, shown)
    leaves = [t.clone().requires_grad_() for t in (*weights, *biases)]
    h = x
    for weight, b in zip(leaves[: len(weights) - 1], leaves[len(weights) :], strict=False):
        h = torch.sin(30 * (h @ weight.T + b))
    out = h @ leaves[len(weights) - 1].T + (leaves[-1] if bias else 0)
    loss = ((out - y) ** 2).mean()
    loss.backward()
    assert float(total) / y.numel() == pytest.approx(loss.item(), rel=1e-4)
    torch.testing.assert_close(shown, out.detach(), atol=1e-4, rtol=1e-4)
    for mine, leaf in zip((*gradient.by_weight, *gradient.by_bias), leaves, strict=True):
        assert leaf.grad is not None
        difference = torch.linalg.vector_norm(mine - leaf.grad) / torch.linalg.vector_norm(leaf.grad)
        assert float(difference) < 1e-4


@pytest.mark.parametrize("chunk", [7, 64, 1000])
def test_the_gradient_of_a_stack_is_that_of_each_of_its_networks(chunk: int) -> None:
    stack = random_siren(replace(ARCHITECTURE, tiles=3, output_bias=False))
    x, y = torch.rand(3, 50, 2, generator=seeded(1)) - 0.5, torch.rand(3, 50, 3, generator=seeded(2)) - 0.5
    shown = torch.empty_like(y)
    together = Gradient(list(stack.weights), list(stack.biases), chunk)
    totals = together(list(stack.weights), list(stack.biases), x, y, shown)
    for number in range(3):
        one = stack.tile(number)
        alone = Gradient(list(one.weights), list(one.biases), chunk)
        out = torch.empty_like(y[number])
        total = alone(list(one.weights), list(one.biases), x[number], y[number], out)
        torch.testing.assert_close(totals[number], total[0], rtol=1e-4, atol=0)
        torch.testing.assert_close(shown[number], out)
        for mine, its in zip((*together.by_weight, *together.by_bias), (*alone.by_weight, *alone.by_bias), strict=True):
            torch.testing.assert_close(mine[number], its, atol=1e-6, rtol=1e-3)


@pytest.mark.parametrize("counts", [(2, 2), (3, 1), (5, 4)])
def test_a_stack_shows_every_tile_and_no_tile_waits_for_another(counts: tuple[int, int]) -> None:
    tiling, moments = Tiling(counts), list[FitProgress]()
    stack = random_siren(replace(ARCHITECTURE, width=12, tiles=tiling.number))
    fitted = run(stack, replace(SCHEDULE, steps=400), tiling=tiling, report=moments.append).network
    shown = field(fitted, ONCE, tiling=tiling)(SAMPLES.coordinates)
    errors = ((shown - SAMPLES.values) ** 2).mean(axis=1)
    tiles = tiling.tiles(SAMPLES.coordinates)
    assert all(errors[tiles == tile].mean() < 0.01 for tile in range(tiling.number))
    assert moments[-1].decibels == pytest.approx(10 * math.log10(SAMPLES.peak**2 / errors.mean()), abs=1.5)
    assert moments[-1].shown().shape == SAMPLES.values.shape
    assert np.abs(moments[-1].shown() - shown).mean() < 0.1


def test_a_fit_improves_and_says_how_far_it_came() -> None:
    start = random_siren(ARCHITECTURE)
    kept = random_siren(ARCHITECTURE)
    fitted = run(start, replace(SCHEDULE, steps=200))
    assert same(start, kept)
    assert error_of(fitted.network) < 0.05 * error_of(start)
    assert fitted.steps == 200
    told = 10 * math.log10(SAMPLES.peak**2 / error_of(fitted.network))
    assert fitted.decibels == pytest.approx(told, abs=1.5)


def test_the_same_generator_gives_the_same_fit() -> None:
    assert same(run().network, run().network)


def mask_of(vault: bool) -> Siren:
    if vault:
        return Vault(ARCHITECTURE, 15, 1.5, STORAGES["exact"]).trainable()
    generator = seeded(9)
    network = random_siren(ARCHITECTURE)
    return Siren(
        tuple((torch.rand(w.shape, generator=generator) > 0.5).float() for w in network.weights),
        tuple((torch.rand(b.shape, generator=generator) > 0.5).float() for b in network.biases),
    )


def lattices(network: Siren) -> QuantGrid:
    return [(float(m.abs().max()) / 20, 20.0) for m in network.weights[1:-1]]


@pytest.mark.parametrize("rounded", [False, True])
@pytest.mark.parametrize("vault", [False, True])
def test_what_is_frozen_stays_bit_for_bit_and_all_else_moves(vault: bool, rounded: bool) -> None:
    start, mask = random_siren(ARCHITECTURE), mask_of(vault)
    fitted = run(start, mask=mask, rounding=lattices(start) if rounded else None)
    assert error_of(fitted.network) < error_of(start)
    for masked, before, after in zip(mask.tensors(), start.tensors(), fitted.network.tensors(), strict=True):
        frozen = (masked == 0).numpy()
        assert before.numpy()[frozen].tobytes() == after.numpy()[frozen].tobytes()
        assert float((before == after)[masked == 1].float().mean()) < 0.2
    if rounded:
        for matrix, masked, (spacing, most) in zip(
            fitted.network.weights[1:-1], mask.weights[1:-1], lattices(start), strict=True
        ):
            whole = matrix[masked == 1] / spacing
            assert float((whole - whole.round()).abs().max()) < 1e-3
            assert float(whole.abs().max()) <= most + 1e-3


def test_a_vault_keeps_its_cells_through_a_fit() -> None:
    for storage in STORAGES.values():
        vault = Vault(ARCHITECTURE, 15, 1.5, storage)
        cells = noise(vault.capacity(), storage.levels)
        fitted = run(vault.write(random_siren(ARCHITECTURE), cells), mask=vault.trainable())
        assert np.array_equal(vault.read(fitted.network), cells)


def test_a_mask_of_zeros_changes_nothing() -> None:
    start = random_siren(ARCHITECTURE)
    nothing = Siren(tuple(w * 0 for w in start.weights), tuple(b * 0 for b in start.biases))
    assert same(run(start, mask=nothing).network, start)


class Enough(Exception):
    pass


@pytest.mark.usefixtures("always_reporting")
def test_what_a_report_raises_comes_out_untouched() -> None:
    raised, seen = Enough("by me"), []

    def report(moment: FitProgress) -> None:
        seen.append(moment.step)
        if moment.step >= 5:
            raise raised

    with pytest.raises(Enough) as caught:
        run(report=report)
    assert caught.value is raised
    assert seen == [1, 2, 3, 4, 5]


@pytest.mark.usefixtures("always_reporting")
@pytest.mark.parametrize("kind", [KeyboardInterrupt, MemoryError, RuntimeError, OSError])
def test_a_report_may_raise_anything(kind: type[BaseException]) -> None:
    def report(_: FitProgress) -> None:
        raise kind("out of memory, or something else")

    with pytest.raises(kind):
        run(report=report)


@pytest.mark.usefixtures("always_reporting")
def test_moments() -> None:
    moments: list[FitProgress] = []
    fitted = run(report=reporter(moments))
    assert [m.step for m in moments] == list(range(1, 61))
    fractions = [m.fraction for m in moments]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1
    assert all(math.isfinite(m.loss) and m.device == "cpu" and not m.note for m in moments)
    assert moments[-1].decibels > moments[4].decibels + 3
    shown = moments[-1].shown()
    assert shown.shape == SAMPLES.values.shape
    assert np.mean((shown - SAMPLES.values) ** 2) < 2 * error_of(fitted.network) + 1e-3
    assert moments[-1].field(SAMPLES.coordinates).shape == SAMPLES.values.shape


@pytest.mark.usefixtures("always_reporting")
def test_to_finish_now_is_a_short_way_to_the_end() -> None:
    steps: list[int] = []

    def report(moment: FitProgress) -> None:
        steps.append(moment.step)
        if moment.step == 30:
            raise FinishNow

    fitted = run(schedule=replace(SCHEDULE, steps=100_000), report=report)
    assert 30 < fitted.steps == steps[-1] < 30 + 40
    assert error_of(fitted.network) < error_of(random_siren(ARCHITECTURE))


def test_a_fit_ends_when_it_is_good_enough() -> None:
    fitted = run(schedule=replace(SCHEDULE, steps=100_000, decibels=12.0))
    assert fitted.steps < 5_000
    assert fitted.decibels >= 12


def test_a_fit_takes_the_short_way_to_its_end_when_more_is_worth_nothing() -> None:
    steps = 4_000
    fitted = run(schedule=replace(SCHEDULE, steps=steps, enough=20.0))
    assert fitted.steps < steps // 2
    assert fitted.decibels > 24  # with the step size at its end; where it stops at once 20.5 is all there is


@pytest.mark.parametrize("enough", [20.0, math.inf])
def test_the_short_way_is_never_longer_than_the_schedule(enough: float) -> None:
    def report(moment: FitProgress) -> None:
        if moment.step >= 90 and enough == math.inf:
            raise FinishNow

    assert run(schedule=replace(SCHEDULE, steps=100, enough=enough), report=report).steps <= 100


def test_a_fit_ends_when_its_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(10**6))
    monkeypatch.setattr(loop.time, "monotonic", lambda: next(clock) / 2)
    assert run(schedule=replace(SCHEDULE, steps=10**9, seconds=10.0)).steps < 30


class Sabotaged(Gradient):
    """Gives numbers that are none at the calls it is told."""

    calls = 0
    bad: Callable[[int], bool]

    def __call__(self, *arguments: Any) -> Tensor:
        Sabotaged.calls += 1
        total = super().__call__(*arguments)
        if Sabotaged.bad(Sabotaged.calls):
            for gradient in (*self.by_weight, *self.by_bias):
                gradient.fill_(math.nan)
            return total * math.nan
        return total


@pytest.fixture
def sabotage(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[int], bool]], None]:
    def at(bad: Callable[[int], bool]) -> None:
        Sabotaged.calls, Sabotaged.bad = 0, staticmethod(bad)  # type: ignore[assignment]
        monkeypatch.setattr(step, "Gradient", Sabotaged)

    return at


@pytest.mark.usefixtures("always_reporting")
@pytest.mark.parametrize("masked", [False, True])
def test_numbers_that_are_none_are_stepped_back_from(sabotage: Callable[..., None], masked: bool) -> None:
    sabotage(lambda call: call == 31)
    start, moments = random_siren(ARCHITECTURE), []
    mask = mask_of(vault=True) if masked else None
    fitted = run(start, replace(SCHEDULE, steps=120), mask=mask, report=reporter(moments))
    assert all(bool(torch.isfinite(t).all()) for t in fitted.network.tensors())
    assert error_of(fitted.network) < 0.4 * error_of(start)
    assert [m.note for m in moments if m.note] == ["stepped-back"]
    if mask is not None:
        for masked_at, before, after in zip(mask.tensors(), start.tensors(), fitted.network.tensors(), strict=True):
            assert torch.equal(before[masked_at == 0], after[masked_at == 0])


def test_a_fit_that_never_settles(sabotage: Callable[..., None]) -> None:
    sabotage(lambda call: call > 4)
    with pytest.raises(DivergedError):
        run()


def test_trouble_in_the_last_steps_gives_the_best_weights(sabotage: Callable[..., None]) -> None:
    sabotage(lambda call: call == 59)  # two steps a pass: nothing judges the 59th before the end
    fitted = run(schedule=replace(SCHEDULE, steps=59))
    assert all(bool(torch.isfinite(t).all()) for t in fitted.network.tensors())
    assert error_of(fitted.network) < error_of(random_siren(ARCHITECTURE))


def test_a_step_size_that_is_far_too_large_is_halved_or_told() -> None:
    wild = replace(SCHEDULE, steps=300, matrix_lr=3.0, adam_lr=30.0)
    try:
        fitted = run(schedule=wild)
    except DivergedError:
        return
    assert all(bool(torch.isfinite(t).all()) for t in fitted.network.tensors())


class Short(Gradient):
    """Has too little memory for chunks above a size."""

    most = 0
    tried: tuple[int, ...] = ()
    message = "[enforce fail at alloc_cpu.cpp:117] DefaultCPUAllocator: can't allocate memory: you tried"

    def __call__(self, *arguments: Any) -> Tensor:
        if not Short.tried or Short.tried[-1] != self.chunk:
            Short.tried = (*Short.tried, self.chunk)
        if self.chunk > Short.most:
            raise RuntimeError(Short.message)
        return super().__call__(*arguments)


@pytest.mark.usefixtures("always_reporting")
@pytest.mark.parametrize("message", [Short.message, "CUDA out of memory. Tried to allocate 20.00 MiB."])
def test_short_of_memory_it_goes_on_in_smaller_pieces(monkeypatch: pytest.MonkeyPatch, message: str) -> None:
    monkeypatch.setattr(step, "Gradient", Short)
    Short.most, Short.tried, Short.message = 64, (), message
    moments: list[FitProgress] = []
    fitted = run(schedule=replace(SCHEDULE, batch=256), report=reporter(moments))
    assert Short.tried == (256, 128, 64)
    assert {m.note for m in moments[:2]} == {"memory-short"}
    assert not any(m.note for m in moments[2:])
    assert error_of(fitted.network) < 0.5 * error_of(random_siren(ARCHITECTURE))
    assert moments[-1].step == 60


def test_pieces_do_not_change_the_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = run(schedule=replace(SCHEDULE, steps=20)).network
    monkeypatch.setitem(PROFILES, "cpu", replace(PROFILES["cpu"], chunk=32))
    for one, other in zip(whole.tensors(), run(schedule=replace(SCHEDULE, steps=20)).network.tensors(), strict=True):
        torch.testing.assert_close(one, other, atol=1e-3, rtol=1e-2)


def test_any_number_of_threads_fits_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PROFILES, "cpu", replace(PROFILES["cpu"], chunk=32))
    errors = []
    for count in (1, 2, 5):
        monkeypatch.setattr(loop, "threads", lambda count=count: count)
        errors.append(error_of(run(schedule=replace(SCHEDULE, steps=100)).network))
    assert max(errors) < min(errors) * 10**0.03  # 0.3 dB


def test_a_cancelled_fit_leaves_no_thread_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PROFILES, "cpu", replace(PROFILES["cpu"], chunk=32))
    monkeypatch.setattr(loop, "threads", lambda: 3)
    monkeypatch.setattr(loop, "REPORT_EVERY", 0.0)
    before, during = threading.active_count(), []

    def report(_: FitProgress) -> None:
        during.append(threading.active_count())
        raise Enough

    with pytest.raises(Enough):
        run(report=report)
    assert during[0] > before == threading.active_count()


def test_no_memory_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(step, "Gradient", Short)
    Short.most, Short.tried = 0, ()
    with pytest.raises(OutOfMemoryError, match="too little memory"):
        run()
    assert Short.tried == (128, 64)


def test_another_error_is_not_taken_for_short_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(step, "Gradient", Short)
    monkeypatch.setattr(Short, "message", "mat1 and mat2 shapes cannot be multiplied")
    Short.most, Short.tried = 0, ()
    with pytest.raises(RuntimeError, match="multiplied"):
        run()


def test_samples_of_one_and_of_silence() -> None:
    one = Samples(np.zeros((1, 2), np.float32), np.zeros((1, 3), np.float32), 1.0)
    fitted = fit(random_siren(ARCHITECTURE), one, ONCE, replace(SCHEDULE, steps=200))
    assert math.isfinite(fitted.decibels)
    assert float(np.abs(field(fitted.network, ONCE)(one.coordinates)).max()) < 0.1


def test_a_field_scales_its_coordinates() -> None:
    network = random_siren(ARCHITECTURE)
    points = SAMPLES.coordinates
    np.testing.assert_allclose(
        field(network, (0.5, 2.0))(points), field(network, ONCE)(points * np.array([0.5, 2.0], np.float32)), atol=1e-4
    )
    assert field(network, ONCE)(points).dtype == np.float32


def test_what_a_card_takes_to_load_is_not_taken_from_the_first_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    once = loop.Step.__call__

    def slow(self: step.Step, *arguments: Any) -> None:
        if not self.shown.any():  # nothing was done yet
            time.sleep(0.6)
        once(self, *arguments)

    monkeypatch.setattr(loop.Step, "__call__", slow)
    short = replace(SCHEDULE, steps=1000, seconds=0.4)
    assert run(schedule=short).steps == 1
    monkeypatch.setitem(PROFILES, "cpu", replace(PROFILES["cpu"], warmup_steps=2))
    assert run(schedule=short).steps > 5
