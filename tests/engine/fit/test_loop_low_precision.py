"""Low precision is close enough for most of a fit, and never touches what is frozen or the result."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from torch import Tensor

from engine.device import PROFILES
from engine.fit import loop, step
from engine.fit.ending import QUANTIZE_FROM
from engine.fit.gradient import Gradient
from engine.fit.loop import LOW_PRECISION_UNTIL
from engine.siren import Siren
from engine.vault.keystream import noise
from engine.vault.storage import STORAGES
from engine.vault.vault import Vault
from tests.engine.fit.common import ARCHITECTURE, SCHEDULE, grids_of, quality_of, train
from tests.engine.tiny import random_siren

STEPS = 100


class Watched(Gradient):
    """Remembers which gradients were in low precision."""

    low_precision: list[bool]

    def __call__(self, *arguments: Any) -> Tensor:
        self.low_precision.append(arguments[5])
        return super().__call__(*arguments)


@pytest.fixture
def low_precision(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether each step from here on was in low precision, on a CPU where bfloat16 is faster."""
    steps: list[bool] = []
    monkeypatch.setattr(Watched, "low_precision", steps, raising=False)
    monkeypatch.setattr(step, "Gradient", Watched)
    monkeypatch.setattr(loop, "bfloat16_is_faster", lambda _, **__: True)
    return steps


def fitted(network: Siren, **options: Any) -> Siren:
    return train(network, replace(SCHEDULE, steps=STEPS), **options).network


def test_such_a_fit_is_as_good_and_ends_in_full_precision(
    low_precision: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    quality = quality_of(fitted(random_siren(ARCHITECTURE)))
    until = round(STEPS * LOW_PRECISION_UNTIL)
    assert low_precision == [True] * until + [False] * (STEPS - until)
    monkeypatch.setattr(loop, "bfloat16_is_faster", lambda _, **__: False)
    assert quality > quality_of(fitted(random_siren(ARCHITECTURE))) - 0.5
    assert not any(low_precision[STEPS:])


def test_above_a_quality_the_precision_is_full(low_precision: list[bool], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PROFILES, "cpu", replace(PROFILES["cpu"], low_precision_below=5.0))
    fitted(random_siren(ARCHITECTURE))
    assert low_precision[0]
    assert not any(low_precision[STEPS // 2 :])


@pytest.mark.parametrize("storage", STORAGES.values(), ids=lambda storage: storage.name)
@pytest.mark.usefixtures("low_precision")
def test_a_vault_keeps_its_cells_through_a_fit_in_low_precision(storage: Any) -> None:
    vault = Vault(ARCHITECTURE, 15, 1.5, storage)
    cells = noise(vault.capacity(), storage.levels)
    network = fitted(vault.write(random_siren(ARCHITECTURE), cells), mask=vault.trainable())
    assert bytes(vault.read(network)) == bytes(cells)


def test_quantized_weights_are_trained_in_full_precision(low_precision: list[bool]) -> None:
    initial = random_siren(ARCHITECTURE)
    fitted(initial, quantization=grids_of(initial))
    assert low_precision[0]
    assert not any(low_precision[round(STEPS * QUANTIZE_FROM) + 1 :])


@pytest.mark.parametrize("square", [True, False])
def test_updates_are_in_bfloat16_where_that_alone_is_faster_and_not_at_the_end(
    low_precision: list[bool], monkeypatch: pytest.MonkeyPatch, square: bool
) -> None:
    updates: list[bool] = []

    class WatchedMuon(step.Muon):
        def step(self, grads: list[Tensor], lr: float | Tensor, low: bool = False) -> None:
            updates.append(low)
            super().step(grads, lr, low)

    monkeypatch.setattr(step, "Muon", WatchedMuon)
    monkeypatch.setattr(loop, "bfloat16_is_faster", lambda _, square=False: square is asked)
    asked, initial = square, random_siren(ARCHITECTURE)
    fitted(initial, quantization=grids_of(initial))
    until = round(STEPS * LOW_PRECISION_UNTIL)
    assert updates == [square] * until + [False] * (STEPS - until)
    assert any(low_precision) is not square
