"""Odd files of every kind against an independent reader: sizes, depths, channels, profiles, turns, rates, layouts.

    python -m tests.benchmarks.odd_files [--count N] [--seed S]

Of each kind N files are made at random, loaded, and compared with what they were made of: pictures with Pillow's own
colour management, films and sounds with the numbers that were given to ffmpeg, shapes with their own mesh. The table
says how many came in right, which were refused and in which words, and which came in wrong.
"""

from __future__ import annotations

import argparse
import io
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
import soundfile
from PIL import Image as Pillow, ImageCms

from engine.errors import UnreadableFileError
from engine.media import Audio, Image, Shape, Video, load
from engine.media.ffmpeg import executable
from tests.engine.media import icc_profiles, mesh_files

PROFILES = {
    "": b"",
    "P3": icc_profiles.rgb(icc_profiles.P3_COLUMNS),
    "Adobe": icc_profiles.rgb(icc_profiles.ADOBE_COLUMNS, 2.2),
    "swapped": icc_profiles.rgb(icc_profiles.SRGB_COLUMNS[::-1]),
    "linear": icc_profiles.rgb(icc_profiles.SRGB_COLUMNS, 1.0),
}
Made = tuple[Path, str, Callable[[object], str]]  # the file, what it is, and its check: empty where it came in right


def _ffmpeg(*arguments: str, data: bytes = b"") -> None:
    command = [executable(), "-loglevel", "error", "-y", *arguments]
    subprocess.run(command, input=data, check=True, capture_output=True)


def picture(folder: Path, random: np.random.Generator) -> Made:
    """A smooth picture of any mode, format, profile and orientation."""
    width, height = (int(size) for size in random.integers(1, 200, 2))
    y, x = np.mgrid[0:height, 0:width]
    waves = [127 + 120 * np.sin(x / random.uniform(9, 40) + y / random.uniform(9, 40) + p) for p in range(4)]
    channels = int(random.choice([1, 3, 4]))
    values = np.stack(waves[:channels], axis=-1).astype(np.uint8)
    plain = Pillow.fromarray(values[..., 0] if channels == 1 else values)
    suffix = str(random.choice(["png", "jpg", "webp", "tif", "avif"]))
    if suffix == "jpg" and channels == 4:
        plain = plain.convert("RGB")
    name = str(random.choice(list(PROFILES)))
    turn = int(random.integers(1, 9)) if suffix in ("jpg", "png", "webp") else 1
    exif = Pillow.Exif()
    exif[0x0112] = turn
    options = {"jpg": {"quality": 98, "subsampling": 0}, "webp": {"lossless": True, "exact": True}}.get(suffix, {})
    options |= {"quality": 98, "subsampling": "4:4:4"} if suffix == "avif" else {}
    path = folder / f"a.{suffix}"
    plain.save(path, **options, **({"icc_profile": PROFILES[name]} if name else {}), exif=exif)
    with Pillow.open(path) as opened:
        opened.load()
        expected = opened.convert(plain.mode).convert("RGB")
    if name:
        source = ImageCms.ImageCmsProfile(io.BytesIO(PROFILES[name]))
        expected = ImageCms.profileToProfile(expected, source, ImageCms.createProfile("sRGB"), 1, "RGB")
    turned = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}  # orientations as Pillow's transpositions
    if turn in turned:
        expected = expected.transpose(Pillow.Transpose(turned[turn]))

    def check(medium: object) -> str:
        assert isinstance(medium, Image)
        found = medium.pixels[..., :3] if medium.pixels.shape[2] > 1 else np.repeat(medium.pixels, 3, axis=2)
        wanted = np.asarray(expected, dtype=int)
        if found.shape != wanted.shape:
            return f"size {found.shape} for {wanted.shape}"
        off = float(np.abs(found - wanted).mean())
        return "" if off < 3 else f"off by {off:.1f}"

    return path, f"{suffix} {plain.mode} {name or 'no profile'} orientation {turn}", check


def film(folder: Path, random: np.random.Generator) -> Made:
    """A silent film of any container, length and rate, that flashes once."""
    suffix, codec = [
        ("mp4", "libx264"), ("mkv", "libx264"), ("webm", "libvpx"), ("mov", "mpeg4"), ("avi", "mpeg4"),
        ("ts", "mpeg2video"), ("flv", "flv"), ("mp4", "libx265"), ("mkv", "ffv1"),
    ][int(random.integers(9))]  # fmt: skip
    rates = [24, 25, 30, 50] if suffix in ("ts", "avi") else [0.5, 5, 12, 25, 50]
    rate = float(random.choice(rates))
    count = int(random.integers(2, 40))
    frames = np.zeros((count, 64, 96, 3), np.uint8)
    flash = int(random.integers(count))
    frames[flash] = 255
    source = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", "96x64", "-r", str(rate), "-i", "pipe:0"]
    path = folder / f"a.{suffix}"
    form = "yuv420p" if codec != "ffv1" else "yuv444p"
    quiet = ["-x265-params", "log-level=error"] if codec == "libx265" else []
    best = ["-q:v", "2"] if codec in ("mpeg4", "mpeg2video", "flv") else []
    _ffmpeg(*source, "-c:v", codec, *quiet, *best, "-pix_fmt", form, str(path), data=frames.tobytes())

    def check(medium: object) -> str:
        assert isinstance(medium, Video)
        if len(medium.frames) != count or abs(medium.fps - rate) > 0.02 * rate:
            return f"{len(medium.frames)} at {medium.fps:.2f} for {count} at {rate:g}"
        brightest = int(medium.frames.mean(axis=(1, 2, 3)).argmax())
        return "" if brightest == flash else f"flashes at {brightest} for {flash}"

    return path, f"{suffix} {codec} {rate:g} a second, {count} frames", check


