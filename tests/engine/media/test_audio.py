from __future__ import annotations

import numpy as np
import pytest

from engine.errors import SaveError
from engine.fit.loop import fit
from engine.fit.schedule import Schedule
from engine.media import Audio, Grid, load
from engine.siren import Architecture, Siren


def test_its_own_samples_give_it_back(tone, lookup):
    restored = Audio.from_field(lookup(tone.samples(), tone.grid), tone.grid)
    assert restored.rate == tone.rate
    assert restored.signal.shape == tone.signal.shape
    assert np.abs(restored.signal - tone.signal).max() < 1e-6


@pytest.mark.parametrize("rate", [1, 7, 11025, 44100, 48000, 192000])
@pytest.mark.parametrize("frames", [1, 2, 12345])
def test_the_rate_comes_back_exactly(rate, frames):
    audio = Audio(np.zeros((frames, 1), np.float32), rate)
    restored = Audio.from_field(lambda points: np.zeros((len(points), 1), np.float32), audio.grid)
    assert (restored.rate, len(restored.signal)) == (rate, frames)


def test_finer_has_a_higher_rate_and_lasts_as_long(tone, lookup):
    finer = Audio.from_field(lookup(tone.samples(), tone.grid), tone.grid.finer(2))
    assert (finer.rate, finer.seconds) == (16000, tone.seconds)


def test_decibels_count_against_the_power_of_the_sound(tone):
    samples = tone.samples()
    assert np.abs(samples.values).max() == pytest.approx(1)
    noise = np.random.default_rng(0).normal(0, 0.01, samples.values.shape).astype(np.float32)
    ours = 10 * np.log10(samples.peak**2 / np.mean(noise**2))
    noisy = Audio(tone.signal + noise * np.float32(tone.grid.constants["gain"]), tone.rate)
    assert tone.compare(noisy)["snr"] == pytest.approx(ours, abs=0.1)


def test_silence():
    silence = Audio(np.zeros((100, 1), np.float32), 8000)
    samples = silence.samples()
    assert samples.peak == 1
    assert np.all(samples.values == 0)
    assert silence.complexity() >= 1
    assert silence.compare(silence) == {"snr": 200, "mae": 0}
    assert silence.compare(Audio(np.full((100, 1), 0.1, np.float32), 8000))["snr"] == pytest.approx(20, abs=0.01)


@pytest.mark.parametrize("samples", [3999, 1000, 100, 3])
def test_scaled_keeps_the_duration(tone, samples):
    small = tone.scaled(samples)
    assert len(small.signal) <= samples
    assert small.seconds == pytest.approx(tone.seconds, abs=1.5 / small.rate)


def test_scaled_filters_what_the_lower_rate_cannot_hold():
    time = np.arange(8000) / 8000
    high = Audio((0.5 * np.sin(2 * np.pi * 3000 * time))[:, None].astype(np.float32), 8000)
    assert np.abs(high.scaled(2000).signal[100:-100]).max() < 0.01


def test_scaled_takes_a_simple_ratio():
    assert Audio(np.zeros((48000, 1), np.float32), 48000).scaled(16200).rate == 16000


def test_short_and_slow_sounds_are_left_alone():
    short = Audio(np.zeros((2, 1), np.float32), 48000)
    assert short.scaled(2) is short
    slow = Audio(np.zeros((100, 1), np.float32), 1)
    assert slow.scaled(10) is slow


@pytest.mark.parametrize("suffix", [".wav", ".flac"])
def test_sixteen_and_twenty_four_bits_come_back_exactly(tmp_path, suffix):
    steps = np.random.default_rng(0).integers(-(1 << 23), 1 << 23, (500, 2))
    steps[0] = (-(1 << 23), (1 << 23) - 1)
    audio = Audio((steps / (1 << 23)).astype(np.float32), 44100)
    audio.write(tmp_path / f"out{suffix}")
    back = load(tmp_path / f"out{suffix}")
    assert back.rate == 44100
    assert np.array_equal(back.signal, audio.signal)


@pytest.mark.parametrize("suffix", [".ogg", ".mp3"])
@pytest.mark.parametrize("rate", [8000, 1234, 96000])
def test_lossy_formats_take_the_nearest_rate_they_have(tmp_path, suffix, rate):
    time = np.arange(rate) / rate
    audio = Audio((0.5 * np.sin(2 * np.pi * 200 * time))[:, None].astype(np.float32), rate)
    audio.write(tmp_path / f"out{suffix}")
    back = load(tmp_path / f"out{suffix}")
    assert back.rate == {8000: 8000, 1234: 8000, 96000: 48000}[rate]
    assert back.seconds == pytest.approx(1, abs=0.2)


def test_too_loud_is_clipped_not_wrapped(tmp_path):
    Audio(np.full((50, 1), 1.5, np.float32), 8000).write(tmp_path / "loud.wav")
    assert load(tmp_path / "loud.wav").signal.min() > 0.99


