"""Aside: long sums are done in a process of their own.

The libraries that do them let no other Python run meanwhile, so that a window would stand still for seconds.
"""

from __future__ import annotations

import io
from typing import Any

import numpy.typing as npt

from engine.errors import OutOfMemoryError
from engine.media import helper_process
from engine.media.wire import Parcel, Refused, receive, send

TASK = "--task"  # stands before the task's name where a path would: paths are absolute
LONGEST = 600.0  # seconds

Arrays = dict[str, npt.NDArray[Any]]


def aside(task: str, **arrays: npt.NDArray[Any]) -> Arrays | None:
    """What a task of `decode.task` makes of the arrays; None where no process can be started.

    Raises OutOfMemoryError where the process has too little room.
    """
    given = io.BytesIO()
    send(given, Parcel(task, arrays=arrays))
    try:
        output, code, said = helper_process.answered([*helper_process.decoder(), TASK, task], LONGEST, given.getvalue())
    except OSError:
        return None
    try:
        return receive(output).arrays
    except Refused as refused:
        raise OutOfMemoryError("There is not enough memory to measure this shape.") from refused
    except ValueError as error:
        error.add_note(f"{task} ended with {code}: {said}")
        raise
