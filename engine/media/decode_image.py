"""Decoding pictures with Pillow.  In the helper process."""

from __future__ import annotations

import io
import struct
import warnings
import weakref
from pathlib import Path
from typing import BinaryIO

import numpy as np
from PIL import AvifImagePlugin, Image as Pillow, ImageFile, TiffImagePlugin, UnidentifiedImageError, WebPImagePlugin

from engine.media import deep_colours, file_types, png_chunks, png_sixteen
from engine.media.bitfields import decode_bitfields
from engine.media.decode_tiff import KEPT_PIXELS, MAX_PIXELS, decode_with_tifffile, eight_bits, from_levels
from engine.media.heif import colours_of
from engine.media.known_types import refusal
from engine.media.picture_colours import Colours, in_srgb
from engine.media.resizing import oriented_size, reducing_factor, size_within
from engine.media.tiff_pages import directories
from engine.media.upright import upright
from engine.media.wire import Parcel, Refused

_PLUGINS = (TiffImagePlugin, WebPImagePlugin, AvifImagePlugin)  # Pillow does not load these by itself
FORMATS = ("PNG", "JPEG", "WEBP", "TIFF", "BMP", "GIF", "AVIF")  # an MPO file is opened as the JPEG at its beginning
ANIMATED = ("GIF", "WEBP", "PNG", "AVIF")  # the pages of a TIFF are not frames of a video
MAX_WHOLE = 1 << 29  # bytes of a file that is read as a whole

DAMAGED = "is a damaged or cut-off picture"
_BROKEN = (OSError, SyntaxError, ValueError, struct.error, KeyError, TypeError, IndexError, OverflowError)
_JPEG_LS = b"\xff\xf7"  # the marker before its frame
_WEBP = 50001  # a compression of TIFF
_PLANES = 2  # each channel on its own


def is_animated(image: Pillow.Image) -> bool:
    """Whether it has more than one frame, as GIF, WebP, PNG and AVIF can.  Raises Refused where it is damaged."""
    try:
        return image.format in ANIMATED and bool(getattr(image, "is_animated", False))
    except _BROKEN as error:
        raise Refused(DAMAGED, "damaged") from error


def decode(image: Pillow.Image) -> Parcel:
    """The picture upright and in sRGB, as "pixels" (H, W, 1 | 3 | 4) uint8.  Raises Refused."""
    numbers = {"bits": 16.0} if _is_deep(image) else {}
    size = image.info.get("size", image.size)  # of one that was reduced while it was read
    colours = image.info.get("colours") or Colours(image.info.get("icc_profile"))
    height, width = size_within(size[1], size[0], KEPT_PIXELS)
    deep = _converted(image, colours) if image.format == "PNG" and numbers and deep_colours.differ(colours) else None
    if deep is not None:
        plain, colours = deep, Colours()
    else:
        plain = _loaded(image, (width, height))
    if plain.size != (width, height):
        plain.thumbnail((width, height), Pillow.Resampling.LANCZOS, reducing_gap=3.0)
    plain = in_srgb(plain, colours)
    if image.mode == "P" and plain.mode == "RGB" and _is_grey(plain):
        plain = plain.convert("L")
    plain = upright(image, plain)
    pixels = np.asarray(plain, dtype=np.uint8).reshape(plain.height, plain.width, -1)
    if max(plain.size) < max(size):
        numbers |= oriented_size(size, pixels)
    return Parcel("image", numbers, {"pixels": pixels})


def _loaded(image: Pillow.Image, size: tuple[int, int]) -> Pillow.Image:
    """The picture in one of the modes L, RGB, RGBA, CMYK and LAB, at least as large as that.  Raises Refused."""
    try:
        if image.size != size:
            image.draft(image.mode, size)  # a JPEG is decoded at a lower resolution at once
        image.load()
    except _BROKEN as error:
        raise Refused(DAMAGED, "damaged") from error
    return _plain(image)


