"""What a command prints: every line is flushed at once, so that a failure is noticed before anything depends on it."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from engine.errors import SaveError


def spell_everything() -> None:
    r"""Let the standard streams write signs that their encoding does not have as "\u65e5", where they would fail."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def say(*lines: str) -> None:
    """Print lines to standard output.  Raises SaveError where it is closed, full, or a pipe that nobody reads."""
    if sys.stdout is None:
        raise SaveError("Nothing can be printed: standard output is closed.")
    try:
        print(*lines, sep="\n", flush=True)
    except OSError as error:
        raise SaveError("Nothing can be printed: standard output refuses it.") from error


def say_json(result: Mapping[str, Any]) -> None:
    """Print one JSON object on one line.  Raises SaveError as `say` does."""
    text = json.dumps(result, ensure_ascii=False)
    say(text if _can_spell(text) else json.dumps(result))


def _can_spell(text: str) -> bool:
    """Whether standard output has all these signs."""
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def complain(message: str) -> None:
    """Print a message to standard error, if there is one that takes it."""
    if sys.stderr is not None:
        with suppress(OSError):
            print(f"undersong: {message}", file=sys.stderr, flush=True)


def measures_text(measures: Mapping[str, float]) -> str:
    """Measures such as PSNR by name, in one line."""
    return ", ".join(f"{name} {value:.4g}" for name, value in measures.items()) or "could not be measured"
