"""The media that the fuzzer begins with: a tiny file of every kind, made here and committed in `corpus/media`.

python -m tests.fuzz.seeds        makes them anew
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import numpy as np
import soundfile
import tifffile
import trimesh
from PIL import Image as Pillow

from engine.media.ffmpeg import executable
from tests.engine.media.heif_files import heic
from tests.engine.media.mesh_files import archive_3mf, glb, mesh_3mf, model_3mf, obj, stl

CORPUS = Path(__file__).with_name("corpus")
MEDIA = CORPUS / "media"
_PICTURES = ["-f", "lavfi", "-i", "testsrc2=s=48x32:r=8:d=0.5"]
_TONE = ["-f", "lavfi", "-i", "sine=f=300:r=8000:d=0.15"]
FILMS = {
    "h264.mp4": ["-pix_fmt", "yuv420p"], "mpeg4.avi": ["-c:v", "mpeg4"],
    "vp9.webm": ["-c:v", "libvpx-vp9", "-b:v", "9k"],
    "ffv1.mkv": ["-c:v", "ffv1", "-s", "16x12"], "mjpeg.mov": ["-c:v", "mjpeg", "-q:v", "31"],
    "hevc.mp4": ["-c:v", "libx265", "-x265-params", "log-level=none"], "mpeg2.ts": [], "mpeg1.mpg": ["-r", "25"],
    "wmv2.wmv": ["-c:v", "wmv2"], "flash.flv": ["-c:v", "flv", "-c:a", "adpcm_swf", "-ar", "11025"],
    "theora.ogv": ["-c:v", "libtheora"],
    "moving.gif": ["-s", "16x12"], "still.jxl": ["-frames:v", "1", "-s", "16x12"],
}  # fmt: skip
SOUNDS = {
    "aac.m4a": [], "mp3.mp3": ["-b:a", "16k"], "opus.opus": ["-b:a", "8k"], "ac3.ac3": ["-b:a", "32k"], "wma2.wma": [],
    "tta.tta": [], "alac.m4a": ["-c:a", "alac"], "adpcm.wav": ["-c:a", "adpcm_ima_wav"],
    "six.wav": ["-ac", "6"], "eac3.eac3": ["-b:a", "32k"], "w64.w64": [], "caf.caf": [], "au.au": [], "aac.aac": [],
}  # fmt: skip


def write_all(folder: Path) -> None:
    """Write a file of every kind."""
    folder.mkdir(parents=True, exist_ok=True)
    _pictures(folder)
    _sounds(folder)
    _shapes(folder)
    for name, options in FILMS.items():
        tone = [] if name.endswith((".gif", ".jxl", ".mpg")) else _TONE
        _ffmpeg(folder / name, *_PICTURES, *tone, *options)
    for name, options in SOUNDS.items():
        _ffmpeg(folder / name, *_TONE, *options)
    square = np.zeros((64, 64, 3), np.uint8)
    square[10:40, 20:50] = (200, 120, 40)

    def tile(name: str, *arguments: str) -> Path:
        _ffmpeg(folder / name, *arguments)
        return folder / name

    before = set(folder.iterdir())
    heic(folder / "phone.heic", square, tile, turns=1)
    for path in set(folder.iterdir()) - before - {folder / "phone.heic"}:
        path.unlink()


def _ffmpeg(path: Path, *arguments: str) -> None:
    exact = ["-bitexact", "-fflags", "+bitexact", "-flags", "+bitexact"]
    command = [executable(), "-nostdin", "-loglevel", "error", "-y", *arguments, *exact, f"file:{path}"]
    subprocess.run(command, check=True, capture_output=True)


def _pictures(folder: Path) -> None:
    y, x = np.mgrid[0:12, 0:16]
    colours = np.stack([x * 16, y * 20, np.where(x > y, 220, 30)], axis=-1).astype(np.uint8)
    picture, grey = Pillow.fromarray(colours), Pillow.fromarray((x * 16).astype(np.uint8))
    deep = Pillow.fromarray((x * 4000).astype(np.uint16))
    see_through = picture.convert("RGBA")
    see_through.putalpha(grey)
    saved: dict[str, tuple[Pillow.Image, dict[str, object]]] = {
        "colour.png": (picture, {}), "deep.png": (deep, {}), "palette.png": (picture.quantize(8), {"transparency": 0}),
        "alpha.png": (see_through, {}), "bits.png": (grey.convert("1"), {}),
        "colour.jpg": (picture, {"exif": b"Exif\0\0II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0\6\0\0\0\0\0\0\0"}),
        "progressive.jpg": (picture, {"progressive": True}), "cmyk.jpg": (picture.convert("CMYK"), {}),
        "lossy.webp": (picture, {}), "lossless.webp": (see_through, {"lossless": True}),
        "plain.tif": (picture, {}), "lzw.tif": (picture, {"compression": "tiff_lzw"}),
        "deflate.tif": (deep, {"compression": "tiff_adobe_deflate"}), "jpeg.tif": (picture, {"compression": "jpeg"}),
        "colour.bmp": (picture, {}), "still.gif": (picture.quantize(8), {}), "still.avif": (picture, {}),
    }  # fmt: skip
    for name, (image, options) in saved.items():
        image.save(folder / name, **options)
    frames = [picture.rotate(angle) for angle in (90, 180)]
    for name in ("moving.png", "moving.webp", "moving.avif"):
        picture.save(folder / name, save_all=True, append_images=frames, duration=100)
    tifffile.imwrite(folder / "float.tif", colours.astype(np.float32) / 255, photometric="rgb", metadata=None)
    planes = np.moveaxis(colours.astype(np.uint16) * 257, -1, 0)
    tifffile.imwrite(folder / "planes.tif", planes, photometric="rgb", planarconfig="separate", metadata=None)


def _sounds(folder: Path) -> None:
    time = np.arange(700) / 8000
    signal = np.stack([0.5 * np.sin(2600 * time), 0.3 * np.sin(600 * time)], axis=1)
    for name, kind in {
        "plain.wav": "PCM_16", "float.wav": "FLOAT", "law.wav": "ULAW", "deep.flac": "PCM_24",
        "vorbis.ogg": "VORBIS", "plain.aiff": "PCM_16",
    }.items():  # fmt: skip
        soundfile.write(folder / name, signal, 8000, kind)
    soundfile.write(folder / "long.rf64", signal, 8000, "PCM_16", format="RF64")


def _shapes(folder: Path) -> None:
    ball = trimesh.creation.icosphere(subdivisions=1)
    points, faces = np.asarray(ball.vertices), np.asarray(ball.faces)
    (folder / "ball.stl").write_bytes(stl(points, faces))
    (folder / "ball.obj").write_text(obj(points, faces))
    box = trimesh.creation.box()
    (folder / "words.stl").write_text(trimesh.exchange.stl.export_stl_ascii(box))
    (folder / "box.off").write_text(trimesh.exchange.off.export_off(box))
    for name, encoding in {"box.ply": "binary", "words.ply": "ascii"}.items():
        (folder / name).write_bytes(trimesh.exchange.ply.export_ply(box, encoding=encoding))
    document = {
        "scenes": [{"nodes": [0]}],
        "nodes": [{"mesh": 0, "scale": [1, 2, 3], "children": [1]}, {"mesh": 0, "translation": [4, 0, 0]}],
        "meshes": [{"primitives": [{"attributes": {"POSITION": 0}, "indices": 1}]}],
        "accessors": [
            {"bufferView": 0, "componentType": 5126, "count": len(points), "type": "VEC3"},
            {"bufferView": 1, "componentType": 5123, "count": faces.size, "type": "SCALAR"},
        ],
    }
    (folder / "part.3mf").write_bytes(archive_3mf(model_3mf(mesh_3mf(1, points, faces), '<item objectid="1"/>')))
    (folder / "scene.glb").write_bytes(glb(document, points.astype("<f4"), faces.astype("<u2")))


if __name__ == "__main__":
    write_all(MEDIA)
