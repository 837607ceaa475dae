"""Decoding sounds with libsndfile or else ffmpeg, long ones at a lower rate.  In the helper process."""

from __future__ import annotations

import subprocess
from pathlib import Path

import numpy as np

from engine.arrays import Floats
from engine.media import ffmpeg
from engine.media.wire import Parcel, Refused

MAX_FRAMES = 1 << 23  # 190 s at 44.1 kHz, 524 s at 16 kHz: what is longer is read at a lower rate
BLOCK = 1 << 16  # frames read at once: the length in a header is never trusted
# The formats libsndfile is used for; its others are rare, and each is one more parser exposed to untrusted files.
_LIBSNDFILE = ("WAV", "WAVEX", "RF64", "FLAC", "OGG", "MP3", "AIFF")

_NO_SOUND = "is a damaged sound, or holds none"


def decode(path: Path, streams: ffmpeg.Streams | None) -> Parcel:
    """The sound as "signal" (N, 1 | 2) float32 in [-1, 1] and its "rate".  Raises Refused."""
    result = None if streams is not None and streams.has_video else _read_with_libsndfile(path)
    if result is None:
        if streams is None or not streams.has_audio:
            raise Refused(_NO_SOUND, "damaged")
        result = _read_with_ffmpeg(path, streams)
    signal, rate = result
    if not len(signal):
        raise Refused(_NO_SOUND, "damaged")
    if not np.isfinite(signal).all():
        raise Refused("is a damaged sound: some of its values are not numbers", "damaged")
    return Parcel("audio", {"rate": rate}, {"signal": signal.clip(-1, 1)})


def _read_with_libsndfile(path: Path) -> tuple[Floats, int] | None:
    """The signal and rate, or None where libsndfile cannot open the file, or it has more frames than are kept."""
    import soundfile

    blocks, frames = [], 0
    try:
        with soundfile.SoundFile(path) as file:
            if file.format not in _LIBSNDFILE or file.samplerate < 1:
                return None
            while len(block := file.read(BLOCK, dtype="float32", always_2d=True)):
                blocks.append(_stereo(block))
                frames += len(block)
                if frames > MAX_FRAMES:
                    return None
            rate = int(file.samplerate)
    except soundfile.LibsndfileError:
        return None
    return (np.concatenate(blocks), rate) if blocks else None


def _stereo(block: Floats) -> Floats:
    """At most two channels: of more, even ones are mixed to the left and odd ones to the right."""
    if block.shape[1] <= 2:
        return block
    return np.stack([block[:, 0::2].mean(axis=1), block[:, 1::2].mean(axis=1)], axis=1)


def _read_with_ffmpeg(path: Path, streams: ffmpeg.Streams) -> tuple[Floats, int]:
    """The signal and rate, lowered until the whole sound fits."""
    rate = max(1, streams.rate)
    if streams.seconds * rate > MAX_FRAMES:
        rate = max(1, int(MAX_FRAMES / (streams.seconds * 1.001)))
    while True:
        signal = _streamed(path, rate, streams.channels)
        if len(signal) <= MAX_FRAMES:
            return signal, rate
        if rate == 1:
            raise Refused("is a sound longer than this program can hold", "too-large")
        rate = max(1, rate // 2)  # it is longer than its header says


def _streamed(path: Path, rate: int, channels: int) -> Floats:
    command = [*ffmpeg.input_command(path), "-map", "0:a:0", "-vn", "-ac", str(channels), "-ar", str(rate)]
    max_bytes = (MAX_FRAMES + 1) * channels * 4
    with subprocess.Popen(
        [*command, "-f", "f32le", "pipe:1"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdout is not None
        data = process.stdout.read(max_bytes)
        process.kill()
    return np.frombuffer(data[: len(data) // (4 * channels) * 4 * channels], "<f4").reshape(-1, channels)
