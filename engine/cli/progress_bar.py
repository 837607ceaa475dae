"""ProgressBar: a `report` that draws one line with the time left on a terminal."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Final, Self

from engine.progress import Note, Progress

WIDTH: Final = 28
CLEAR: Final = "\r\033[K"  # back to the start of the line, and erase it
NOTES: Final[dict[Note, str]] = {
    "memory-short": "Memory is short: continuing with smaller batches.",
    "to-processor": "The graphics card ran out of memory: continuing on the processor.",
    "stepped-back": "Training diverged: continuing from the best weights at half the learning rate.",
    "not-exact": "Some pixels of the cover still differ: it needs a longer fit.",
}


class ProgressBar:
    """A progress bar on standard error, to hand to any call of the engine as `report`.

    It draws on a terminal only, and clears its line at the end of a `with` block. Notes, for example that memory ran
    short, are printed as lines of their own even where nothing is drawn; `quiet` turns off the drawing.

        with engine.ProgressBar() as bar:
            stego = engine.hide(plan, key, report=bar)
    """

    def __init__(self, *, quiet: bool = False) -> None:
        self._drawing = not quiet and sys.stderr is not None and sys.stderr.isatty()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, error_type: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._drawing:
            sys.stderr.write(CLEAR)

    def __call__(self, progress: Progress) -> None:
        if progress.note and sys.stderr is not None:
            sys.stderr.write((CLEAR if self._drawing else "") + NOTES[progress.note] + "\n")
        if self._drawing:
            sys.stderr.write(CLEAR + line(progress))
            sys.stderr.flush()


def line(progress: Progress) -> str:
    """The text of the bar: the part done, what is under way, its quality in decibels, and the time left."""
    done = round(progress.overall * WIDTH)
    bar = "█" * done + "░" * (WIDTH - done)
    quality = "" if progress.quality is None else f", {progress.quality:.1f} dB"
    left = "" if progress.seconds_left is None else f", {_time(progress.seconds_left)} left"
    return f"{bar} {progress.overall:4.0%} {_task(progress)}{quality}{left}"


def _task(progress: Progress) -> str:
    first, last = progress.index + 1, progress.index + progress.together
    secrets = f"secret {first}" if first == last else f"secrets {first} to {last}"
    match progress.stage:
        case "plan":
            return "planning"
        case "forecast":
            return "forecasting"
        case "secret":
            return f"fitting {secrets} of {progress.count}"
        case "cover":
            return "fitting the cover"
        case "check":
            return "checking what the file gives back"
        case "show":
            return "rendering the cover"
        case "reveal":
            return f"revealing {secrets} of {progress.count}"
        case "attack":
            return f"attack {first} of {progress.count}"


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}"
