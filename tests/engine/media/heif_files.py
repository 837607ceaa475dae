"""HEIC files as phones write them: a grid of HEVC tiles, turned, with a profile.  ffmpeg encodes the tiles alone."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np


def box(name: bytes, *parts: bytes) -> bytes:
    """One box."""
    body = b"".join(parts)
    return struct.pack(">I4s", 8 + len(body), name) + body


def full(name: bytes, *parts: bytes, version: int = 0, flags: int = 0) -> bytes:
    """One box that begins with a version and flags."""
    return box(name, struct.pack(">I", version << 24 | flags), *parts)


def heic(
    path: Path,
    pixels: np.ndarray,
    ffmpeg: Callable[..., Path],
    *,
    tile: int = 64,
    turns: int = 0,
    icc: bytes = b"",
    depth: int = 8,
    nclx: tuple[int, int] | None = None,
) -> Path:
    """Write pixels (H, W, 3), whose sides are multiples of `tile`, as a grid of tiles, to be turned anticlockwise."""
    height, width, _ = pixels.shape
    rows, columns = height // tile, width // tile
    samples, config = [], b""
    for row in range(rows):
        for column in range(columns):
            part = pixels[row * tile : (row + 1) * tile, column * tile : (column + 1) * tile]
            raw = path.with_suffix(".rgb")
            raw.write_bytes(part.tobytes())
            form = "yuv444p10le" if depth == 10 else "yuv444p"
            tags = f"format={form},setparams=colorspace=bt709:range=pc"
            mp4 = ffmpeg(
                "tile.mp4", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{tile}x{tile}", "-i", str(raw),
                "-vf", f"scale=out_color_matrix=bt709:out_range=pc,{tags}",
                "-c:v", "libx265", "-x265-params", "log-level=error", "-crf", "1", "-tag:v", "hvc1", "-frames:v", "1",
            ).read_bytes()  # fmt: skip
            at = mp4.index(b"hvcC")
            config = mp4[at - 4 : at - 4 + struct.unpack(">I", mp4[at - 4 : at])[0]]
            at = mp4.index(b"mdat")
            samples.append(mp4[at + 4 : at - 4 + struct.unpack(">I", mp4[at - 4 : at])[0]])
    count = len(samples)
    properties = [
        config,
        full(b"ispe", struct.pack(">II", tile, tile)),
        full(b"ispe", struct.pack(">II", width, height)),
    ]
    properties.append(box(b"irot", bytes([turns])))
    if icc:
        properties.append(box(b"colr", b"prof", icc))
    elif nclx:
        properties.append(box(b"colr", b"nclx", struct.pack(">HHHB", *nclx, 1, 0x80)))
    infos = [full(b"infe", struct.pack(">HH4s", i + 1, 0, b"hvc1"), b"\0", version=2, flags=1) for i in range(count)]
    infos.append(full(b"infe", struct.pack(">HH4s", count + 1, 0, b"grid"), b"\0", version=2))
    grid = struct.pack(">BBBBHH", 0, 0, rows - 1, columns - 1, width, height)
    own = [3, 4] + ([5] if icc or nclx else [])
    links = b"".join(struct.pack(">HB", i + 1, 2) + bytes([0x81, 2]) for i in range(count))
    links += struct.pack(">HB", count + 1, len(own)) + bytes([own[0], *(0x80 | n for n in own[1:])])

    def whole(start: int) -> bytes:
        places, place = b"", start
        for index, sample in enumerate(samples):
            places += struct.pack(">HHHHII", index + 1, 0, 0, 1, place, len(sample))
            place += len(sample)
        places += struct.pack(">HHHHII", count + 1, 1, 0, 1, 0, len(grid))
        meta = full(
            b"meta",
            full(b"hdlr", b"\0\0\0\0pict" + bytes(13)),
            full(b"pitm", struct.pack(">H", count + 1)),
            full(b"iloc", b"\x44\x00", struct.pack(">H", count + 1), places, version=1),
            full(b"iinf", struct.pack(">H", count + 1), *infos),
            full(b"iref", box(b"dimg", struct.pack(f">HH{count}H", count + 1, count, *range(1, count + 1)))),
            box(b"iprp", box(b"ipco", *properties), full(b"ipma", struct.pack(">I", count + 1), links)),
            box(b"idat", grid),
        )
        head = box(b"ftyp", b"heic\0\0\0\0mif1heic")
        return head + meta + box(b"mdat", *samples)

    start = len(whole(0)) - sum(map(len, samples))
    path.write_bytes(whole(start))
    return path
