"""The packaged program's command line, and the process in which it opens a stranger's file."""

import multiprocessing
import sys

multiprocessing.freeze_support()
if sys.argv[1:2] == ["--undersong-decode"]:
    import engine

    sys.exit(engine.decode_child(sys.argv[2:]))

from engine.__main__ import run  # noqa: E402  the decoding process must not wait for it

run()
