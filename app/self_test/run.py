"""The self-test of an installed program: it hides and reveals one small file of each kind and opens every page.

    undersong --self-test [LOG]

A log says how each check went; the exit code is 0 where all did well. No file, setting or window of the person's is
touched.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import engine
from app.self_test.check import Check


def main(log: Path | None = None) -> int:
    """Run every check and write the log to standard output, or into the file where one is named."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        if log is None:
            return _run(Path(folder), sys.stdout)
        with log.open("w", encoding="utf-8") as file:  # a program without a console has no other way to tell
            return _run(Path(folder), file)


def _run(folder: Path, output: TextIO) -> int:
    """Run the checks; 1 where any failed."""
    failed = 0
    print(f"Undersong {engine.__version__} on {sys.platform}, Python {sys.version.split()[0]}", file=output, flush=True)
    for name, run in _checks(folder):
        began = time.monotonic()
        try:
            note = run()
        except Exception:  # whatever it is, it is written down and the other checks still run
            failed += 1
            print(f"FAILED {name}\n{traceback.format_exc()}", file=output, flush=True)
        else:
            told = f": {note}" if note else ""
            print(f"passed {name} in {time.monotonic() - began:.1f} s{told}", file=output, flush=True)
    print(f"self-test: {f'{failed} failed' if failed else 'all passed'}", file=output, flush=True)
    return 1 if failed else 0


def _checks(folder: Path) -> Iterator[Check]:
    from app.self_test import hiding

    yield from hiding.checks(folder)
    from app.self_test import pages  # Qt only now: after torch, which does not load after it on Windows

    yield from pages.checks(folder)