def test_a_rate_flac_cannot_hold_is_said(tmp_path):
    with pytest.raises(SaveError, match="FLAC"):
        Audio(np.zeros((50, 1), np.float32), 1_000_000).write(tmp_path / "fast.flac")
    assert not list(tmp_path.iterdir())


def test_comparing_with_another_rate_and_number_of_channels(tone):
    def swing(frames: int) -> Audio:
        time = (np.arange(frames) + 0.5) / frames
        return Audio(np.sin(2 * np.pi * 20 * time)[:, None].astype(np.float32), frames)

    assert swing(4000).compare(swing(8000))["snr"] > 40
    mono = Audio(tone.signal[:, :1].copy(), tone.rate)
    assert set(mono.compare(tone)) == set(tone.compare(mono)) == {"snr", "mae"}


def test_a_strangers_grid_is_refused():
    def field(points: np.ndarray) -> np.ndarray:
        return np.zeros((len(points), 1), np.float32)

    good = {"offset0": 0.0, "gain": 1.0}
    for grid in (
        Grid((10, 10), 1, {**good, "seconds": 1.0}),
        Grid((10,), 1, good),
        Grid((10,), 1, {**good, "seconds": 0.0}),
        Grid((10,), 1, {**good, "seconds": -1.0}),
        Grid((10,), 1, {**good, "seconds": 1e-300}),
        Grid((10,), 3, {**good, "seconds": 1.0}),
    ):
        with pytest.raises(ValueError, match=r"grid|constant|frames a second"):
            Audio.from_field(field, grid)


def test_the_coordinate_is_stretched_as_far_as_a_network_takes_to_it():
    time = np.arange(8000) / 8000
    chord = sum(np.sin(2 * np.pi * pitch * time) for pitch in (262, 330, 392)) / 4
    sound = Audio(chord.astype(np.float32)[:, None], 8000)
    start = Siren.random(Architecture(1, 1, 32, 5, False))
    (stretch,) = sound.frequency
    reached = [
        fit(start, sound.samples(), (stretch * factor,), Schedule(steps=150, batch_size=1024)).decibels
        for factor in (0.1, 1.0, 3.0)  # once it was nearly three times as much: a chord came to half the decibels
    ]
    assert reached[1] > max(reached[0], reached[2]) + 2
    assert reached[1] > 18


def test_a_little_hiss_does_not_set_the_pitch_of_a_low_sound_nor_is_it_left_out():
    noise, time = np.random.default_rng(0).standard_normal(8000), np.arange(8000) / 8000
    low = np.sin(2 * np.pi * 100 * time) / 2

    def stretch(signal):
        return Audio(signal.astype(np.float32)[:, None], 8000).frequency[0]

    hissing = low + 0.08 * noise  # 5 % of the energy
    assert 2 * stretch(low) < stretch(hissing) < stretch(noise * 0.1) / 2


def test_facts(tone):
    assert tone.describe() == "0.5 s, 8 kHz, stereo"
    higher = Audio(tone.signal[::4].copy(), tone.rate)  # the same swings in a quarter of the frames
    assert higher.frequency == pytest.approx(tone.frequency)
    assert Audio(np.zeros((2, 1), np.float32), 8000).frequency == (1,)
    assert 1 <= tone.complexity() < 1000
    with pytest.raises(ValueError, match="cannot be compared"):
        tone.compare(_picture())


def test_a_mono_signal_needs_no_second_axis():
    assert Audio(np.zeros(5, np.float32), 8000).signal.shape == (5, 1)


@pytest.mark.parametrize("signal", [np.zeros((5, 3), np.float32), np.zeros(0, np.float32), np.zeros((2, 2, 2))])
def test_what_is_no_signal_is_said_with_what_is(signal):
    with pytest.raises(ValueError, match=r"a sound is float32 .* \(N,\) or \(N, C\) .*, not float"):
        Audio(signal, 8000)


@pytest.mark.parametrize("rate", [0, -1, (1 << 24) + 1])
def test_a_rate_no_file_can_hold_is_said(rate):
    with pytest.raises(ValueError, match="frames a second"):
        Audio(np.zeros(5, np.float32), rate)


def _picture():
    from engine.media import Image

    return Image(np.zeros((2, 2, 1), np.uint8))


def test_mono_and_stereo_differ_whichever_comes_first(tone):
    left = tone.signal[:, :1]
    opposed = Audio(np.concatenate([left, -left], axis=1), tone.rate)
    mono = Audio(np.zeros_like(left) + 1e-3, tone.rate)
    assert mono.compare(opposed)["mae"] == pytest.approx(opposed.compare(mono)["mae"])
    assert opposed.compare(mono)["mae"] > 10
