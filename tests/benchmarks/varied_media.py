"""Files of every sort that people hide, made once in a folder: from the shared media, and drawn, played and built."""

from __future__ import annotations

import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import skimage.data
import trimesh
from PIL import Image as Pillow, ImageDraw, ImageFont
from scipy.ndimage import gaussian_filter

import engine

SHARED = Path(__file__).resolve().parents[3] / "shared" / "media"
RATE = 16_000  # Hz of the sounds that are made here
SENTENCE = "I leave the house by the lake to my sister Elisabeth, with 1,250 books and the boat. "
Doubles = npt.NDArray[np.float64]


def scan(path: Path) -> None:
    """A page of print, scanned a little askew, with the grain of paper."""
    paper = Pillow.new("L", (800, 1100), 242)
    draw, font = ImageDraw.Draw(paper), ImageFont.load_default(19)
    for line, y in enumerate(range(90, 1000, 30)):
        draw.text((70, y), (SENTENCE * 3)[7 * line % 60 :][:72], fill=35, font=font)
    pixels = np.asarray(paper.rotate(0.7, Pillow.Resampling.BICUBIC, fillcolor=242), np.float64)
    _save(path, pixels + np.random.default_rng(0).normal(0, 3, pixels.shape))


def drawing(path: Path) -> None:
    """A drawing in pencil: curves and hatching on white."""
    sheet = Pillow.new("L", (1200, 900), 250)
    draw, random = ImageDraw.Draw(sheet), np.random.default_rng(1)
    for _ in range(60):
        points = np.cumsum(random.normal(0, 26, (24, 2)), axis=0) + random.uniform((100, 100), (1100, 800))
        draw.line([tuple(point) for point in points], fill=int(random.integers(30, 140)), width=2, joint="curve")
    for x in range(150, 550, 9):
        draw.line((x, 620, x + 120, 820), fill=110)
    _save(path, np.asarray(sheet.resize((600, 450), Pillow.Resampling.LANCZOS), np.float64))


def screenshot(path: Path) -> None:
    """A dark window with menus, a list and small print."""
    window = Pillow.new("RGB", (960, 600), (30, 31, 38))
    draw, font = ImageDraw.Draw(window), ImageFont.load_default(14)
    draw.rectangle((0, 0, 960, 34), fill=(52, 54, 66))
    for index, text in enumerate(("File", "Edit", "View", "Help")):
        draw.text((16 + 70 * index, 9), text, fill=(225, 225, 230), font=font)
    for row in range(20):
        draw.rectangle((20, 50 + 26 * row, 360, 72 + 26 * row), fill=(38 + row % 2 * 8, 42, 56))
        draw.text((30, 53 + 26 * row), SENTENCE[3 * row :][:40], fill=(200, 205, 215), font=font)
        draw.line((400, 60 + 26 * row, 400 + 23 * row, 60 + 26 * row), fill=(80, 160, 220), width=8)
    window.save(path)


def logo(path: Path) -> None:
    """Flat colours with soft edges on a transparent ground."""
    large = Pillow.new("RGBA", (1600, 1600), (0, 0, 0, 0))
    draw = ImageDraw.Draw(large)
    draw.ellipse((200, 200, 1400, 1400), fill=(20, 90, 200, 255))
    draw.polygon(((800, 340), (1260, 1180), (340, 1180)), fill=(250, 210, 40, 255))
    draw.text((560, 900), "lake", fill=(255, 255, 255, 255), font=ImageFont.load_default(220))
    large.resize((400, 400), Pillow.Resampling.LANCZOS).save(path)


def leaves(path: Path) -> None:
    """Detail at every size, down to the pixel, as foliage has it."""
    random, pixels = np.random.default_rng(2), np.zeros((225, 300, 3))
    for sigma, strength in ((40, 40), (20, 45), (8, 40), (3, 40), (1, 40), (0.5, 25)):
        noise = gaussian_filter(random.standard_normal((225, 300)), sigma)
        pixels += (strength * noise / noise.std())[..., None] * np.array((0.55, 0.75, 0.35))
    _save(path, 90 + pixels)


def sky(path: Path) -> None:
    """A sunset: one gradient, with soft clouds."""
    y = np.linspace(0, 1, 170)[:, None, None]
    clouds = gaussian_filter(np.random.default_rng(3).standard_normal((170, 256)), 11)
    colours = (1 - y) * np.array((60.0, 90, 170)) + y * np.array((240.0, 170, 110))
    _save(path, colours + 12 * (clouds / clouds.std())[..., None])


def night(path: Path) -> None:
    """A photo taken in the dark: little light, much noise."""
    photo = np.asarray(Pillow.open(SHARED / "rocket.jpg").resize((480, 320)), np.float64)
    _save(path, 0.35 * photo + np.random.default_rng(4).normal(8, 9, photo.shape))


def phone(path: Path) -> None:
    """A photo of 12 megapixels, as far as an enlarged one with the grain of a sensor is one."""
    photo = Pillow.open(SHARED / "coffee.png").convert("RGB").resize((4032, 2688), Pillow.Resampling.BICUBIC)
    pixels = np.asarray(photo, np.float64)
    _save(path, pixels + gaussian_filter(np.random.default_rng(5).normal(0, 9, pixels.shape), (0.7, 0.7, 0)))


