"""ProgressBar: a `report` that draws one line with the time left on a terminal."""

from __future__ import annotations

import os
import sys
from types import TracebackType
from typing import Final, Self

from engine.progress import Note, Progress

WIDTH: Final = 28
MIN_WIDTH: Final = 8
MARKS: Final = "█░"
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
        self._drawing = (
            not quiet and sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, error_type: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._drawing:
            self._write(CLEAR)

    def __call__(self, progress: Progress) -> None:
        if progress.note:
            self._write((CLEAR if self._drawing else "") + NOTES[progress.note] + "\n")
        if self._drawing:
            self._write(CLEAR + line(progress, _columns(), _marks()))

    def _write(self, text: str) -> None:
        """Write to standard error; where that is gone, as with a terminal that was closed, the work goes on."""
        if sys.stderr is not None:
            try:
                sys.stderr.write(text)
                sys.stderr.flush()
            except OSError:
                self._drawing = False


def line(progress: Progress, columns: int = 80, marks: str = MARKS) -> str:
    """The text of the bar: the part done, what is under way, its quality in decibels, and the time left.

    It is shorter than the terminal's `columns`: what wraps into a second line is never erased. In a narrow one the bar
    gets shorter, then the quality and the task are left out.
    """
    quality = "" if progress.quality is None else f", {progress.quality:.1f} dB"
    left = "" if progress.seconds_left is None else f", {_time(progress.seconds_left)} left"
    task = f" {_task(progress)}"
    for text in (f"{task}{quality}{left}", f"{task}{left}", left.replace(",", "", 1), ""):
        text = f" {progress.overall:4.0%}{text}"
        width = min(WIDTH, columns - 1 - len(text))
        if width >= MIN_WIDTH:
            done = round(progress.overall * width)
            return marks[0] * done + marks[1] * (width - done) + text
    return f"{progress.overall:.0%}"[: max(0, columns - 1)]


def _columns() -> int:
    """The width of the terminal, which may change at any time."""
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or 80
    except (OSError, ValueError):
        return 80


def _marks() -> str:
    """The signs for done and not done that the terminal's encoding has."""
    try:
        MARKS.encode(sys.stderr.encoding or "utf-8")
    except UnicodeEncodeError:
        return "#-"
    return MARKS


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
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
