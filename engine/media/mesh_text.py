"""Reading meshes that are written as text, OBJ and OFF, and STL of both kinds.  In the helper process."""

from __future__ import annotations

import re

import numpy as np

from engine.arrays import Doubles, Indices
from engine.media.polygons import triangulated
from engine.media.wire import Refused

DAMAGED = "is a damaged or cut-off shape"
BOM = b"\xef\xbb\xbf"  # which some programs on Windows begin every text with
CUT_OFF = 20  # times the triangles there are that a header may claim; of more it is none

Mesh = tuple[Doubles, Indices]


def read_obj(data: bytes) -> Mesh:
    """Vertices (V, 3) and triangles (F, 3) of an OBJ file: blanks and tabs count alike, lines may be continued."""
    points: list[list[bytes]] = []
    polygons = []
    for line in data.removeprefix(BOM).replace(b"\\\r\n", b" ").replace(b"\\\n", b" ").splitlines():
        words = line.split(b"#", 1)[0].split()
        if not words:
            continue
        if words[0] == b"v":
            points.append(words[1:4])
        elif words[0] in (b"f", b"fo"):
            polygons.append([_corner(word, len(points)) for word in words[1:]])
    return _mesh(points, polygons)


def _corner(word: bytes, count: int) -> int:
    """The index of a vertex from "7/1/2"; a negative one counts from the last vertex back."""
    try:
        index = int(word.split(b"/")[0])
    except ValueError:
        raise Refused(DAMAGED, "damaged") from None
    return index - 1 if index > 0 else count + index


def read_off(data: bytes) -> Mesh:
    """Vertices (V, 3) and triangles (F, 3) of an OFF file, whose faces have any number of corners."""
    lines = [words for line in data.removeprefix(BOM).splitlines() if (words := line.split(b"#")[0].split())]
    if lines and len(lines[0]) > 1 and lines[0][1].upper() == b"BINARY":
        raise Refused("is a file of the type binary OFF; save it as STL or GLB first", "save-as-shape", "binary OFF")
    if lines and lines[0][0].upper().endswith(b"OFF"):
        lines[0] = lines[0][1:]
    lines = lines if not lines or lines[0] else lines[1:]
    try:
        count, faces = (int(word) for word in lines[0][:2])
        points, rows = lines[1 : 1 + count], lines[1 + count : 1 + count + faces]
        if len(points) < count or len(rows) < faces:
            raise ValueError("cut off")
        polygons = [[int(word) for word in row[1 : 1 + int(row[0])]] for row in rows]
    except (ValueError, IndexError):
        raise Refused(DAMAGED, "damaged") from None
    return _mesh([words[:3] for words in points], polygons)


def _mesh(points: list[list[bytes]], polygons: list[list[int]]) -> Mesh:
    try:
        vertices = np.array(points, dtype=np.bytes_).astype(np.float64).reshape(-1, 3)
    except ValueError:
        raise Refused(DAMAGED, "damaged") from None
    if any(polygon and not (min(polygon) >= 0 and max(polygon) < len(vertices)) for polygon in polygons):
        raise Refused(DAMAGED, "damaged")
    return vertices, triangulated(vertices, polygons)


def read_stl(data: bytes) -> Mesh:
    """Vertices (3 F, 3) and triangles (F, 3) of an STL file, binary or text; what follows the last one is left out."""
    room = (len(data) - 84) // 50
    claimed = int.from_bytes(data[80:84], "little")
    if not claimed and b"\0" in data[:512] and len(data) == 84 + 50 * room:
        claimed = room  # a program that wrote the triangles as they came, and never went back to count them
    binary = 0 < claimed <= room or (b"\0" in data[:512] and room < claimed <= CUT_OFF * room)
    if not binary or re.match(rb"(?i)\s*solid\s[^\0]*?\bfacet\s", data[:4096]):
        return _text_stl(data)
    if claimed > room:
        raise Refused(DAMAGED, "damaged")
    rows = np.frombuffer(data, [("numbers", "<f4", 12), ("attribute", "<u2")], claimed, 84)
    corners = rows["numbers"][:, 3:].reshape(-1, 3).astype(np.float64)
    return corners, np.arange(len(corners), dtype=np.int64).reshape(-1, 3)


def _text_stl(data: bytes) -> Mesh:
    """Any three vertices in order are a triangle, in capitals or not."""
    found = re.findall(rb"(?i)\bvertex\s+(\S+)\s+(\S+)\s+(\S+)", data)
    try:
        corners = np.array(found[: len(found) // 3 * 3], dtype=np.bytes_).astype(np.float64).reshape(-1, 3)
    except ValueError:
        raise Refused(DAMAGED, "damaged") from None
    return corners, np.arange(len(corners), dtype=np.int64).reshape(-1, 3)
