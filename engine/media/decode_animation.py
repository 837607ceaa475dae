"""Decode WebP and PNG pictures that move, in the decoding process, by Pillow: to ffmpeg they stand still."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image as Pillow

from engine.media.decode_image import DAMAGED, opened
from engine.media.resizing import resized
from engine.media.video import lattice_within
from engine.media.wire import Parcel, Refused

MOST_PIXELS = 1 << 24  # of all frames together: 50 MB
MOST_FRAMES = 512
FASTEST = 50.0  # frames a second: players take a shorter stay for a mistake
STAY = 100.0  # milliseconds a frame is seen for, where the file does not say


def decode(path: Path) -> Parcel:
    """The film as "frames" (T, H, W, 3) uint8, evenly spaced and on white, and its "fps".  Raises Refused."""
    with opened(path) as image:
        count = min(int(getattr(image, "n_frames", 1)), MOST_FRAMES)
        _, height, width = lattice_within((count, image.height, image.width), MOST_PIXELS)
        frames, stays = [], []
        try:
            for number in range(count):
                image.seek(number)
                frames.append(resized(_on_white(image), height, width))
                stays.append(max(float(image.info.get("duration") or STAY), 1000 / FASTEST))
        except (OSError, SyntaxError, ValueError, EOFError, struct.error) as error:
            raise Refused(DAMAGED) from error
    ends = np.cumsum(stays)
    times = min(MOST_FRAMES, max(1, round(float(ends[-1] / min(stays)))))
    seen = np.searchsorted(ends, (np.arange(times) + 0.5) * ends[-1] / times)
    return Parcel("video", {"fps": float(1000 * times / ends[-1])}, {"frames": np.stack(frames)[seen]})


def _on_white(image: Pillow.Image) -> npt.NDArray[np.uint8]:
    """The frame (H, W, 3) the file has come to."""
    ground = Pillow.new("RGBA", image.size, "white")
    ground.alpha_composite(image.convert("RGBA"))
    return np.asarray(ground.convert("RGB"), dtype=np.uint8)
