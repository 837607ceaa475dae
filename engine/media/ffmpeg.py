"""Running ffmpeg as a process: which files it may open, and the facts about a file that it prints."""

from __future__ import annotations

import os
import re
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from engine.arrays import Doubles
from engine.media.ffmpeg_path import executable
from engine.media.file_types import HEAD, is_transport_stream
from engine.media.packets import NONE, read_packets
from engine.media.stream_colours import StreamColours, stream_colours

# Demuxers that only read the one file they are given: no playlists, no lists of images, no network.
CONTAINERS = (
    "mov,matroska,webm,avi,gif,asf,wav,w64,flac,ogg,mp3,aac,aiff,caf,au,ac3,eac3,dts,amr,wv,ape,tta,"
    "mpegts,mpeg,flv,mpegvideo,h264,hevc,m4v,ivf"
)
PICTURES = "jpegxl_pipe,jpegxl_anim"  # each reads the one file it is given, too
MAX_PIXELS = 1 << 26  # of one frame: 8K and more
CLOCK = 1000.0  # ticks a second
THREADS = "2"  # each thread costs tens of megabytes of frames

_FRAME_RATES = {23.98: 24000 / 1001, 29.97: 30000 / 1001, 47.95: 48000 / 1001, 59.94: 60000 / 1001}


@dataclass(frozen=True, slots=True, eq=False)
class Streams:
    """What ffmpeg reads in a file; any of it may be false, and is zero where it is missing."""

    has_video: bool
    has_audio: bool
    width: int  # before rotation
    height: int
    aspect: float  # of one pixel
    fps: float
    max_fps: float  # ffmpeg's tbr: the highest rate, where frames are unevenly spaced
    frames: int  # counted packets, not the number in a header
    seconds: float  # to the last counted packet of any stream, which may be two frames early
    stated: float  # seconds, as in the header
    rate: int  # frames a second of the sound
    channels: int
    times: Doubles  # seconds, at which each frame is shown, in order; those that an edit list hides are left out
    last: float  # seconds that the last frame is shown
    sound_start: float  # seconds
    colours: StreamColours
    interlaced: bool
    exact_sound: bool  # of floating-point numbers, which may be larger than full scale
    video: str = "0:v:0"  # the track that players show, as ffmpeg's option -map names it
    audio: str = "0:a:0"


def input_command(path: Path, *before: str) -> list[str]:
    """The beginning of a command that reads `path` and nothing else, whatever its name and contents refer to."""
    return [
        executable(), "-nostdin", "-hide_banner", "-nostats", "-threads", THREADS,
        "-protocol_whitelist", "file,pipe", "-format_whitelist", f"{CONTAINERS},{PICTURES}",
        "-max_pixels", str(MAX_PIXELS), *before, *_format(path), "-i", f"file:{path.absolute()}",
    ]  # fmt: skip


def _format(path: Path) -> list[str]:
    """The option for a transport stream, of which ffmpeg takes a short one for something else."""
    with path.open("rb") as file:
        return ["-f", "mpegts"] if is_transport_stream(file.read(HEAD)) else []


def probe(path: Path) -> Streams | None:
    """Read the file once without decoding it; None where ffmpeg finds no stream in it."""
    listed, text = _listed(path, "0:v:0", "0:a:0")
    lines = [line for line in text.split("\nOutput #")[0].splitlines() if re.match(r"\s*Stream #0:\d+", line)]
    films, sounds = ([line for line in lines if f" {kind}: " in line] for kind in ("Video", "Audio"))
    picture, sound = _played([line for line in films if "attached pic" not in line]), _played(sounds)
    if not picture and not sound:
        return None
    video = f"0:v:{films.index(picture) if picture else 0}"
    audio = f"0:a:{sounds.index(sound) if sound else 0}"
    if (video, audio) != ("0:v:0", "0:a:0"):
        listed, text = _listed(path, video, audio)
    size = re.search(r", (\d{1,6})x(\d{1,6})(?=[ ,]|$)", picture)
    aspect = re.search(r"SAR (\d{1,9}):(\d{1,9})", picture)
    highest = _number(r"([\d.]+)(k?) tbr", picture)
    # Without a rate of its own a film has that of its clock; one of milliseconds says nothing.
    fps = _number(r"([\d.]+)(k?) fps", picture) or (highest if highest < CLOCK else 0.0)
    packets = read_packets(listed)
    shown, heard = packets.get("video", NONE), packets.get("audio", NONE)
    stated = _duration(text)
    return Streams(
        has_video=bool(size),
        has_audio=bool(sound),
        width=int(size[1]) if size else 0,
        height=int(size[2]) if size else 0,
        aspect=int(aspect[1]) / int(aspect[2]) if aspect and int(aspect[1]) and int(aspect[2]) else 1.0,
        fps=_FRAME_RATES.get(fps, fps),
        max_fps=highest,
        frames=shown.count,
        seconds=max(shown.end, heard.end) or stated,
        stated=stated,
        rate=round(_number(r"(\d{1,9})() Hz", sound)),
        channels=_channels(sound),
        times=shown.times,
        last=shown.last if sound or "matroska" not in text else max(shown.last, stated - shown.end + shown.last),
        sound_start=float(heard.times[0]) if len(heard.times) else 0.0,
        colours=stream_colours(picture, int(size[1]) if size else 0, int(size[2]) if size else 0),
        interlaced=bool(re.search(r"\b(top|bottom) (coded )?first", picture)),
        exact_sound=bool(re.search(r" (fltp?|dblp?)\b", sound) and re.search(r"Audio: (pcm_f|wavpack|adpcm)", sound)),
        video=video,
        audio=audio,
    )


