"""Files and folders that are dropped: which media they stand for, and loading them."""

from __future__ import annotations

from pathlib import Path

import engine

SUFFIX = ".undersong"


class FolderError(engine.UnreadableFileError):
    """A folder with no media directly inside it, or with more than one Undersong file holds."""

    def __init__(self, folder: Path, count: int) -> None:
        limit = engine.MAX_SECRETS
        super().__init__(f"“{folder.name}” holds {count} files that can be hidden; up to {limit} are taken.")


class StegoGivenError(engine.UnreadableFileError):
    """An Undersong file where a medium to hide is expected."""


def media_suffixes() -> list[str]:
    """The file name suffixes of all modalities."""
    return sorted({suffix for modality in engine.MODALITIES.values() for suffix in modality.suffixes})


def media_in(folder: Path) -> list[Path]:
    """The media and Undersong files directly inside a folder, sorted by name, without hidden files."""
    known = {*media_suffixes(), SUFFIX}
    try:
        inside = sorted(folder.iterdir(), key=lambda path: path.name.casefold())
    except OSError:
        return []
    return [path for path in inside if path.suffix.lower() in known and path.name[0] != "." and path.is_file()]


def expand_folders(paths: list[Path]) -> list[Path]:
    """The paths with each folder replaced by its media; `load_dropped` refuses a folder that stays."""
    result: list[Path] = []
    for path in paths:
        inside = media_in(path) if path.is_dir() else []
        result += inside if 0 < len(inside) <= engine.MAX_SECRETS else [path]
    return result


def sort_files(paths: list[Path]) -> tuple[list[Path], list[Path]]:
    """The Undersong files, and the others. The suffix is enough: a damaged file is refused where it belongs.

    A folder is one of the others, but where it holds only Undersong files it stands for these.
    """
    given: list[Path] = []
    for path in paths:
        inside = media_in(path) if path.is_dir() else []
        given += inside if inside and all(file.suffix.lower() == SUFFIX for file in inside) else [path]
    stegos = [path for path in given if not path.is_dir() and (path.suffix.lower() == SUFFIX or engine.is_stego(path))]
    return stegos, [path for path in given if path not in stegos]


def load_dropped(path: Path) -> engine.Medium:
    """Read a medium.  Raises FolderError for a folder, and StegoGivenError for an Undersong file."""
    if path.is_dir():
        raise FolderError(path, len(media_in(path)))
    try:
        return engine.load(path)
    except engine.UnreadableFileError as error:
        if engine.is_stego(path):
            raise StegoGivenError(f"“{path.name}” is an Undersong file.") from error
        raise
