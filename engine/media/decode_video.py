"""Decoding videos with ffmpeg, which skips and scales frames while it decodes.  In the helper process."""

from __future__ import annotations

import math
import subprocess
from pathlib import Path
from typing import IO

import numpy as np

from engine.arrays import Bytes
from engine.media import colour, ffmpeg
from engine.media.ffmpeg_path import null_device
from engine.media.film_times import timing
from engine.media.resizing import oriented_size, size_within
from engine.media.video import lattice_within
from engine.media.wire import Parcel, Refused

MAX_PIXELS = 1 << 24  # of all frames together: 50 MB
MAX_FRAMES = 512  # of a long video, whose frames would otherwise become tiny
SLOW = 4_000_000_000  # pixels; more take over ten seconds to decode on one core
MIN_KEYFRAMES = 24  # enough to represent a video that is slow to decode in full
SLACK = 1.25  # times as many frames as were counted may come: timestamps in files are not exact

_DAMAGED = "is a damaged or cut-off video, or holds no frames"


def decode(path: Path, streams: ffmpeg.Streams) -> Parcel:
    """The video as "frames" (T, H, W, 3) uint8 in sRGB and its "fps".  Raises Refused."""
    plan = timing(streams.times, streams.last, max(1, streams.frames), streams.fps, streams.has_audio, MAX_FRAMES)
    if streams.width * streams.height > ffmpeg.MAX_PIXELS:
        raise Refused(f"has {streams.width:,} x {streams.height:,} pixels, more than this program opens", "too-large")
    height, width = max(1, streams.height), max(1, round(streams.width * streams.aspect))
    kept, new_height, new_width = lattice_within((min(plan.count, MAX_FRAMES), height, width), MAX_PIXELS)
    before: list[str] = []
    slow = max(plan.count, streams.frames) * height * width > SLOW
    if slow:
        keyframes = ffmpeg.count_keyframes(path, streams.video)
        if keyframes >= MIN_KEYFRAMES:  # they decode alone, and many times faster than all the frames between them
            kept = min(keyframes, MAX_FRAMES)
            new_height, new_width = size_within(height, width, MAX_PIXELS // kept)
            before = ["-skip_frame", "nokey"]
        else:
            before = ["-skip_frame", "noref", "-skip_loop_filter", "all"]
    shrink = math.sqrt(new_height * new_width / (height * width))
    filters = ["bwdif=mode=send_frame:deint=interlaced"] if streams.interlaced else []
    timed = slow or kept < plan.count or (not plan.even and streams.frames > MAX_FRAMES)
    if timed:  # ffmpeg chooses the frames while it decodes, and keeps no others
        filters.append(f"fps={kept / plan.seconds:.9f}:start_time={plan.start:.6f}")
    if shrink < 1 or streams.aspect != 1:
        filters.append(_scale(shrink))
    if streams.colours.untagged_hd:
        filters.append("scale=in_color_matrix=bt709")
    options = [*(["-vf", ",".join(filters)] if filters else []), *([] if timed else ["-fps_mode", "passthrough"])]
    most = kept if timed or plan.even else streams.frames
    frames = _streamed(path, before, options, math.ceil(most * SLACK) + 2, streams)
    if timed:
        fps = len(frames) / plan.seconds
    elif plan.even:
        fps = plan.fps if len(frames) == plan.count else len(frames) / plan.seconds
    else:
        frames, fps = frames[plan.shown(len(frames))], plan.fps
    numbers = {"fps": fps, "start": plan.start}
    if shrink < 1:
        numbers |= oriented_size((height, width), frames)
    if plan.even and plan.fps > 1.05 * fps:
        numbers["file fps"] = plan.fps
    return Parcel("video", numbers, {"frames": frames})


def _scale(shrink: float) -> str:
    """The ffmpeg filter to square pixels and a smaller size: even, and after rotation, which only ffmpeg knows."""
    if shrink < 1:
        return (
            f"scale=w='max(2,trunc(iw*sar*{shrink:.9f}/2)*2)':h='max(2,trunc(ih*{shrink:.9f}/2)*2)':flags=area,setsar=1"
        )
    return "scale=w='max(1,round(iw*sar))':h=ih,setsar=1"


def _streamed(path: Path, before: list[str], options: list[str], max_frames: int, streams: ffmpeg.Streams) -> Bytes:
    """Frames (T, H, W, 3) in sRGB as ffmpeg decodes them, at most `max_frames`, sent as a stream of PPM pictures."""
    colours = streams.colours
    beside = ffmpeg.beside(streams.audio) if streams.has_audio else []
    command = [*ffmpeg.input_command(path, *before), *beside, "-map", streams.video, "-an", *options]
    wide = not colours.is_srgb  # high dynamic range has ten bits, and tone mapping needs them
    curve = colour.light(colours.transfer, 16) if wide else None
    gamut = colour.chromaticities_of(colours.primaries)
    frames: list[Bytes] = []
    with subprocess.Popen(
        [*command, "-c:v", "ppm", "-pix_fmt", "rgb48be" if wide else "rgb24", "-f", "image2pipe", "pipe:1"],
        stdout=subprocess.PIPE,
        stderr=null_device(),
        bufsize=1 << 20,
    ) as process:
        assert process.stdout is not None
        while len(frames) < max_frames and (frame := _frame(process.stdout)) is not None:
            if frames and frame.shape != frames[0].shape:
                break  # the size changes: the frames before are a video
            frames.append(colour.to_srgb(frame, gamut, curve) if curve is not None else frame.astype(np.uint8))
        process.kill()
    if not frames or sum(frame.shape[0] * frame.shape[1] for frame in frames) > 2 * MAX_PIXELS:
        raise Refused(_DAMAGED, "damaged")
    return np.stack(frames)


def _frame(stream: IO[bytes]) -> colour.Codes | None:
    """One frame (H, W, 3) of a stream of PPM pictures of 8 or 16 bits, or None at its end."""
    if stream.readline(16) != b"P6\n":
        return None
    size, depth = stream.readline(32).split(), stream.readline(16)
    if len(size) != 2 or depth not in (b"255\n", b"65535\n"):
        return None
    width, height, wide = int(size[0]), int(size[1]), depth == b"65535\n"
    length = width * height * (6 if wide else 3)
    data = stream.read(length) if 0 < width * height <= 2 * MAX_PIXELS else b""
    if not data or len(data) != length:
        return None
    return (
        np.frombuffer(data, ">u2" if wide else np.uint8)
        .reshape(height, width, 3)
        .astype(np.uint16 if wide else np.uint8)
    )