def beside(track: str) -> list[str]:
    """Another output, into nothing, of a track that is not decoded.

    Of a transport stream ffmpeg counts the time from the first packet of the tracks that are used: this is to be the
    same whichever is decoded.
    """
    return ["-map", f"{track}?", "-c", "copy", "-f", "null", os.devnull]


def _listed(path: Path, video: str, audio: str) -> tuple[bytes, str]:
    """The packets of two tracks, and what ffmpeg prints of the file."""
    command = [*input_command(path), "-map", f"{video}?", "-map", f"{audio}?", "-c", "copy", "-f", "framecrc", "pipe:1"]
    result = subprocess.run(command, capture_output=True, check=False)
    return result.stdout, result.stderr.decode("utf-8", "replace")


def _played(tracks: list[str]) -> str:
    """That of these tracks which players choose: the first that its file calls the default, or the first at all."""
    return next((line for line in tracks if "(default)" in line), (tracks or [""])[0])


def count_keyframes(path: Path, track: str) -> int:
    """The number of frames of a video stream that can be decoded on their own."""
    command = [*input_command(path, "-discard:v", "nokey"), "-map", track, "-c", "copy", "-progress", "pipe:1"]
    progress = subprocess.run([*command, "-f", "null", os.devnull], capture_output=True, check=False).stdout
    return _last(progress, rb"frame=(\d{1,12})")


def encode(arguments: list[str], frames: memoryview, wav: bytes) -> tuple[int, str]:
    """Run ffmpeg with the frames in "pipe:0" and a WAV file in "pipe:1"; its exit code, and the end of its errors.

    Neither ever lies in a file, which would stay if the program was killed. The sound takes the place of standard
    output, which ffmpeg does not need: on Windows a process inherits only the three standard streams.
    """
    command = [executable(), "-nostdin", "-nostats", "-loglevel", "error", "-y", "-threads", THREADS, *arguments]
    sound_out, sound_in = os.pipe()
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=sound_out, stderr=subprocess.PIPE) as process:
        os.close(sound_out)  # or the feeder would wait forever if ffmpeg ended early
        feeder = Thread(target=_feed, args=(sound_in, wav))
        feeder.start()
        try:
            _, errors = process.communicate(frames)  # type: ignore[arg-type]  # a view of the frames, not a copy
        except BaseException:
            process.kill()
            raise
        finally:
            feeder.join()
    return process.returncode, errors.decode("utf-8", "replace")[-2000:]


def _feed(pipe: int, data: bytes) -> None:
    """Write the data and close the pipe, which breaks where ffmpeg ends early."""
    with suppress(OSError), os.fdopen(pipe, "wb") as file:
        file.write(data)


def _number(pattern: str, text: str) -> float:
    match = re.search(pattern, text)
    try:
        return float(match[1]) * (1000 if match[2] else 1) if match else 0.0
    except ValueError:  # "1.2.3"
        return 0.0


def _last(text: bytes, pattern: bytes) -> int:
    matches = re.findall(pattern, text)
    return int(matches[-1]) if matches else 0


def _duration(text: str) -> float:
    match = re.search(r"Duration: (\d{1,6}):(\d\d):(\d\d\.\d+)", text)
    return int(match[1]) * 3600 + int(match[2]) * 60 + float(match[3]) if match else 0.0


def _channels(sound: str) -> int:
    """The number of channels; 2 where ffmpeg prints none that is understood."""
    layout = re.search(r" Hz, ([^,]+)", sound)
    if layout is None:
        return 2
    counted = re.match(r"(\d{1,3}) channels", layout[1])
    if counted is not None:
        return max(1, min(int(counted[1]), 64))
    name = layout[1].split("(")[0].strip()
    numbers = re.match(r"(\d{1,2})\.(\d)(?:\.(\d{1,2}))?$", name)
    if numbers is not None:  # such as 5.1, and 7.1.4 with channels above
        return sum(int(number) for number in numbers.groups("0"))
    return {"mono": 1, "stereo": 2, "downmix": 2}.get(name, _NAMED_LAYOUTS.get(name, 2))


_NAMED_LAYOUTS = {"quad": 4, "hexagonal": 6, "octagonal": 8, "cube": 8, "hexadecagonal": 16, "ambisonic 1": 4}
