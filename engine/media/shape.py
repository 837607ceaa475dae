"""Shape: a 3D thing, as its surface of triangles; a network holds its signed distance."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, ClassVar, Self

import numpy as np
import numpy.typing as npt

from engine.errors import SaveError
from engine.media.dct import coefficients_for, truncation_error
from engine.media.decimation import thinned
from engine.media.distance import SEED, Points, likeness, signed_distance, surface_points
from engine.media.isosurface import BLOCK, extracted, near_surface
from engine.media.medium import Field, Floats, Grid, Medium, Samples
from engine.media.normalization import check, constant, positive
from engine.media.offload import aside
from engine.metrics import decibels
from engine.saving import format_of, save_bytes

FREQUENCY = 1.0  # distance is smooth away from the surface, so shapes need no more than pictures
MARGIN = 0.85  # of the cube is filled by the shape, so that the surface closes and space around it is known
TAU = 0.1  # distances well beyond this are all alike: the network's strength goes to the surface
OFFSET = 0.3  # near the mean of tanh(distance / TAU) over the samples of usual shapes, as a fit without bias wants
NEAR = 0.6  # of the samples lie about the surface, half of them closely, and the rest anywhere in the cube
WIDTHS = (0.02, 0.08)  # standard deviations of the two clouds about the surface, in units of the cube's half side
SAMPLES = 200_000  # drawn unless `scaled` says otherwise; 2 s of distances on one core
MOST_SAMPLES = 1 << 20  # more say nothing new about a mesh and take ten seconds
LATTICE = 96  # points along each side of the restored volume: detail of 2 % of the shape
COMPLEXITY_LATTICE = 24  # 13,824 distances take a tenth of a second
COMPLEXITY_MSE = 4e-4  # 40 dB below the peak of 2

_FORMATS = {".ply": "ply", ".stl": "stl", ".obj": "obj", ".glb": "glb"}


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Shape(Medium):
    """A surface: `vertices` (V, 3) float32 in its own units, `faces` (F, 3) int32; no faces is the empty shape.

    `count` is how many samples of its distance are drawn.
    """

    modality: ClassVar[str] = "shape"
    in_features: ClassVar[int] = 3
    suffixes: ClassVar[tuple[str, ...]] = (".ply", ".stl", ".obj", ".off", ".glb")
    exports: ClassVar[tuple[str, ...]] = (".ply", ".stl", ".obj", ".glb")
    unit: ClassVar[str] = "PSNR"
    full_at: ClassVar[int] = 3_000
    least_richness: ClassVar[float] = 0.25  # a ball came to 38 dB with 0.1, to 49 with this
    plateau_db: ClassVar[float] = 80.0
    # In one piece: its samples are not spread evenly over the cube.

    vertices: Floats
    faces: npt.NDArray[np.int32]
    count: int = SAMPLES
    _known: dict[str, Points] = field(default_factory=dict, repr=False)  # what was found out of the surface already

    def __post_init__(self) -> None:
        vertices, faces = self.vertices, self.faces
        if vertices.dtype != np.float32 or vertices.ndim != 2 or vertices.shape[1] != 3:
            raise ValueError(f"vertices are float32 (V, 3), not {vertices.dtype} {vertices.shape}")
        if faces.dtype != np.int32 or faces.ndim != 2 or faces.shape[1] != 3:
            raise ValueError(f"faces are int32 (F, 3), not {faces.dtype} {faces.shape}")
        if faces.size and not 0 <= faces.min() <= faces.max() < len(vertices):
            raise ValueError("a face names a vertex that is not there")

    @property
    def grid(self) -> Grid:
        """96 x 96 x 96 points of its cube; constants "cx", "cy", "cz", "size" of the cube, "offset0", "gain"."""
        low, high = _bounds(self.vertices)
        centre, size = (low + high) / 2, float((high - low).max()) / MARGIN or 1.0
        places = dict(zip(("cx", "cy", "cz"), map(float, centre), strict=True))
        return Grid((LATTICE,) * 3, 1, {**places, "size": size, "offset0": OFFSET, "gain": 1 + OFFSET})

    @property
    def frequency(self) -> tuple[float, ...]:
        """Alike along all three axes."""
        return (FREQUENCY,) * 3

    def scaled(self, samples: int) -> Self:
        """The same surface, of which at most `samples` samples are drawn."""
        return replace(self, count=max(1, min(samples, MOST_SAMPLES)))

    def thinned(self, most: int) -> Shape:
        """The same surface in about `most` triangles at most."""
        return self if len(self.faces) <= most else Shape(*thinned(self.vertices, self.faces, most), self.count)

    def samples(self) -> Samples:
        """`count` points of its cube (N, 3), most near the surface, and tanh(signed distance / TAU) there (N, 1)."""
        random, constants = np.random.default_rng(SEED), self.grid.constants
        points = random.uniform(-1, 1, (self.count, 3))
        if len(self.faces):
            near = round(NEAR * self.count)
            about, _ = surface_points(self._in_cube(constants), self.faces, near, random)
            widths = np.resize(WIDTHS, near)[:, None]
            points[:near] = (about + random.standard_normal((near, 3)) * widths).clip(-1, 1)
        values = (self._distance(points) - constants["offset0"]) / constants["gain"]
        return Samples(points.astype(np.float32), values[:, None].astype(np.float32), 2 / constants["gain"])

    @classmethod
    def from_field(cls, field: Field, grid: Grid) -> Self:
        """The surface where a field is zero, in its own units; empty where it is zero nowhere.

        Raises InvalidStegoError where the grid is not a shape's.
        """
        check(grid, axes=3, channels=(1,))
        size, gain, offset = positive(grid, "size"), positive(grid, "gain"), constant(grid, "offset0")
        centre = np.array([constant(grid, name) for name in ("cx", "cy", "cz")])
        # Half the diagonal of a block and half as much again, for a field that is not quite a distance.
        reach = math.tanh(1.5 * math.sqrt(3) * BLOCK / min(grid.shape) / TAU) / gain
        level = -offset / gain  # where the distance is zero
        vertices, faces = extracted(near_surface(field, grid, level, reach), level)
        return cls((vertices * (size / 2) + centre).astype(np.float32), faces)

    def complexity(self) -> int:
        """Cosine coefficients that describe its distance, on a coarse lattice, at 40 dB."""
        return coefficients_for(self._coarse(), 3, COMPLEXITY_MSE)

    def quality_with(self, count: int) -> float:
        """PSNR of its distance, on a coarse lattice, of that many coefficients."""
        return decibels(4.0, truncation_error(self._coarse(), 3, count))

    def compare(self, restored: Medium) -> dict[str, float]:
        """The "iou" of what they enclose, and "chamfer": the mean distance between them over this one's diagonal.

        An empty shape against another has an iou of 0 and a chamfer of 1.
        """
        if not isinstance(restored, Shape):
            raise ValueError(f"a shape cannot be compared with {restored.modality}")
        if not len(self.faces) or not len(restored.faces):
            same = len(self.faces) == len(restored.faces)
            return {"iou": float(same), "chamfer": float(not same)}
        given: dict[str, Any] = {
            "mine": self.vertices,
            "my_faces": self.faces,
            "its": restored.vertices,
            "its_faces": restored.faces,
        }
        done = aside("likeness", **given)
        alike, apart = done["figures"].tolist() if done is not None else likeness(*given.values())
        low, high = _bounds(self.vertices)
        return {"iou": alike, "chamfer": apart / (float(np.linalg.norm(high - low)) or 1.0)}

    def write(self, path: Path) -> None:
        """Save as .ply, .stl, .obj or .glb.  Raises SaveError, also where there is no surface to save."""
        import trimesh  # 1 s to import

        name = format_of(path, _FORMATS)
        if not len(self.faces):
            raise SaveError(f"“{path.name}” could not be saved: the shape is empty.")
        mesh = trimesh.Trimesh(self.vertices, self.faces, process=False)
        data: Any = mesh.export(file_type=name)
        save_bytes(path, data.encode() if isinstance(data, str) else data)

    def describe(self) -> str:
        """ "2,930 vertices, 5,856 triangles" """
        return f"{len(self.vertices):,} vertices, {len(self.faces):,} triangles"

    def _in_cube(self, constants: Mapping[str, float]) -> Points:
        """Vertices (V, 3) where the cube is [-1, 1] and the shape fills 0.85 of it."""
        centre = np.array([constants["cx"], constants["cy"], constants["cz"]])
        places: Points = (self.vertices.astype(np.float64) - centre) / (constants["size"] / 2)
        return places

    def _coarse(self) -> Points:
        """Its distance on a coarse lattice, found out once."""
        if "coarse" not in self._known:
            lattice = Grid((COMPLEXITY_LATTICE,) * 3, 1)
            values = self._distance(lattice.coordinates().astype(np.float64))
            self._known["coarse"] = values.reshape(lattice.shape)
        return self._known["coarse"]

    def _distance(self, points: Points) -> Points:
        """tanh(signed distance / TAU) (N,) at points (N, 3) of the cube; of an empty shape all is far outside."""
        if not len(self.faces):
            return np.ones(len(points))
        return np.tanh(signed_distance(points, self._in_cube(self.grid.constants), self.faces) / TAU)


def _bounds(vertices: Floats) -> tuple[Points, Points]:
    """The lowest and highest corner (3,) around the vertices."""
    if not len(vertices):
        return np.zeros(3), np.zeros(3)
    return vertices.min(axis=0).astype(np.float64), vertices.max(axis=0).astype(np.float64)
