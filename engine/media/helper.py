"""The helper process: opens untrusted files, and does long computations, where it can be killed.

    python -m engine.media.helper TASK SECONDS [PATH]

It limits itself, enters its `sandbox`, and writes one parcel (`wire`) to standard output. The task "decode" reads the
file at PATH; every other task reads the arrays it works on, as a parcel, from standard input. An error that is not
foreseen, of which decoders raise many, ends the process; its parent then knows that the file is damaged, so nothing
else is caught here.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np

from engine.arrays import AnyArray
from engine.media import sandbox
from engine.media.ffmpeg_path import CHOSEN, executable, null_device
from engine.media.wire import Parcel, Refused, receive, send

SPARE = 5  # seconds of processor time beyond the limit, so that the parent's timeout comes first


def helper_main(arguments: Sequence[str]) -> int:
    """Run the task `arguments[0]` in at most about `arguments[1]` seconds; the result goes to standard output."""
    task, seconds, *rest = arguments
    # Decoders may print: what they print goes to standard error, not into the parcel.
    with os.fdopen(os.dup(1), "wb") as output:
        os.dup2(2, 1)
        sandbox.limit(int(float(seconds)) * min(os.cpu_count() or 1, 2) + SPARE)
        _shut_in(Path(rest[0]) if rest else None)
        try:
            result: Parcel | Refused = TASKS[task](rest)
        except Refused as refused:
            result = refused
        except MemoryError:
            result = Refused("needs more memory than this program allows a file", "too-large")
        send(output, result)
    return 0


# Each task imports only what it needs: the libraries take longer to load than most files.
def _decode(arguments: Sequence[str]) -> Parcel:
    from engine.media.decode import decode

    return decode(Path(arguments[0]))


def _distance(_: Sequence[str]) -> Parcel:
    from engine.media.distance import signed_distance_here

    return Parcel("distance", arrays={"distance": signed_distance_here(**_arrays()).astype(np.float32)})


def _likeness(_: Sequence[str]) -> Parcel:
    from engine.media.distance import likeness_here

    return Parcel("likeness", arrays={"measures": np.array(likeness_here(**_arrays()), np.float32)})


def _contour(_: Sequence[str]) -> Parcel:
    from engine.media.isosurface import extract_surface_here

    arrays = _arrays()
    vertices, faces = extract_surface_here(arrays["volume"], float(arrays["level"][0]))
    return Parcel("contour", arrays={"vertices": vertices, "faces": faces})


TASKS: dict[str, Callable[[Sequence[str]], Parcel]] = {
    "decode": _decode,
    "distance": _distance,
    "likeness": _likeness,
    "contour": _contour,
}


def _arrays() -> dict[str, AnyArray]:
    """The arrays on standard input."""
    return receive(sys.stdin.buffer.read()).arrays


def _shut_in(path: Path | None) -> None:
    """Enter the sandbox, in which a file can be read and ffmpeg run where there is one."""
    sys.dont_write_bytecode = True
    program = None
    if path is not None:
        with suppress(FileNotFoundError):
            program = Path(executable())
            null_device()
            os.environ[CHOSEN] = str(program)  # it need not be looked for again, where that is refused
    held = sandbox.enter(path, program)
    if sys.platform == "linux" and len(held) < 2:
        print(f"this system limits the helper by {' and '.join(held) or 'its resources'} alone", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(helper_main(sys.argv[1:]))
