"""What each megabyte of the frozen program is."""

from __future__ import annotations

import lzma
from collections import defaultdict
from pathlib import Path

from portable import LEVEL

GROUPS = {  # the beginnings of paths inside the program's folder, and what lies there
    "torch": "torch: the networks and their fits",
    "imageio_ffmpeg": "ffmpeg: reads and writes videos (a program of its own)",
    "PySide6": "Qt and PySide6: the window",
    "shiboken6": "Qt and PySide6: the window",
    "vtk": "VTK and PyVista: shapes in 3D",
    "pyvista": "VTK and PyVista: shapes in 3D",
    "numpy": "numpy and scipy, each with its OpenBLAS",
    "scipy": "numpy and scipy, each with its OpenBLAS",
    "skimage": "scikit-image: measures, surfaces",
    "igl": "libigl: distances to a surface",
    "matplotlib": "matplotlib: colour scales (PyVista asks for it)",
    "PIL": "Pillow: pictures",
    "pillow": "Pillow: pictures",
    "cryptography": "cryptography: the seal",
    "_soundfile_data": "libsndfile: sounds",
    "sympy": "sympy: torch asks for it",
    "undersong": "Undersong itself, and what starts it",
    "app": "Undersong itself, and what starts it",
    "engine": "Undersong itself, and what starts it",
    "resources": "icons, translations, guide, examples",
    "licences": "licences",
    "lib": "Python itself and system libraries",
    "python": "Python itself and system libraries",
}
REST = "smaller libraries, and what Python brings"


def of(folder: Path) -> int:
    """The bytes of a folder; what a link points to is counted where it lies."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def group(name: str) -> str:
    """What a path inside the program's folder belongs to."""
    return next((what for start, what in GROUPS.items() if name.startswith(start)), REST)


def table(bundle: Path) -> str:
    """Megabytes of each group, as they lie on disk and as they are packed, the largest first."""
    plain: dict[str, int] = defaultdict(int)
    packed: dict[str, int] = defaultdict(int)
    packers: dict[str, lzma.LZMACompressor] = defaultdict(lambda: lzma.LZMACompressor(preset=LEVEL))
    for path in sorted(bundle.rglob("*")):
        if path.is_file() and not path.is_symlink():
            what = group(path.relative_to(bundle).as_posix().removeprefix("_internal/"))
            with path.open("rb") as file:
                while data := file.read(1 << 20):  # a whole library at once would be half a gigabyte
                    plain[what] += len(data)
                    packed[what] += len(packers[what].compress(data))
    for what, packer in packers.items():
        packed[what] += len(packer.flush())
    lines = ["| what | MB on disk | MB in an archive |", "|---|---|---|"]
    for what in sorted(plain, key=lambda one: -plain[one]):
        lines.append(f"| {what} | {plain[what] / 1e6:.1f} | {packed[what] / 1e6:.1f} |")
    lines.append(f"| all | {sum(plain.values()) / 1e6:.1f} | {sum(packed.values()) / 1e6:.1f} |")
    return "\n".join(lines)
