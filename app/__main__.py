"""python -m app: start the program; its splash screen appears at once."""

from __future__ import annotations

import multiprocessing
import os
import sys
from pathlib import Path


def main() -> int:
    """Run the program.  Imports are local: a child process imports this module again, and needs none of them."""
    multiprocessing.freeze_support()
    from engine import forbid_core_dumps

    forbid_core_dumps()
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
    # The splash screen comes before torch, which takes seconds to load from a cold disk.  On Windows torch comes first:
    # it fails to load after Qt (pytorch#166628).
    if sys.platform == "win32":
        import torch
    from app.shell.program import Program

    program = Program(sys.argv)
    if sys.platform != "win32":
        import torch  # noqa: F401
    return program.run()


if __name__ == "__main__":
    sys.exit(main())
