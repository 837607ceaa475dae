"""An exact cover: what anybody sees in the file is the picture that was given, byte for byte."""

import json
from dataclasses import replace

import numpy as np
import pytest

import engine
from engine.__main__ import main
from engine.fit.schedule import Schedule
from engine.recipe import DRAFT
from tests.engine.tiny import picture, sound, tiny

EXACT = replace(tiny(exact_cover=True), tile_schedule=Schedule(steps=400, batch_size=1024))


def test_every_pixel_of_the_cover_is_as_it_was_and_the_secret_is_there(tmp_path):
    secret, cover, key, notes = picture(8), picture(16, phase=99), engine.Key.generate(), []
    stego = engine.hide(engine.plan([secret], cover, EXACT), key, report=lambda p: notes.append(p.note))
    stego.save(tmp_path / "cat.undersong")
    again = engine.Stego.load(tmp_path / "cat.undersong")
    assert np.array_equal(engine.show(again).pixels, cover.pixels)
    assert not any(notes)
    (found,) = engine.reveal(again, key)
    assert found.intact


def test_the_command_line_says_that_it_is_exact(tmp_path, capsys):
    picture(12).write(tmp_path / "cat.png")
    stego, shown = str(tmp_path / "cat.undersong"), tmp_path / "shown.png"
    given = ["hide", str(tmp_path / "cat.png"), "-o", stego, "--recipe", "draft", "--exact-cover", "--json"]
    assert main(given) == 0
    assert json.loads(capsys.readouterr().out)["exact"] is True
    assert main(["show", stego, "-o", str(shown)]) == 0
    assert np.array_equal(engine.load(shown).pixels, picture(12).pixels)


def test_a_cover_in_tiles_is_exact_too():
    cover, recipe = (
        picture(64, phase=99),
        replace(EXACT, samples={**EXACT.samples, "image": 4096}),
    )
    planned, notes = engine.plan([picture(8)], cover, recipe), []
    assert planned.tiling.count == 36
    stego = engine.hide(planned, engine.Key.generate(), report=lambda p: notes.append(p.note))
    assert np.array_equal(engine.show(engine.Stego.from_bytes(stego.to_bytes())).pixels, cover.pixels)
    assert not any(notes)


def test_a_cover_that_time_does_not_allow_to_be_exact_is_told():
    notes = []
    hurried = replace(EXACT, seconds=0.2, samples={**EXACT.samples, "image": 1 << 14})
    engine.hide(engine.plan([], picture(128), hurried), engine.Key.generate(), report=lambda p: notes.append(p.note))
    assert notes[-1] == "not-exact"


def test_more_pixels_need_a_wider_network_whatever_is_hidden():
    exact = replace(DRAFT, exact_cover=True)
    plain, small, large = (
        engine.plan([], picture(side), recipe).stego for side, recipe in ((256, DRAFT), (64, exact), (256, exact))
    )
    assert plain.tiles == 36
    assert large.tiles == 529
    assert small.parameter_count < large.parameter_count
    assert engine.plan([picture(16)], picture(256), exact).stego == large


@pytest.mark.parametrize(("cover", "storage"), [(sound(), "exact"), (picture(), "half"), (picture(), "quarter")])
def test_what_cannot_be_exact_is_refused_before_anything_is_fitted(cover, storage):
    with pytest.raises(engine.CapacityError, match="without any change"):
        engine.plan([], cover, replace(DRAFT, exact_cover=True, storage=storage))
