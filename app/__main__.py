"""python -m app: start the program, with a splash at once."""

from __future__ import annotations

import multiprocessing
import os
import sys
from pathlib import Path


def main() -> int:
    """Run the program; everything heavy is imported in here, so that a child process re-imports nothing."""
    multiprocessing.freeze_support()
    if sys.argv[1:2] == ["--undersong-helper"]:  # the frozen program as its own helper process
        import engine

        return engine.helper_main(sys.argv[2:])
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # a frozen program without a console
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123
    if sys.argv[1:2] == ["--self-test"]:
        from app.self_test import run

        return run.main(*map(Path, sys.argv[2:3]))
    if sys.argv[1:2] == ["--start-test"]:
        from app.self_test import starting

        return starting.main(float(sys.argv[2]))
    # torch takes seconds from a cold disk, and a splash should stand before.  Not on Windows: there torch fails to
    # load after Qt (pytorch#166628), and the person waits for the first picture as long as torch takes.
    if sys.platform == "win32":
        import torch
    from app.shell.program import Program

    program = Program(sys.argv)
    if sys.platform != "win32":
        import torch  # noqa: F401
    return program.run()


if __name__ == "__main__":
    sys.exit(main())
