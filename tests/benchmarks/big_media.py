"""Media files as large as people have them, made once in a folder."""

from __future__ import annotations

import subprocess
import wave
from collections.abc import Callable
from pathlib import Path

import imageio_ffmpeg
import numpy as np
import trimesh
from PIL import Image

Pair = tuple[Path, Path]  # two files to compare


def photo(folder: Path) -> Pair:
    """A photo of 48 megapixels with smooth colours and noise, at two JPEG qualities."""
    first, second = folder / "photo.jpg", folder / "photo again.jpg"
    if not second.exists():
        random = np.random.default_rng(0)
        coarse = Image.fromarray(random.integers(0, 255, (30, 40, 3), np.uint8)).resize(
            (8000, 6000), Image.Resampling.BICUBIC
        )
        noisy = np.asarray(coarse, np.int16) + random.integers(-12, 12, (6000, 8000, 1), np.int16)
        picture = Image.fromarray(noisy.clip(0, 255).astype(np.uint8))
        picture.save(first, quality=92)
        picture.save(second, quality=60)
    return first, second


def png(folder: Path) -> Pair:
    """The same photos as PNG."""
    paths = folder / "photo.png", folder / "photo again.png"
    for jpeg, path in zip(photo(folder), paths, strict=True):
        if not path.exists():
            Image.open(jpeg).save(path, compress_level=1)
    return paths


def film(folder: Path) -> Pair:
    """A ten-minute video in 1080p with sound, at two qualities."""
    first, second = folder / "film.mp4", folder / "film again.mp4"
    for path, crf in ((first, "30"), (second, "38")):
        if not path.exists():
            source = ["-f", "lavfi", "-i", "testsrc2=size=1920x1080:rate=25", "-f", "lavfi", "-i", "sine=440"]
            _ffmpeg(*source, "-t", "600", "-c:v", "libx264", "-preset", "ultrafast", "-crf", crf, "-c:a", "aac", path)
    return first, second


def sound(folder: Path) -> Pair:
    """Two hours of a slowly changing tone in noise as MP3, at two volumes."""
    first, second = folder / "talk.mp3", folder / "talk again.mp3"
    if not second.exists():
        time = np.arange(44_100 * 60) / 44_100
        minute = 0.3 * np.sin(900 * np.sin(time)) + 0.05 * np.random.default_rng(0).normal(size=len(time))
        with wave.open(str(folder / "minute.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(44_100)
            file.writeframes((minute.clip(-1, 1) * 32767).astype("<i2").tobytes())
        for path, volume in ((first, "1"), (second, "0.9")):
            looped = ["-stream_loop", "119", "-i", folder / "minute.wav", "-af", f"volume={volume}", "-b:a", "64k"]
            _ffmpeg(*looped, path)
    return first, second


def mesh(folder: Path) -> Pair:
    """Two tori of two million triangles, with bumps of two heights."""
    paths = folder / "ring.ply", folder / "ring again.ply"
    for path, bump in zip(paths, (0.03, 0.035), strict=True):
        if not path.exists():
            u, v = np.meshgrid(*(np.linspace(0, 2 * np.pi, n, endpoint=False) for n in (1250, 800)), indexing="ij")
            radius = 0.4 + bump * np.sin(24 * u) * np.cos(10 * v)
            distance = 1 + radius * np.cos(v)
            points = np.stack([distance * np.cos(u), radius * np.sin(v), distance * np.sin(u)], axis=2).reshape(-1, 3)
            index = np.arange(len(points)).reshape(1250, 800)
            corners = [index, np.roll(index, -1, 0), np.roll(index, (-1, -1), (0, 1)), np.roll(index, -1, 1)]
            a, b, c, d = (corner.ravel() for corner in corners)
            faces = np.concatenate([np.stack([a, b, c], axis=1), np.stack([a, c, d], axis=1)])
            trimesh.Trimesh(points, faces, process=False).export(path)
    return paths


MAKERS: dict[str, Callable[[Path], Pair]] = {"photo": photo, "png": png, "film": film, "sound": sound, "mesh": mesh}


def make(name: str, folder: Path) -> Pair:
    """Two files of one modality; existing files are kept."""
    folder.mkdir(parents=True, exist_ok=True)
    return MAKERS[name](folder)


def _ffmpeg(*arguments: str | Path) -> None:
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-y", "-loglevel", "error", *map(str, arguments)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
