"""Decoding animated WebP and PNG with Pillow: ffmpeg reads only their first frame.  In the helper process."""

from __future__ import annotations

import struct

import numpy as np
from PIL import Image as Pillow

from engine.arrays import Bytes
from engine.media.decode_image import DAMAGED
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
    try:
        for index in range(count):
            image.seek(index)
            frames.append(resized(_on_white(image), height, width))
            durations.append(max(float(image.info.get("duration") or DEFAULT_DURATION), 1000 / MAX_FPS))
    except (OSError, SyntaxError, ValueError, EOFError, struct.error) as error:
        raise Refused(DAMAGED, "damaged") from error
    ends = np.cumsum(durations)
    count = min(MAX_FRAMES, max(1, round(float(ends[-1] / min(durations)))))
    shown = np.searchsorted(ends, (np.arange(count) + 0.5) * ends[-1] / count)
    return Parcel("video", {"fps": float(1000 * count / ends[-1])}, {"frames": np.stack(frames)[shown]})


def _on_white(image: Pillow.Image) -> Bytes:
    """The current frame (H, W, 3)."""
    background = Pillow.new("RGBA", image.size, "white")
    background.alpha_composite(image.convert("RGBA"))
    return np.asarray(background.convert("RGB"), dtype=np.uint8)
