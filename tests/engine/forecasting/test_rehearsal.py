"""Rehearsals: pieces of a sound as loud as the whole, tiles of a picture from smooth to rough, and only once."""

import math
from dataclasses import replace

import numpy as np
import pytest

import engine
from engine.fit.loop import fit
from engine.fit.schedule import Schedule
from engine.forecasting import rehearsal
from engine.forecasting.rehearsal import rehearsed
from engine.media import Tiling
from engine.planning import plan
from engine.progress import Progress, ignore
from engine.siren import Architecture, Siren


def tone(pitch: float, hiss: float = 0.0, seconds: float = 2.0) -> engine.Audio:
    time = np.arange(round(8000 * seconds)) / 8000
    noise = np.random.default_rng(0).standard_normal(len(time))
    return engine.Audio((0.4 * np.sin(2 * np.pi * pitch * time) + hiss * noise).astype(np.float32)[:, None], 8000)


WHOLE = Architecture(1, 1, 64, 5)
SHORT = Schedule(steps=120, batch=1024)


def decibels(sound: engine.Audio, **changes: object) -> float:
    given = {"network": WHOLE, "tiling": Tiling.whole(1), "schedule": SHORT, "frozen": 0.0, "device": "cpu"}
    return rehearsed([sound], **{**given, **changes}, report=ignore)[0]  # type: ignore[arg-type]


def test_what_is_easy_comes_out_better_than_hiss():
    assert decibels(tone(220)) > decibels(tone(220, 0.2)) + 6


def test_more_steps_come_further_and_frozen_weights_cost():
    longer = replace(SHORT, steps=480)
    assert decibels(tone(220), schedule=longer) > decibels(tone(220)) + 1
    assert decibels(tone(220), frozen=0.9, schedule=longer) < decibels(tone(220), schedule=longer)


def test_some_tiles_of_a_picture_tell_what_all_of_them_come_to():
    y, x = np.mgrid[0:96, 0:128].astype(np.float32)
    grain = np.random.default_rng(0).normal(0, 1, x.shape)
    plain = 128 + 60 * np.sin(x / 9) * np.cos(y / 7) + 6 * grain
    noise = 40 * grain * (x > 64)  # one half is rough
    network, tiling = Architecture(2, 1, 12, 3, output_bias=False, tiles=12), Tiling((3, 4))
    schedule, told = Schedule(steps=200, batch=3072), []
    for values in (plain, plain + noise):
        image = engine.Image(values.clip(0, 255).astype(np.uint8)[..., None])
        whole = fit(Siren.random(network), image.samples(), image.frequency, schedule, tiling=tiling).decibels
        told.append((rehearsed([image], network, tiling, schedule, 0.0, "cpu", ignore)[0], whole))
    for found, whole in told:
        assert found == pytest.approx(whole, abs=5)
    assert told[0][0] > told[1][0] + 5


def test_a_sound_is_rehearsed_once(monkeypatch: pytest.MonkeyPatch):
    first = decibels(tone(330))

    def never(*_: object) -> float:
        raise AssertionError

    monkeypatch.setattr(rehearsal, "_fitted", never)
    assert decibels(tone(330)) == first
    assert rehearsed([tone(330)] * 2, WHOLE, Tiling.whole(1), SHORT, 0.0, "cpu", ignore) == [first] * 2
    with pytest.raises(AssertionError):
        decibels(tone(331))


@pytest.mark.parametrize("enough", [math.inf, 1.0])
def test_of_what_would_take_long_the_rest_is_reckoned(enough: float, monkeypatch: pytest.MonkeyPatch):
    image = engine.Image(np.random.default_rng(0).integers(0, 255, (64, 64, 1), np.uint8))
    network, tiling = Architecture(2, 1, 12, 3, output_bias=False, tiles=4), Tiling((2, 2))
    asked, real = [], rehearsal.fit_stacked

    def observed(networks, media, frequencies, schedule, **options):  # type: ignore[no-untyped-def]
        asked.append((schedule.steps, real(networks, media, frequencies, schedule, **options)))
        return asked[-1][1]

    monkeypatch.setattr(rehearsal, "fit_stacked", observed)
    monkeypatch.setattr(rehearsal, "MOST_SEEN", 70 * 3072)  # three tiles of 1024 each, all in a step
    rehearsal._known.clear()
    schedule = Schedule(steps=400, batch=4096, enough=enough)
    (found,) = rehearsed([image], network, tiling, schedule, 0.0, "cpu", ignore)
    ((steps, (fitted,)),) = asked
    assert steps == 70
    more = rehearsal.DOUBLED * math.log2(0.7 * 400 / 70) if enough == math.inf else 0.0  # it had ended by itself
    assert found == pytest.approx(fitted.decibels + more)


def test_what_a_report_raises_ends_it_and_is_not_taken_for_a_result():
    def report(progress: Progress) -> None:
        assert progress.stage == "forecast"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rehearsed([tone(440)], WHOLE, Tiling.whole(1), SHORT, 0.0, "cpu", report)
    assert math.isfinite(decibels(tone(440)))


def test_each_piece_is_as_loud_as_its_quarter():
    values = np.ones((1600, 1), np.float32)
    values[:200] = 0.01  # a quiet beginning: the first quarter is mostly loud
    pieces = rehearsal._pieces(values, 16, 4)
    assert pieces.shape == (400, 1)
    assert np.abs(pieces).mean() > 0.7


@pytest.mark.parametrize("frames", [1, 3, 17, 5000])
@pytest.mark.parametrize("silent", [True, False])
def test_every_sound_can_be_forecast(frames: int, silent: bool):
    signal = np.zeros((frames, 2), np.float32) if silent else tone(200).signal[:frames].repeat(2, axis=1)
    sound = engine.Audio(np.ascontiguousarray(signal), 8000)
    expected = engine.forecast(plan([sound], sound, replace(engine.DRAFT, seconds=2.0)))
    assert all(math.isfinite(d) and d >= 0 for d in (*expected.secrets, expected.cover))