def of_skimage(name: str, width: int) -> Callable[[Path], None]:
    """A photo of scikit-image's, of this width."""

    def maker(path: Path) -> None:
        photo = Pillow.fromarray(getattr(skimage.data, name)())
        photo.resize((width, width * photo.height // photo.width), Pillow.Resampling.LANCZOS).save(path)

    return maker


def voice(seconds: float) -> Callable[[Path], None]:
    """To the spectrum what speech is: a buzz through formants, hisses, pauses; at 16 kHz."""

    def maker(path: Path) -> None:
        random, parts = np.random.default_rng(6), []
        vowels = ((700, 1200, 2600), (300, 2200, 3000), (400, 800, 2500), (550, 1800, 2600))
        for number in range(int(seconds / 0.35) + 1):
            time = np.arange(int(random.uniform(0.12, 0.3) * RATE)) / RATE
            start = random.uniform(95, 140)
            phase = 2 * np.pi * np.cumsum(start + 25 * np.sin(9 * time + number)) / RATE
            formants = random.permutation(vowels)[0] * random.uniform(0.9, 1.1)
            buzz = np.zeros_like(time)
            for harmonic in range(1, 56):
                near = np.exp(-(((harmonic * start - formants) / 180) ** 2)) / (1 + formants / 900)
                buzz += (near.sum() + 0.004) * np.sin(harmonic * phase)
            hiss = np.diff(random.standard_normal(int(0.07 * RATE)), prepend=0) * 0.05
            pause = np.zeros(int(random.uniform(0.02, 0.12) * RATE))
            parts += [np.hanning(len(time)) * buzz * 0.2, np.hanning(len(hiss)) * hiss, pause]
        signal = np.concatenate(parts)[: int(seconds * RATE)]
        _play(path, 0.5 * signal / np.abs(signal).max())

    return maker


def tune(path: Path) -> None:
    """Four seconds of three notes at once, each with overtones that die away."""
    time, signal = np.arange(4 * RATE) / RATE, np.zeros(4 * RATE)
    for start in range(8):
        after = time - 0.5 * start
        for note in (220, 277.2, 329.6):
            for overtone in range(1, 8):
                tone = np.sin(2 * np.pi * note * 2 ** (start % 5 / 12) * overtone * after)
                signal += np.where(after > 0, np.exp(-4 * overtone**0.5 * after) * tone / overtone, 0)
    _play(path, 0.5 * signal / np.abs(signal).max())


def rain(path: Path) -> None:
    """Two seconds of noise."""
    _play(path, np.random.default_rng(7).normal(0, 0.1, 2 * RATE))


def silence(path: Path) -> None:
    """Two seconds of nothing."""
    _play(path, np.zeros(2 * RATE))


def film(path: Path) -> None:
    """Two seconds of a view that moves across a photo, 320 x 180."""
    photo = Pillow.open(SHARED / "rocket.jpg").convert("RGB")
    frames = [np.asarray(photo.crop((3 * t, 60, 3 * t + 480, 330)).resize((320, 180))) for t in range(50)]
    engine.Video(np.stack(frames), 25.0).write(path)


def clip(path: Path) -> None:
    """The first 2.5 seconds of a drawn film, with its sound."""
    whole = engine.load(SHARED / "bigbuckbunny.mp4")
    assert isinstance(whole, engine.Video)
    whole.trimmed(0, 2.5).write(path)


def plate(path: Path) -> None:
    """A thin plate, as thick as can be hidden."""
    trimesh.creation.box((100, 60, 5)).subdivide().subdivide().export(path)


def bowl(path: Path) -> None:
    """An open sheet: the lower half of a ball, without a lid."""
    ball = trimesh.creation.icosphere(4)
    keep = ball.vertices[ball.faces].mean(axis=1)[:, 2] < 0
    trimesh.Trimesh(ball.vertices, ball.faces[keep]).export(path)


def ring(path: Path) -> None:
    """A small ring of a thousand triangles."""
    trimesh.creation.torus(1.0, 0.3, major_sections=32, minor_sections=16).export(path)


MAKERS: dict[str, Callable[[Path], None]] = {
    "scan.png": scan, "drawing.png": drawing, "screenshot.png": screenshot, "logo.png": logo, "leaves.png": leaves,
    "sky.png": sky, "night.png": night, "phone.jpg": phone, "camera.png": of_skimage("camera", 512),
    "coins.png": of_skimage("coins", 200), "moon.png": of_skimage("moon", 256), "cat.png": of_skimage("cat", 240),
    "tiny.png": of_skimage("astronaut", 64), "eye.jpg": of_skimage("retina", 300), "voice.wav": voice(6),
    "voice15.wav": voice(15), "voice60.wav": voice(60), "tune.wav": tune, "rain.wav": rain, "silence.wav": silence,
    "film.mp4": film, "clip.mp4": clip, "plate.stl": plate, "bowl.ply": bowl, "ring.stl": ring,
}  # fmt: skip


def make(name: str, folder: Path) -> Path:
    """The file of this name: one of the shared media, or made in the folder unless it is there."""
    if (SHARED / name).exists():
        return SHARED / name
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / name).exists():
        MAKERS[name](folder / name)
    return folder / name


def _save(path: Path, pixels: Doubles) -> None:
    Pillow.fromarray(np.rint(pixels).clip(0, 255).astype(np.uint8)).save(path, quality=92)


def _play(path: Path, signal: Doubles) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((signal.clip(-1, 1) * 32767).astype("<i2").tobytes())
