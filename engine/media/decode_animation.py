"""Decoding animated WebP and PNG with Pillow: ffmpeg reads only their first frame.  In the helper process."""

from __future__ import annotations

import struct
from dataclasses import replace

import numpy as np
from PIL import Image as Pillow

from engine.arrays import Bytes
from engine.media.decode_image import DAMAGED
from engine.media.film_times import timing
from engine.media.picture_colours import Colours, in_srgb
from engine.media.resizing import resized
from engine.media.video import lattice_within
from engine.media.wire import Parcel, Refused

MAX_PIXELS = 1 << 24  # of all frames together: 50 MB
MAX_FRAMES = 512
MAX_FPS = 50.0  # players take a shorter duration for a mistake
DEFAULT_DURATION = 100.0  # milliseconds, of a frame for which the file gives none


def decode(image: Pillow.Image) -> Parcel:
    """The video as "frames" (T, H, W, 3) uint8, evenly spaced and on white, and its "fps".  Raises Refused."""
    count = min(int(getattr(image, "n_frames", 1)), MAX_FRAMES)
    _, height, width = lattice_within((count, image.height, image.width), MAX_PIXELS)
    frames, durations = [], []
    # A PNG may begin with a picture for programs that do not know the others, which is not one of them.
    first = 1 if getattr(image, "default_image", False) and count > 1 else 0
    try:
        for index in range(first, count):
            image.seek(index)
            frames.append(resized(on_white(image), height, width))
            durations.append(max(float(image.info.get("duration") or DEFAULT_DURATION), 1000 / MAX_FPS))
    except (OSError, SyntaxError, ValueError, EOFError, struct.error) as error:
        raise Refused(DAMAGED, "damaged") from error
    return film(frames, durations)


def film(frames: list[Bytes], durations: list[float]) -> Parcel:
    """The video of frames (H, W, 3), each shown for so many milliseconds."""
    starts = np.cumsum([0.0, *durations]) / 1000
    plan = timing(starts[:-1], durations[-1] / 1000, len(frames), 0.0, False, MAX_FRAMES)
    count = min(plan.count, MAX_FRAMES)
    plan = replace(plan, count=count, fps=count / plan.seconds)
    return Parcel("video", {"fps": plan.fps}, {"frames": np.stack(frames)[plan.shown(len(frames))]})


def on_white(image: Pillow.Image) -> Bytes:
    """The current frame (H, W, 3)."""
    background = Pillow.new("RGBA", image.size, "white")
    colours = image.info.get("colours") or Colours(image.info.get("icc_profile"))
    background.alpha_composite(in_srgb(image.convert("RGBA"), colours))
    return np.asarray(background.convert("RGB"), dtype=np.uint8)
