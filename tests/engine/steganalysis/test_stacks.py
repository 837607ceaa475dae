"""Every attack takes a stack; a trace in its tiles is noticed, and an honest stack has none."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median

import pytest
import torch

import engine
from engine.siren import Siren
from engine.steganalysis import behaviour, weights
from engine.steganalysis.attacks import ATTACKS
from engine.steganalysis.calibration import EMPTY
from engine.steganalysis.extraction import extract
from engine.steganalysis.features import Features
from tests.engine.tiny import picture, sound, tiny

from .conftest import changed, sealed_stack, unsealed_stack


def test_every_attack_gives_a_stack_a_score_and_an_honest_one_does_not_stand_out(sealed_stacks: list[Features]) -> None:
    for features in sealed_stacks:
        findings = engine.examine(features.data)
        assert [finding.id for finding in findings] == [attack.id for attack in ATTACKS]
        assert not [finding.id for finding in findings if finding.stands_out]
        assert findings[0].empty.median == EMPTY["image, stack"]["A1"][2]


@pytest.mark.parametrize("count", [0, 1, 2])
@pytest.mark.parametrize("cover", [picture(32), sound(1200)], ids=["image", "audio"])
def test_a_stack_does_not_stand_out_whatever_is_hidden_in_it(cover: engine.Medium, count: int) -> None:
    recipe = tiny(60, samples={"image": 1024, "audio": 1200}, tile_points=256, width=32, secret_width=16)
    plan = engine.plan([engine.Secret(picture(12), owner) for owner in range(count)], cover, recipe)
    assert plan.stego.tiles > 1
    keys = {owner: engine.Key.generate() for owner in range(count)}
    stego = engine.hide(plan, keys or engine.Key.generate())
    assert not [finding.id for finding in engine.examine(stego.to_bytes()) if finding.stands_out]


@pytest.mark.parametrize("cover", [picture(32), sound(1200)], ids=["image", "audio"])
def test_a_stack_full_of_a_file_does_not_stand_out(cover: engine.Medium) -> None:
    recipe = tiny(60, samples={"image": 1024, "audio": 1200}, tile_points=256, width=32, secret_width=16)
    full = engine.ExactFile("zeros", bytes(engine.plan([], cover, recipe).room_for_files))
    stego = engine.hide(engine.plan([full], cover, recipe), engine.Key.generate())
    assert not [finding.id for finding in engine.examine(stego.to_bytes()) if finding.stands_out]


def test_an_unsealed_secret_in_every_tile_stands_out() -> None:
    findings = engine.examine(unsealed_stack(8, width=12).data)
    assert {"A2", "A6"} <= {finding.id for finding in findings if finding.stands_out}


@pytest.mark.parametrize(
    ("score", "margin"),
    [
        (weights.block_pattern, 0.02),
        (weights.unit_statistics, 0.2),
        (weights.layer_contrast, 0.1),
        (weights.spectrum, 0.005),
        (behaviour.correlations, 0.005),
    ],
)
def test_many_small_tiles_show_a_trace_that_is_in_all_of_them(
    score: Callable[[Features], float], margin: float, sealed_stacks: list[Features]
) -> None:
    traced = [score(unsealed_stack(seed)) for seed in (60, 61)]
    assert median(traced) > max(map(score, sealed_stacks)) + margin


def test_two_kinds_of_frequencies_in_the_first_layer_of_every_tile_show() -> None:
    features = sealed_stack(20)
    first = features.network.weights[0].clone()
    for tile in features.tiles:
        first[tile.index, torch.from_numpy(tile.bicluster.labels[0])] *= 4
    network = features.network
    other = changed(features, network=Siren((first, *network.weights[1:]), network.biases))
    assert weights.first_layer_frequencies(other) > 2 * weights.first_layer_frequencies(features)
    assert "A8" in [finding.id for finding in engine.examine(other.data) if finding.stands_out]


def test_a_tile_is_searched_for_its_part_of_a_secret() -> None:
    fractions: list[float] = []
    extraction = extract(sealed_stack(21), fractions.append)
    assert extraction.pixels.shape[:2] == (8, 8)
    assert 0 <= extraction.tile < 16
    assert fractions == sorted(fractions)
