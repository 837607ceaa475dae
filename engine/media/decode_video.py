"""Decode films, in the decoding process: ffmpeg gives few and small enough frames in the first place."""

from __future__ import annotations

import math
import subprocess
from pathlib import Path
from typing import IO

import numpy as np
import numpy.typing as npt

from engine.media import ffmpeg
from engine.media.resizing import size_within, upright
from engine.media.video import lattice_within
from engine.media.wire import Parcel, Refused

MOST_PIXELS = 1 << 24  # of all frames together: 50 MB
MOST_FRAMES = 512  # kept of a long film, which would otherwise be many stamps
SLOW = 4_000_000_000  # pixels that take more than ten seconds to decode on one core
ENOUGH_KEYFRAMES = 24  # to stand for a film that is slow to decode in full
VARIES, FASTEST = 1.05, 60.0  # so much above the mean rate the rate of a moment is another; frames a second kept of it
SLACK = 1.25  # times as many frames may come as were counted: clocks in files are not exact

_DAMAGED = "is a damaged or cut-off video, or holds no pictures"


def decode(path: Path, streams: ffmpeg.Streams) -> Parcel:
    """The film as "frames" (T, H, W, 3) uint8 and its "fps".  Raises Refused."""
    count, seconds, even = _length(streams)
    varies = streams.ticks > VARIES * streams.fps > 0 and abs(streams.ticks / streams.fps - 2) > 0.02  # half frames
    if varies:  # as many frames as where it is fastest, so that each is seen at its time
        count, even = max(1, round(seconds * min(streams.ticks, FASTEST))), False
    if streams.width * streams.height > ffmpeg.MOST_PIXELS:
        raise Refused(f"has {streams.width:,} x {streams.height:,} pixels, more than this program opens")
    height, width = max(1, streams.height), max(1, round(streams.width * streams.aspect))
    kept, new_height, new_width = lattice_within((min(count, MOST_FRAMES), height, width), MOST_PIXELS)
    before: list[str] = []
    if count * height * width > SLOW:
        keys = ffmpeg.keyframes(path)
        if keys >= ENOUGH_KEYFRAMES:  # these stand alone, and decode many times faster than all between them
            kept = min(keys, MOST_FRAMES)
            new_height, new_width = size_within(height, width, MOST_PIXELS // kept)
            before = ["-skip_frame", "nokey"]
        else:
            before = ["-skip_frame", "noref", "-skip_loop_filter", "all"]
    shrink = math.sqrt(new_height * new_width / (height * width))
    filters = [_scale(shrink)] if shrink < 1 or streams.aspect != 1 else []
    timing = ["-fps_mode", "passthrough"]
    if thinned := kept < count or not even:
        filters, timing = [f"fps={kept / seconds:.9f}", *filters], []
    options = [*(["-vf", ",".join(filters)] if filters else []), *timing]
    frames = _streamed(path, before, options, math.ceil(kept * SLACK) + 2)
    # How long the last frame stands may be unsaid; the frames there are share the whole duration.
    fps = kept / seconds if varies else len(frames) / seconds if thinned else count / seconds
    numbers = {"fps": fps}
    if shrink < 1:
        numbers |= upright((height, width), frames)
    if streams.fps > 1.05 * fps and not varies:
        numbers["file fps"] = streams.fps
    return Parcel("video", numbers, {"frames": frames})


def _length(streams: ffmpeg.Streams) -> tuple[int, float, bool]:
    """How many frames there are, how many seconds they last, and whether they follow each other evenly.

    The rate a file states is exact where the frames that were counted bear it out; the time of the last
    frame, which may not say how long it stands, is not.
    """
    count, fps = max(1, streams.frames), streams.fps if streams.fps > 0 else 25.0
    lengths = [seconds for seconds in (streams.seconds, streams.stated) if seconds > 0]
    if not lengths or any(abs(count - seconds * fps) <= 1.5 + 0.02 * count for seconds in lengths):
        return count, count / fps, True
    return count, streams.seconds, False


def _scale(shrink: float) -> str:
    """Square pixels, smaller; sizes as they are after rotation, which only ffmpeg knows, and even where reduced."""
    if shrink < 1:
        return (
            f"scale=w='max(2,trunc(iw*sar*{shrink:.9f}/2)*2)':h='max(2,trunc(ih*{shrink:.9f}/2)*2)':flags=area,setsar=1"
        )
    return "scale=w='max(1,round(iw*sar))':h=ih,setsar=1"


def _streamed(path: Path, before: list[str], options: list[str], most: int) -> npt.NDArray[np.uint8]:
    """Frames (T, H, W, 3) as ffmpeg decodes them, at most `most`; each comes with its size before it."""
    command = [*ffmpeg.reading(path, *before), "-map", "0:v:0", "-an", *options, "-c:v", "ppm", "-pix_fmt", "rgb24"]
    frames: list[npt.NDArray[np.uint8]] = []
    with subprocess.Popen(
        [*command, "-f", "image2pipe", "pipe:1"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=1 << 20
    ) as process:
        assert process.stdout is not None
        while len(frames) < most and (frame := _frame(process.stdout)) is not None:
            if frames and frame.shape != frames[0].shape:
                break  # the size changes on the way: what came before is a film
            frames.append(frame)
        process.kill()
    if not frames or sum(frame.shape[0] * frame.shape[1] for frame in frames) > 2 * MOST_PIXELS:
        raise Refused(_DAMAGED)
    return np.stack(frames)


def _frame(stream: IO[bytes]) -> npt.NDArray[np.uint8] | None:
    """One frame (H, W, 3) of a stream of PPM pictures, or None at its end."""
    if stream.readline(16) != b"P6\n":
        return None
    size, depth = stream.readline(32).split(), stream.readline(16)
    if len(size) != 2 or depth != b"255\n":
        return None
    width, height = int(size[0]), int(size[1])
    data = stream.read(width * height * 3) if 0 < width * height <= 2 * MOST_PIXELS else b""
    if not data or len(data) != width * height * 3:
        return None
    return np.frombuffer(data, np.uint8).reshape(height, width, 3)
