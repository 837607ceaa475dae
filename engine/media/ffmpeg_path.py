"""Where ffmpeg is: always a full path, so that no program of that name in the current folder is ever run."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

CHOSEN: Final = "IMAGEIO_FFMPEG_EXE"  # the variable by which a person names another one
_NAME: Final = "ffmpeg.exe" if sys.platform == "win32" else "ffmpeg"


def executable() -> str:
    """The full path of ffmpeg: the one a person chose, that of imageio-ffmpeg, of conda, or of the system.

    None is run to find out. Raises FileNotFoundError where there is none.
    """
    return _found(os.environ.get(CHOSEN, ""), os.environ.get("PATH", ""))


@lru_cache(maxsize=1)
def null_device() -> int:
    """A handle of the null device for what ffmpeg prints, open for good: later the sandbox opens nothing to write."""
    return os.open(os.devnull, os.O_WRONLY)


@lru_cache(maxsize=4)
def _found(chosen: str, path: str) -> str:
    if Path(chosen).name != chosen:
        return str(Path(chosen).absolute())
    for candidate in (*(() if chosen else _bundled()), *_on_path(chosen or _NAME, path)):
        if candidate.is_file() and os.access(candidate, os.X_OK):
            return str(candidate)
    raise FileNotFoundError("ffmpeg was not found")


def _bundled() -> Iterator[Path]:
    import imageio_ffmpeg

    yield from sorted(Path(imageio_ffmpeg.__file__).parent.glob("binaries/ffmpeg-*"))
    yield Path(sys.prefix, *(("Library",) if sys.platform == "win32" else ()), "bin", _NAME)


def _on_path(name: str, path: str) -> Iterator[Path]:
    """The places of PATH, but for those that depend on the current folder."""
    return (Path(folder, name) for folder in path.split(os.pathsep) if Path(folder).is_absolute())
