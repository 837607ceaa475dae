"""The type of a check, and a small medium of each modality."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

import engine

Check = tuple[str, Callable[[], str]]  # its name, and a function that raises, or returns a note for the log
SIDE = 32  # pixels: a fit takes a second


def media() -> dict[str, tuple[engine.Medium, str]]:
    """A small medium of each modality, and the suffix of its file."""
    y, x = np.mgrid[0:SIDE, 0:SIDE]
    pixels = np.stack([x * 7, y * 7, 255 - x * 4], axis=2).astype(np.uint8)
    seconds = np.arange(2000) / 8000
    sound = engine.Audio((0.4 * np.sin(2 * np.pi * 220 * seconds)).astype(np.float32)[:, None], 8000)
    frames = np.stack([np.roll(pixels, 2 * t, axis=1) for t in range(8)])
    return {
        "image": (engine.Image(pixels), ".png"),
        "audio": (sound, ".flac"),
        "video": (engine.Video(frames, 10.0, sound), ".mp4"),
        "shape": (ball(), ".ply"),
    }


def ball(side: int = 24) -> engine.Shape:
    """A closed sphere: rings of vertices between two poles."""
    around, down = np.meshgrid(np.arange(side) * 2 * np.pi / side, np.arange(1, side) * np.pi / side, indexing="ij")
    rings = np.stack([np.cos(around) * np.sin(down), np.sin(around) * np.sin(down), np.cos(down)], axis=-1)
    points = np.concatenate([rings.reshape(-1, 3), [[0, 0, 1], [0, 0, -1]]])
    top, foot, faces = len(points) - 2, len(points) - 1, []
    for i in range(side):
        here, there = i * (side - 1), (i + 1) % side * (side - 1)
        faces += [(top, here, there), (foot, there + side - 2, here + side - 2)]
        for j in range(side - 2):
            faces += [(here + j, here + j + 1, there + j), (there + j, here + j + 1, there + j + 1)]
    return engine.Shape(points.astype(np.float32), np.array(faces, np.int32))
