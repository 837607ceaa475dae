"""Odd meshes for `odd_files`: an egg or a sheet, as careful and careless programs write them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from engine.media import Shape
from engine.media.distance import distance
from tests.engine.media import mesh_files


def _written(suffix: str, points: np.ndarray, faces: np.ndarray, random: np.random.Generator) -> bytes:
    """The mesh as a file, in one of the ways in which programs write it."""
    if suffix == "stl":
        head = bytes(random.choice([b"made here", b"solid egg", b"solid"]))
        return mesh_files.stl(points, faces, head=head, after=bytes(int(random.integers(0, 40))))
    if suffix == "obj":
        text = mesh_files.obj(points, faces).replace(" ", str(random.choice([" ", "\t", "   "])))
        if random.integers(2):  # from the last vertex back
            rows = [f"f {a} {b} {c}" for a, b, c in faces - len(points)]
            text = "\n".join([*text.splitlines()[: len(points)], *rows])
        return text.replace("\n", str(random.choice(["\n", "\r\n", " # a comment\n"]))).encode()
    if suffix == "off":
        rows = [*(" ".join(map(repr, map(float, p))) for p in points), *(f"3 {a} {b} {c}" for a, b, c in faces)]
        note = str(random.choice(["", "# made here\n"]))
        return f"OFF\n{note}{len(points)} {len(faces)} 0\n".encode() + "\n".join(rows).encode()
    if suffix == "ply":
        order = str(random.choice(["ascii", "binary_little_endian", "binary_big_endian"]))
        head = f"ply\nformat {order} 1.0\ncomment made here\nelement vertex {len(points)}\n"
        head += "".join(f"property double {axis}\n" for axis in "xyz")
        head += f"element face {len(faces)}\nproperty list uchar int vertex_indices\nend_header\n"
        if order == "ascii":
            rows = [*(" ".join(map(repr, map(float, p))) for p in points), *(f"3 {a} {b} {c}" for a, b, c in faces)]
            return head.encode() + "\n".join(rows).encode() + b"\n"
        end = "<" if "little" in order else ">"
        table = np.zeros(len(faces), [("count", "u1"), ("corners", end + "i4", 3)])
        table["count"], table["corners"] = 3, faces
        return head.encode() + points.astype(end + "f8").tobytes() + table.tobytes()
    if suffix == "3mf":  # twice as large, or its parts in a model of their own
        mesh = mesh_files.mesh_3mf(7, points / 2, faces)
        place = ' transform="2 0 0 0 2 0 0 0 2 0 0 0"/>'
        if random.integers(2):
            return mesh_files.archive_3mf(mesh_files.model_3mf(mesh, '<item objectid="7"' + place))
        inner = '<component p:path="/3D/Objects/part.model" objectid="7"' + place
        root = mesh_files.model_3mf(f'<object id="1"><components>{inner}</components></object>', '<item objectid="1"/>')
        return mesh_files.archive_3mf(root, {"3D/Objects/part.model": mesh_files.model_3mf(mesh, "")})
    accessors = [{"bufferView": 0, "componentType": 5126, "count": len(points), "type": "VEC3"}]
    accessors.append({"bufferView": 1, "componentType": 5125, "count": faces.size, "type": "SCALAR"})
    parts = [{"attributes": {"POSITION": 0}, "indices": 1}]
    place = (
        {"rotation": [0, 0, 0, 1], "scale": [1, 1, 1]} if random.integers(2) else {"matrix": np.eye(4).ravel().tolist()}
    )
    nodes = [{"children": [1]}, {"mesh": 0, **place}]
    document = {"nodes": nodes, "scenes": [{"nodes": [0]}], "meshes": [{"primitives": parts}]}
    return mesh_files.glb({**document, "accessors": accessors}, points.astype("<f4"), faces.astype("<u4"))


def shape(folder: Path, random: np.random.Generator) -> tuple[Path, str, Callable[[object], str]]:
    """An egg, or a sheet, in any format, size, place and order of its faces, some of them turned."""
    sheet = not random.integers(4)
    points, faces = mesh_files.sheet() if sheet else mesh_files.egg()
    points = points * 10.0 ** random.integers(-3, 4) + random.uniform(-3, 3, 3)
    turned = float(random.choice([0, 0.3, 1]))
    some = random.random(len(faces)) < turned
    faces = random.permutation(np.where(some[:, None], faces[:, ::-1], faces))
    if random.integers(3) == 0:  # as careless programs write: twice, without an area, or not a number
        extra = np.array([faces[0], [faces[0][0], faces[0][0], faces[0][1]]])
        faces = np.concatenate([faces, extra])
    suffix = str(random.choice(["stl", "obj", "off", "glb", "ply", "3mf"]))
    path = folder / f"a.{suffix}"
    path.write_bytes(_written(suffix, points, faces, random))

    def check(medium: object) -> str:
        assert isinstance(medium, Shape)
        corners = medium.vertices[medium.faces].astype(float) - medium.vertices.mean(axis=0)
        volume = abs(np.einsum("fk,fk->", corners[:, 0], np.cross(corners[:, 1], corners[:, 2])) / 6)
        sizes = np.ptp(medium.vertices, axis=0)
        wanted = np.ptp(points, axis=0) + medium.thickness
        if not np.allclose(sizes, wanted, rtol=1e-2) or (medium.thickness > 0) != sheet:
            return f"sizes {sizes} for {wanted}, thickness {medium.thickness:.3g}"
        if sheet:
            moved = points - (points.min(axis=0) + points.max(axis=0)) / 2
            here = medium.vertices.astype(float)
            near = distance(here - (here.min(axis=0) + here.max(axis=0)) / 2, moved, faces[:200]) / medium.thickness
            return "" if near.min() > 0.4 and near.max() < 0.6 else f"from {near.min():.2f} to {near.max():.2f} away"
        full = volume / np.prod(np.ptp(points, axis=0).astype(float))
        return "" if abs(full - 0.506) < 0.02 else f"full {full:.2f}"

    return path, f"{suffix}, {'sheet' if sheet else 'egg'}, {turned:.0%} turned", check
