"""Sounds of every format come in; headers that lie are found out or refused."""

from __future__ import annotations

import struct
from contextlib import suppress

import numpy as np
import pytest
import soundfile
from PIL import Image as Pillow

from engine.errors import UnreadableFileError
from engine.media import Audio, load
from tests.engine.media.refusals import refusal


def wav(claimed: int, data: bytes, *, rate: int = 8000, channels: int = 1, bits: int = 16) -> bytes:
    """A WAV file whose header claims so many bytes of sound."""
    block = channels * bits // 8
    form = struct.pack("<HHIIHH", 1, channels, rate, rate * block & 0xFFFFFFFF, block & 0xFFFF, bits)
    chunks = b"fmt " + struct.pack("<I", 16) + form + b"data" + struct.pack("<I", claimed) + data
    return b"RIFF" + struct.pack("<I", min(claimed + 36, 0xFFFFFFFF)) + b"WAVE" + chunks


@pytest.mark.parametrize("suffix", [".wav", ".flac", ".ogg", ".mp3", ".aiff"])
def test_formats_of_libsndfile(tmp_path, tone, suffix):
    soundfile.write(tmp_path / f"in{suffix}", tone.signal, tone.rate)
    back = load(tmp_path / f"in{suffix}")
    assert isinstance(back, Audio)
    assert (back.rate, back.signal.shape[1]) == (8000, 2)
    assert tone.compare(back)["snr"] > (30 if suffix in (".wav", ".flac", ".aiff") else -5)


@pytest.mark.parametrize(
    ("name", "codec"),
    [("in.m4a", "aac"), ("in.aac", "aac"), ("in.wma", "wmav2"), ("in.mka", "libvorbis"), ("in.opus", "libopus")],
)
def test_formats_of_ffmpeg(ffmpeg, name, codec):
    path = ffmpeg(name, "-f", "lavfi", "-i", "sine=f=300:r=48000:d=1", "-c:a", codec)
    back = load(path)
    assert isinstance(back, Audio)
    assert back.rate == 48000
    assert back.signal.shape[1] == 1
    assert back.seconds == pytest.approx(1, abs=0.1)
    assert 0.05 < np.abs(back.signal).max() < 0.3


def test_six_channels_are_mixed_to_two(tmp_path):
    signal = np.zeros((800, 6), np.float32)
    signal[:, 0] = 0.6
    soundfile.write(tmp_path / "six.wav", signal, 8000)
    back = load(tmp_path / "six.wav")
    assert back.signal.shape == (800, 2)
    assert back.signal[:, 0].mean() > 0.1
    assert np.all(back.signal[:, 1] == 0)


def test_a_cover_picture_does_not_make_it_a_film(ffmpeg, tmp_path):
    Pillow.new("RGB", (32, 32), "blue").save(tmp_path / "front.jpg")
    sound = ["-f", "lavfi", "-i", "sine=d=0.5", "-i", str(tmp_path / "front.jpg")]
    path = ffmpeg("song.m4a", *sound, "-map", "0", "-map", "1", "-c:v", "copy", "-disposition:v", "attached_pic")
    assert isinstance(load(path), Audio)


def test_a_long_sound_comes_in_whole_at_a_lower_rate(tmp_path):
    soundfile.write(tmp_path / "long.flac", np.zeros(5_000_000, np.int16), 48000)
    back = load(tmp_path / "long.flac")
    assert len(back.signal) <= 1 << 23
    assert back.seconds == pytest.approx(5_000_000 / 48000, rel=0.01)


def test_sounds_that_lie_about_their_length(tmp_path):
    path = tmp_path / "lying.wav"
    path.write_bytes(wav(0xFFFFFFF0, b"\x01\x00" * 8))
    assert path.stat().st_size == 60
    assert len(load(path).signal) == 8
    path.write_bytes(wav(0xFFFFFFF0, b""))
    assert "sound" in refusal(path, "damaged")


@pytest.mark.parametrize(
    "options",
    [{"rate": 0}, {"channels": 0}, {"bits": 0}, {"channels": 65535}, {"rate": 0xFFFFFFFF}, {"bits": 65535}],
)
def test_sounds_with_impossible_headers(tmp_path, options):
    path = tmp_path / "odd.wav"
    path.write_bytes(wav(64, b"\x01\x02" * 32, **options))
    refusal(path, "damaged")


