"""Offloading: long computations run in the helper process.

The libraries that do them hold the interpreter's lock, so a window would freeze for seconds.
"""

from __future__ import annotations

import io

from engine.arrays import AnyArray
from engine.errors import OutOfMemoryError
from engine.media.helper_process import run_helper
from engine.media.wire import Parcel, Refused, receive, send

TIMEOUT = 600.0  # seconds
_TOO_LARGE = "There is not enough memory to measure this shape."


def offload(task: str, **arrays: AnyArray) -> dict[str, AnyArray] | None:
    """The arrays that a task of the helper process (`helper.TASKS`) computes from these; None where it cannot start.

    Raises TooLongError, and OutOfMemoryError where the process needs more memory than it may use, or gives more bytes
    than a parcel has.
    """
    request = io.BytesIO()
    send(request, Parcel(task, arrays=arrays))
    try:
        finished = run_helper(task, TIMEOUT, data=request.getvalue())
    except OSError:
        return None
    if finished.too_much:
        raise OutOfMemoryError(_TOO_LARGE)
    try:
        return receive(finished.output).arrays
    except Refused as refused:
        raise OutOfMemoryError(_TOO_LARGE) from refused
    except ValueError as error:
        error.add_note(f"{task} ended with {finished.code}: {finished.errors}")
        raise
