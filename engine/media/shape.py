"""Shape: a 3D object as a triangle mesh; a network represents its signed distance function."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, ClassVar, Self

import numpy as np

from engine.arrays import Doubles, Floats, Triangles
from engine.errors import SaveError
from engine.media.crumbs import crumb_share, without_crumbs
from engine.media.dct import coefficients_for, truncation_error
from engine.media.decimation import decimated
from engine.media.distance import SEED, measure_likeness, signed_distance, surface_points
from engine.media.isosurface import BLOCK, extract_surface, values_near_surface
from engine.media.medium import Field, Grid, Medium, Samples
from engine.media.normalization import check_layout, constant, positive
from engine.metrics import decibels
from engine.saving import format_of, save_bytes

FREQUENCY = 1.0  # distance is smooth away from the surface, so a shape needs no higher factor than an image
FILL = 0.85  # of the cube's side is the shape: space around it is sampled too, and its surface closes
TAU = 0.1  # the target is tanh(distance / TAU), nearly constant far away: the network's capacity goes to the surface
OFFSET = 0.3  # near the mean target of usual shapes: a network without output bias needs mean zero
NEAR_SHARE = 0.6  # of the samples lie near the surface, the rest are uniform in the cube
NEAR_DEVIATIONS = (0.02, 0.08)  # their standard deviations from the surface, half of them each; the cube's side is 2
SAMPLES = 200_000  # drawn unless `scaled` sets another count; their distances take 2 s on one core
MAX_SAMPLES = 1 << 20  # more tell nothing new about a mesh and take ten seconds
LATTICE = 96  # points along each side of the restored volume: detail of 2 % of the shape
COMPLEXITY_LATTICE = 24  # 13,824 distances take a tenth of a second
COMPLEXITY_MSE = 4e-4  # 40 dB below the peak-to-peak range of 2

FARTHEST = 4e8  # units from the origin: the constants of a grid, its side among them, are below 1e9

UP_AXES = {"y": 1.0, "z": 2.0}  # as the constant "up" of a grid
_STANDS = {"glb": "y", "stl": "z"}  # what is up by the format, or for all of its programs

_FORMATS = {".ply": "ply", ".stl": "stl", ".obj": "obj", ".glb": "glb"}


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Shape(Medium):
    """A triangle mesh: `vertices` (V, 3) float32 in its own units, `faces` (F, 3) int32; an empty shape has no faces.

    `count` is the number of samples that are drawn of its signed distance. `up` is the axis that points up, "y" or
    "z", and empty where its file does not say. `thickness` is what open sheets of its file were given when they were
    read, in its units; zero where there were none.
    """

    modality: ClassVar[str] = "shape"
    in_features: ClassVar[int] = 3
    suffixes: ClassVar[tuple[str, ...]] = (".ply", ".stl", ".obj", ".off", ".glb", ".gltf", ".3mf")
    exports: ClassVar[tuple[str, ...]] = (".ply", ".stl", ".obj", ".glb")
    unit: ClassVar[str] = "PSNR"
    full_at: ClassVar[int] = 3_000
    least_richness: ClassVar[float] = 0.25  # a ball reached 38 dB with 0.1, 49 with this
    plateau_db: ClassVar[float] = 80.0
    sampled_on_grid: ClassVar[bool] = False  # most samples lie near the surface
    # No tiles: its samples are not spread evenly over the cube.

    vertices: Floats
    faces: Triangles
    count: int = SAMPLES
    up: str = ""
    thickness: float = 0.0
    _cache: dict[str, Doubles] = field(default_factory=dict, repr=False)  # its distances on the coarse lattice; "crumb"

    def __post_init__(self) -> None:
        vertices, faces = self.vertices, self.faces
        if vertices.dtype != np.float32 or vertices.ndim != 2 or vertices.shape[1] != 3:
            raise ValueError(f"vertices are float32 (V, 3), not {vertices.dtype} {vertices.shape}")
        if faces.dtype != np.int32 or faces.ndim != 2 or faces.shape[1] != 3:
            raise ValueError(f"faces are int32 (F, 3), not {faces.dtype} {faces.shape}")
        if faces.size and not 0 <= faces.min() <= faces.max() < len(vertices):
            raise ValueError("a face has the index of a vertex that is not there")
        if not 0 <= self.thickness < math.inf:
            raise ValueError(f"a thickness is zero or more, not {self.thickness}")

    @property
    def grid(self) -> Grid:
        """96 x 96 x 96 points of a cube; constants "cx", "cy", "cz", "size"; "offset0", "gain", "up" and "crumb"."""
        low, high = _bounds(self.vertices)
        centre, size = (low + high) / 2, float((high - low).max()) / FILL or 1.0
        middle = dict(zip(("cx", "cy", "cz"), map(float, centre), strict=True))
        up = {"up": UP_AXES[self.up]} if self.up else {}
        if "crumb" not in self._cache:
            self._cache["crumb"] = np.array(crumb_share(self.vertices, self.faces))
        normal = {"offset0": OFFSET, "gain": 1 + OFFSET, "crumb": float(self._cache["crumb"])}
        return Grid((LATTICE,) * 3, 1, {**middle, "size": size, **normal, **up})

    @property
    def frequency(self) -> tuple[float, ...]:
        """The same on all three axes."""
        return (FREQUENCY,) * 3

    def scaled(self, samples: int) -> Self:
        """The same mesh, of which at most `samples` samples are drawn."""
        return replace(self, count=max(1, min(samples, MAX_SAMPLES)))

    def decimated(self, max_faces: int) -> Shape:
        """The same surface in at most about `max_faces` triangles."""
        if len(self.faces) <= max_faces:
            return self
        return Shape(*decimated(self.vertices, self.faces, max_faces), self.count, self.up, self.thickness)

    def samples(self) -> Samples:
        """`count` points (N, 3) of the cube, most near the surface, and normalized tanh(distance / TAU) (N, 1)."""
        random, constants = np.random.default_rng(SEED), self.grid.constants
        points = random.uniform(-1, 1, (self.count, 3))
        if len(self.faces):
            near = round(NEAR_SHARE * self.count)
            surface, _ = surface_points(self._in_cube(constants), self.faces, near, random)
            deviations = np.resize(NEAR_DEVIATIONS, near)[:, None]
            points[:near] = (surface + random.standard_normal((near, 3)) * deviations).clip(-1, 1)
        values = (self._distance(points) - constants["offset0"]) / constants["gain"]
        return Samples(points.astype(np.float32), values[:, None].astype(np.float32), 2 / constants["gain"])

    @classmethod
    def check_grid(cls, grid: Grid) -> None:
        """Raise ValueError unless it has three axes, one channel and a cube."""
        check_layout(grid, axes=3, channels=(1,))
        for name in ("size", "gain"):
            positive(grid, name)
        if max(abs(constant(grid, name)) for name in ("cx", "cy", "cz")) + grid.constants["size"] / 2 >= FARTHEST:
            raise ValueError(f"a shape lies within {FARTHEST:,.0f} units of the origin")

    @classmethod
    def from_values(cls, values: Floats, grid: Grid) -> Self:
        """The surface where the normalized distances (points, 1) of a lattice cross zero; empty where they do not."""
        cls.check_grid(grid)
        constants = grid.constants
        finite = np.nan_to_num(values.reshape(grid.shape), nan=1.0, posinf=1.0, neginf=-1.0)
        surface = extract_surface(finite, _zero_level(grid))
        vertices, faces = without_crumbs(*surface, constants.get("crumb", 0.0))  # missing in the first files
        centre = np.array([constants["cx"], constants["cy"], constants["cz"]])
        up = next((axis for axis, number in UP_AXES.items() if number == constants.get("up")), "")
        return cls((vertices * (constants["size"] / 2) + centre).astype(np.float32), faces, up=up)

    @classmethod
    def from_field(cls, field: Field, grid: Grid) -> Self:
        """The same of a field, which is evaluated at every point only near its surface."""
        cls.check_grid(grid)
        # Half the diagonal of a block, and half as much again for a field that is not quite a distance.
        reach = math.tanh(1.5 * math.sqrt(3) * BLOCK / min(grid.shape) / TAU) / grid.constants["gain"]
        return cls.from_values(values_near_surface(field, grid, _zero_level(grid), reach).reshape(-1, 1), grid)

    def complexity(self) -> int:
        """The number of cosine coefficients that describe its distances on a coarse lattice at 40 dB."""
        return coefficients_for(self._coarse(), 3, COMPLEXITY_MSE)

    def quality_with(self, count: int) -> float:
        """PSNR of its distances on a coarse lattice, approximated by their `count` largest cosine coefficients."""
        return decibels(4.0, truncation_error(self._coarse(), 3, count))

    def compare(self, restored: Medium) -> dict[str, float]:
        """The "iou" of the enclosed volumes, and "chamfer", the mean distance of the surfaces over this one's diagonal.

        An empty shape and one that is not have an iou of 0 and a chamfer of 1.
        """
        if not isinstance(restored, Shape):
            raise ValueError(f"a shape cannot be compared with {restored.modality}")
        if not len(self.faces) or not len(restored.faces):
            same = len(self.faces) == len(restored.faces)
            return {"iou": float(same), "chamfer": float(not same)}
        # At the same size for all: the search for near triangles takes minutes where the units are absurdly small.
        low, high = _bounds(self.vertices)
        size = float(np.linalg.norm(high - low)) or 1.0
        mine, other = (((v - low) / size).astype(np.float32) for v in (self.vertices, restored.standing(self.up)))
        overlap, distance = measure_likeness(mine, self.faces, other, restored.faces)
        return {"iou": overlap, "chamfer": distance}

    def write(self, path: str | os.PathLike[str]) -> None:
        """Write .ply, .stl, .obj or .glb.  Raises SaveError, also where the shape is empty."""
        import trimesh  # 1 s to import

        path = Path(path)
        name = format_of(path, _FORMATS)
        if not len(self.faces):
            raise SaveError(f"“{path.name}” could not be saved: the shape is empty.")
        mesh = trimesh.Trimesh(self.standing(_STANDS.get(name, "")), self.faces, process=False)
        data: Any = mesh.export(file_type=name)
        save_bytes(path, data.encode() if isinstance(data, str) else data)

    def describe(self) -> str:
        """ "2,930 vertices, 5,856 triangles", and what its open sheets were given"""
        thick = f", its open sheets given a thickness of {self.thickness:.3g}" if self.thickness else ""
        return f"{len(self.vertices):,} vertices, {len(self.faces):,} triangles{thick}"

    def standing(self, up: str) -> Floats:
        """Vertices (V, 3) turned so that the axis `up` points up; as they are where either axis is not known."""
        if not up or not self.up or up == self.up:
            return self.vertices
        x, y, z = self.vertices.T
        return np.stack([x, z, -y] if up == "y" else [x, -z, y], axis=1)

    def _in_cube(self, constants: Mapping[str, float]) -> Doubles:
        """Vertices (V, 3) in the coordinates of the cube [-1, 1]^3, of which the shape fills 0.85."""
        centre = np.array([constants["cx"], constants["cy"], constants["cz"]])
        vertices: Doubles = (self.vertices.astype(np.float64) - centre) / (constants["size"] / 2)
        return vertices

    def _coarse(self) -> Doubles:
        """Its tanh(distance / TAU) on a coarse lattice, computed once."""
        if "coarse" not in self._cache:
            lattice = Grid((COMPLEXITY_LATTICE,) * 3, 1)
            values = self._distance(lattice.coordinates().astype(np.float64))
            self._cache["coarse"] = values.reshape(lattice.shape)
        return self._cache["coarse"]

    def _distance(self, points: Doubles) -> Doubles:
        """tanh(signed distance / TAU) (N,) at points (N, 3) of the cube; 1, far outside, for the empty shape."""
        if not len(self.faces):
            return np.ones(len(points))
        return np.tanh(signed_distance(points, self._in_cube(self.grid.constants), self.faces) / TAU)


def _zero_level(grid: Grid) -> float:
    """The normalized value of a distance of zero."""
    return -grid.constants["offset0"] / grid.constants["gain"]


def _bounds(vertices: Floats) -> tuple[Doubles, Doubles]:
    """The lowest and the highest corner (3,) of the bounding box."""
    if not len(vertices):
        return np.zeros(3), np.zeros(3)
    return vertices.min(axis=0).astype(np.float64), vertices.max(axis=0).astype(np.float64)
