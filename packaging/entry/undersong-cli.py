"""The packaged program's command line, and the helper process in which it opens untrusted files."""

import multiprocessing
import sys

multiprocessing.freeze_support()
if sys.argv[1:2] == ["--undersong-helper"]:
    import engine

    sys.exit(engine.helper_main(sys.argv[2:]))

from engine.__main__ import run  # noqa: E402  the helper process must not wait for it

run()
