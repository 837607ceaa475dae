"""Odd files of every kind against an independent reader: sizes, depths, channels, profiles, turns, rates, layouts.

    python -m tests.benchmarks.odd_files [--count N] [--seed S] [--kind KIND] [--apart]

Of each kind N files are made at random, read, and compared with what they were made of: pictures with Pillow's own
colour management, films and sounds with the numbers that were given to ffmpeg, shapes with their own mesh. The table
says how many came in right, which were refused and in which words, and which came in wrong. The decoders run in this
process, or `--apart` in the helper process for each file, as in the program, which takes a second more.
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
import tifffile
from PIL import Image as Pillow, ImageCms

from engine.errors import UnreadableFileError
from engine.media import Audio, Image, Video, load
from engine.media.decode import decode
from engine.media.ffmpeg import executable
from engine.media.loading import medium_of
from engine.media.wire import Refused
from tests.benchmarks.odd_shapes import shape
from tests.engine.media import icc_profiles

PROFILES = {
    "": b"",
    "P3": icc_profiles.rgb(icc_profiles.P3_COLUMNS),
    "Adobe": icc_profiles.rgb(icc_profiles.ADOBE_COLUMNS, 2.2),
    "swapped": icc_profiles.rgb(icc_profiles.SRGB_COLUMNS[::-1]),
    "linear": icc_profiles.rgb(icc_profiles.SRGB_COLUMNS, 1.0),
}
CODED = {  # by ffmpeg, of sounds of one or two channels
    "alac": ("m4a", "alac"), "opus": ("opus", "libopus"), "vorbis": ("ogg", "libvorbis"), "mp3": ("mp3", "libmp3lame"),
    "wavpack": ("wv", "wavpack"), "tta": ("tta", "tta"), "aac": ("m4a", "aac"), "mka": ("mka", "flac"),
}  # fmt: skip
LOSSY = ("libopus", "libvorbis", "libmp3lame", "aac")
Made = tuple[Path, str, Callable[[object], str]]  # the file, what it is, and its check: empty where it came in right


def _ffmpeg(*arguments: str, data: bytes = b"") -> None:
    command = [executable(), "-loglevel", "error", "-y", *arguments]
    subprocess.run(command, input=data, check=True, capture_output=True)


def _deep_tiff(path: Path, values: np.ndarray, random: np.random.Generator) -> str:
    """Write an 8-bit picture as a TIFF that Pillow could not write, and say which."""
    depth = str(random.choice(["u1", "u2", "u4", "f2", "f4", "f8"]))
    full = 1.0 if depth[0] == "f" else float(np.iinfo(depth).max)
    numbers = np.rint(values / 255.0 * full) if depth[0] == "u" else values / 255.0
    options: dict[str, object] = {"compression": random.choice(["none", "zlib", "lzma"])}
    options |= {"bigtiff": bool(random.integers(2)), "byteorder": str(random.choice(["<", ">"]))}
    if random.integers(2):
        options["tile"] = (16 * int(random.integers(1, 5)), 32)
    colour = values.ndim == 3
    planes = colour and bool(random.integers(2))
    options |= {"photometric": "rgb"} if colour else {"photometric": "minisblack"}
    if planes:
        numbers, options["planarconfig"] = np.moveaxis(numbers, -1, 0), "separate"
    tifffile.imwrite(path, np.ascontiguousarray(numbers).astype(depth), **options)
    return f"{depth} {options}"


def picture(folder: Path, random: np.random.Generator) -> Made:
    """A smooth picture of any mode, format, depth, profile and orientation."""
    width, height = (int(size) for size in random.integers(1, 200, 2))
    y, x = np.mgrid[0:height, 0:width]
    waves = [127 + 120 * np.sin(x / random.uniform(9, 40) + y / random.uniform(9, 40) + p) for p in range(4)]
    channels = int(random.choice([1, 3, 4]))
    values = np.stack(waves[:channels], axis=-1).astype(np.uint8)
    plain = Pillow.fromarray(values[..., 0] if channels == 1 else values)
    suffix = str(random.choice(["png", "jpg", "webp", "tif", "avif", "bmp", "jxl", "deep"]))
    if suffix in ("jpg", "deep", "bmp") and channels == 4:
        plain = plain.convert("RGB")
    name = str(random.choice(list(PROFILES))) if suffix not in ("bmp", "jxl", "deep") else ""
    turn = int(random.integers(1, 9)) if suffix in ("jpg", "png", "webp", "tif") else 1
    exif = Pillow.Exif()
    exif[0x0112] = turn
    options = {"jpg": {"quality": 98, "subsampling": 0}, "webp": {"lossless": True, "exact": True}}.get(suffix, {})
    options |= {"quality": 98, "subsampling": "4:4:4"} if suffix == "avif" else {}
    kinds = ["raw", "tiff_lzw", "tiff_deflate", "packbits", "zstd"]
    options |= {"compression": str(random.choice(kinds))} if suffix == "tif" else {}
    path = folder / ("a.tif" if suffix == "deep" else f"a.{suffix}")
    what = ""
    if suffix == "deep":
        what = _deep_tiff(path, np.asarray(plain), random)
    elif suffix == "jxl":
        plain.save(folder / "a.png")
        _ffmpeg("-i", str(folder / "a.png"), "-c:v", "libjxl", "-distance", "0", "-frames:v", "1", str(path))
    elif suffix == "bmp":
        plain.save(path)
    else:
        plain.save(path, **options, **({"icc_profile": PROFILES[name]} if name else {}), exif=exif)
    expected = plain.convert("RGB")
    if suffix in ("jpg", "avif"):
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

    return path, f"{suffix} {plain.mode} {name or 'no profile'} orientation {turn} {what}", check


def film(folder: Path, random: np.random.Generator) -> Made:
    """A silent film of any container, length, rate, depth, rotation and shape of its pixels, that flashes once."""
    suffix, codec = [
        ("mp4", "libx264"), ("mkv", "libx264"), ("webm", "libvpx"), ("mov", "mpeg4"), ("avi", "mpeg4"),
        ("ts", "mpeg2video"), ("flv", "flv"), ("mp4", "libx265"), ("mkv", "ffv1"),
    ][int(random.integers(9))]  # fmt: skip
    rates = [24, 25, 30, 50] if suffix in ("ts", "avi") else [0.5, 5, 12, 25, 50]
    rate = float(random.choice(rates))
    count = int(random.integers(2, 40))
    height, width = (2 * int(size) for size in random.integers(16, 60, 2))
    frames = np.zeros((count, height, width, 3), np.uint8)
    flash = int(random.integers(count))
    frames[flash] = 255
    turn = int(random.choice([0, 90, 180, 270])) if suffix in ("mp4", "mov") else 0
    wide = float(random.choice([1, 1, 1.5, 0.75])) if suffix in ("mp4", "mkv", "mov") and not turn else 1.0
    source = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{width}x{height}", "-r", str(rate), "-i", "pipe:0"]
    path = folder / f"a.{suffix}"
    deep = codec in ("libx264", "libx265") and bool(random.integers(2))
    form = "yuv444p" if codec == "ffv1" else "yuv420p10le" if deep else "yuv420p"
    quiet = ["-x265-params", "log-level=error"] if codec == "libx265" else []
    best = ["-q:v", "2"] if codec in ("mpeg4", "mpeg2video", "flv") else []
    shape_of_pixels = ["-vf", f"setsar={wide}"] if wide != 1 else []
    made = path.with_name(f"b.{suffix}") if turn else path
    encoding = ["-c:v", codec, *quiet, *best, "-pix_fmt", form, *shape_of_pixels]
    _ffmpeg(*source, *encoding, str(made), data=frames.tobytes())
    if turn:
        _ffmpeg("-display_rotation:v:0", str(turn), "-i", str(made), "-c", "copy", str(path))
    sides = (width, height) if turn in (90, 270) else (height, round(width * wide))

    def check(medium: object) -> str:
        assert isinstance(medium, Video)
        if len(medium.frames) != count or abs(medium.fps - rate) > 0.02 * rate:
            return f"{len(medium.frames)} at {medium.fps:.2f} for {count} at {rate:g}"
        if np.abs(np.subtract(medium.frames.shape[1:3], sides)).max() > 2:
            return f"size {medium.frames.shape[1:3]} for {sides}"
        brightest = int(medium.frames.mean(axis=(1, 2, 3)).argmax())
        return "" if brightest == flash else f"flashes at {brightest} for {flash}"

    what = f"{suffix} {codec} {form} {width} x {height}, turned by {turn}, pixels of {wide:g}"
    return path, f"{what}, {rate:g} a second, {count} frames", check


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
    coded = CODED.get(str(random.choice([*CODED, "", "", ""])))
    if coded is not None and channels <= 2 and loud <= 0.5 and rate in (8000, 48000):
        suffix, subtype = coded
        _ffmpeg("-i", str(path), "-c:a", subtype, str(folder / f"b.{suffix}"))
        path = folder / f"b.{suffix}"
    sides = [(0,), (0, 1), {0: (0,), 1: (1,), 2: (0, 1), 4: (0,), 5: (1,)}.get(channel, ())][
        (channels > 1) + (channels > 2)
    ]
    sides = (channel,) if channels == 2 else sides

    def check(medium: object) -> str:
        assert isinstance(medium, Audio)
        slack = 0 if subtype not in LOSSY else rate // 500
        if medium.rate not in (rate, 48000) or abs(len(medium.signal) * rate / medium.rate - len(signal)) > slack:
            return f"{len(medium.signal)} at {medium.rate} for {len(signal)} at {rate}"
        heard = tuple(np.nonzero(np.abs(medium.signal).max(axis=0) > 0.02)[0].tolist())
        places = np.arange(len(signal)) * (medium.rate / rate)
        mine = np.interp(places, np.arange(len(medium.signal)), medium.signal[:, sides[0]])
        alike = np.corrcoef(mine, signal[:, channel])[0, 1]
        return "" if heard == sides and alike > 0.99 else f"heard on {heard} for {sides}, alike {alike:.3f}"

    return path, f"{suffix} {subtype} {channels} channels", check


KINDS = {make.__name__: make for make in (picture, film, sound, shape)}


def main() -> None:
    """Print one row for each kind, and then what was refused and what was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--kind", choices=KINDS)
    parser.add_argument("--apart", action="store_true")
    options = parser.parse_args()
    read = load if options.apart else lambda path: medium_of(decode(path))
    print("| kind | files | right | refused | wrong |\n|---|---|---|---|---|")
    notes = []
    for make in [KINDS[options.kind]] if options.kind else KINDS.values():
        random, tally, said = np.random.default_rng(options.seed), Counter[str](), Counter[str]()
        for _ in range(options.count):
            with tempfile.TemporaryDirectory() as folder:
                path, what, check = make(Path(folder), random)
                try:
                    fault = check(read(path))
                except (UnreadableFileError, Refused) as error:
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
