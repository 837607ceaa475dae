"""Media drawn for the comparisons and their words."""

from __future__ import annotations

import numpy as np

import engine


def tone(rate: int = 8000, seconds: float = 0.5) -> engine.Audio:
    time = np.arange(round(rate * seconds)) / rate
    return engine.Audio((0.4 * np.sin(2 * np.pi * 440 * time)).astype(np.float32)[:, None], rate)


def corner(size: float = 1.0) -> engine.Shape:
    points = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]], np.float32) * np.float32(size)
    return engine.Shape(points, np.array([[0, 2, 1], [0, 1, 3], [1, 2, 3], [0, 3, 2]], np.int32))
