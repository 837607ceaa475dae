"""The helper process: opens untrusted files, and does long computations, where it can be killed.

    python -m engine.media.helper TASK SECONDS [PATH]

It limits its own memory and processor time and writes one parcel (`wire`) to standard output. The task "decode"
reads the file at PATH; every other task reads the arrays it works on, as a parcel, from standard input. An error
that is not foreseen, of which decoders raise many, ends the process; its parent then knows that the file is
damaged, so nothing else is caught here.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from engine.arrays import AnyArray
from engine.media.wire import Parcel, Refused, receive, send

MEMORY = 3 << 30  # bytes of address space: a picture of 200 megapixels takes 1.6 GB
SPARE = 5  # seconds of processor time beyond the limit, so that the parent's timeout comes first


def helper_main(arguments: Sequence[str]) -> int:
    """Run the task `arguments[0]` in at most about `arguments[1]` seconds; the result goes to standard output."""
    task, seconds, *rest = arguments
    # Decoders may print: what they print goes to standard error, not into the parcel.
    with os.fdopen(os.dup(1), "wb") as output:
        os.dup2(2, 1)
        _limit_resources(float(seconds))
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


def _limit_resources(seconds: float) -> None:
    """Limit the memory and processor time of this process and of those it starts, where the system can."""
    if sys.platform == "win32":
        return
    import resource

    cpus = os.cpu_count() or 1
    limits = {resource.RLIMIT_AS: MEMORY, resource.RLIMIT_CPU: int(seconds) * min(cpus, 2) + SPARE}
    for which, limit in limits.items():
        _, hard = resource.getrlimit(which)
        limit = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        try:
            resource.setrlimit(which, (limit, limit))
        except (ValueError, OSError):  # macOS refuses a limit on the address space
            continue


if __name__ == "__main__":
    sys.exit(helper_main(sys.argv[1:]))
