"""Small files of every kind, made where they are needed."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from engine.media import Audio, Field, Grid, Image, Samples, Shape, Video
from engine.media.ffmpeg import executable
from engine.media.shape import OFFSET, TAU

FFmpeg = Callable[..., Path]


@pytest.fixture
def ffmpeg(tmp_path: Path) -> FFmpeg:
    """Run ffmpeg with these arguments to make a file of this name."""

    def make(name: str, *arguments: str) -> Path:
        path = tmp_path / name
        command = [executable(), "-nostdin", "-loglevel", "error", "-y", *arguments, f"file:{path}"]
        subprocess.run(command, check=True, capture_output=True)
        return path

    return make


@pytest.fixture
def photo() -> Image:
    """A smooth colour picture of 40 x 60 with a hard edge."""
    y, x = np.mgrid[0:40, 0:60]
    pixels = np.stack([x * 4, y * 6, np.where(x > y, 220, 30)], axis=-1)
    return Image(pixels.astype(np.uint8))


@pytest.fixture
def tone() -> Audio:
    """Half a second of two tones at 8 kHz, stereo."""
    time = np.arange(4000) / 8000
    return Audio(
        np.stack([0.5 * np.sin(2 * np.pi * 440 * time), 0.3 * np.sin(2 * np.pi * 100 * time)], 1).astype(np.float32),
        8000,
    )


@pytest.fixture
def film() -> Video:
    """Ten frames of 24 x 32 in which a bright square moves."""
    frames = np.full((10, 24, 32, 3), 40, np.uint8)
    for index, frame in enumerate(frames):
        frame[6:18, index * 2 : index * 2 + 12] = (200, 120, 60)
    return Video(frames, 12.5)


@pytest.fixture
def ball() -> Shape:
    """A sphere of radius 3 about (10, -20, 5)."""
    import trimesh

    mesh = trimesh.creation.icosphere(3, 3.0)
    return Shape((mesh.vertices + np.array([10, -20, 5])).astype(np.float32), mesh.faces.astype(np.int32))


@pytest.fixture
def sphere() -> Callable[[float], Field]:
    """The field of a sphere of some radius about the middle of the cube."""

    def make(radius: float) -> Field:
        def field(points: np.ndarray) -> np.ndarray:
            distance = np.linalg.norm(points, axis=1, keepdims=True) - radius
            return ((np.tanh(distance / TAU) - OFFSET) / (1 + OFFSET)).astype(np.float32)

        return field

    return make


@pytest.fixture
def lookup() -> Callable[[Samples, Grid], Field]:
    """A field that gives back the nearest sample."""

    def make(samples: Samples, grid: Grid) -> Field:
        def field(points: np.ndarray) -> np.ndarray:
            places = [
                ((points[:, axis].astype(float) + 1) * size / 2).astype(int).clip(0, size - 1)
                for axis, size in enumerate(grid.shape)
            ]
            return samples.values[np.ravel_multi_index(places, grid.shape)]

        return field

    return make
