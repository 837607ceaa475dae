"""Decoding pictures with Pillow.  In the helper process."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image as Pillow, ImageOps, TiffImagePlugin, UnidentifiedImageError, WebPImagePlugin

from engine.arrays import Bytes
from engine.media.resizing import oriented_size, size_within
from engine.media.wire import Parcel, Refused

_PLUGINS = (TiffImagePlugin, WebPImagePlugin)  # Pillow does not load these by itself
FORMATS = ("PNG", "JPEG", "WEBP", "TIFF", "BMP", "GIF")  # a camera's MPO file is opened as the JPEG at its beginning
ANIMATED = ("GIF", "WEBP", "PNG")  # the pages of a TIFF are not frames of a video
MAX_PIXELS = 200_000_000  # of a file: more than any camera has, and 1.6 GB while it is reduced
KEPT_PIXELS = 1 << 22  # no recipe keeps more, and they cost memory in every window

DAMAGED = "is a damaged or cut-off picture"


def is_animated(image: Pillow.Image) -> bool:
    """Whether it has more than one frame, as GIF, WebP and PNG can.  Raises Refused where it is damaged."""
    try:
        return image.format in ANIMATED and bool(getattr(image, "is_animated", False))
    except (OSError, SyntaxError, ValueError) as error:
        raise Refused(DAMAGED, "damaged") from error


def decode(image: Pillow.Image) -> Parcel:
    """The picture upright, as "pixels" (H, W, 1 | 3 | 4) uint8.  Raises Refused."""
    numbers = {"bits": 16.0} if _is_deep(image) else {}
    size = image.size
    try:
        height, width = size_within(image.height, image.width, KEPT_PIXELS)
        if image.size != (width, height):
            image.draft(image.mode, (width, height))  # a JPEG is decoded at a lower resolution at once
        image.load()
    except (OSError, SyntaxError, ValueError, struct.error) as error:
        raise Refused(DAMAGED, "damaged") from error
    plain = _plain(image)
    if plain.size != (width, height):
        plain.thumbnail((width, height), Pillow.Resampling.LANCZOS, reducing_gap=3.0)
    plain = _upright(image, plain)
    pixels = np.asarray(plain, dtype=np.uint8).reshape(plain.height, plain.width, -1)
    if max(plain.size) < max(size):
        numbers |= oriented_size(size, pixels)
    return Parcel("image", numbers, {"pixels": pixels})


def _is_deep(image: Pillow.Image) -> bool:
    """Whether it has more than 8 bits a channel; a colour picture tells only by how it is packed in the file."""
    return (
        image.mode in ("I", "F")
        or ";16" in image.mode
        or any(";16" in str(part) for part in getattr(image, "tile", ()))
    )


def opened(path: Path) -> Pillow.Image:
    """The picture, of which only the header has been read.  Raises Refused."""
    Pillow.MAX_IMAGE_PIXELS = None  # the same check follows, as an error with a sentence instead of a warning
    try:
        image = Pillow.open(path, formats=FORMATS)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, struct.error) as error:
        raise Refused(DAMAGED, "damaged") from error
    if image.width * image.height > MAX_PIXELS:
        size = f"{image.width:,} x {image.height:,}"
        image.close()
        raise Refused(f"has {size} pixels, more than the {MAX_PIXELS // 10**6} million this program opens", "too-large")
    return image


def _upright(image: Pillow.Image, plain: Pillow.Image) -> Pillow.Image:
    """The picture rotated as its EXIF orientation says, where that is readable."""
    try:
        orientation = image.getexif().get(0x0112)
    except (OSError, SyntaxError, ValueError, KeyError, TypeError, struct.error):
        return plain
    plain.getexif()[0x0112] = orientation if isinstance(orientation, int) else 1
    return ImageOps.exif_transpose(plain)


def _plain(image: Pillow.Image) -> Pillow.Image:
    """In one of the modes L, RGB and RGBA."""
    if image.mode in ("L", "RGB", "RGBA"):
        return image.copy() if image.width * image.height <= KEPT_PIXELS else image
    if image.mode == "1":
        return image.convert("L")
    if image.mode in ("I", "F") or image.mode.startswith("I;16"):
        return Pillow.fromarray(_eight_bits(np.asarray(image)))
    if image.mode in ("LA", "La", "PA", "RGBa") or "transparency" in image.info:
        return image.convert("RGBA")
    colour = image.convert("RGB")
    if image.mode == "P" and _is_grey(colour):
        return colour.convert("L")
    return colour


def _eight_bits(values: npt.NDArray[np.generic]) -> Bytes:
    """Grey of any depth as 0-255; the depth is inferred from the largest value."""
    numbers = np.nan_to_num(values.astype(np.float32), nan=0.0, posinf=0.0, neginf=0.0)
    highest = float(numbers.max())
    if values.dtype == np.uint16:
        full = 65535.0
    elif values.dtype.kind == "f":
        full = next((limit for limit in (1.0, 255.0, 65535.0) if highest <= limit), highest)
    else:
        full = next((limit for limit in (255.0, 65535.0) if highest <= limit), highest)
    levels: Bytes = np.rint(numbers / full * 255).clip(0, 255).astype(np.uint8)
    return levels


def _is_grey(image: Pillow.Image) -> bool:
    pixels = np.asarray(image)
    return bool((pixels[..., 0] == pixels[..., 1]).all() and (pixels[..., 0] == pixels[..., 2]).all())
