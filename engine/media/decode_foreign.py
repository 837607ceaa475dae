"""Decoding the pictures that only ffmpeg reads: HEIC and HEIF of phones, and JPEG XL.  In the helper process."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import numpy as np
from PIL import Image as Pillow

from engine.arrays import Bytes
from engine.media import decode_image, decode_tiff, ffmpeg, heif, png_chunks
from engine.media.decode_animation import MAX_FPS, MAX_FRAMES, MAX_PIXELS as MAX_FILM_PIXELS, film, on_white
from engine.media.ffmpeg_path import null_device
from engine.media.packets import NONE, read_packets
from engine.media.picture_colours import Colours
from engine.media.resizing import resized
from engine.media.video import lattice_within
from engine.media.wire import Parcel, Refused

PATIENCE = 30.0  # seconds; a photo of 12 megapixels takes one
_CODESTREAM = (b"jxlc", b"jxlp", b"\xff\x0a")  # where the picture itself begins
_CONTAINERS = {"HEIC": "mov", "JPEG XL": "jpegxl_pipe"}
_ANIMATION = "jpegxl_anim"  # reads no still pictures
_HEADER = b"\0\0\0\x0dIHDR"


def decode(path: Path, kind: str) -> Parcel:
    """The picture upright and in sRGB, as "pixels" (H, W, 1 | 3 | 4) uint8.  Raises Refused, by its kind."""
    words = f"is a damaged {kind} picture, or one this program cannot read; save it as PNG or JPEG first"
    refused = Refused(words, "save-as-picture", kind)
    if kind == "JPEG XL":
        with path.open("rb") as file:
            head = file.read(1 << 20)
        if not any(start in head for start in _CODESTREAM):
            raise refused
    if kind == "JPEG XL" and _as_png(path, _ANIMATION, 2).count(png_chunks.SIGNATURE + _HEADER) > 1:
        return _animation(path)
    data = _as_png(path, _CONTAINERS[kind], 1)
    if not data.startswith(png_chunks.SIGNATURE):
        raise refused
    png, colours = png_chunks.essential(io.BytesIO(data))
    image = Pillow.open(png, formats=("PNG",))
    if kind == "HEIC":
        picture = heif.primary_picture(path)
        if not _whole(image, picture):
            raise refused
        colours = picture.colours or Colours()
    if image.width * image.height > decode_tiff.MAX_PIXELS:
        raise Refused("has more pixels than this program opens", "too-large")
    image.info["colours"] = colours
    return decode_image.decode(image)


def _animation(path: Path) -> Parcel:
    """The video of an animated JPEG XL picture, on white."""
    source = ffmpeg.input_command(path, "-xerror", "-f", _ANIMATION)
    listing = [*source, "-frames:v", str(MAX_FRAMES), "-fps_mode", "passthrough", "-f", "framecrc", "pipe:1"]
    try:
        listed = subprocess.run(
            listing, stdout=subprocess.PIPE, stderr=null_device(), timeout=PATIENCE, check=False
        ).stdout
    except subprocess.TimeoutExpired:
        listed = b""
    shown = read_packets(listed).get("video", NONE)
    durations = np.diff([*shown.times, shown.end]) * 1000
    frames: list[Bytes] = []
    command = [*source, "-frames:v", str(max(1, len(durations))), "-fps_mode", "passthrough", "-c:v", "png"]
    command += ["-compression_level", "0", "-f", "image2pipe", "pipe:1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=null_device()) as process:
        assert process.stdout is not None
        while len(frames) < len(durations) and (data := png_chunks.next_picture(process.stdout)):
            png, colours = png_chunks.essential(io.BytesIO(data))
            image = Pillow.open(png, formats=("PNG",))
            image.info["colours"] = colours
            _, height, width = lattice_within((len(durations), image.height, image.width), MAX_FILM_PIXELS)
            frames.append(resized(on_white(image), height, width))
        process.kill()
    if not frames:
        raise Refused("is a damaged JPEG XL animation; save it as GIF or MP4 first", "save-as-film", "JPEG XL")
    return film(frames, [max(float(d), 1000 / MAX_FPS) for d in durations[: len(frames)]])


def _as_png(path: Path, container: str, count: int) -> bytes:
    """The first pictures in the file, upright; nothing where ffmpeg does not come to an end with them."""
    # -xerror: at a damaged JPEG XL picture ffmpeg would try again for ever.
    command = [*ffmpeg.input_command(path, "-xerror", "-f", container), "-frames:v", str(count), "-c:v", "png"]
    command += ["-compression_level", "0", "-f", "image2pipe", "pipe:1"]
    try:
        return subprocess.run(
            command, stdout=subprocess.PIPE, stderr=null_device(), timeout=PATIENCE, check=False
        ).stdout
    except subprocess.TimeoutExpired:
        return b""


def _whole(image: Pillow.Image, picture: heif.Picture) -> bool:
    """Whether the picture is as large as the file says: an older ffmpeg takes one tile of a grid for the whole."""
    if not picture.width:
        return True
    return sorted(image.size) == sorted((picture.width, picture.height))
