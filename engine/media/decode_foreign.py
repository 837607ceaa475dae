"""Decoding the pictures that only ffmpeg reads: HEIC and HEIF of phones, and JPEG XL.  In the helper process."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

from PIL import Image as Pillow

from engine.media import decode_image, ffmpeg, heif, png_chunks
from engine.media.picture_colours import Colours
from engine.media.wire import Parcel, Refused

PATIENCE = 30.0  # seconds; a photo of 12 megapixels takes one
_CODESTREAM = (b"jxlc", b"jxlp", b"\xff\x0a")  # where the picture itself begins
_CONTAINERS = {"HEIC": "mov", "JPEG XL": "jpegxl_pipe"}


def decode(path: Path, kind: str) -> Parcel:
    """The picture upright and in sRGB, as "pixels" (H, W, 1 | 3 | 4) uint8.  Raises Refused, by its kind."""
    words = f"is a damaged {kind} picture, or one this program cannot read; save it as PNG or JPEG first"
    refused = Refused(words, "save-as-picture", kind)
    if kind == "JPEG XL":
        with path.open("rb") as file:
            head = file.read(1 << 20)
        if not any(start in head for start in _CODESTREAM):
            raise refused
    data = _as_png(path, _CONTAINERS[kind])
    if not data.startswith(png_chunks.SIGNATURE):
        raise refused
    png, colours = png_chunks.essential(data)
    image = Pillow.open(io.BytesIO(png), formats=("PNG",))
    if kind == "HEIC":
        picture = heif.primary_picture(path)
        if not _whole(image, picture):
            raise refused
        colours = picture.colours or Colours()
    if image.width * image.height > decode_image.MAX_PIXELS:
        raise Refused("has more pixels than this program opens", "too-large")
    image.info["colours"] = colours
    return decode_image.decode(image)


def _as_png(path: Path, container: str) -> bytes:
    """The first picture in the file, upright; nothing where ffmpeg does not come to an end with it."""
    # -xerror: at a damaged JPEG XL picture ffmpeg would try again for ever.
    command = [*ffmpeg.input_command(path, "-xerror", "-f", container), "-frames:v", "1", "-c:v", "png"]
    command += ["-compression_level", "0", "-f", "image2pipe", "pipe:1"]
    try:
        return subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=PATIENCE, check=False
        ).stdout
    except subprocess.TimeoutExpired:
        return b""


def _whole(image: Pillow.Image, picture: heif.Picture) -> bool:
    """Whether the picture is as large as the file says: an older ffmpeg takes one tile of a grid for the whole."""
    if not picture.width:
        return True
    return sorted(image.size) == sorted((picture.width, picture.height))
