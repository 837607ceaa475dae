"""A progress bar with the time left, on a terminal's standard error; elsewhere it says nothing."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Self

from engine.progress import Progress

WIDTH = 28


class ProgressBar:
    """A report for the engine that draws one line again and again, and clears it at the end."""

    def __init__(self, *, quiet: bool) -> None:
        self._on = sys.stderr.isatty() and not quiet

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._on:
            sys.stderr.write("\r\033[K")

    def __call__(self, progress: Progress) -> None:
        if progress.note:
            sys.stderr.write(("\r\033[K" if self._on else "") + progress.note + "\n")
        if self._on:
            sys.stderr.write("\r\033[K" + line(progress))
            sys.stderr.flush()


def line(progress: Progress) -> str:
    """The line for one moment."""
    done = round(progress.overall * WIDTH)
    bar = "█" * done + "░" * (WIDTH - done)
    words = {
        "secret": f"learning {_secrets(progress)} of {progress.count}",
        "cover": "learning the cover around it",
        "check": "checking what the receiver will get",
        "show": "drawing the cover",
        "reveal": f"revealing {progress.index + 1} of {progress.count}",
        "attack": f"attack {progress.index + 1} of {progress.count}",
    }[progress.stage]
    quality = "" if progress.quality is None else f", {progress.quality:.1f} dB"
    left = "" if progress.seconds_left is None else f", {_time(progress.seconds_left)} left"
    return f"{bar} {progress.overall:4.0%} {words}{quality}{left}"


def _secrets(progress: Progress) -> str:
    first, last = progress.index + 1, progress.index + progress.together
    return f"secret {first}" if first == last else f"secrets {first} to {last}"


def _time(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02d}"
