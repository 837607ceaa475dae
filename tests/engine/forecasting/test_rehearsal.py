"""Proxy fits: pieces of a sound as loud as their sections, tiles from smooth to rough, and each only once."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch

import engine
from engine.fit.loop import fit
from engine.fit.schedule import Schedule
from engine.fit.task import FitTask
from engine.forecasting import rehearsal
from engine.forecasting.rehearsal import rehearse
from engine.media import Tiling
from engine.progress import Progress, ignore
from engine.siren import Architecture, Siren
from tests.engine.tiny import picture

CPU = torch.device("cpu")
WHOLE = Architecture(1, 1, 64, 5)
SHORT = Schedule(steps=120, batch_size=1024)


@pytest.fixture
def empty_cache() -> Iterator[None]:
    rehearsal._cache.clear()
    yield
    rehearsal._cache.clear()


def tone(pitch: float, hiss: float = 0.0, seconds: float = 2.0) -> engine.Audio:
    time = np.arange(round(8000 * seconds)) / 8000
    noise = np.random.default_rng(0).standard_normal(len(time))
    return engine.Audio((0.4 * np.sin(2 * np.pi * pitch * time) + hiss * noise).astype(np.float32)[:, None], 8000)


def decibels(sound: engine.Audio, schedule: Schedule = SHORT, frozen: float = 0.0) -> float:
    return rehearse([sound], WHOLE, Tiling.single(1), schedule, frozen, CPU, ignore)[0]


def test_a_tone_comes_out_better_than_hiss() -> None:
    assert decibels(tone(220)) > decibels(tone(220, 0.2)) + 6


def test_more_steps_gain_quality_and_frozen_weights_cost_some() -> None:
    longer = replace(SHORT, steps=480)
    assert decibels(tone(220), longer) > decibels(tone(220)) + 1
    assert decibels(tone(220), longer, frozen=0.9) < decibels(tone(220), longer)


def test_some_tiles_of_an_image_predict_the_quality_of_all() -> None:
    y, x = np.mgrid[0:96, 0:128].astype(np.float32)
    grain = np.random.default_rng(0).normal(0, 1, x.shape)
    plain = 128 + 60 * np.sin(x / 9) * np.cos(y / 7) + 6 * grain
    noise = 40 * grain * (x > 64)  # one half is rough
    network, tiling = Architecture(2, 1, 12, 3, output_bias=False, tiles=12), Tiling((3, 4))
    schedule, results = Schedule(steps=200, batch_size=3072), []
    for values in (plain, plain + noise):
        image = engine.Image(values.clip(0, 255).astype(np.uint8)[..., None])
        full = fit(Siren.random(network), image.samples(), image.frequency, schedule, tiling=tiling).decibels
        results.append((rehearse([image], network, tiling, schedule, 0.0, CPU, ignore)[0], full))
    for predicted, full in results:
        assert predicted == pytest.approx(full, abs=5)
    assert results[0][0] > results[1][0] + 5


@pytest.mark.usefixtures("empty_cache")
def test_each_of_several_media_is_fitted_once_and_all_as_one_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    media = [picture(16, phase=phase) for phase in (0, 200, 90, 0)]
    real, batches = rehearsal._fit_proxies, []

    def fit_proxies(proxies: list[Any], *options: Any) -> list[float]:
        batches.append(len(proxies))
        return real(proxies, *options)

    monkeypatch.setattr(rehearsal, "_fit_proxies", fit_proxies)
    network, tiling = Architecture(2, 3, 12, 3, output_bias=False, tiles=4), Tiling((2, 2))
    schedule = Schedule(steps=60, batch_size=256)
    results = rehearse(media, network, tiling, schedule, 0.0, CPU, ignore)
    assert results[0] == results[3]
    assert len(set(results)) == 3
    assert rehearse(media[1:2], network, tiling, schedule, 0.0, CPU, ignore) == results[1:2]
    assert batches == [3]


@pytest.mark.usefixtures("empty_cache")
def test_the_cache_tells_apart_shapes_and_devices_and_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    fits = 0

    def fit_proxies(proxies: list[Any], *_: object) -> list[float]:
        nonlocal fits
        fits += 1
        return [float(fits)] * len(proxies)

    monkeypatch.setattr(rehearsal, "_fit_proxies", fit_proxies)
    network, tiling = Architecture(2, 1, 12, 3, output_bias=False, tiles=4), Tiling((2, 2))
    values = np.random.default_rng(0).integers(0, 255, 512, np.uint8)
    wide, tall = (engine.Image(values.reshape(shape)) for shape in ((16, 32, 1), (32, 16, 1)))
    runs = [(wide, "cpu", 0.0), (tall, "cpu", 0.0), (wide, "meta", 0.0), (wide, "cpu", 0.0), (tall, "cpu", 0.0)]
    runs += [(tall, "cpu", part / 1000) for part in range(1, rehearsal.CACHE_SIZE)]  # evicts all but the last of these
    runs += [(tall, "cpu", 0.0), (wide, "cpu", 0.0)]
    results = [
        rehearse([image], network, tiling, SHORT, frozen, torch.device(device), ignore)[0]
        for image, device, frozen in runs
    ]
    assert results[:5] == [1, 2, 3, 1, 2]
    assert results[-2] == 2
    assert results[-1] == fits
    assert len(rehearsal._cache) == rehearsal.CACHE_SIZE


@pytest.mark.usefixtures("empty_cache")
@pytest.mark.parametrize("enough", [math.inf, 1.0])
def test_what_the_steps_left_out_would_add_is_estimated(enough: float, monkeypatch: pytest.MonkeyPatch) -> None:
    image = engine.Image(np.random.default_rng(0).integers(0, 255, (64, 64, 1), np.uint8))
    network, tiling = Architecture(2, 1, 12, 3, output_bias=False, tiles=4), Tiling((2, 2))
    calls, real = [], rehearsal.fit_stacked

    def fit_stacked(task: FitTask, **options: Any) -> Any:
        calls.append((task.schedule.steps, real(task, **options)))
        return calls[-1][1]

    monkeypatch.setattr(rehearsal, "fit_stacked", fit_stacked)
    # The fewest of the four tiles of 1024 samples, in each step.
    samples = rehearsal.FEW_TILES * 1024
    monkeypatch.setattr(rehearsal, "MAX_WORK", 70 * samples * network.cost_per_sample)
    schedule = Schedule(steps=400, batch_size=4096, plateau_db=enough)
    (predicted,) = rehearse([image], network, tiling, schedule, 0.0, CPU, ignore)
    ((steps, (fitted,)),) = calls
    assert steps == 70
    # A fit that is good enough ends by itself, so no step was left out.
    missing = rehearsal.DB_PER_DOUBLING * math.log2(0.7 * 400 / 70) if enough == math.inf else 0.0
    assert predicted == pytest.approx(fitted.decibels + missing)


@pytest.mark.usefixtures("empty_cache")
@pytest.mark.parametrize("kind", ["image", "audio"])
def test_the_media_of_a_large_hide_share_the_work(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    work, real = [], rehearsal.fit_stacked

    def fit_stacked(task: FitTask, **options: Any) -> Any:
        batch = min(task.schedule.batch_size, len(task.samples[0].values))
        work.append(task.schedule.steps * batch * task.networks[0].architecture.cost_per_sample)
        return real(task, **options)

    monkeypatch.setattr(rehearsal, "fit_stacked", fit_stacked)
    medium, tiling = (picture(64), Tiling((4, 4))) if kind == "image" else (tone(220), Tiling((16,)))
    network = Architecture(medium.in_features, medium.grid.channels, 12, 3, output_bias=False, tiles=16)
    schedule, expected = Schedule(steps=100, batch_size=1024), list[float]()
    for among in (1, 8):
        rehearsal._cache.clear()
        expected += rehearse([medium], network, tiling, schedule, 0.0, CPU, ignore, among)
    assert work[1] <= work[0] * (0.2 if kind == "image" else 0.5)  # a sound keeps half of its steps
    assert expected[1] == pytest.approx(expected[0], abs=4.0)


def test_an_exception_from_report_ends_it_and_nothing_is_cached() -> None:
    def report(progress: Progress) -> None:
        assert progress.stage == "forecast"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rehearse([tone(440)], WHOLE, Tiling.single(1), SHORT, 0.0, CPU, report)
    assert math.isfinite(decibels(tone(440)))


def test_each_piece_is_as_loud_as_its_section() -> None:
    values = np.ones((1600, 1), np.float32)
    values[:200] = 0.01  # a quiet beginning: the first quarter is mostly loud
    pieces = rehearsal._representative_pieces(values, 16, 4)
    assert pieces.shape == (400, 1)
    assert np.abs(pieces).mean() > 0.7


@pytest.mark.parametrize("frames", [1, 3, 17, 5000])
@pytest.mark.parametrize("silent", [True, False])
def test_every_sound_can_be_forecast(frames: int, silent: bool) -> None:
    signal = np.zeros((frames, 2), np.float32) if silent else tone(200).signal[:frames].repeat(2, axis=1)
    sound = engine.Audio(np.ascontiguousarray(signal), 8000)
    expected = engine.forecast(engine.plan([sound], sound, replace(engine.DRAFT, seconds=2.0)))
    assert all(math.isfinite(d) and d >= 0 for d in (*expected.secret_quality, expected.cover_quality))
