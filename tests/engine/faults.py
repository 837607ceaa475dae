"""File calls that fail: the k-th of them, or all from the k-th on."""

from __future__ import annotations

import errno
from collections.abc import Callable
from typing import Any

KINDS: dict[str, BaseException | None] = {
    "ENOSPC": OSError(errno.ENOSPC, "No space left on device"),
    "EIO": OSError(errno.EIO, "Input/output error"),
    "EACCES": PermissionError(errno.EACCES, "Permission denied"),
    "EDQUOT": OSError(errno.EDQUOT, "Disk quota exceeded"),
    "Ctrl+C": KeyboardInterrupt(),
    "short": None,
}


class Faults:
    """Counts file calls, and lets one of them fail, or all from one on: with an error, or by writing only half."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.fail_at, self.lasting = 0, False
        self.error: BaseException | None = None

    def arm(self, index: int, kind: str, *, lasting: bool) -> None:
        """From now on let the call of this index fail, 1 being the next; 0 lets all succeed."""
        self.names.clear()
        self.fail_at, self.lasting, self.error = index, lasting, KINDS[kind]

    def count(self, name: str) -> bool:
        """Whether this call is to do half its work; raises where it is to fail."""
        self.names.append(name)
        if not self.fail_at or (len(self.names) < self.fail_at if self.lasting else len(self.names) != self.fail_at):
            return False
        if self.error is None:
            return name == "write"
        raise self.error

    def wrapped(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """The call, counted."""

        def counted(*arguments: Any, **named: Any) -> Any:
            if self.count(name):
                handle, data = arguments
                return call(handle, data[: max(1, len(data) // 2)])
            return call(*arguments, **named)

        return counted
