"""A hundred tiny hides and three hundred reveals in one process: what grows, memory, threads, handles, or files?

python -m tests.benchmarks.series [HIDES] [REVEALS]
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
import threading
from pathlib import Path

import torch

import engine
from tests.engine.tiny import film, picture, solid, sound, tiny

SECRETS = (picture, sound, solid, lambda: film(with_sound=True))


def figures(folder: Path) -> str:
    """Memory in use (MB), threads, open handles, and temporary files, as a row of a table."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    memory = pages * os.sysconf("SC_PAGE_SIZE") / 1e6
    threads = f"{threading.active_count()} / {len(os.listdir('/proc/self/task'))}"  # noqa: PTH208
    handles, files = len(os.listdir("/proc/self/fd")), sum(path.is_file() for path in folder.rglob("*"))  # noqa: PTH208
    return f"{memory:.0f} | {threads} | {handles} | {files} |"


def hide_one(number: int, folder: Path, key: engine.Key) -> Path:
    """One hide, kept in a checkpoint and saved, as the window does."""
    plan = engine.plan([SECRETS[number % 4]()], picture(phase=number % 50), tiny(20))
    checkpoint, path = engine.Checkpoint(folder / f"job-{number}", key), folder / "cat.undersong"
    checkpoint.make_due()
    engine.save_bytes(path, engine.hide(plan, key, checkpoint=checkpoint).to_bytes())
    checkpoint.delete()
    return path


def main(hides: int = 100, reveals: int = 300) -> None:
    """Print the table."""
    torch.set_num_threads(1)
    key = engine.Key.generate()
    with tempfile.TemporaryDirectory() as name:
        folder = tempfile.tempdir = name
        where = Path(folder)
        print("| after | MB | threads (Python / all) | handles | files |\n|---|---|---|---|---|")
        for number in range(1, hides + 1):
            path = hide_one(number, where, key)
            if number in (1, 10, 25, 50, 75) or number == hides:
                print(f"| {number} hides | {figures(where)}", flush=True)
        for number in range(1, reveals + 1):
            [secret] = engine.reveal(engine.Stego.load(path), key)
            assert secret.intact
            if number in (1, 10, 50, 100, 200) or number == reveals:
                print(f"| {number} reveals | {figures(where)}", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
