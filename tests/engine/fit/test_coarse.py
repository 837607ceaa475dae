"""Products of bfloat16: near enough for most of a fit, and never what is frozen or what is shown."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest
import torch
from torch import Tensor

from engine.device import PROFILES
from engine.fit import loop, step
from engine.fit.gradient import Gradient
from engine.fit.loop import COARSE_UNTIL, fit
from engine.fit.optimizer import Muon
from engine.fit.render import field
from engine.fit.schedule import Schedule
from engine.siren import Architecture, Siren
from engine.vault.keystream import noise
from engine.vault.storage import STORAGES
from engine.vault.vault import Vault
from tests.engine.tiny import picture, random_siren

ARCHITECTURE = Architecture(2, 3, 24, 4)
SAMPLES = picture(16).samples()
STEPS = 100


class Watched(Gradient):
    """Remembers which gradients were coarse."""

    coarse: list[bool]

    def __call__(self, *arguments: Any) -> Tensor:
        self.coarse.append(arguments[5])
        return super().__call__(*arguments)


@pytest.fixture
def coarse(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """What each step of the fits from here on was, on a processor where it pays."""
    steps: list[bool] = []
    monkeypatch.setattr(Watched, "coarse", steps, raising=False)
    monkeypatch.setattr(step, "Gradient", Watched)
    monkeypatch.setattr(loop, "bfloat16_pays", lambda _: True)
    return steps


def run(network: Siren, **options: Any) -> Siren:
    generator = torch.Generator().manual_seed(0)
    schedule = Schedule(steps=STEPS, batch=128, matrix_lr=2e-3)
    return fit(network, SAMPLES, (1.0, 1.0), schedule, generator=generator, **options).network


def decibels(network: Siren) -> float:
    shown = field(network, (1.0, 1.0))(SAMPLES.coordinates)
    return 10 * math.log10(SAMPLES.peak**2 / float(((shown - SAMPLES.values) ** 2).mean()))


@pytest.mark.parametrize("tiles", [1, 3])
def test_a_coarse_gradient_is_near_the_fine_one_and_is_another(tiles: int) -> None:
    networks = [random_siren(Architecture(2, 3, 64, 5), seed=seed) for seed in range(tiles)]
    weights = [torch.stack(same) for same in zip(*(n.weights for n in networks), strict=True)]
    biases = [torch.stack(same) for same in zip(*(n.biases for n in networks), strict=True)]
    x, y = torch.rand(tiles, 100, 2), torch.rand(tiles, 100, 3)
    fine, rough = Gradient(weights, biases, 32), Gradient(weights, biases, 32)
    shown, near = torch.empty_like(y), torch.empty_like(y)
    total, about = fine(weights, biases, x, y, shown), rough(weights, biases, x, y, near, True)
    torch.testing.assert_close(about, total, rtol=0.02, atol=0)
    assert 0 < float((shown - near).abs().mean()) < 0.02 * float(shown.abs().mean() + 1)
    for mine, its in zip((*rough.by_weight, *rough.by_bias), (*fine.by_weight, *fine.by_bias), strict=True):
        assert float(torch.linalg.vector_norm(mine - its)) < 0.12 * float(torch.linalg.vector_norm(its))


def test_a_coarse_fit_is_as_good_and_ends_fine(coarse: list[bool], monkeypatch: pytest.MonkeyPatch) -> None:
    rough = decibels(run(random_siren(ARCHITECTURE)))
    most = round(STEPS * COARSE_UNTIL)
    assert coarse == [True] * most + [False] * (STEPS - most)
    monkeypatch.setattr(loop, "bfloat16_pays", lambda _: False)
    assert rough > decibels(run(random_siren(ARCHITECTURE))) - 0.5
    assert not any(coarse[STEPS:])


def test_what_is_good_already_is_fitted_finely(coarse: list[bool], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PROFILES, "cpu", replace(PROFILES["cpu"], coarse_below=5.0))
    run(random_siren(ARCHITECTURE))
    assert coarse[0]
    assert not any(coarse[STEPS // 2 :])


@pytest.mark.parametrize("storage", STORAGES.values(), ids=lambda storage: storage.name)
@pytest.mark.usefixtures("coarse")
def test_a_vault_keeps_its_cells_through_a_coarse_fit(storage: Any) -> None:
    vault = Vault(ARCHITECTURE, 15, 1.5, storage)
    cells = noise(vault.capacity(), storage.levels)
    fitted = run(vault.write(random_siren(ARCHITECTURE), cells), mask=vault.trainable())
    assert bytes(vault.read(fitted)) == bytes(cells)


def test_rounded_weights_are_fitted_finely(coarse: list[bool]) -> None:
    start = random_siren(ARCHITECTURE)
    run(start, rounding=[(float(m.abs().max()) / 20, 20.0) for m in start.weights[1:-1]])
    assert coarse[0]
    assert not any(coarse[round(STEPS * loop.ROUND_FROM) + 1 :])


def test_a_coarse_step_moves_only_what_may_move() -> None:
    matrix, mask = torch.randn(16, 16, generator=torch.Generator().manual_seed(1)), torch.ones(16, 16)
    mask[:9, :9] = 0
    before = matrix.clone()
    Muon([matrix], [mask]).step([torch.randn(16, 16)], 0.1, coarse=True)
    assert torch.equal(matrix[:9, :9], before[:9, :9])
    assert float((matrix - before).square().sum().sqrt()) == pytest.approx(0.1 * 4 * (1 - 81 / 256) ** 0.5, rel=0.3)
