"""What somebody means who drops files, folders, or both."""

from __future__ import annotations

from pathlib import Path

import engine

MOST = 8  # files of one folder: as many as one Undersong file holds
SUFFIX = ".undersong"


class FolderError(engine.UnreadableFileError):
    """A folder that holds nothing to hide, right inside it, or more than one can mean."""

    def __init__(self, folder: Path, count: int) -> None:
        super().__init__(f"“{folder.name}” holds {count} files that can be hidden; up to {MOST} are taken.")


class StegoGivenError(engine.UnreadableFileError):
    """An Undersong file in the place of something to hide."""


def suffixes() -> list[str]:
    """How the names of media end."""
    return sorted({suffix for kind in engine.MODALITIES.values() for suffix in kind.suffixes})


def media_in(folder: Path) -> list[Path]:
    """The files right inside a folder that can be hidden or revealed, sorted by name."""
    known = {*suffixes(), SUFFIX}
    try:
        inside = sorted(folder.iterdir(), key=lambda path: path.name.casefold())
    except OSError:
        return []
    return [path for path in inside if path.suffix.lower() in known and path.name[0] != "." and path.is_file()]


def spread(paths: list[Path]) -> list[Path]:
    """The files that are meant; a folder of which it is not clear stays, and opening it says why."""
    result: list[Path] = []
    for path in paths:
        inside = media_in(path) if path.is_dir() else []
        result += inside if 0 < len(inside) <= MOST else [path]
    return result


def sort_files(paths: list[Path]) -> tuple[list[Path], list[Path]]:
    """The Undersong files, and the others. The suffix is enough: a damaged file is refused where it belongs."""
    stegos = [path for path in paths if path.suffix.lower() == SUFFIX or engine.is_stego(path)]
    return stegos, [path for path in paths if path not in stegos]


def load_dropped(path: Path) -> engine.Medium:
    """Read a medium.  Raises FolderError for a folder that `spread` left, and StegoGivenError for an Undersong file."""
    if path.is_dir():
        raise FolderError(path, len(media_in(path)))
    try:
        return engine.load(path)
    except engine.UnreadableFileError as error:
        if engine.is_stego(path):
            raise StegoGivenError(f"“{path.name}” is an Undersong file.") from error
        raise
