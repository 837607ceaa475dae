"""Two files of one key have nothing in common; two of one cover do."""

from __future__ import annotations

from dataclasses import replace

import engine
from engine.steganalysis import examine_pair
from tests.engine import tiny

RECIPE = tiny.tiny(60)


def test_one_key_for_two_files_does_not_show() -> None:
    key, covers = engine.Key.generate(), (tiny.picture(), tiny.sound())
    one, other = (engine.hide(engine.plan([tiny.picture(phase=5)], cover, RECIPE), key) for cover in covers)
    pair = examine_pair(one, other)
    assert not pair.same_random
    assert pair.cover is None


def test_one_cover_for_two_files_does() -> None:
    one, other = (engine.hide(engine.plan([], tiny.picture(), RECIPE), engine.Key.generate()) for _ in range(2))
    pair = examine_pair(one, other)
    assert pair.same_cover
    assert not pair.same_random


def test_numbers_used_twice_are_noticed() -> None:
    one, other = (
        engine.hide(engine.plan([], c, RECIPE), engine.Key.generate()) for c in (tiny.picture(), tiny.sound())
    )
    assert examine_pair(one, replace(other, salt=one.salt, boxes=one.boxes)).same_random
    assert examine_pair(one, replace(one, salt=other.salt, boxes=other.boxes)).same_random  # the cells are the same
