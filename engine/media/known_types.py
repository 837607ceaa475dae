"""Types that are known and not read: what they are called, and as what their files can be saved instead."""

from __future__ import annotations

import re
from typing import Final

from engine.errors import UnreadableReason
from engine.media.wire import Refused

_INSTEAD: Final[dict[UnreadableReason, str]] = {
    "raw-photo": "is a raw photo ({}); save it as JPEG or PNG first",
    "save-as-picture": "is a file of the type {}; save it as PNG or JPEG first",
    "save-as-shape": "is a file of the type {}; save it as STL or GLB first",
    "save-as-film": "is a file of the type {}; save it as MP4 first",
    "save-as-sound": "is a file of the type {}; save it as WAV or FLAC first",
}
_SIGNATURES: Final[dict[bytes, tuple[str, UnreadableReason]]] = {
    b"FUJIFILMCCD-RAW": ("RAF", "raw-photo"),
    b"IIRO": ("ORF", "raw-photo"),
    b"IIRS": ("ORF", "raw-photo"),
    b"MMOR": ("ORF", "raw-photo"),
    b"IIU\x00": ("RW2", "raw-photo"),
    b"FOVb": ("X3F", "raw-photo"),
    b"\x00MRM": ("MRW", "raw-photo"),
    b"8BPS": ("PSD", "save-as-picture"),
    b"gimp xcf": ("XCF", "save-as-picture"),
    b"v/1\x01": ("OpenEXR", "save-as-picture"),
    b"#?RADIANCE": ("Radiance HDR", "save-as-picture"),
    b"qoif": ("QOI", "save-as-picture"),
    b"DDS ": ("DDS", "save-as-picture"),
    b"\x00\x00\x00\x0cjP  ": ("JPEG 2000", "save-as-picture"),
    b"\xff\x4f\xff\x51": ("JPEG 2000", "save-as-picture"),
    b"\x00\x00\x01\x00": ("ICO", "save-as-picture"),
    b"icns": ("ICNS", "save-as-picture"),
    b"II\xbc\x01": ("JPEG XR", "save-as-picture"),
    b"\x01\xda\x00\x01": ("SGI", "save-as-picture"),
    b"\x01\xda\x01\x01": ("SGI", "save-as-picture"),
    b"\x0a\x05\x01\x08": ("PCX", "save-as-picture"),
    b"SIMPLE  =": ("FITS", "save-as-picture"),
    b"%PDF-": ("PDF", "save-as-picture"),
    b"%!PS": ("PostScript", "save-as-picture"),
    b"\xd7\xcd\xc6\x9a": ("WMF", "save-as-picture"),
    b"LASF": ("LAS", "save-as-shape"),
    b"Kaydara FBX": ("FBX", "save-as-shape"),
    b"BLENDER": ("Blender", "save-as-shape"),
    b"ISO-10303-21": ("STEP", "save-as-shape"),
    b"PXR-USDC": ("USD", "save-as-shape"),
    b"#usda": ("USD", "save-as-shape"),
    b".RMF": ("RealMedia", "save-as-film"),
    b"\x06\x0e\x2b\x34\x02\x05\x01\x01": ("MXF", "save-as-film"),
    b"MThd": ("MIDI", "save-as-sound"),
    b"Creative Voice File": ("VOC", "save-as-sound"),
    b"NIST_1A": ("NIST SPHERE", "save-as-sound"),
    b"DSD ": ("DSF", "save-as-sound"),
    b"FRM8": ("DSDIFF", "save-as-sound"),
    b"Extended Module": ("XM", "save-as-sound"),
}
_ZIPPED: Final = ((b".usdc", "USDZ"), (b".usda", "USDZ"), (b".kra", "Krita"))
_SUFFIXES: Final[dict[str, tuple[str, UnreadableReason]]] = {  # of what has no signature
    ".tga": ("TGA", "save-as-picture"),
    ".dcm": ("DICOM", "save-as-picture"),
    ".svgz": ("SVG", "save-as-picture"),
}
_PATTERNS: Final[tuple[tuple[bytes, str, UnreadableReason], ...]] = (
    (rb"<svg[\s>]", "SVG", "save-as-picture"),
    (rb"^P[1-6]\s+(#[^\n]*\n\s*)*\d+\s", "PNM", "save-as-picture"),
    (rb"^P7\n(?s:.)*ENDHDR", "PAM", "save-as-picture"),
    (rb"^P[Ff]\s+\d+\s+\d+\s", "PFM", "save-as-picture"),
    (rb"<COLLADA[\s>]", "COLLADA", "save-as-shape"),
    (rb"<amf[\s>]", "AMF", "save-as-shape"),
    (rb"<X3D[\s>]", "X3D", "save-as-shape"),
    (rb"^#VRML ", "VRML", "save-as-shape"),
    (rb'^\s*\{(?s:.)*"asset"\s*:\s*\{[^}]*"version"', "glTF", "save-as-shape"),
)


def refusal(name: str) -> Refused:
    """The words for a picture of a type that is known and not read."""
    return Refused(_INSTEAD["save-as-picture"].format(name), "save-as-picture", name)


def refusal_by_name(head: bytes, suffix: str) -> Refused | None:
    """The words for a file of a type that is known and not read, by its first bytes; None where it is not known."""
    found = _known(head, suffix)
    if found is None:
        return None
    name, reason = found
    return Refused(_INSTEAD[reason].format(name), reason, name)


def _known(head: bytes, suffix: str) -> tuple[str, UnreadableReason] | None:
    for signature, found in _SIGNATURES.items():
        if head.startswith(signature):
            return found
    if head[:4] == b"\1\0\0\0" and head[40:44] == b" EMF":
        return "EMF", "save-as-picture"
    if head[128:132] == b"DICM":
        return _SUFFIXES[".dcm"]
    if head[4:12] == b"ftypcrx ":
        return "CR3", "raw-photo"
    if head.startswith(b"PK\x03\x04"):
        for entry, name in _ZIPPED:
            if entry in head:
                return name, "save-as-picture" if name == "Krita" else "save-as-shape"
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    for pattern, name, reason in _PATTERNS:
        if re.search(pattern, text):
            return name, reason
    if suffix == ".gltf" and text.startswith(b"{"):
        return "glTF", "save-as-shape"
    return _SUFFIXES.get(suffix)
