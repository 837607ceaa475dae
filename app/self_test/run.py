"""The self-test of an installed program: hides and reveals a small file of each modality, and opens every page.

    undersong --self-test [LOG]

The log has a line for each check; the exit code is 0 if all passed. It touches no file and no setting of the person.
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
    """Run every check; the log goes to standard output, or to a file."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        if log is None:
            return _run(Path(folder), sys.stdout)
        with log.open("w", encoding="utf-8") as file:  # a program without a console has no standard output
            return _run(Path(folder), file)


def _run(folder: Path, output: TextIO) -> int:
    """Run the checks; returns the exit code."""
    failed = 0
    print(f"Undersong {engine.__version__} on {sys.platform}, Python {sys.version.split()[0]}", file=output, flush=True)
    for name, run in _checks(folder):
        start = time.monotonic()
        try:
            note = run()
        except Exception:  # of any type: it is logged, and the other checks still run
            failed += 1
            print(f"FAILED {name}\n{traceback.format_exc()}", file=output, flush=True)
        else:
            suffix = f": {note}" if note else ""
            print(f"passed {name} in {time.monotonic() - start:.1f} s{suffix}", file=output, flush=True)
    print(f"self-test: {f'{failed} failed' if failed else 'all passed'}", file=output, flush=True)
    return 1 if failed else 0


def _checks(folder: Path) -> Iterator[Check]:
    from app.self_test import hiding

    yield from hiding.checks(folder)
    from app.self_test import pages  # imports Qt, after which torch does not load on Windows

    yield from pages.checks(folder)
