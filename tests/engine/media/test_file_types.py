"""The type of a file is that of its first bytes; its name counts only where these say nothing."""

from __future__ import annotations

import struct

import pytest

from engine.media.file_types import file_type_of

TRANSPORT = b"\x47" + bytes(187) + b"\x47"
BINARY_STL = bytes(80) + struct.pack("<I", 2) + bytes(100)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"\x89PNG\r\n\x1a\n", "image"), (b"\xff\xd8\xff\xe0", "image"), (b"MM\x00*", "image"), (b"BM", "image"),
        (b"RIFF1234WEBP", "image"), (b"RIFF1234WAVE", "stream"), (b"RIFF1234AVI ", "stream"), (b"RIFF1234ABCD", None),
        (b"FORM1234AIFF", "stream"), (b"FORM1234ILBM", None), (b"GIF89a", "gif"), (b"1234ftypisom", "stream"),
        (b"1234ftypheic", "heif"), (b"1234ftypavif", "image"), (b"1234ftypcrx ", None), (b"\xff\x0a", "jxl"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0avifmif1", "image"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "heif"), (b"\x1a\x45\xdf\xa3", "stream"), (b"OggS", "stream"),
        (b"\xff\xfb", "stream"), (b"\xff\xf1", "stream"), (b"\xff\xfe" + "text".encode("utf-16-le"), None),
        (TRANSPORT, "stream"), (b"glTF", "glb"), (b"ply\n", "ply"), (b"OFF\n", "off"), (BINARY_STL, "stl"),
        (b"  solid a\n facet normal", "stl"), (b"solid ground\n", None), (b"v 0 0 0\n", None), (b"", None),
        (b"Dear reader", None), (bytes(100), None),
    ],
    ids=repr,
)  # fmt: skip
@pytest.mark.parametrize("suffix", [".png", ".mp4", ".txt", ""])
def test_by_the_first_bytes(head, expected, suffix):
    assert file_type_of(head, suffix, len(head)) == expected


@pytest.mark.parametrize(
    ("head", "suffix", "expected"),
    [
        (b"solid ground\n", ".stl", "stl"), (bytes(100), ".stl", "stl"), (b"v 0 0 0\n", ".obj", "obj"),
        (b"# made by hand\nmtllib a\n", ".obj", "obj"), (b"Dear reader", ".obj", None),
        (b"# a\n STOFF\n", ".off", "off"), (b"Dear reader", ".off", None),
    ],
)  # fmt: skip
def test_by_the_name_where_the_bytes_say_nothing(head, suffix, expected):
    assert file_type_of(head, suffix, len(head)) == expected
