"""Media of the paper's sizes, from a folder or from the program's examples, completed by synthetic ones.

Images are 256 x 256, sounds 100,000 samples at 16 kHz. The paper gives no sizes of videos and shapes: here they are 32
frames of 64 x 64, and 100,000 samples.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import numpy as np
import numpy.typing as npt
import trimesh
from scipy.signal import resample_poly

import engine
from engine.arrays import Bytes
from engine.media import Audio, Image, Medium, Shape, Video
from engine.media.resizing import resized

EXAMPLES = Path(__file__).resolve().parents[2] / "resources" / "examples"
SIDE, RATE, SOUND, FRAMES, FRAME_SIDE, POINTS = 256, 16_000, 100_000, 32, 64, 100_000
NEEDED = {"image": 5, "audio": 2, "video": 2, "shape": 2}  # a cover and the secrets of the longest row


def media(folder: Path | None) -> dict[str, list[Medium]]:
    """As many media of each modality as the tables need; the first of each is the cover."""
    result: dict[str, list[Medium]] = {modality: [] for modality in NEEDED}
    for path in _files(folder or EXAMPLES):
        medium = engine.load(path)
        if len(result[medium.modality]) < NEEDED[medium.modality]:
            result[medium.modality].append(_to_size(medium))
    images = [m.pixels for m in result["image"] if isinstance(m, Image)]
    if not images:
        raise SystemExit("The folder needs at least one image.")
    for index in range(NEEDED["image"] - len(images)):  # to a network a rotated image is another one
        result["image"].append(Image(np.rot90(images[index % len(images)], 1 + index // len(images)).copy()))
    result["audio"] += [_tune(seed) for seed in range(NEEDED["audio"] - len(result["audio"]))]
    result["video"] += [_pan(images[i]) for i in range(NEEDED["video"] - len(result["video"]))]
    result["shape"] += [_ball() for _ in range(NEEDED["shape"] - len(result["shape"]))]
    return result


def _files(folder: Path) -> Iterator[Path]:
    suffixes = {s for medium in (Image, Audio, Video, Shape) for s in medium.suffixes}
    return (p for p in sorted(folder.iterdir()) if p.suffix.lower() in suffixes)


def _to_size(medium: Medium) -> Medium:
    """The centre of an image, the beginning of a sound or a video."""
    if isinstance(medium, Image):
        return Image(_square(medium.pixels[..., :3], SIDE))
    if isinstance(medium, Audio):
        ratio = Fraction(RATE, medium.rate)
        signal = resample_poly(medium.signal.mean(axis=1), ratio.numerator, ratio.denominator)
        return Audio(
            np.resize(signal, SOUND).astype(np.float32)[:, None].clip(-1, 1), RATE
        )  # a short sound is repeated
    if isinstance(medium, Video):
        return Video(np.stack([_square(f, FRAME_SIDE) for f in medium.frames[:FRAMES]]), medium.fps)
    return medium.scaled(POINTS)


def _square(pixels: Bytes, side: int) -> Bytes:
    height, width = pixels.shape[:2]
    short = min(height, width)
    top, left = (height - short) // 2, (width - short) // 2
    return resized(pixels[top : top + short, left : left + short], side, side)


def _tune(seed: int) -> Audio:
    """A melody of plucked strings with eight partials each."""
    random = np.random.default_rng(seed)
    notes = [(220 * 2 ** (random.choice([0, 2, 4, 7, 9, 12]) / 12), 8) for _ in range(math.ceil(4 * SOUND / RATE))]
    signal = plucked(notes, SOUND, RATE)
    return Audio((0.8 * signal / np.abs(signal).max()).astype(np.float32)[:, None], RATE)


def plucked(notes: Sequence[tuple[float, int]], frames: int, rate: int) -> npt.NDArray[np.float64]:
    """Plucked strings, one every quarter of a second; each note is a pitch in Hz and a number of decaying partials."""
    time, signal = np.arange(frames) / rate, np.zeros(frames)
    for index, (pitch, partials) in enumerate(notes):
        since = np.maximum(time - index / 4, 0)
        for partial in range(1, partials + 1):
            signal += np.sin(2 * np.pi * pitch * partial * since) * np.exp(-3 * partial * since) / partial
    return signal


def _pan(pixels: Bytes) -> Video:
    """A camera panning over an image."""
    side = 2 * FRAME_SIDE
    steps = [i * (SIDE - side) // (FRAMES - 1) for i in range(FRAMES)]
    frames = [pixels[step // 2 : step // 2 + side, step : step + side] for step in steps]
    return Video(np.stack([resized(f, FRAME_SIDE, FRAME_SIDE) for f in frames]), 16.0)


def _ball() -> Shape:
    """A sphere with dents."""
    ball = trimesh.creation.icosphere(subdivisions=5)
    x, y, z = ball.vertices.T
    radius = 1 + 0.15 * np.sin(5 * x) * np.sin(5 * y) * np.sin(5 * z)
    vertices = (ball.vertices * radius[:, None]).astype(np.float32)
    return Shape(vertices, ball.faces.astype(np.int32)).scaled(POINTS)
