"""Two files of one key have nothing in common; two of one cover do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import engine
from tests.engine.tiny import picture, sound, tiny

RECIPE = tiny(60)


def stego(cover: engine.Medium) -> engine.Stego:
    return engine.hide(engine.plan([], cover, RECIPE), engine.Key.generate())


def test_using_one_key_for_two_files_does_not_show() -> None:
    key, covers = engine.Key.generate(), (picture(), sound())
    first, second = (engine.hide(engine.plan([picture(phase=5)], c, RECIPE), key).to_bytes() for c in covers)
    pair = engine.examine_pair(first, second)
    assert not pair.same_random
    assert pair.cover_psnr is None


def test_using_one_cover_for_two_files_does(tmp_path: Path) -> None:
    paths = [tmp_path / "first.undersong", tmp_path / "second.undersong"]
    for path in paths:
        stego(picture()).save(path)
    pair = engine.examine_pair(*paths)
    assert pair.same_cover
    assert not pair.same_random


def test_random_numbers_used_twice_are_noticed() -> None:
    first, second = stego(picture()), stego(sound())
    same_boxes = replace(second, salt=first.salt, boxes=first.boxes)
    same_cells = replace(first, salt=second.salt, boxes=second.boxes)
    for other in (same_boxes, same_cells):
        assert engine.examine_pair(first.to_bytes(), other.to_bytes()).same_random


def test_stacks_are_compared_tile_by_tile() -> None:
    recipe = tiny(60, samples={"image": 1024}, tile_points=256, width=32)
    first, second = (engine.hide(engine.plan([], picture(32), recipe), engine.Key.generate()) for _ in range(2))
    assert first.network.architecture.tiles == 4
    pair = engine.examine_pair(first.to_bytes(), second.to_bytes())
    assert pair.same_cover
    assert not pair.same_random
    same_cells = replace(first, salt=second.salt, boxes=second.boxes)
    assert engine.examine_pair(first.to_bytes(), same_cells.to_bytes()).same_random
