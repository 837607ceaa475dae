"""The command `jobs`: the hides that are kept in some folders, and what can be said of them without a key."""

from __future__ import annotations

import os
import sys
import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from engine.checkpoint import Checkpoint
from engine.checkpoint_file import PREFIX, CheckpointLabel, first_of
from engine.cli.output import say, say_json
from engine.errors import CheckpointError
from engine.naming import spelled


def jobs(options: Namespace) -> int:
    """Print every kept hide in the folders, the newest first; without a folder, in this one and in the window's."""
    folders = options.folder or [Path(), window_folder()]
    found = [_described(path) for folder in dict.fromkeys(folders) for path in _kept(folder)]
    found.sort(key=lambda job: job["saved"], reverse=True)
    if options.json:
        say_json({"jobs": found})
    elif found:
        say(*map(_line, found))
    else:
        say("No hide is kept here.")
    return 0


def window_folder() -> Path:
    """The folder in which the window keeps its hides; it need not be there."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home() / "AppData/Local"))) / "Undersong"
    if sys.platform == "darwin":
        return Path.home() / "Library/Application Support/Undersong"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share") / "Undersong"


def _kept(folder: Path) -> Iterator[Path]:
    """The first file of every checkpoint in a folder, also where only the second is left."""
    found: dict[Path, None] = {}
    with suppress(OSError):
        for file in sorted(folder.iterdir()):
            with suppress(OSError):
                if file.is_file() and _begins_like_one(file):
                    found[first_of(file)] = None
    yield from found


def _begins_like_one(file: Path) -> bool:
    with file.open("rb") as stream:
        return stream.read(len(PREFIX)) == PREFIX


def _described(path: Path) -> dict[str, Any]:
    facts = [file.stat() for file in Checkpoint.files(path)]
    job: dict[str, Any] = {
        "file": str(path),
        "saved": round(max((fact.st_mtime for fact in facts), default=0.0)),
        "bytes": sum(fact.st_size for fact in facts),
        "running": Checkpoint.in_use(path),
    }
    try:
        label = Checkpoint.label(path)
    except CheckpointError as error:
        return {**job, "problem": str(error)}
    return {**job, "began": round(label.began), "cover": _cover(label)}


def _cover(label: CheckpointLabel) -> str:
    size = " x ".join(map(str, reversed(label.shape[-2:]))) if label.modality in ("image", "video") else ""
    length = f"{label.seconds:.1f} s" if label.seconds else ""
    return ", ".join(filter(None, (label.modality, length, size)))


def _line(job: dict[str, Any]) -> str:
    if "problem" in job:
        return f"{spelled(job['file'])}: {job['problem']}"
    date = time.strftime("%Y-%m-%d %H:%M", time.localtime(job["began"]))
    state = ", going on now" if job["running"] else ""
    return f"{spelled(job['file'])}: begun {date}, cover: {job['cover']}, {job['bytes'] / 1e6:.1f} MB{state}"
