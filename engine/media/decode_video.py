"""Decoding videos with ffmpeg, which skips and scales frames while it decodes.  In the helper process."""

from __future__ import annotations

import math
import subprocess
from pathlib import Path
from typing import IO

import numpy as np

from engine.arrays import Bytes
from engine.media import ffmpeg
from engine.media.resizing import oriented_size, size_within
from engine.media.video import lattice_within
from engine.media.wire import Parcel, Refused

MAX_PIXELS = 1 << 24  # of all frames together: 50 MB
MAX_FRAMES = 512  # of a long video, whose frames would otherwise become tiny
SLOW = 4_000_000_000  # pixels; more take over ten seconds to decode on one core
MIN_KEYFRAMES = 24  # enough to represent a video that is slow to decode in full
VARIES = 1.05  # the frame rate is variable where its maximum is this factor above its mean
MAX_VARIABLE_FPS = 60.0  # frames a second that are kept of a variable rate
SLACK = 1.25  # times as many frames as were counted may come: timestamps in files are not exact

_DAMAGED = "is a damaged or cut-off video, or holds no frames"


def decode(path: Path, streams: ffmpeg.Streams) -> Parcel:
    """The video as "frames" (T, H, W, 3) uint8 and its "fps".  Raises Refused."""
    count, seconds, even = _length(path, streams)
    # A factor of 2 stands for interlaced half frames.
    varies = streams.max_fps > VARIES * streams.fps > 0 and abs(streams.max_fps / streams.fps - 2) > 0.02
    if varies:  # at its highest rate, so that every frame is shown at its time
        count, even = max(1, round(seconds * min(streams.max_fps, MAX_VARIABLE_FPS))), False
    if streams.width * streams.height > ffmpeg.MAX_PIXELS:
        raise Refused(f"has {streams.width:,} x {streams.height:,} pixels, more than this program opens", "too-large")
    height, width = max(1, streams.height), max(1, round(streams.width * streams.aspect))
    kept, new_height, new_width = lattice_within((min(count, MAX_FRAMES), height, width), MAX_PIXELS)
    before: list[str] = []
    if count * height * width > SLOW:
        keyframes = ffmpeg.count_keyframes(path)
        if keyframes >= MIN_KEYFRAMES:  # they decode alone, and many times faster than all the frames between them
            kept = min(keyframes, MAX_FRAMES)
            new_height, new_width = size_within(height, width, MAX_PIXELS // kept)
            before = ["-skip_frame", "nokey"]
        else:
            before = ["-skip_frame", "noref", "-skip_loop_filter", "all"]
    shrink = math.sqrt(new_height * new_width / (height * width))
    filters = [_scale(shrink)] if shrink < 1 or streams.aspect != 1 else []
    timing = ["-fps_mode", "passthrough"]
    if resampled := kept < count or not even:
        filters, timing = [f"fps={kept / seconds:.9f}", *filters], []
    options = [*(["-vf", ",".join(filters)] if filters else []), *timing]
    frames = _streamed(path, before, options, math.ceil(kept * SLACK) + 2)
    # The duration of the last frame may be unknown, so the frames share the whole duration evenly.
    fps = kept / seconds if varies else len(frames) / seconds if resampled else count / seconds
    numbers = {"fps": fps}
    if shrink < 1:
        numbers |= oriented_size((height, width), frames)
    if streams.fps > 1.05 * fps and not varies:
        numbers["file fps"] = streams.fps
    return Parcel("video", numbers, {"frames": frames})


def _length(path: Path, streams: ffmpeg.Streams) -> tuple[int, float, bool]:
    """The number of frames, their duration in seconds, and whether they are evenly spaced.

    The frame rate in a header is exact if the counted frames agree with it; the time of the last frame, whose
    duration may be missing, is not.
    """
    count, fps = max(1, streams.frames), streams.fps if streams.fps > 0 else 25.0
    lengths = [seconds for seconds in (streams.seconds, streams.stated) if seconds > 0]
    if not lengths or any(_agree(count, fps, seconds) for seconds in lengths):
        return count, count / fps, True
    if not streams.has_audio:
        return count, streams.seconds, False
    # The sound may be longer. The video by itself is measured up to two frames short, so one less is the middle.
    seconds = ffmpeg.video_seconds(path)
    return (count, count / fps, True) if _agree(count - 1, fps, seconds) else (count, seconds, False)


def _agree(count: int, fps: float, seconds: float) -> bool:
    """Whether so many frames at that rate last about so long."""
    return abs(count - seconds * fps) <= 1.5 + 0.02 * count


def _scale(shrink: float) -> str:
    """The ffmpeg filter to square pixels and a smaller size: even, and after rotation, which only ffmpeg knows."""
    if shrink < 1:
        return (
            f"scale=w='max(2,trunc(iw*sar*{shrink:.9f}/2)*2)':h='max(2,trunc(ih*{shrink:.9f}/2)*2)':flags=area,setsar=1"
        )
    return "scale=w='max(1,round(iw*sar))':h=ih,setsar=1"


def _streamed(path: Path, before: list[str], options: list[str], max_frames: int) -> Bytes:
    """Frames (T, H, W, 3) as ffmpeg decodes them, at most `max_frames`, sent as a stream of PPM pictures."""
    command = [*ffmpeg.input_command(path, *before), "-map", "0:v:0", "-an", *options]
    frames: list[Bytes] = []
    with subprocess.Popen(
        [*command, "-c:v", "ppm", "-pix_fmt", "rgb24", "-f", "image2pipe", "pipe:1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=1 << 20,
    ) as process:
        assert process.stdout is not None
        while len(frames) < max_frames and (frame := _frame(process.stdout)) is not None:
            if frames and frame.shape != frames[0].shape:
                break  # the size changes: the frames before are a video
            frames.append(frame)
        process.kill()
    if not frames or sum(frame.shape[0] * frame.shape[1] for frame in frames) > 2 * MAX_PIXELS:
        raise Refused(_DAMAGED, "damaged")
    return np.stack(frames)


def _frame(stream: IO[bytes]) -> Bytes | None:
    """One frame (H, W, 3) of a stream of PPM pictures, or None at its end."""
    if stream.readline(16) != b"P6\n":
        return None
    size, depth = stream.readline(32).split(), stream.readline(16)
    if len(size) != 2 or depth != b"255\n":
        return None
    width, height = int(size[0]), int(size[1])
    data = stream.read(width * height * 3) if 0 < width * height <= 2 * MAX_PIXELS else b""
    if not data or len(data) != width * height * 3:
        return None
    return np.frombuffer(data, np.uint8).reshape(height, width, 3)
