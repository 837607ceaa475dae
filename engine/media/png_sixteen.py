"""PNG of 16 bits with all its bits: of colour pictures Pillow gives the upper eight.  In the helper process."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Final

import numpy as np
from PIL import Image as Pillow, ImageFile

from engine.arrays import AnyArray
from engine.media.deep_colours import Deep
from engine.media.resizing import block_means

BAND = 1 << 22  # pixels that are taken at once
# How Pillow unpacks the rows of a picture: the mode, and the ways that give the upper and the lower halves instead.
_UNPACKED: Final = {
    "RGB;16B": ("RGB", ("RGB;16B", "RGB;16L")),
    "RGBA;16B": ("RGBA", ("RGBA;16B", "RGBA;16L")),
    "LA;16B": ("RGBA", ("RGBA",)),  # both halves of both, one after another
}


def read(image: ImageFile.ImageFile, factor: int) -> tuple[Deep, int] | None:
    """Values (H, W, C) of an open PNG, reduced by a factor, and its EXIF orientation; None where it is of another kind.

    It is decompressed twice, and takes no more memory than one of 8 bits. Raises what Pillow raises.
    """
    file, tile = image.fp, image.tile[0]
    if file is None or image.info.get("transparency") is not None:
        return None
    if image.mode == "I;16":
        whole = block_means([np.asarray(image)], factor)
        return whole[..., None], _orientation(image)
    if tile.args not in _UNPACKED:
        return None
    mode, ways = _UNPACKED[tile.args]
    halves, orientations = zip(*(_unpacked(file, mode, way, factor) for way in ways), strict=True)
    upper, lower = halves if len(halves) == 2 else (halves[0][..., ::2], halves[0][..., 1::2])
    return np.rint(upper * 256 + lower).astype(np.uint16), orientations[0]


def _unpacked(file: IO[bytes], mode: str, way: str, factor: int) -> tuple[AnyArray, int]:
    """The halves that one way of unpacking gives, and the orientation; the whole picture is let go before the next."""
    file.seek(0)
    image = Pillow.open(file, formats=("PNG",))
    image._mode = mode
    image.tile = [each._replace(args=way) for each in image.tile]
    image.load()
    return block_means(_bands(image, exact=factor == 1), factor), _orientation(image)


def _bands(image: Pillow.Image, *, exact: bool) -> Iterator[AnyArray]:
    """Its bytes, some rows at a time; as floating-point numbers where they are to be averaged."""
    rows = max(1, BAND // image.width)
    for start in range(0, image.height, rows):
        part = image.crop((0, start, image.width, min(start + rows, image.height)))
        yield np.asarray(part).astype(np.uint16 if exact else np.float32)


def _orientation(image: Pillow.Image) -> int:
    try:
        return int(image.getexif().get(0x0112, 1))
    except Exception:  # a damaged EXIF block makes Pillow raise errors of every type
        return 1
