"""ffmpeg as a process of its own: what it is allowed to open, what it says of a file, and running it."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

# Demuxers that only read the one file they are given: no playlists, no lists of images, no network.
CONTAINERS = "mov,matroska,webm,avi,gif,asf,wav,w64,flac,ogg,mp3,aac,aiff,caf,au,ac3,eac3,amr,wv,ape,tta,mpegts,mpeg"
MOST_PIXELS = 1 << 26  # of one frame: 8K and more
THREADS = "2"  # each thread costs tens of megabytes of frames

_FRAME_RATES = {23.98: 24000 / 1001, 29.97: 30000 / 1001, 47.95: 48000 / 1001, 59.94: 60000 / 1001}


@dataclass(frozen=True, slots=True)
class Streams:
    """What ffmpeg found in a file; all of it may be a lie, and zero where it is not said."""

    has_video: bool
    has_audio: bool
    width: int  # before rotation
    height: int
    aspect: float  # of one pixel
    fps: float
    ticks: float  # a second: the most frames there are in any second of it, where they come unevenly
    frames: int  # packets counted, not what a header says
    seconds: float  # to the last packet counted, which may be two frames early
    stated: float  # seconds, what a header says
    rate: int  # of the sound
    channels: int


def executable() -> str:
    """The path of ffmpeg, which imageio-ffmpeg brings along."""
    import imageio_ffmpeg

    return str(imageio_ffmpeg.get_ffmpeg_exe())


def reading(path: Path, *before: str) -> list[str]:
    """The beginning of a command that reads `path` and nothing else, whatever its name and contents ask for."""
    return [
        executable(), "-nostdin", "-hide_banner", "-nostats", "-threads", THREADS,
        "-protocol_whitelist", "file,pipe", "-format_whitelist", CONTAINERS, "-max_pixels", str(MOST_PIXELS),
        *before, "-i", f"file:{path.absolute()}",
    ]  # fmt: skip


def probe(path: Path, *before: str) -> Streams | None:
    """Read the file once without decoding it; None where ffmpeg cannot make anything of it."""
    command = [*reading(path, *before), "-map", "0:v:0?", "-map", "0:a:0?", "-c", "copy", "-progress", "pipe:1"]
    result = subprocess.run([*command, "-f", "null", os.devnull], capture_output=True, check=False)
    said = result.stderr.decode("utf-8", "replace")
    lines = [line for line in said.splitlines() if re.match(r"\s*Stream #0:\d+", line)]
    pictures = [line for line in lines if " Video: " in line and "attached pic" not in line]
    sounds = [line for line in lines if " Audio: " in line]
    if not pictures and not sounds:
        return None
    picture, sound = (pictures or [""])[0], (sounds or [""])[0]
    size = re.search(r", (\d{1,6})x(\d{1,6})(?=[ ,]|$)", picture)
    aspect = re.search(r"SAR (\d{1,9}):(\d{1,9})", picture)
    fps = _number(r"([\d.]+)(k?) fps", picture) or _number(r"([\d.]+)(k?) tbr", picture)
    return Streams(
        has_video=bool(size),
        has_audio=bool(sounds),
        width=int(size[1]) if size else 0,
        height=int(size[2]) if size else 0,
        aspect=int(aspect[1]) / int(aspect[2]) if aspect and int(aspect[1]) and int(aspect[2]) else 1.0,
        fps=_FRAME_RATES.get(fps, fps),
        ticks=_number(r"([\d.]+)(k?) tbr", picture),
        frames=_last(result.stdout, rb"frame=(\d{1,12})"),
        seconds=_last(result.stdout, rb"out_time_us=(\d{1,15})") / 1e6 or _duration(said),
        stated=_duration(said),
        rate=round(_number(r"(\d{1,9})() Hz", sound)),
        channels=_channels(sound),
    )


def keyframes(path: Path) -> int:
    """How many frames of the first video stream can be decoded on their own."""
    command = [*reading(path, "-discard:v", "nokey"), "-map", "0:v:0", "-c", "copy", "-progress", "pipe:1"]
    result = subprocess.run([*command, "-f", "null", os.devnull], capture_output=True, check=False)
    return _last(result.stdout, rb"frame=(\d{1,12})")


def _number(pattern: str, text: str) -> float:
    found = re.search(pattern, text)
    try:
        return float(found[1]) * (1000 if found[2] else 1) if found else 0.0
    except ValueError:  # "1.2.3"
        return 0.0


def _last(text: bytes, pattern: bytes) -> int:
    found = re.findall(pattern, text)
    return int(found[-1]) if found else 0


def _duration(text: str) -> float:
    found = re.search(r"Duration: (\d{1,6}):(\d\d):(\d\d\.\d+)", text)
    return int(found[1]) * 3600 + int(found[2]) * 60 + float(found[3]) if found else 0.0


def _channels(sound: str) -> int:
    """1 for mono, else 2: what ffmpeg is then asked for."""
    return 1 if re.search(r" Hz, (mono|1 channels)", sound) else 2