def test_sounds_with_endless_chunks(tmp_path):
    path = tmp_path / "chunks.wav"
    body = wav(16, b"\0" * 16)
    for name in (b"cue ", b"smpl", b"LIST", b"bext", b"cart", b"PEAK", b"fact", b"acid"):
        path.write_bytes(body[:36] + name + struct.pack("<I", 0xFFFFFFFF) + b"\xff" * 60 + body[36:])
        with suppress(UnreadableFileError):  # either will do, if it is soon
            assert load(path, timeout=10).modality == "audio"


def test_sounds_of_what_is_not_a_number(tmp_path):
    signal = np.zeros(100, np.float32)
    signal[50] = np.nan
    soundfile.write(tmp_path / "nan.wav", signal, 8000, subtype="FLOAT")
    assert "not numbers" in refusal(tmp_path / "nan.wav", "damaged")


def test_a_sound_of_two_samples(tmp_path):
    soundfile.write(tmp_path / "two.wav", np.array([0.5, -0.5]), 8000)
    assert load(tmp_path / "two.wav").signal[:, 0].tolist() == [0.5, -0.5]


SIDES = {0: (1, 0), 1: (0, 1), 2: (0.707, 0.707), 3: (0, 0), 4: (0.707, 0), 5: (0, 0.707)}  # of 5.1, in its order


@pytest.mark.parametrize(
    ("name", "codec"), [("a.wav", "pcm_s16le"), ("a.flac", "flac"), ("a.ogg", "libvorbis"), ("a.opus", "libopus")]
)
def test_surround_is_mixed_to_stereo_by_its_layout(ffmpeg, tmp_path, name, codec):
    tone = 0.4 * np.sin(2 * np.pi * 440 * np.arange(24000) / 48000)
    for channel, (left, right) in SIDES.items():
        signal = np.zeros((24000, 6))
        signal[:, channel] = tone
        soundfile.write(tmp_path / "plain.wav", signal, 48000)
        path = ffmpeg(name, "-i", str(tmp_path / "plain.wav"), "-channel_layout", "5.1", "-c:a", codec)
        loud = np.sqrt((load(path).signal ** 2).mean(axis=0)) / 0.283
        assert loud == pytest.approx([left, right], abs=0.05)


def test_what_is_louder_than_full_scale_is_turned_down_and_not_cut(tmp_path):
    tone = (5 * np.sin(2 * np.pi * 440 * np.arange(8000) / 8000)).astype(np.float32)
    soundfile.write(tmp_path / "loud.wav", tone, 8000, subtype="FLOAT")
    assert load(tmp_path / "loud.wav").signal[:, 0] == pytest.approx(tone / np.abs(tone).max(), abs=1e-4)
    six = np.repeat(0.9 * np.sign(tone)[:, None], 6, axis=1)
    soundfile.write(tmp_path / "six.wav", six, 8000)
    assert load(tmp_path / "six.wav").signal[:, 0] == pytest.approx(np.sign(tone), abs=1e-3)


@pytest.mark.parametrize("zeros", [100, 3000, 100_000])
def test_a_sound_after_padding(tmp_path, tone, zeros):
    soundfile.write(tmp_path / "a.mp3", tone.signal, tone.rate)
    (tmp_path / "padded.mp3").write_bytes(bytes(zeros) + (tmp_path / "a.mp3").read_bytes())
    back = load(tmp_path / "padded.mp3")
    assert (back.rate, back.signal.shape[1]) == (8000, 2)
    assert back.seconds == pytest.approx(tone.seconds, abs=0.3)


@pytest.mark.parametrize("channels", [3, 7, 10, 16])
def test_channels_of_an_unusual_number(tmp_path, channels):
    soundfile.write(tmp_path / "many.wav", np.full((800, channels), 0.2), 8000)
    signal = load(tmp_path / "many.wav").signal
    assert signal.shape == (800, 2)
    assert np.abs(signal).max() > 0.1
