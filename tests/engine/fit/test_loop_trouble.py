"""Trouble that a fit gets over: numbers that are not finite, and memory that runs out."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import torch
from torch import Tensor

from engine.errors import DivergedError, OutOfMemoryError
from engine.fit import step
from engine.fit.gradient import Gradient
from engine.fit.task import FitProgress
from tests.engine.fit.common import ARCHITECTURE, SCHEDULE, error_of, train
from tests.engine.fit.test_loop import mask_of
from tests.engine.tiny import random_siren


class Sabotaged(Gradient):
    """Gives NaN at the calls it is told."""

    calls = 0
    bad: Callable[[int], bool]

    def __call__(self, *arguments: Any) -> Tensor:
        Sabotaged.calls += 1
        squared_error = super().__call__(*arguments)
        if Sabotaged.bad(Sabotaged.calls):
            self.grads.data.fill_(math.nan)
            return squared_error * math.nan
        return squared_error


@pytest.fixture
def sabotage(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[int], bool]], None]:
    def at(bad: Callable[[int], bool]) -> None:
        Sabotaged.calls, Sabotaged.bad = 0, staticmethod(bad)  # type: ignore[assignment]
        monkeypatch.setattr(step, "Gradient", Sabotaged)

    return at


@pytest.mark.usefixtures("always_reporting")
@pytest.mark.parametrize("masked", [False, True])
def test_after_a_divergence_the_fit_goes_on_from_its_best_weights(sabotage: Callable[..., None], masked: bool) -> None:
    sabotage(lambda call: call == 31)
    initial, reports = random_siren(ARCHITECTURE), list[FitProgress]()
    mask = mask_of(vault=True) if masked else None
    network = train(initial, replace(SCHEDULE, steps=120), mask=mask, report=reports.append).network
    assert all(bool(torch.isfinite(t).all()) for t in network.tensors())
    assert error_of(network) < 0.4 * error_of(initial)
    assert [p.note for p in reports if p.note] == ["stepped-back"]
    if mask is not None:
        for masked_at, before, after in zip(mask.tensors(), initial.tensors(), network.tensors(), strict=True):
            assert torch.equal(before[masked_at == 0], after[masked_at == 0])


def test_a_fit_that_never_converges(sabotage: Callable[..., None]) -> None:
    sabotage(lambda call: call > 4)
    with pytest.raises(DivergedError, match="failed to converge"):
        train()


def test_a_divergence_in_the_last_steps_gives_the_best_weights(sabotage: Callable[..., None]) -> None:
    sabotage(lambda call: call == 59)  # two steps an epoch: nothing validates the 59th before the end
    network = train(schedule=replace(SCHEDULE, steps=59)).network
    assert all(bool(torch.isfinite(t).all()) for t in network.tensors())
    assert error_of(network) < error_of(random_siren(ARCHITECTURE))


class Short(Gradient):
    """Has too little memory for chunks above a size."""

    max_chunk = 0
    tried: tuple[int, ...] = ()
    error: type[Exception] = RuntimeError
    message = "[enforce fail at alloc_cpu.cpp:117] DefaultCPUAllocator: can't allocate memory: you tried"

    def __call__(self, *arguments: Any) -> Tensor:
        if not Short.tried or Short.tried[-1] != self.chunk_size:
            Short.tried = (*Short.tried, self.chunk_size)
        if self.chunk_size > Short.max_chunk:
            raise Short.error(Short.message)
        return super().__call__(*arguments)


@pytest.mark.usefixtures("always_reporting")
@pytest.mark.parametrize(
    ("error", "message"),
    [
        (RuntimeError, Short.message),
        (RuntimeError, "CUDA out of memory. Tried to allocate 20.00 MiB."),
        (MemoryError, "Unable to allocate 4.00 GiB for an array"),
    ],
)
def test_short_of_memory_it_goes_on_in_smaller_chunks(
    monkeypatch: pytest.MonkeyPatch, error: type[Exception], message: str
) -> None:
    monkeypatch.setattr(step, "Gradient", Short)
    monkeypatch.setattr(Short, "error", error)
    monkeypatch.setattr(Short, "message", message)
    Short.max_chunk, Short.tried = 64, ()
    reports: list[FitProgress] = []
    network = train(schedule=replace(SCHEDULE, batch_size=256), report=reports.append).network
    assert Short.tried == (256, 128, 64)
    assert {p.note for p in reports[:2]} == {"memory-short"}
    assert not any(p.note for p in reports[2:])
    assert error_of(network) < 0.5 * error_of(random_siren(ARCHITECTURE))
    assert reports[-1].step == 60


def test_no_memory_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(step, "Gradient", Short)
    Short.max_chunk, Short.tried = 0, ()
    with pytest.raises(OutOfMemoryError, match="too little memory"):
        train()
    assert Short.tried == (128, 64)


def test_another_error_is_not_taken_for_short_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(step, "Gradient", Short)
    monkeypatch.setattr(Short, "message", "mat1 and mat2 shapes cannot be multiplied")
    Short.max_chunk, Short.tried = 0, ()
    with pytest.raises(RuntimeError, match="multiplied"):
        train()
