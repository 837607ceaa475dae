"""Equal networks fitted side by side: each is what it would be alone, and a hide puts every secret in its place."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from engine import stages
from engine.fitting import fit, fit_side_by_side
from engine.inrsteg import hide, resume, reveal
from engine.job import Job
from engine.key import Key
from engine.media import Image, Tiling
from engine.planning import plan
from engine.progress import Progress
from engine.schedule import Schedule, Start
from engine.siren import Architecture, Siren
from engine.stages import Stages
from tests.engine.tiny import WORDS, picture, random_siren, same, sound, tiny

KEY = Key.from_words(WORDS)
MEDIA = [picture(16, phase=phase) for phase in (0, 200, 90)]
SAMPLES = [medium.samples() for medium in MEDIA]
WHOLE = Schedule(steps=25, batch=256)  # all samples in every step: their order is nothing then


@pytest.fixture
def as_on_a_card(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stages are put side by side as for a graphics card, and the processor fits them."""
    monkeypatch.setattr(stages, "choose", lambda _: torch.device("meta"))


@pytest.mark.parametrize("tiles", [1, 4])
def test_each_is_what_it_would_be_alone(tiles: int) -> None:
    architecture, tiling = Architecture(2, 3, 24, 4, output_bias=False, tiles=tiles), Tiling((1, tiles))
    starts = [random_siren(architecture, seed) for seed in range(3)]
    together = fit_side_by_side(starts, SAMPLES, (1.0, 1.0), WHOLE, tiling=tiling)
    for start, samples, fitted in zip(starts, SAMPLES, together, strict=True):
        alone = fit(start, samples, (1.0, 1.0), WHOLE, tiling=tiling)
        assert fitted.decibels == pytest.approx(alone.decibels, abs=0.05)
        for mine, its in zip(fitted.network.tensors(), alone.network.tensors(), strict=True):
            torch.testing.assert_close(mine, its, atol=2e-3, rtol=0)
    assert len({fitted.decibels for fitted in together}) == 3


def test_it_goes_on_until_the_last_is_good_enough() -> None:
    plain, rich = MEDIA[0].samples(), picture(16).samples()
    rich.values[:] = np.random.default_rng(0).uniform(-1, 1, rich.values.shape)
    starts = [random_siren(Architecture(2, 3, 24, 4), seed) for seed in range(2)]
    schedule = Schedule(steps=150, batch=256, decibels=20.0)
    alone = fit(starts[0], plain, (1.0, 1.0), schedule)
    first, second = fit_side_by_side(starts, [plain, rich], (1.0, 1.0), schedule)
    assert alone.steps < first.steps == second.steps < 150
    assert first.decibels > second.decibels >= 20


def test_a_start_of_other_networks_is_not_gone_on_from() -> None:
    starts = [random_siren(Architecture(2, 3, 24, 4), seed) for seed in range(2)]
    of_one, of_both = Start(starts[0], 20, 0.1), Start(Siren.side_by_side(starts), 20, 0.1)
    moments: dict[bool, list[int]] = {True: [], False: []}
    for fits, start in ((False, of_one), (True, of_both)):
        report = lambda moment, fits=fits: moments[fits].append(moment.step)  # noqa: E731
        fit_side_by_side(starts, SAMPLES[:2], (1.0, 1.0), WHOLE, resumed=start, report=report)
    assert min(moments[False]) <= 25
    assert min(moments[True]) > 20


@pytest.mark.usefixtures("as_on_a_card")
def test_groups_are_neighbours_that_are_equal() -> None:
    def groups(secrets: list[Image], first: int = 0, **changes: object) -> list[list[int]]:
        planned = plan(secrets, picture(), tiny(width=128, **changes))
        return [list(group) for group in Stages(planned, print).groups(first)]

    a, b = picture(16), picture(12)
    assert groups([]) == [[0]]
    assert groups([a, a, a]) == [[0, 1, 2], [3]]
    assert groups([a, a, b, a]) == [[0, 1], [2], [3], [4]]
    assert groups([a, a, a, a], first=2) == [[2, 3], [4]]
    assert groups([a, a, a], first=3) == [[3]]
    planned = plan([a, a, sound(), sound()], a, tiny(width=128, seconds=100.0))
    timed = Stages(planned, print)
    assert [list(group) for group in timed.groups()] == [[0, 1], [2, 3], [4]]
    assert timed.schedule_of(range(2)).seconds == pytest.approx(2 * timed.schedule(0).seconds)
    assert sum(timed.schedule_of(group).seconds for group in timed.groups()) == pytest.approx(95)


