"""The calibration tables are complete."""

from __future__ import annotations

from engine.steganalysis.attacks import ATTACKS
from engine.steganalysis.calibration import EMPTY, UNSEALED


def test_every_attack_has_its_score_range_in_every_class() -> None:
    ids = {attack.id for attack in ATTACKS}
    for table in (EMPTY, UNSEALED):
        assert set(table) == {"image", "other", "image, wide", "other, wide", "image, stack", "other, stack"}
        assert all(set(scores) == ids for scores in table.values())


def test_percentiles_are_in_order() -> None:
    ranges = [r for table in (EMPTY, UNSEALED) for scores in table.values() for r in scores.values()]
    assert all(list(r) == sorted(r) for r in ranges)