def _converted(image: Pillow.Image, colours: Colours) -> Pillow.Image | None:
    """A PNG of 16 bits in sRGB, reduced where it is large; None where it is of another kind.  Raises Refused."""
    if not isinstance(image, ImageFile.ImageFile):
        return None
    try:
        found = png_sixteen.read(image, reducing_factor(image.height, image.width, KEPT_PIXELS // 2))
    except _BROKEN as error:
        raise Refused(DAMAGED, "damaged") from error
    levels = deep_colours.in_srgb(found[0], colours) if found else None
    if found is None or levels is None:
        return None
    image.info["orientation"] = found[1]
    return from_levels(levels)


def opened(path: Path) -> Pillow.Image:
    """The picture, of which only the header has been read.  Raises Refused."""
    Pillow.MAX_IMAGE_PIXELS = None  # the same check follows, as an error with a sentence instead of a warning
    with path.open("rb") as file:
        head = file.read(16)
    source: Path | BinaryIO = path
    colours = None
    if head.startswith(png_chunks.SIGNATURE):
        source, colours = png_chunks.essential(path.open("rb"))
    elif path.stat().st_size > MAX_WHOLE:
        pass
    elif head[:2] in (b"II", b"MM"):
        source = _main_picture(path)
        if source is path:  # opened by its name, grey of one strip would be mapped with its sides not yet turned
            source = path.open("rb")
    elif head[4:8] == b"ftyp":
        colours = colours_of(path)
    image = _opened(source, path, head)
    if image.width * image.height > MAX_PIXELS:
        size = f"{image.width:,} x {image.height:,}"
        image.close()
        raise Refused(f"has {size} pixels, more than the {MAX_PIXELS // 10**6} million this program opens", "too-large")
    if colours is not None:
        image.info["colours"] = colours
    return image


def _opened(source: Path | BinaryIO, path: Path, head: bytes) -> Pillow.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about details that are damaged
            image = Pillow.open(source, formats=FORMATS)
        if not isinstance(source, Path):
            weakref.finalize(image, source.close)
    except _BROKEN as error:
        if not isinstance(source, Path):
            source.close()
        if head[:2] in (b"II", b"MM") and isinstance(error, UnidentifiedImageError):
            return decode_with_tifffile(path)
        if head[:2] == b"BM" and (bitmap := decode_bitfields(path)) is not None:
            return bitmap
        if head[:2] == b"\xff\xd8" and _JPEG_LS in _beginning(path):
            raise refusal("JPEG-LS") from error
        raise Refused(DAMAGED, "damaged") from error
    tags = getattr(image, "tag_v2", {})
    if _bits(image) == 16 and image.mode in ("RGB", "RGBA") and tags.get(262) == 2:  # Pillow gives 8 bits of these
        try:
            return decode_with_tifffile(path)
        except Refused as refused:
            if refused.reason == "too-large":
                raise
    signed = tags.get(339, (1,))[0] == 2
    unsigned = image.mode == "I" and _bits(image) == 32 and tags.get(339, (1,))[0] == 1
    swapped = image.mode == "F" and tags.get(259) != 1
    planes = tags.get(284) == _PLANES and _bits(image) == 16 and tags.get(259) == 1
    if signed or unsigned or swapped or planes or tags.get(259) == _WEBP:  # which Pillow would read as something else
        image.close()
        return decode_with_tifffile(path)
    return image


def _beginning(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(file_types.HEAD)


def _main_picture(path: Path) -> Path | io.BytesIO:
    """A TIFF that begins with its picture, and not with a thumbnail of it.  Raises Refused for a raw photo."""
    with path.open("rb") as file:
        found = directories(file)
    if found.raw:
        raise Refused(f"is a raw photo ({found.raw}); save it as JPEG or PNG first", "raw-photo", found.raw)
    if not found.full:
        return path
    data = bytearray(path.read_bytes())
    order = "<" if data[:2] == b"II" else ">"
    if bytes(data[2:4]) in (b"+\0", b"\0+"):
        struct.pack_into(order + "Q", data, 8, found.full)
    else:
        struct.pack_into(order + "I", data, 4, found.full)
    return io.BytesIO(data)


def _is_deep(image: Pillow.Image) -> bool:
    """Whether it has more than 8 bits a channel; a colour picture tells only by how it is packed in the file."""
    return (
        image.info.get("bits", 8) > 8
        or image.mode in ("I", "F")
        or ";16" in image.mode
        or any(";16" in str(part) for part in getattr(image, "tile", ()))
    )


def _plain(image: Pillow.Image) -> Pillow.Image:
    """In one of the modes L, RGB, RGBA, CMYK and LAB."""
    key = image.info.get("transparency")
    if image.mode in ("I", "F") or image.mode.startswith("I;16"):
        return _grey(image, key)
    if image.mode in ("LA", "La", "PA", "RGBa"):
        return image.convert("RGBA")
    if key is not None and image.mode in ("1", "L", "P", "RGB"):
        return image.convert("RGBA")
    if image.mode in ("L", "RGB", "RGBA", "CMYK", "LAB"):
        return image.copy() if image.width * image.height <= KEPT_PIXELS else image
    return image.convert("L" if image.mode == "1" else "RGB")


def _grey(image: Pillow.Image, key: object) -> Pillow.Image:
    """A picture of deep grey in 8 bits, with transparency where it has its transparent colour."""
    values = np.asarray(image)
    inverted = image.format == "TIFF" and getattr(image, "tag_v2", {}).get(262) == 0
    levels = eight_bits(values, 12 if _bits(image) == 12 else 0)
    if inverted:
        levels = 255 - levels
    if not isinstance(key, int):
        return Pillow.fromarray(levels)
    clear = np.where(values == key, 0, 255).astype(np.uint8)
    return Pillow.fromarray(np.stack([levels, levels, levels, clear], axis=-1))


def _bits(image: Pillow.Image) -> int:
    """Bits of the first channel, as a TIFF says."""
    found = getattr(image, "tag_v2", {}).get(258)
    return int(found[0]) if isinstance(found, tuple) and found else 0


def _is_grey(image: Pillow.Image) -> bool:
    pixels = np.asarray(image)
    return bool((pixels[..., 0] == pixels[..., 1]).all() and (pixels[..., 0] == pixels[..., 2]).all())