def test_a_processor_fits_one_after_another() -> None:
    planned = plan(MEDIA, picture(), tiny(width=128))
    assert [list(group) for group in Stages(planned, print).groups()] == [[0], [1], [2], [3]]


@pytest.mark.parametrize("protection", ["sealed", "paper"])
@pytest.mark.usefixtures("as_on_a_card")
def test_a_hide_side_by_side(protection: str) -> None:
    told: list[Progress] = []
    recipe = tiny(300, width=128, secret_width=32, protection=protection)
    stego = hide([*MEDIA, sound()], picture(), KEY, recipe=recipe, report=told.append)
    found = reveal(stego, KEY)
    for medium, revealed in zip(MEDIA, found, strict=False):
        assert revealed.intact
        assert medium.compare(revealed.medium)["psnr"] > 25
    ended = [(p.stage, p.index, p.together, p.count) for p in told if p.fraction == 1]
    assert ended == [("secret", 0, 3, 4), ("secret", 3, 1, 4), ("cover", 0, 1, 1)]
    overall = [p.overall for p in told]
    assert overall == sorted(overall)
    assert overall[-1] == pytest.approx(1)
    assert all(p.preview is None or p.preview.grid.shape == (16, 16) for p in told if p.together == 3)


@pytest.mark.parametrize("card_is_gone", [False, True])
@pytest.mark.usefixtures("as_on_a_card")
def test_what_was_interrupted_side_by_side_is_gone_on_with(
    card_is_gone: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Pulled(Exception):
        pass

    monkeypatch.setattr("engine.running.REPORT_EVERY", 0.0)
    monkeypatch.setattr("engine.job.EVERY", 0.0)
    path, kept = tmp_path / "job", b""
    recipe = tiny(40, width=128)

    def pull(progress: Progress) -> None:
        nonlocal kept
        if progress.fraction > 0.5:
            kept = path.read_bytes()
            raise Pulled

    with pytest.raises(Pulled):
        hide(MEDIA, picture(), KEY, recipe=recipe, report=pull, job=Job(path, KEY))
    path.write_bytes(kept)
    if card_is_gone:
        monkeypatch.undo()
    job = Job.load(path, KEY)
    assert job.state is not None
    assert job.state.start is not None
    assert job.state.start.network.architecture.tiles == 3
    told: list[Progress] = []
    stego = resume(job, report=told.append)
    assert {p.together for p in told if p.stage == "secret"} == {1 if card_is_gone else 3}
    assert [found.intact for found in reveal(stego, KEY)] == [True] * 3
    assert math.isfinite(told[-1].quality or math.nan)


@pytest.mark.parametrize("tiles", [1, 3])
@pytest.mark.parametrize("bias", [True, False])
def test_what_is_laid_side_by_side_comes_apart_again(tiles: int, bias: bool) -> None:
    architecture = Architecture(2, 3, 8, 3, bias, tiles)
    networks = [random_siren(architecture, seed) for seed in range(4)]
    stack = Siren.side_by_side(networks)
    assert stack.architecture == replace(architecture, tiles=4 * tiles)
    assert all(same(one, other) for one, other in zip(stack.apart(4), networks, strict=True))
    assert Siren.side_by_side(networks[:1]) is networks[0]
    assert stack.apart(1) == [stack]


@pytest.mark.skipif(not torch.cuda.is_available(), reason="there is no graphics card")
@pytest.mark.parametrize("protection", ["sealed", "paper"])
def test_a_graphics_card_fits_them_so(protection: str) -> None:
    told: list[Progress] = []
    recipe = tiny(300, width=128, secret_width=32, protection=protection, device="cuda")
    stego = hide([*MEDIA, sound()], picture(), KEY, recipe=recipe, report=told.append)
    for medium, revealed in zip(MEDIA, reveal(stego, KEY), strict=False):
        assert revealed.intact
        assert medium.compare(revealed.medium)["psnr"] > 25
    assert {(p.index, p.together) for p in told if p.stage == "secret"} == {(0, 3), (3, 1)}
    assert {p.device for p in told if p.stage == "secret"} == {"cuda"}
