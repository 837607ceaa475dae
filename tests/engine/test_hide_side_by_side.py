"""A hide that fits equal secrets side by side: which of them, what they cost, and that each gets to its place."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from engine import inrsteg
from engine.budget import FitBudget
from engine.checkpoint import Checkpoint
from engine.device import PROFILES
from engine.fit.schedule import Schedule
from engine.going_on import resume
from engine.inrsteg import hide, reveal
from engine.key import Key
from engine.media import Image
from engine.planned import Secret
from engine.planning import plan
from engine.progress import FinishNow, Progress
from tests.engine.tiny import WORDS, picture, sound, tiny

KEY = Key.from_words(WORDS)
MEDIA = [picture(16, phase=phase) for phase in (0, 200, 90)]
SAMPLES = [medium.samples() for medium in MEDIA]
FREQUENCIES = [(1.0, 1.0), (3.0, 0.5), (1.0, 1.0)]
CPU, CARD = torch.device("cpu"), torch.device("meta")
WHOLE = Schedule(steps=25, batch_size=256)  # all samples in every step: their order is nothing then


@pytest.fixture
def as_on_a_card(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fits are batched as on a graphics card, and the processor does them."""
    monkeypatch.setattr(inrsteg, "FitBudget", lambda planned, _: FitBudget(planned, CARD))
    monkeypatch.setitem(PROFILES, "meta", PROFILES["cpu"])


@pytest.mark.usefixtures("as_on_a_card")
def test_groups_are_neighbours_that_are_equal() -> None:
    def groups(secrets: list[Image], first: int = 0, **changes: object) -> list[list[int]]:
        planned = plan(secrets, picture(), tiny(width=128, **changes))
        return [list(group) for group in FitBudget(planned, CARD).groups(first)]

    a, b = picture(16), picture(12)
    assert groups([]) == [[0]]
    assert groups([a, a, a]) == [[0, 1, 2], [3]]
    assert groups([a, a, b, a]) == [[0, 1], [2], [3], [4]]
    assert groups([a, a, a, a], first=2) == [[2, 3], [4]]
    assert groups([a, a, a], first=3) == [[3]]
    high = replace(sound(), rate=2000)  # of another pitch, and so of another frequency
    planned = plan([a, a, sound(), high], a, tiny(width=128, seconds=100.0))
    timed = FitBudget(planned, CARD)
    assert [list(group) for group in timed.groups()] == [[0, 1], [2, 3], [4]]
    assert timed.group_schedule(range(2)).seconds == pytest.approx(2 * timed.schedules[0].seconds)
    assert sum(timed.group_schedule(group).seconds for group in timed.groups()) == pytest.approx(95)


@pytest.mark.usefixtures("as_on_a_card")
def test_secrets_of_other_keys_are_fitted_alone() -> None:
    """A plain decoy beside a hard secret would come out far better than alone, and tell its holder of the other."""
    both = [KEY, Key.from_words("zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong")]
    for keys, expected in (([KEY, KEY], [2]), (both, [1, 1])):
        told: list[Progress] = []
        secrets = [Secret(medium, key) for medium, key in zip(MEDIA, keys, strict=False)]
        hide(plan(secrets, picture(), tiny(4, width=128)), report=told.append)
        assert [p.together for p in told if p.stage == "secret" and p.fraction == 1] == expected


@pytest.mark.usefixtures("as_on_a_card")
def test_those_side_by_side_pay_once_for_the_beginning_of_a_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(
        PROFILES, "meta", replace(PROFILES["meta"], step_overhead=1e12)
    )  # so much that nothing else counts
    recipe = tiny(width=128, seconds=100.0)
    timed = FitBudget(plan([*MEDIA, sound()], picture(), recipe), CARD)
    three, one = timed.group_schedule(range(3)), timed.schedules[3]
    assert three.seconds / timed.default_schedules[0].steps == pytest.approx(
        one.seconds / timed.default_schedules[3].steps, rel=0.01
    )


@pytest.mark.usefixtures("as_on_a_card", "always_reporting")
def test_good_enough_ends_all_that_are_side_by_side() -> None:
    steps: dict[tuple[str, int], int] = {}

    def report(progress: Progress) -> None:
        steps[progress.stage, progress.index] = progress.step
        if progress.stage == "secret" and progress.step >= 30:
            raise FinishNow

    stego = hide(plan(MEDIA, picture(), tiny(2000, width=128, cover_schedule=WHOLE)), KEY, report=report)
    assert steps["secret", 0] < 80
    assert [found.intact for found in reveal(stego, KEY)] == [True] * 3


def test_a_processor_fits_one_after_another() -> None:
    planned = plan(MEDIA, picture(), tiny(width=128))
    assert [list(group) for group in FitBudget(planned, CPU).groups()] == [[0], [1], [2], [3]]
    assert [list(group) for group in FitBudget(planned, CPU).groups(2)] == [[2], [3]]


@pytest.mark.parametrize("protection", ["sealed", "paper"])
@pytest.mark.usefixtures("as_on_a_card")
def test_a_hide_side_by_side(protection: str) -> None:
    told: list[Progress] = []
    recipe = tiny(300, width=128, secret_width=32, protection=protection)
    stego = hide(plan([*MEDIA, sound()], picture(), recipe), KEY, report=told.append)
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
@pytest.mark.usefixtures("as_on_a_card", "always_reporting")
def test_what_was_interrupted_side_by_side_is_gone_on_with(
    card_is_gone: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Pulled(Exception):
        pass

    monkeypatch.setattr("engine.checkpoint.SAVE_SECONDS", 0.0)
    path, kept = tmp_path / "job", b""
    recipe = tiny(40, width=128)

    def pull(progress: Progress) -> None:
        nonlocal kept
        if progress.fraction > 0.5:
            kept = path.read_bytes()
            raise Pulled

    with pytest.raises(Pulled):
        hide(plan(MEDIA, picture(), recipe), KEY, report=pull, checkpoint=Checkpoint(path, KEY))
    path.write_bytes(kept)
    if card_is_gone:
        monkeypatch.undo()
    job = Checkpoint.load(path, KEY)
    assert job.state is not None
    assert job.state.resume_point is not None
    assert job.state.resume_point.network.architecture.tiles == 3
    told: list[Progress] = []
    stego = resume(job, report=told.append)
    assert {p.together for p in told if p.stage == "secret"} == {1 if card_is_gone else 3}
    assert [found.intact for found in reveal(stego, KEY)] == [True] * 3
    assert math.isfinite(told[-1].quality or math.nan)


@pytest.mark.skipif(not torch.cuda.is_available(), reason="there is no graphics card")
@pytest.mark.parametrize("protection", ["sealed", "paper"])
def test_a_graphics_card_fits_them_so(protection: str) -> None:
    told: list[Progress] = []
    recipe = tiny(300, width=128, secret_width=32, protection=protection, device="cuda")
    stego = hide(plan([*MEDIA, sound()], picture(), recipe), KEY, report=told.append)
    for medium, revealed in zip(MEDIA, reveal(stego, KEY), strict=False):
        assert revealed.intact
        assert medium.compare(revealed.medium)["psnr"] > 25
    assert {(p.index, p.together) for p in told if p.stage == "secret"} == {(0, 3), (3, 1)}
    assert {p.device for p in told if p.stage == "secret"} == {"cuda"}
