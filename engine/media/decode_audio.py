"""Decoding sounds with libsndfile or else ffmpeg, long ones at a lower rate.  In the helper process."""

from __future__ import annotations

import subprocess
from pathlib import Path

import numpy as np

from engine.arrays import Floats
from engine.media import ffmpeg
from engine.media.ffmpeg_path import null_device
from engine.media.wire import Parcel, Refused

MAX_FRAMES = 1 << 23  # 190 s at 44.1 kHz, 524 s at 16 kHz: what is longer is read at a lower rate
EXCESS = 1.25  # times full scale: what a lossy codec adds to a loud sound is less
BLOCK = 1 << 16  # frames read at once: the length in a header is never trusted
# The formats libsndfile is used for; its others are rare, and each is one more parser exposed to untrusted files.
_LIBSNDFILE = ("WAV", "WAVEX", "RF64", "FLAC", "OGG", "MP3", "AIFF")

_NO_SOUND = "is a damaged sound, or holds none"


def decode(path: Path, streams: ffmpeg.Streams | None, start: float = 0.0) -> Parcel:
    """The sound as "signal" (N, 1 | 2) float32 in [-1, 1] and its "rate".  Raises Refused.

    Of a film it begins at `start`, in seconds of the file: silence is put before a sound that begins later.
    """
    result = None if streams is not None and streams.has_video else _read_with_libsndfile(path)
    if result is None:
        if streams is None or not streams.has_audio:
            raise Refused(_NO_SOUND, "damaged")
        result = _read_with_ffmpeg(path, streams, start)
    signal, rate, exact = result
    if not len(signal):
        raise Refused(_NO_SOUND, "damaged")
    if not np.isfinite(signal).all():
        raise Refused("is a damaged sound: some of its values are not numbers", "damaged")
    return Parcel("audio", {"rate": rate}, {"signal": _within_full_scale(signal, exact)})


def _within_full_scale(signal: Floats, exact: bool) -> Floats:
    """The signal in [-1, 1]: turned down as a whole where it is louder; a codec's small excess is cut off."""
    peak = float(np.abs(signal).max())
    if peak > (1.0 if exact else EXCESS):
        signal = signal / np.float32(peak)
    return signal.clip(-1, 1)


def _read_with_libsndfile(path: Path) -> tuple[Floats, int, bool] | None:
    """The signal, its rate, and whether its numbers may exceed full scale.

    None where libsndfile cannot open the file, or it has more frames than are kept, or more than two channels: which
    channel is which only ffmpeg tells.
    """
    import soundfile

    blocks, frames = [], 0
    try:
        with soundfile.SoundFile(path) as file:
            if file.format not in _LIBSNDFILE or file.samplerate < 1 or file.channels > 2:
                return None
            while len(block := file.read(BLOCK, dtype="float32", always_2d=True)):
                blocks.append(block)
                frames += len(block)
                if frames > MAX_FRAMES:
                    return None
            rate, exact = int(file.samplerate), file.subtype in ("FLOAT", "DOUBLE")
    except soundfile.LibsndfileError:
        return None
    return (np.concatenate(blocks), rate, exact) if blocks else None


def _read_with_ffmpeg(path: Path, streams: ffmpeg.Streams, start: float) -> tuple[Floats, int, bool]:
    """The signal, its rate, lowered until the whole sound fits, and whether its numbers may exceed full scale."""
    rate = max(1, streams.rate)
    if streams.seconds * rate > MAX_FRAMES:
        rate = max(1, int(MAX_FRAMES / (streams.seconds * 1.001)))
    mixes = [*_mixes(streams.channels)]
    while True:
        signal = _streamed(path, rate, streams, mixes[0], start)
        if not len(signal) and len(mixes) > 1:
            mixes.pop(0)
            continue
        if len(signal) <= MAX_FRAMES:
            return signal, rate, streams.exact_sound or streams.channels > 2
        if rate == 1:
            raise Refused("is a sound longer than this program can hold", "too-large")
        rate = max(1, rate // 2)  # it is longer than its header says


def _mixes(channels: int) -> tuple[str, ...]:
    """The filters that make one or two channels of so many: by their layout, or the mean of all where that is unknown.

    The matrix is the usual one (ITU-R BS.775): the centre and those behind 3 dB lower on both sides, no low effects.
    It is not scaled down, as most surround is quiet enough without.
    """
    if channels <= 2:
        return ("anull",)
    mean = "+".join(f"{1 / channels:.6f}*c{channel}" for channel in range(channels))
    return ("aresample=out_chlayout=stereo:rematrix_maxval=1000", f"pan=stereo|c0={mean}|c1={mean}")


def _streamed(path: Path, rate: int, streams: ffmpeg.Streams, mix: str, start: float) -> Floats:
    channels = min(2, streams.channels)
    # Gaps are filled and overlaps cut, so that the sound keeps to the pictures.
    timed = f",aresample={rate}:async=1:first_pts={round(start * rate)}" if streams.has_video else ""
    command = [*ffmpeg.input_command(path), *(ffmpeg.beside(streams.video) if streams.has_video else [])]
    command += ["-map", streams.audio, "-vn", "-af", f"{mix}{timed}", "-ac", str(channels)]
    max_bytes = (MAX_FRAMES + 1) * channels * 4
    with subprocess.Popen(
        [*command, "-ar", str(rate), "-f", "f32le", "pipe:1"], stdout=subprocess.PIPE, stderr=null_device()
    ) as process:
        assert process.stdout is not None
        data = process.stdout.read(max_bytes)
        process.kill()
    return np.frombuffer(data[: len(data) // (4 * channels) * 4 * channels], "<f4").reshape(-1, channels)
