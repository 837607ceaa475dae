"""The order of a queue on disk: the names of its checkpoints, which are random, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import engine
from app.hide.checkpoint_folder import NAME

ORDER = "queue"  # the name of the file
MAX_BYTES = 1 << 16


def read_order(folder: Path) -> list[Path]:
    """The checkpoints of the queue that are there, first things first."""
    lines: list[str] = []
    with suppress(OSError, ValueError), (folder / ORDER).open(encoding="ascii") as file:
        lines = file.read(MAX_BYTES).splitlines()
    names = dict.fromkeys(line for line in lines if line.startswith(NAME) and Path(line).name == line)
    return [path for path in (folder / name for name in names) if engine.Checkpoint.files(path)]


def write_order(folder: Path, paths: Iterable[Path]) -> None:
    """Write the order of these checkpoints; those of another window, which are in use, follow.  Raises SaveError."""
    own = list(paths)
    others = [path for path in read_order(folder) if path not in own and engine.Checkpoint.in_use(path)]
    if own or others or (folder / ORDER).exists():
        names = [path.name for path in (*own, *others)]
        engine.save_bytes(folder / ORDER, "".join(f"{name}\n" for name in names).encode("ascii"), private=True)
