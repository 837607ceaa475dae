"""The sizes of the parts of the frozen program."""

from __future__ import annotations

import lzma
from collections import defaultdict
from pathlib import Path

from portable import XZ_LEVEL

GROUPS = {  # prefixes of paths in the program's folder, and what they belong to
    "torch": "torch: the networks and their training",
    "imageio_ffmpeg": "ffmpeg: reads and writes videos (a program of its own)",
    "PySide6": "Qt and PySide6: the window",
    "shiboken6": "Qt and PySide6: the window",
    "vtk": "VTK and PyVista: shapes in 3D",
    "pyvista": "VTK and PyVista: shapes in 3D",
    "numpy": "numpy and scipy, each with its OpenBLAS",
    "scipy": "numpy and scipy, each with its OpenBLAS",
    "llvmlite": "llvmlite: the arithmetic of a fit, compiled for the CPU at hand",
    "skimage": "scikit-image: measures, surfaces",
    "igl": "libigl: distances to a surface",
    "matplotlib": "matplotlib: colour maps (required by PyVista)",
    "PIL": "Pillow: pictures",
    "pillow": "Pillow: pictures",
    "cryptography": "cryptography: sealing and boxes",
    "_soundfile_data": "libsndfile: sounds",
    "sympy": "sympy: required by torch",
    "undersong": "Undersong and its launchers",
    "app": "Undersong and its launchers",
    "engine": "Undersong and its launchers",
    "resources": "icons, translations, guide, examples",
    "licences": "licences",
    "lib": "Python itself and system libraries",
    "python": "Python itself and system libraries",
}
REST = "smaller libraries, and the standard library"


def of(folder: Path) -> int:
    """The bytes of a folder, without the targets of symbolic links."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def group(name: str) -> str:
    """The group of a path in the program's folder."""
    return next((group for prefix, group in GROUPS.items() if name.startswith(prefix)), REST)


def table(bundle: Path) -> str:
    """A table of the megabytes of each group on disk and compressed, the largest first."""
    plain: dict[str, int] = defaultdict(int)
    packed: dict[str, int] = defaultdict(int)
    packers: dict[str, lzma.LZMACompressor] = defaultdict(lambda: lzma.LZMACompressor(preset=XZ_LEVEL))
    for path in sorted(bundle.rglob("*")):
        if path.is_file() and not path.is_symlink():
            part = group(path.relative_to(bundle).as_posix().removeprefix("_internal/"))
            with path.open("rb") as file:
                while data := file.read(1 << 20):  # in chunks: the largest library has half a gigabyte
                    plain[part] += len(data)
                    packed[part] += len(packers[part].compress(data))
    for part, packer in packers.items():
        packed[part] += len(packer.flush())
    lines = ["| what | MB on disk | MB in an archive |", "|---|---|---|"]
    for part in sorted(plain, key=lambda part: -plain[part]):
        lines.append(f"| {part} | {plain[part] / 1e6:.1f} | {packed[part] / 1e6:.1f} |")
    lines.append(f"| all | {sum(plain.values()) / 1e6:.1f} | {sum(packed.values()) / 1e6:.1f} |")
    return "\n".join(lines)
