"""File types: recognized by the first bytes of a file, and by its name only where these say nothing."""

from __future__ import annotations

import re
from typing import Literal

# "stream": sound, video or both; "heif" and "jxl": pictures that only ffmpeg reads.
FileType = Literal["image", "gif", "heif", "jxl", "stream", "stl", "obj", "off", "ply", "glb", "gltf", "3mf"]

HEAD = 4096  # bytes that are looked at
PADDING = 1 << 20  # bytes of zeros that may lie before a sound

_SIGNATURES: dict[bytes, FileType] = {
    b"\x89PNG\r\n\x1a\n": "image",
    b"\xff\xd8\xff": "image",
    b"II*\x00": "image",
    b"MM\x00*": "image",
    b"II+\x00": "image",
    b"MM\x00+": "image",
    b"BM": "image",
    b"\xff\x0a": "jxl",
    b"\x00\x00\x00\x0cJXL \x0d\x0a\x87\x0a": "jxl",
    b"GIF87a": "gif",
    b"GIF89a": "gif",
    b"fLaC": "stream",
    b"OggS": "stream",
    b"ID3": "stream",
    b"RF64": "stream",
    b"riff": "stream",  # Sony Wave64
    b".snd": "stream",
    b"caff": "stream",
    b"wvpk": "stream",
    b"MAC ": "stream",
    b"TTA1": "stream",
    b"#!AMR": "stream",
    b"\x0b\x77": "stream",  # AC-3
    b"\x7f\xfe\x80\x01": "stream",  # DTS
    b"\x1a\x45\xdf\xa3": "stream",  # Matroska, WebM
    b"\x30\x26\xb2\x75\x8e\x66\xcf\x11": "stream",  # WMA, WMV
    b"\x00\x00\x01\xba": "stream",  # MPEG program stream
    b"\x00\x00\x01\xb3": "stream",  # MPEG video without a container
    b"\x00\x00\x01\xb0": "stream",  # MPEG-4 video without one
    b"\x00\x00\x00\x01\x67": "stream",  # H.264 without one
    b"\x00\x00\x00\x01\x09": "stream",
    b"\x00\x00\x00\x01\x40\x01": "stream",  # H.265 without one
    b"FLV\x01": "stream",
    b"DKIF": "stream",
    b"glTF": "glb",
    b"ply\n": "ply",
    b"ply\r": "ply",
    b"OFF": "off",
    b"COFF": "off",
    b"NOFF": "off",
}
_RIFF: dict[bytes, FileType] = {b"WAVE": "stream", b"AVI ": "stream", b"WEBP": "image"}
_BOXES = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")  # of MP4 and QuickTime
_AVIF = (b"avif", b"avis")
_HEIF = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
# Second bytes of an MPEG audio frame (layers II and III) and of ADTS AAC; a looser test takes UTF-16 text for sound.
_FRAME_SYNCS = frozenset(b"\xfb\xfa\xf3\xf2\xe3\xe2\xfd\xfc\xf5\xf4\xf1\xf9\xf0\xf8")


def file_type_of(head: bytes, suffix: str, size: int) -> FileType | None:
    """The type of a file by its first bytes, its lower-case suffix and its size; None where it is not one we read."""
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12])
    if head[:4] == b"FORM" and head[8:12] in (b"AIFF", b"AIFC"):
        return "stream"
    if head[4:8] in _BOXES:
        return _picture_in_boxes(head) or (None if head[8:12] == b"crx " else "stream")
    for signature, file_type in _SIGNATURES.items():
        if head.startswith(signature):
            return file_type
    if head.startswith(b"PK\x03\x04") and (suffix == ".3mf" or b"3D/3dmodel.model" in head):
        return "3mf"
    start = len(head) - len(head.lstrip(b"\0"))  # some encoders begin an MP3 with zeros
    if len(head) > start + 1 and head[start] == 0xFF and head[start + 1] in _FRAME_SYNCS:
        return "stream"
    if is_transport_stream(head):
        return "stream"
    return _shape(head, suffix, size)


def _picture_in_boxes(head: bytes) -> FileType | None:
    """A HEIF or AVIF picture, which begins like an MP4 video: by its brand, or where that is general, by the others."""
    if head[4:8] != b"ftyp" or head[8:12] not in (*_AVIF, *_HEIF):
        return None
    brands = head[8 : min(int.from_bytes(head[:4], "big"), 256)]
    return "image" if any(brand in brands for brand in _AVIF) else "heif"


def is_transport_stream(head: bytes) -> bool:
    """Whether packets of an MPEG transport stream follow one another: of 188 bytes, or 192 in camcorders, or 204."""
    if head.startswith(b"GIF8"):  # which begins with the same byte
        return False
    if head[:1] == b"\x47" and head[188:189] == b"\x47":
        return True
    return any(
        len(head) > start + 4 * size and all(head[start + i * size] == 0x47 for i in range(5))
        for size in (188, 192, 204)
        for start in range(size)
    )


def _shape(head: bytes, suffix: str, size: int) -> FileType | None:
    """STL and OBJ have no signature."""
    if len(head) >= 84 and size == 84 + 50 * int.from_bytes(head[80:84], "little"):
        return "stl"
    head = head.removeprefix(b"\xef\xbb\xbf")
    if b"\x00" in head:
        return "stl" if suffix == ".stl" else None
    if re.match(rb"(?i)\s*solid\b", head) and (b"facet" in head.lower() or suffix == ".stl"):
        return "stl"
    if re.match(rb'\s*\{(?s:.)*"(asset|buffers|bufferViews|accessors|meshes)"', head) and suffix == ".gltf":
        return "gltf"
    if suffix == ".obj" and re.search(rb"(?m)^[ \t]*(v|f|#|o|g|mtllib|usemtl|s)\s", head):
        return "obj"
    if suffix == ".off" and re.match(rb"(?i)\s*(#.*\s+)*[A-Z4]*OFF\b", head):
        return "off"
    return None
