"""Reading the triangle strips of PLY files, which trimesh leaves out.  In the helper process."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from engine.arrays import Indices
from engine.media.mesh_text import DAMAGED, Mesh
from engine.media.wire import Refused

_TYPES = {
    "char": "i1", "int8": "i1", "uchar": "u1", "uint8": "u1", "short": "i2", "int16": "i2", "ushort": "u2",
    "uint16": "u2", "int": "i4", "int32": "i4", "uint": "u4", "uint32": "u4", "float": "f4", "float32": "f4",
    "double": "f8", "float64": "f8",
}  # fmt: skip


def has_strips(data: bytes) -> bool:
    """Whether the header speaks of triangle strips."""
    return re.search(rb"(?m)^element\s+tristrips\s+[1-9]", data[:8192]) is not None


def read_strips(data: bytes) -> Mesh:
    """Vertices (V, 3) and triangles (F, 3) of a PLY file with the elements "vertex" and "tristrips", in this order."""
    end = re.search(rb"end_header[^\n]*\n", data)
    if end is None:
        raise Refused(DAMAGED, "damaged")
    header, body = data[: end.start()].decode("ascii", "replace"), data[end.end() :]
    parts = re.split(r"(?m)^element\s+", header)
    try:
        vertex, strips = (next(part for part in parts if part.startswith(name)) for name in ("vertex", "tristrips"))
        count, rows = int(vertex.split()[1]), int(strips.split()[1])
        properties = re.findall(r"(?m)^property\s+(\w+)\s+(\w+)\s*$", vertex)
        sizes = re.findall(r"(?m)^property\s+list\s+(\w+)\s+(\w+)", strips)[0]
        columns = [[name for _, name in properties].index(axis) for axis in "xyz"]
        if "format ascii" in header:
            words = body.split()
            table = np.array(words[: count * len(properties)], dtype=np.bytes_).astype(np.float64)
            vertices = table.reshape(count, -1)[:, columns]
            listed = [int(word) for word in words[count * len(properties) :]]
            lists, place = [], 0
            for _ in range(rows):
                lists.append(np.array(listed[place + 1 : place + 1 + listed[place]], np.int64))
                place += 1 + listed[place]
        else:
            order = ">" if "big_endian" in header else "<"
            kind = np.dtype([(name, order + _TYPES[form]) for form, name in properties])
            rows_read: Any = np.frombuffer(body, kind, count)
            vertices = np.stack([rows_read[axis].astype(np.float64) for axis in "xyz"], axis=1)
            length, corner = (np.dtype(order + _TYPES[form]) for form in sizes)
            lists, place = [], kind.itemsize * count
            for _ in range(rows):
                number = int(np.frombuffer(body, length, 1, place)[0])
                lists.append(np.frombuffer(body, corner, number, place + length.itemsize).astype(np.int64))
                place += length.itemsize + number * corner.itemsize
    except (ValueError, IndexError, KeyError, StopIteration):
        raise Refused(DAMAGED, "damaged") from None
    return vertices, np.concatenate([np.empty((0, 3), np.int64), *(triangles_of_strip(strip) for strip in lists)])


def triangles_of_strip(strip: Indices) -> Indices:
    """The triangles (F, 3) of a strip, in which -1 begins a new one; every second of them is turned."""
    parts = [np.empty((0, 3), np.int64)]
    for piece in np.split(strip, np.nonzero(strip < 0)[0]):
        run = piece[piece >= 0]
        if len(run) < 3:
            continue
        triangles = np.stack([run[:-2], run[1:-1], run[2:]], axis=1)
        triangles[1::2] = triangles[1::2][:, ::-1]
        parts.append(triangles)
    return np.concatenate(parts)
