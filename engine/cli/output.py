"""What a command prints: every line is flushed at once, so that a failure is noticed before anything depends on it."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any

from engine.errors import SaveError


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
    say(json.dumps(result, ensure_ascii=False))


def complain(message: str) -> None:
    """Print a message to standard error, if there is one."""
    if sys.stderr is not None:
        print(f"undersong: {message}", file=sys.stderr, flush=True)


def measures_text(measures: Mapping[str, float]) -> str:
    """Measures such as PSNR by name, in one line."""
    return ", ".join(f"{name} {value:.4g}" for name, value in measures.items()) or "could not be measured"
