"""What pictures tell, and the same pixels without it."""

from __future__ import annotations

import io
import struct

import numpy as np
import pytest
from PIL import Image, ImageCms

from engine.errors import MetadataError
from engine.metadata import can_remove_metadata, metadata_of, without_metadata
from engine.metadata.exif import ORIENTATION
from tests.engine.metadata import told_files as made

PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
EXIF = [
    ("place", "48.85833, -2.29444"), ("person", "Anna"), ("serial", "SN123"), ("camera", "Fairphone"),
    ("camera", "FP5"), ("date", "2024:05:06 07:08:09"),
]  # fmt: skip
WITH_XMP = [EXIF[0], ("place", "Graz"), EXIF[1], ("person", "Berta"), *EXIF[2:]]
PICTURES = {
    "JPEG": (made.picture("JPEG", exif=made.exif(), xmp=made.XMP, icc_profile=PROFILE), WITH_XMP),
    "PNG": (made.picture("PNG", exif=made.exif(), icc_profile=PROFILE), EXIF),
    "WebP": (made.picture("WEBP", exif=made.exif(), xmp=made.XMP, icc_profile=PROFILE, lossless=True), WITH_XMP),
    "AVIF": (made.picture("AVIF", exif=made.exif(), xmp=made.XMP, icc_profile=PROFILE), WITH_XMP),
    "GIF": (made.gif(), [("text", "hello")]),
}


def looked_at(data: bytes) -> tuple[list[bytes], object, object]:
    """The pixels of every frame, the colour profile and the orientation."""
    image, frames = Image.open(io.BytesIO(data)), []
    for number in range(getattr(image, "n_frames", 1)):
        image.seek(number)
        frames.append(np.asarray(image.convert("RGB")).tobytes())
    return frames, image.info.get("icc_profile"), image.getexif().get(ORIENTATION)


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_tells_of_its_maker_and_looks_the_same_without(name: str) -> None:
    data, told = PICTURES[name]
    assert metadata_of(data) == told
    assert can_remove_metadata(data)
    plain = without_metadata(data)
    assert metadata_of(plain) == []
    assert b"Anna" not in plain
    assert b"hello" not in plain
    assert looked_at(plain) == looked_at(data)
    assert without_metadata(plain) == plain


def test_a_small_copy_a_press_agencys_records_and_a_film_behind_the_picture_are_named_and_removed() -> None:
    data = made.with_preview(made.picture("JPEG", comment=b"hello"))
    assert metadata_of(data) == [("place", "Wien"), ("text", "hello"), ("preview", ""), ("attached", "")]
    assert without_metadata(data) == made.picture("JPEG")


def test_a_picture_is_still_turned_upright_where_only_xmp_says_so() -> None:
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><d xmlns:tiff="t" tiff:Orientation="8"/></x:xmpmeta>'
    for name in ("JPEG", "WEBP"):
        plain = without_metadata(made.picture(name, xmp=xmp, icc_profile=PROFILE))
        assert looked_at(plain)[2] == 8


def test_a_tiff_tells_and_keeps_its_pixels() -> None:
    file, pages = io.BytesIO(), [made.photo(), made.photo().convert("L")]
    pages[0].save(
        file, "TIFF", save_all=True, append_images=pages[1:], description="hello", artist="Anna", software="Scanner",
        icc_profile=PROFILE, compression="tiff_lzw",
    )  # fmt: skip
    data = file.getvalue()
    assert metadata_of(data) == [("person", "Anna"), ("software", "Scanner"), ("text", "hello")]
    plain = without_metadata(data)
    assert (metadata_of(plain), looked_at(plain)) == ([], looked_at(data))
    assert b"Anna" not in plain


def test_the_place_in_a_tiff_lies_in_a_directory_of_its_own() -> None:
    data = tiff_with_place()
    assert metadata_of(data) == [("place", "48.50000, 16.00000")]
    plain = without_metadata(data)
    assert (metadata_of(plain), looked_at(plain)) == ([], looked_at(data))
    assert struct.pack("<6I", 48, 1, 30, 1, 0, 1) not in plain


def tiff_with_place() -> bytes:
    """A grey pixel, and a directory with a place."""
    place_at = 200
    tags = [(256, 3, 1, 1), (257, 3, 1, 1), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (273, 4, 1, 150)]
    tags += [(278, 3, 1, 1), (279, 4, 1, 1), (0x8825, 4, 1, place_at)]
    data = b"II*\0" + struct.pack("<IH", 8, len(tags)) + b"".join(struct.pack("<HHII", *tag) for tag in tags)
    data = data.ljust(150, b"\0") + b"\x7f"
    data = data.ljust(place_at, b"\0") + struct.pack("<H", 2)
    data += b"".join(struct.pack("<HHII", *tag) for tag in ((2, 5, 3, place_at + 40), (4, 5, 3, place_at + 64)))
    return data.ljust(place_at + 40, b"\0") + struct.pack("<12I", 48, 1, 30, 1, 0, 1, 16, 1, 0, 1, 0, 1)


def test_a_tiff_whose_pixels_would_be_touched_is_left_alone() -> None:
    data = bytearray(tiff_with_place())
    struct.pack_into("<I", data, 10 + 5 * 12 + 8, 245)  # the pixel lies among the numbers of the place
    with pytest.raises(MetadataError):
        without_metadata(bytes(data))
    with pytest.raises(MetadataError):
        without_metadata(tiff_with_place()[:-4])


def test_a_scientific_tiff_keeps_the_description_it_needs() -> None:
    with pytest.raises(MetadataError):
        without_metadata(made.picture("TIFF", description="ImageJ=1.53\nslices=3"))
