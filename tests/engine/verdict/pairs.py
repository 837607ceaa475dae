"""Pairs of what was given and what came back, made by code; each was looked at, or listened to, in its own size.

The media are those of `resources/examples`, and pages, sounds and films that are made here. The verdict beside each
pair is the one a person gave.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
import trimesh
from PIL import Image as Pillow, ImageDraw, ImageFont
from scipy.ndimage import gaussian_filter

from engine.media import Audio, Image, Medium, Shape, Video, load
from engine.verdict.scale import RemarkCode, Verdict

EXAMPLES = Path(__file__).parents[3] / "resources" / "examples"
SAME, NONE, CLOSE = Verdict.SAME, Verdict.NO_DIFFERENCE, Verdict.VERY_CLOSE
SOFTER, SEEN, RUINED = Verdict.SOFTER, Verdict.RECOGNISABLE, Verdict.NOT_USABLE
SENTENCE = "I leave the house by the lake to my sister Elisabeth, with 1,250 books and the boat. "


@dataclass(frozen=True)
class Pair:
    """`right` is the verdict, `told` a remark that has to be made, `grainy` what the difference has to be called."""

    name: str
    given: Callable[[], Medium]
    change: Callable[[Medium], Medium]
    right: Verdict
    told: tuple[RemarkCode, ...] = ()
    grainy: bool | None = None

    def both(self) -> tuple[Medium, Medium]:
        """The given and the returned medium."""
        given = self.given()
        return given, self.change(given)


@cache
def coffee() -> Image:
    return load(EXAMPLES / "coffee.jpg")  # type: ignore[return-value]


@cache
def rocket() -> Image:
    return load(EXAMPLES / "rocket.jpg")  # type: ignore[return-value]


@cache
def large() -> Image:
    """A photo of which the file has 4032 pixels across."""
    return replace(coffee(), source={"width": 4032.0, "height": 2688.0})


@cache
def page(size: int = 22, width: int = 620, height: int = 400, *, dark: bool = False) -> Image:
    """A page of print with letters of this size, dark on light or light on dark."""
    paper, ink = ((24, 24, 30), (225, 225, 225)) if dark else ((250, 248, 244), (20, 20, 30))
    image = Pillow.new("RGB", (width, height), paper)
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(size)
    for line, y in enumerate(range(size, height - 2 * size, int(1.5 * size))):
        text = (SENTENCE * 3)[7 * line % 60 :][: int((width - 3 * size) / (0.5 * size))]
        draw.text((1.5 * size, y), text, fill=ink, font=font)
    return Image(np.array(image))


@cache
def labelled() -> Image:
    """A photo with a line of small print in it."""
    image = Pillow.fromarray(coffee().pixels)
    draw = ImageDraw.Draw(image)
    draw.rectangle((20, 20, 260, 44), fill="white")
    draw.text((26, 24), "Best before 12 March 2027, lot 4711", fill="black", font=ImageFont.load_default(13))
    return Image(np.array(image))


@cache
def music() -> Audio:
    return load(EXAMPLES / "music.flac")  # type: ignore[return-value]


@cache
def speech(rate: int = 44_100) -> Audio:
    """Three seconds that are to the ear and to the spectrum what speech is: a buzz through formants, hisses, pauses."""
    random, parts = np.random.default_rng(1), []
    vowels = ((700, 1200, 2600), (300, 2200, 3000), (400, 800, 2500), (550, 1800, 2600))
    for number in range(9):
        time = np.arange(int(0.2 * rate)) / rate
        pitch = 110 + 25 * np.sin(2 * np.pi * time * 2 + number)
        phase = 2 * np.pi * np.cumsum(pitch) / rate
        voiced = np.zeros_like(time)
        for harmonic in range(1, 60):
            frequency = harmonic * 110
            strength = sum(np.exp(-(((frequency - f) / 180) ** 2)) / (1 + f / 900) for f in vowels[number % 4])
            voiced += (strength + 0.004) * np.sin(harmonic * phase)
        hiss = np.diff(random.standard_normal(int(0.09 * rate)), prepend=0) * 0.05
        parts += [np.hanning(len(time)) * voiced * 0.2, np.hanning(len(hiss)) * hiss, np.zeros(int(0.05 * rate))]
    signal = np.concatenate(parts)
    return Audio((0.5 * signal / np.abs(signal).max()).astype(np.float32)[:, None], rate)


@cache
def film() -> Video:
    """Two seconds of a view that moves across a photo, with sound; its file has 1280 x 720 pixels."""
    pixels, frames = Pillow.fromarray(rocket().pixels), []
    for time in range(50):
        frames.append(np.array(pixels.crop((2 * time, 40, 2 * time + 512, 328))))
    return Video(np.stack(frames), 25.0, music(), {"width": 1280.0, "height": 720.0, "file fps": 25.0})


@cache
def cow() -> Shape:
    return load(EXAMPLES / "spot.ply").decimated(1500)  # type: ignore[attr-defined, no-any-return]


def size(factor: float) -> Callable[[Image], Image]:
    """A picture with this share of its width; of a file that has more pixels, of that width."""

    def scaled(image: Image) -> Image:
        height, width = image.pixels.shape[:2]
        wide = max(1, round(image.source.get("width", width) * factor))
        tall = max(1, round(wide * height / width))
        return Image(np.array(Pillow.fromarray(image.pixels).resize((wide, tall), Pillow.Resampling.LANCZOS)))

    return scaled


def grain(levels: float) -> Callable[[Image], Image]:
    def noisy(image: Image) -> Image:
        noise = np.random.default_rng(2).normal(0, levels, image.pixels.shape)
        return Image((image.pixels + noise).round().clip(0, 255).astype(np.uint8))

    return noisy


def blur(sigma: float) -> Callable[[Image], Image]:
    return lambda image: Image(
        gaussian_filter(image.pixels.astype(np.float32), (sigma, sigma, 0)).clip(0, 255).astype(np.uint8)
    )


def barely_fitted(image: Image) -> Image:
    """Tiles that show little but a brightness of their own, as networks do after a few steps."""
    random, pixels = np.random.default_rng(4), image.pixels.astype(np.float64)
    height, width = image.pixels.shape[:2]
    for y in range(0, height, height // 7):
        for x in range(0, width, width // 7):
            tile = pixels[y : y + height // 7, x : x + width // 7]
            level = 0.25 * tile.mean() + 0.75 * image.pixels.mean() + random.normal(0, 6)
            tile[...] = level + 0.1 * (tile - tile.mean()) + random.normal(0, 8, tile.shape)
    return Image(pixels.round().clip(0, 255).astype(np.uint8))


def jpeg(quality: int) -> Callable[[Image], Image]:
    def packed(image: Image) -> Image:
        memory = io.BytesIO()
        Pillow.fromarray(image.pixels).save(memory, "JPEG", quality=quality)
        return Image(np.array(Pillow.open(memory)))

    return packed


def grey(image: Image) -> Image:
    return Image(np.array(Pillow.fromarray(image.pixels).convert("L")))


def another(_: Medium) -> Medium:
    return Image(rocket().pixels[:, ::-1].copy())


def rate(hertz: int) -> Callable[[Audio], Audio]:
    return lambda sound: sound.scaled(len(sound.signal) * hertz // sound.rate)


def hiss(decibels: float) -> Callable[[Audio], Audio]:
    def noisy(sound: Audio) -> Audio:
        strength = float(np.sqrt(np.mean(sound.signal**2))) / 10 ** (decibels / 20)
        noise = np.random.default_rng(3).normal(0, strength, sound.signal.shape)
        return replace(sound, signal=(sound.signal + noise).astype(np.float32).clip(-1, 1))

    return noisy


def played(width: int, fps: float, sound: Callable[[Audio], Audio] | None = None) -> Callable[[Video], Video]:
    """A film with pictures of this width, so many a second, and with its sound changed; None leaves it out."""

    def changed(video: Video) -> Video:
        count = max(1, round(len(video.frames) * fps / video.fps))
        chosen = ((np.arange(count) + 0.5) * len(video.frames) / count).astype(int)
        height = round(width * video.frames.shape[1] / video.frames.shape[2])
        frames = [size(width / 512)(Image(video.frames[index])).pixels for index in chosen]
        kept = None if sound is None else sound(video.sound)  # type: ignore[arg-type]
        assert abs(frames[0].shape[0] - height) <= 1
        return Video(np.stack(frames), float(fps), kept)

    return changed


def thicker(share: float) -> Callable[[Shape], Shape]:
    """A shape whose surface lies that share of its size further out."""

    def grown(shape: Shape) -> Shape:
        mesh = trimesh.Trimesh(shape.vertices, shape.faces, process=True)
        out = mesh.vertices + mesh.vertex_normals * share * np.ptp(shape.vertices)
        return Shape(out.astype(np.float32), mesh.faces.astype(np.int32))

    return grown


def crumb(shape: Shape) -> Shape:
    """A shape with a stray lump beside it."""
    ball = trimesh.creation.icosphere(1, 0.05 * float(np.ptp(shape.vertices)))
    lump = ball.vertices + shape.vertices.max(axis=0)
    faces = np.concatenate([shape.faces, ball.faces + len(shape.vertices)]).astype(np.int32)
    return Shape(np.concatenate([shape.vertices, lump]).astype(np.float32), faces)


def itself(medium: Medium) -> Medium:
    return medium
