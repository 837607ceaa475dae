"""Files that tell much of their maker, made by Pillow and ffmpeg; and what they look and sound like."""

from __future__ import annotations

import io
import struct
import subprocess
import zipfile
import zlib
from pathlib import Path

import imageio_ffmpeg
import numpy as np
from PIL import Image

FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()
XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
    b' photoshop:City="Graz"><dc:creator><rdf:Seq><rdf:li>Berta</rdf:li></rdf:Seq></dc:creator></rdf:Description>'
    b"</rdf:RDF></x:xmpmeta>"
)
TOLD = (
    "artist=Anna", "title=Tune", "date=2024", "location=+48.8583+002.2945/", "comment=hello", "copyright=Berta",
    "creation_time=2024-05-06T07:08:09Z",
)  # fmt: skip


def photo() -> Image.Image:
    return Image.fromarray(np.random.default_rng(0).integers(0, 256, (20, 30, 3), np.uint8))


def exif(orientation: int = 6) -> Image.Exif:
    told = Image.Exif()
    told[0x010F], told[0x0110], told[0x0112], told[0x013B] = "Fairphone", "FP5", orientation, "Anna"
    inner, place = told.get_ifd(0x8769), told.get_ifd(0x8825)
    inner[0xA431], inner[0x9003] = "SN123", "2024:05:06 07:08:09"
    place[1], place[2], place[3], place[4] = "N", (48.0, 51.0, 30.0), "W", (2.0, 17.0, 40.0)
    return told


def picture(file_format: str, **told: object) -> bytes:
    file = io.BytesIO()
    photo().save(file, file_format, **told)
    return file.getvalue()


def with_preview(jpeg: bytes) -> bytes:
    """The JPEG with a small copy in its Exif, and one of a press agency's records."""
    block = b"Exif\0\0MM\0*" + struct.pack(">IHII", 8, 0, 14, 0)
    block = block[:-4] + struct.pack(">HHHIII", 1, 0x0201, 4, 1, 32, 0) + b"\xff\xd8\xff\xd9"
    record = b"\x1c\x02\x5a\0\x04Wien"
    resource = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(record)) + record + b"\0"
    parts = [b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block]
    parts += [b"\xff\xed" + struct.pack(">H", len(resource) + 2) + resource]
    return jpeg[:2] + b"".join(parts) + jpeg[2:] + b"a film behind the picture"


def gif() -> bytes:
    file, image = io.BytesIO(), photo().convert("P")
    image.save(file, "GIF", comment=b"hello", save_all=True, append_images=[image.rotate(90)], loop=0)
    return file.getvalue()


def ffmpeg(path: Path, *options: str, film: bool = False) -> bytes:
    """A second of sound, with pictures if it is a film, of which all of TOLD is said."""
    inputs = ["-f", "lavfi", "-i", "sine=440:d=0.5"]
    inputs += ["-f", "lavfi", "-i", "testsrc=s=32x32:r=8:d=0.5", "-pix_fmt", "yuv420p"] if film else []
    told = [word for text in TOLD for word in ("-metadata", text)]
    subprocess.run([FFMPEG, "-v", "error", "-y", *inputs, *told, *options, str(path)], check=True)
    return path.read_bytes()


def played(path: Path) -> tuple[bytes, bytes]:
    """All samples of the sound, and all pixels of the pictures."""
    read = [FFMPEG, "-v", "error", "-i", str(path), "-f"]
    sound = subprocess.run([*read, "s16le", "-map", "0:a", "-"], check=True, capture_output=True).stdout
    pictures = subprocess.run([*read, "rawvideo", "-map", "0:v?", "-"], check=False, capture_output=True).stdout
    return sound, pictures


def zipped(files: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def docx() -> bytes:
    core = (
        '<cp:coreProperties xmlns:cp="a" xmlns:dc="b"><dc:creator>Anna</dc:creator>'
        "<cp:lastModifiedBy>Berta</cp:lastModifiedBy></cp:coreProperties>"
    )
    text = '<w:document xmlns:w="c"><w:ins w:author="Clara"/></w:document>'
    files = {"[Content_Types].xml": b"", "docProps/core.xml": core.encode(), "word/document.xml": text.encode()}
    return zipped({**files, "word/media/image1.jpeg": picture("JPEG", exif=exif())})


def odt() -> bytes:
    meta = (
        '<m:meta xmlns:m="a"><m:initial-creator>Anna</m:initial-creator><m:generator>LibreOffice</m:generator></m:meta>'
    )
    return zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "meta.xml": meta.encode()})


def pdf() -> bytes:
    packed = zlib.compress(b"5 0 << /Creator (Writer \\(24\\)) /ModDate (D:20240506) >>")
    return (
        b"%PDF-1.5\n1 0 obj << /Author <FEFF0041006E006E0061> /Producer (Skia/PDF) >> endobj\n" + XMP + b"\n"
        b"2 0 obj << /Type /ObjStm /N 1 /First 4 /Length " + str(len(packed)).encode() + b" /Filter /FlateDecode >>\n"
        b"stream\n" + packed + b"\nendstream endobj\ntrailer << /Info 1 0 R >>\n%%EOF\n"
    )
