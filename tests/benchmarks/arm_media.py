"""What the arms of the attacks are made of: random crops of photos, sounds, films, shapes, and files of other kinds."""

from __future__ import annotations

from math import ceil
from random import Random
from typing import Final

import numpy as np
import trimesh
from skimage import data

import engine
from engine.arrays import Bytes
from engine.media import Audio, Image, Shape, Video
from engine.media.resizing import resized
from tests.benchmarks.paper_media import plucked

PHOTOS: Final = (data.astronaut, data.coffee, data.chelsea, data.rocket, data.camera, data.coins, data.brick)
MORE_PHOTOS: Final = (
    data.immunohistochemistry, data.hubble_deep_field, data.retina, data.moon, data.grass, data.gravel,
)  # fmt: skip
ALL_PHOTOS: Final = PHOTOS + MORE_PHOTOS  # of the paired arms' covers
SIDE: Final = 40  # pixels


def photo(rng: Random, side: int = SIDE) -> Image:
    """A random square crop of a random photo."""
    return crop_of(rng.choice(PHOTOS)(), rng, side)


def crop_of(full: Bytes, rng: Random, side: int) -> Image:
    """A random square crop of a photo (H, W) or (H, W, C)."""
    full = np.stack([full] * 3, axis=2) if full.ndim == 2 else full[:, :, :3]
    size = rng.randint(min(2 * side, *full.shape[:2]), min(full.shape[:2]))
    top, left = rng.randint(0, full.shape[0] - size), rng.randint(0, full.shape[1] - size)
    crop = np.ascontiguousarray(full[top : top + size, left : left + size])
    return Image(resized(crop, side, side))


def sound(rng: Random) -> Audio:
    """A chord that swells and fades."""
    time = np.arange(2000) / 4000
    partials = [np.sin(2 * np.pi * rng.uniform(60, 600) * time + rng.uniform(0, 6)) for _ in range(4)]
    swelling = np.sin(np.pi * time / 0.5 * rng.uniform(0.6, 1.4)) ** 2
    return Audio((0.2 * sum(partials) * swelling).astype(np.float32)[:, None], 4000)


def tune(rng: Random) -> Audio:
    """Plucked strings with hiss of varying strength, as long as typical covers."""
    rate, seconds = rng.choice((8000, 16000, 22050)), rng.uniform(1, 4)
    notes = [(220 * 2 ** (rng.randint(-12, 12) / 12), rng.randint(2, 8) - 1) for _ in range(ceil(4 * seconds))]
    signal = plucked(notes, int(rate * seconds), rate)
    hiss = np.random.default_rng(rng.randrange(1 << 30)).standard_normal(len(signal))
    signal += rng.choice((0, 0.01, 0.1)) * np.convolve(hiss, np.ones(4) / 4, "same")
    return Audio((0.8 * signal / np.abs(signal).max()).astype(np.float32)[:, None], rate)


def film(rng: Random) -> Video:
    """A camera panning over a photo."""
    pixels = photo(rng, 40).pixels
    return Video(np.stack([pixels[t : t + 16, t : t + 16] for t in range(0, 16, 2)]), 10.0, None)


def plain(rng: Random) -> Image:
    """A linear gradient of colours: any network is too large for it, whatever it holds."""
    y, x = np.mgrid[0:SIDE, 0:SIDE] / SIDE
    colours = [rng.uniform(40, 120) + rng.uniform(0, 130) * (x if rng.random() < 0.5 else y) for _ in range(3)]
    return Image(np.stack(colours, axis=2).astype(np.uint8))


def smooth(rng: Random, side: int = 256) -> Image:
    """An image without edges: smooth colours, with or without sensor noise."""
    random = np.random.default_rng(rng.randrange(1 << 30))
    count = rng.choice((4, 8, 16))
    coarse = random.integers(0, 255, (count, round(0.75 * count), 3), np.uint8)
    grain = rng.choice((0, 0, 2, 6)) * random.standard_normal((side, side, 1))
    return Image((resized(coarse, side, side) + grain).clip(0, 255).astype(np.uint8))


def long_film(rng: Random) -> Video:
    """A camera panning over a photo, sharp or not, as large as the recipe draft keeps it."""
    frames, side, move = rng.choice((8, 24, 40)), rng.choice((32, 48, 60)), rng.choice((0, 1, 2))
    pixels = (photo if rng.random() < 0.7 else smooth)(rng, side + frames * move).pixels
    return Video(np.stack([pixels[move * t :, move * t :][:side, :side] for t in range(frames)]), 10.0, None)


def ball(rng: Random) -> Shape:
    """A sphere with dents."""
    sphere = trimesh.creation.icosphere(subdivisions=4)
    x, y, z = sphere.vertices.T * rng.uniform(3, 8)
    radius = 1 + rng.uniform(0.05, 0.2) * np.sin(x) * np.sin(y) * np.sin(z)
    return Shape((sphere.vertices * radius[:, None]).astype(np.float32), sphere.faces.astype(np.int32))


def some_file(rng: Random, room: int) -> engine.ExactFile:
    """A file that fills the room, or a part of it: a text that repeats itself, zeros or noise."""
    size = round(room * rng.choice((0.1, 0.5, 1)))
    content = rng.choice((b"All work and no play. ", b"\0", rng.randbytes(max(1, size))))
    return engine.ExactFile("file.bin", (content * (size // len(content) + 1))[:size])