def sound(folder: Path, random: np.random.Generator) -> Made:
    """A tone in one channel of many, in any format, depth and rate."""
    channels, rate = int(random.choice([1, 2, 6])), int(random.choice([8000, 22050, 44100, 48000, 96000]))
    suffix, subtype = [("wav", "PCM_16"), ("wav", "PCM_24"), ("wav", "FLOAT"), ("wav", "PCM_U8"), ("flac", "PCM_16"),
                       ("flac", "PCM_24"), ("aiff", "PCM_16"), ("wav", "DOUBLE")][int(random.integers(8))]  # fmt: skip
    loud = float(random.choice([0.1, 0.9, 4.0])) if subtype in ("FLOAT", "DOUBLE") else 0.5
    channel = int(random.choice([c for c in range(channels) if c != 3]))
    signal = np.zeros((rate // 4, channels))
    signal[:, channel] = loud * np.sin(2 * np.pi * 440 * np.arange(len(signal)) / rate)
    path = folder / f"a.{suffix}"
    soundfile.write(path, signal, rate, subtype)
    sides = [(0,), (0, 1), {0: (0,), 1: (1,), 2: (0, 1), 4: (0,), 5: (1,)}.get(channel, ())][
        (channels > 1) + (channels > 2)
    ]
    sides = (channel,) if channels == 2 else sides

    def check(medium: object) -> str:
        assert isinstance(medium, Audio)
        if medium.rate != rate or len(medium.signal) != len(signal):
            return f"{len(medium.signal)} at {medium.rate} for {len(signal)} at {rate}"
        heard = tuple(np.nonzero(np.abs(medium.signal).max(axis=0) > 0.02)[0].tolist())
        shape = np.corrcoef(medium.signal[:, sides[0]], signal[:, channel])[0, 1]
        return "" if heard == sides and shape > 0.999 else f"heard on {heard} for {sides}, alike {shape:.3f}"

    return path, f"{suffix} {subtype} {channels} channels", check


def shape(folder: Path, random: np.random.Generator) -> Made:
    """An egg in any format, size, place and order of its faces, some of them turned."""
    points, faces = mesh_files.egg()
    points = points * 10.0 ** random.integers(-3, 4) + random.uniform(-3, 3, 3)
    turned = float(random.choice([0, 0.3, 1]))
    some = random.random(len(faces)) < turned
    faces = random.permutation(np.where(some[:, None], faces[:, ::-1], faces))
    suffix = str(random.choice(["stl", "obj", "off", "glb"]))
    if suffix == "stl":
        data = mesh_files.stl(points, faces, after=bytes(int(random.integers(0, 40))))
    elif suffix == "obj":
        data = mesh_files.obj(points, faces).replace(" ", str(random.choice([" ", "\t", "   "]))).encode()
    elif suffix == "off":
        rows = [*(" ".join(map(repr, map(float, p))) for p in points), *(f"3 {a} {b} {c}" for a, b, c in faces)]
        data = f"OFF\n{len(points)} {len(faces)} 0\n".encode() + "\n".join(rows).encode()
    else:
        accessors = [{"bufferView": 0, "componentType": 5126, "count": len(points), "type": "VEC3"}]
        accessors.append({"bufferView": 1, "componentType": 5125, "count": faces.size, "type": "SCALAR"})
        parts = [{"attributes": {"POSITION": 0}, "indices": 1}]
        document = {"nodes": [{"mesh": 0}], "scenes": [{"nodes": [0]}], "meshes": [{"primitives": parts}]}
        data = mesh_files.glb({**document, "accessors": accessors}, points.astype("<f4"), faces.astype("<u4"))
    path = folder / f"a.{suffix}"
    path.write_bytes(data)

    def check(medium: object) -> str:
        assert isinstance(medium, Shape)
        corners = medium.vertices[medium.faces].astype(float) - medium.vertices.mean(axis=0)
        volume = abs(np.einsum("fk,fk->", corners[:, 0], np.cross(corners[:, 1], corners[:, 2])) / 6)
        sizes = np.ptp(medium.vertices, axis=0)
        alike = np.allclose(sizes, np.ptp(points, axis=0), rtol=1e-2)
        full = volume / np.prod(np.ptp(points, axis=0).astype(float))
        return "" if alike and abs(full - 0.506) < 0.02 else f"sizes {sizes}, full {full:.2f}"

    return path, f"{suffix}, {turned:.0%} turned", check


def main() -> None:
    """Print one row for each kind, and then what was refused and what was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    print("| kind | files | right | refused | wrong |\n|---|---|---|---|---|")
    notes = []
    for make in (picture, film, sound, shape):
        random, tally, said = np.random.default_rng(options.seed), Counter[str](), Counter[str]()
        for _ in range(options.count):
            with tempfile.TemporaryDirectory() as folder:
                path, what, check = make(Path(folder), random)
                try:
                    fault = check(load(path))
                except UnreadableFileError as error:
                    tally["refused"] += 1
                    said[f"refused: {what}: {error}"] += 1
                    continue
                tally["wrong" if fault else "right"] += 1
                if fault:
                    said[f"wrong: {what}: {fault}"] += 1
        print(
            f"| {make.__name__} | {options.count} | {tally['right']} | {tally['refused']} | {tally['wrong']} |",
            flush=True,
        )
        notes += [f"- {make.__name__}: {text} ({number})" for text, number in said.most_common(20)]
    print("", *notes, sep="\n")


if __name__ == "__main__":
    main()
