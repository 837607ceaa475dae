"""Decode sounds, in the decoding process: by libsndfile where it can, else by ffmpeg; long ones at a lower rate."""

from __future__ import annotations

import subprocess
from pathlib import Path

import numpy as np
import numpy.typing as npt

from engine.media import ffmpeg
from engine.media.wire import Parcel, Refused

MOST_FRAMES = 1 << 22  # 95 s at 44.1 kHz: far beyond what one network holds
BLOCK = 1 << 16  # frames read at once: what a header says of the length is never believed
# What libsndfile is given; its other formats are rare, and each is one more parser for strangers' files.
_LIBSNDFILE = ("WAV", "WAVEX", "RF64", "FLAC", "OGG", "MP3", "AIFF")

_NO_SOUND = "is a damaged sound, or holds none"


def decode(path: Path, streams: ffmpeg.Streams | None) -> Parcel:
    """The sound as "signal" (N, 1 | 2) float32 in [-1, 1] and its "rate".  Raises Refused."""
    found = None if streams is not None and streams.has_video else _by_libsndfile(path)
    if found is None:
        if streams is None or not streams.has_audio:
            raise Refused(_NO_SOUND)
        found = _by_ffmpeg(path, streams)
    signal, rate = found
    if not len(signal):
        raise Refused(_NO_SOUND)
    if not np.isfinite(signal).all():
        raise Refused("is a damaged sound: some of its values are not numbers")
    return Parcel("audio", {"rate": rate}, {"signal": signal.clip(-1, 1)})


def _by_libsndfile(path: Path) -> tuple[npt.NDArray[np.float32], int] | None:
    """The signal and rate, or None where libsndfile cannot open it or it is too long for one piece."""
    import soundfile

    blocks, frames = [], 0
    try:
        with soundfile.SoundFile(path) as file:
            if file.format not in _LIBSNDFILE or file.samplerate < 1:
                return None
            while len(block := file.read(BLOCK, dtype="float32", always_2d=True)):
                blocks.append(_stereo(block))
                frames += len(block)
                if frames > MOST_FRAMES:
                    return None
            rate = int(file.samplerate)
    except soundfile.LibsndfileError:
        return None
    return (np.concatenate(blocks), rate) if blocks else None


def _stereo(block: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """At most two channels: of more, the even ones are mixed to the left and the odd ones to the right."""
    if block.shape[1] <= 2:
        return block
    return np.stack([block[:, 0::2].mean(axis=1), block[:, 1::2].mean(axis=1)], axis=1)


def _by_ffmpeg(path: Path, streams: ffmpeg.Streams) -> tuple[npt.NDArray[np.float32], int]:
    """The signal and rate; the rate is lowered until the whole sound fits."""
    rate = max(1, streams.rate)
    if streams.seconds * rate > MOST_FRAMES:
        rate = max(1, int(MOST_FRAMES / (streams.seconds * 1.001)))
    while True:
        signal = _streamed(path, rate, streams.channels)
        if len(signal) <= MOST_FRAMES:
            return signal, rate
        if rate == 1:
            raise Refused("is a sound longer than this program can hold")
        rate = max(1, rate // 2)  # it is longer than it said


def _streamed(path: Path, rate: int, channels: int) -> npt.NDArray[np.float32]:
    command = [*ffmpeg.reading(path), "-map", "0:a:0", "-vn", "-ac", str(channels), "-ar", str(rate)]
    most = (MOST_FRAMES + 1) * channels * 4
    with subprocess.Popen(
        [*command, "-f", "f32le", "pipe:1"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdout is not None
        data = process.stdout.read(most)
        process.kill()
    return np.frombuffer(data[: len(data) // (4 * channels) * 4 * channels], "<f4").reshape(-1, channels)
