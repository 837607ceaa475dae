"""Meshes as bytes of several formats."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from typing import Any

import numpy as np
import trimesh


def egg() -> tuple[np.ndarray, np.ndarray]:
    """Vertices and triangles of a closed egg of 2 x 1.4 x 1."""
    ball = trimesh.creation.icosphere(subdivisions=2)
    return np.asarray(ball.vertices) * [1, 0.7, 0.5], np.asarray(ball.faces)


def sheet(side: int = 10) -> tuple[np.ndarray, np.ndarray]:
    """Vertices and triangles of an open, wavy sheet."""
    y, x = np.mgrid[0 : side + 1, 0 : side + 1]
    points = np.stack([x, y, np.sin(x / 2) * np.cos(y / 3)], axis=-1).reshape(-1, 3) / side
    corner = (y[:-1, :-1] * (side + 1) + x[:-1, :-1]).ravel()
    first = np.stack([corner, corner + 1, corner + side + 1], axis=1)
    return points, np.concatenate([first, np.stack([corner + 1, corner + side + 2, corner + side + 1], axis=1)])


def stl(points: np.ndarray, faces: np.ndarray, *, head: bytes = b"made here", after: bytes = b"") -> bytes:
    """A binary STL."""
    rows = np.zeros(len(faces), [("normal", "<f4", 3), ("corners", "<f4", (3, 3)), ("attribute", "<u2")])
    rows["corners"] = points[faces]
    return head.ljust(80) + struct.pack("<I", len(faces)) + rows.tobytes() + after


def obj(points: np.ndarray, faces: np.ndarray) -> str:
    """An OBJ."""
    lines = [*(f"v {x:f} {y:f} {z:f}" for x, y, z in points), *(f"f {a} {b} {c}" for a, b, c in faces + 1)]
    return "\n".join(lines) + "\n"


def glb(document: dict[str, Any], *parts: np.ndarray) -> bytes:
    """A GLB whose buffer view i holds part i, one after another."""
    views, data = [], b""
    for part in parts:
        views.append({"buffer": 0, "byteOffset": len(data), "byteLength": part.nbytes})
        data += part.tobytes() + bytes(-part.nbytes % 4)
    text = {"asset": {"version": "2.0"}, "bufferViews": views, "buffers": [{"byteLength": len(data)}], **document}
    words = json.dumps(text).encode()
    words += b" " * (-len(words) % 4)
    head = struct.pack("<4sIII4s", b"glTF", 2, 28 + len(words) + len(data), len(words), b"JSON")
    return head + words + struct.pack("<I4s", len(data), b"BIN\0") + data


CORE = "http://schemas.microsoft.com/3dmanufacturing/core/2015/02"
PRODUCTION = "http://schemas.microsoft.com/3dmanufacturing/production/2015/06"


def mesh_3mf(number: int, points: np.ndarray, faces: np.ndarray, kind: str = "model") -> str:
    """An object of a 3MF model that is a mesh."""
    corners = "".join(f'<vertex x="{x!r}" y="{y!r}" z="{z!r}"/>' for x, y, z in points.tolist())
    triangles = "".join(f'<triangle v1="{a}" v2="{b}" v3="{c}"/>' for a, b, c in faces)
    mesh = f"<mesh><vertices>{corners}</vertices><triangles>{triangles}</triangles></mesh>"
    return f'<object id="{number}" type="{kind}">{mesh}</object>'


def model_3mf(objects: str, items: str) -> bytes:
    """A 3MF model: what it holds, and what of it is built."""
    names = f'xmlns="{CORE}" xmlns:p="{PRODUCTION}" requiredextensions="p"'
    body = f"<resources>{objects}</resources><build>{items}</build>"
    return f'<?xml version="1.0" encoding="UTF-8"?><model unit="millimeter" {names}>{body}</model>'.encode()


def archive_3mf(root: bytes, others: dict[str, bytes] | None = None, *, at: str = "3D/3dmodel.model") -> bytes:
    """A 3MF file of a root model, and of other models by their paths."""
    kind = "http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel"
    relation = f'<Relationships><Relationship Target="/{at}" Id="rel0" Type="{kind}"/></Relationships>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in {"_rels/.rels": relation.encode(), at: root, **(others or {})}.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return file.getvalue()
