"""Media of a few hundred samples and recipes of a few dozen steps: a hide takes half a second."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import torch

from engine.media import Audio, Image, Medium, Shape, Video
from engine.recipe import DRAFT, Recipe
from engine.siren import Architecture, Siren

WORDS = "legal winner thank year wave sausage worth useful legal winner thank yellow"


def picture(side: int = 16, *, phase: int = 0) -> Image:
    y, x = np.mgrid[0:side, 0:side]
    pixels = np.stack([x * 255 // side, y * 255 // side, (x + y + phase) * 127 // side], axis=2)
    return Image(pixels.astype(np.uint8))


def sound(frames: int = 300) -> Audio:
    time = np.arange(frames) / 1000
    return Audio((0.4 * np.sin(2 * np.pi * 30 * time)).astype(np.float32)[:, None], 1000)


def film(*, with_sound: bool = False) -> Video:
    pixels = picture(8).pixels
    frames = np.stack([np.roll(pixels, t, axis=1) for t in range(4)])
    return Video(frames, 10.0, sound() if with_sound else None)


def solid() -> Shape:
    corners = np.array([[x, y, z] for x in (0, 1) for y in (0, 1) for z in (0, 1)], np.float32) * 3 - 1
    quads = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
    faces = [triangle for a, b, c, d in quads for triangle in ((a, b, c), (a, c, d))]
    return Shape(corners, np.array(faces, np.int32))


def medium_of(kind: str) -> Medium:
    return {"image": picture, "audio": sound, "video": film, "shape": solid}[kind]()


def tiny(steps: int = 20, **changes: object) -> Recipe:
    """A recipe that is over at once, on the processor."""
    samples = {"image": 400, "audio": 400, "video": 400, "shape": 300}
    base = replace(
        DRAFT,
        samples=samples,
        secret_width=20,
        cover_width=32,
        secret_schedule=replace(DRAFT.secret_schedule, steps=steps, seconds=math.inf, batch_size=256),
        cover_schedule=replace(DRAFT.cover_schedule, steps=steps, seconds=math.inf, batch_size=256),
        sound_schedule=replace(DRAFT.sound_schedule, steps=steps, batch_size=256),
        tile_schedule=replace(DRAFT.tile_schedule, steps=steps, batch_size=256),
        hidden=4,
        width=64,
        device="cpu",
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def random_siren(architecture: Architecture, seed: int = 0) -> Siren:
    return Siren.random(architecture, generator=torch.Generator().manual_seed(seed))


def same(one: Siren, other: Siren) -> bool:
    """Bit for bit."""
    pairs = list(zip(one.tensors(), other.tensors(), strict=True))
    return all(a.shape == b.shape and a.numpy().tobytes() == b.numpy().tobytes() for a, b in pairs)
