"""The command line: python -m engine COMMAND, also installed as undersong-cli."""

from __future__ import annotations

import argparse
import gc
import os
import signal
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Final, NoReturn

from engine.cli.output import complain, spell_everything
from engine.cli.parser import parser
from engine.core_dumps import forbid_core_dumps
from engine.errors import EXIT_CODES, FAILED, EngineError, UnreadableFileError
from engine.memory import memory_errors
from engine.naming import named

USAGE: Final = 2
INTERRUPTED: Final = 130


def run() -> NoReturn:
    """Run `main` and end the process without freeing its memory, as mypy does: taking torch apart takes 0.25 s."""
    forbid_core_dumps()
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # not where it is ignored, as under nohup
        signal.signal(signal.SIGINT, _stop)
    code = main()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            try:
                stream.flush()
            except OSError:  # a closed pipe, which `main` has reported
                code = code or FAILED
    os._exit(code)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; every error is one plain sentence on standard error and an exit code of its own."""
    spell_everything()
    given = sys.argv[1:] if arguments is None else arguments
    if (odd := next((word for word in given if not _can_be_a_name(word)), None)) is not None:
        complain(f"“{named(odd)}” holds signs that no name of a file has.")
        return USAGE
    try:
        options = parser().parse_args(arguments)
        _stand_somewhere()
        with memory_errors():
            return _command(options.command)(options)
    except EngineError as error:
        complain(str(error))
        return next((code for error_type, code in EXIT_CODES if isinstance(error, error_type)), FAILED)
    except KeyboardInterrupt as stopped:
        complain(str(stopped) or "stopped; nothing was saved.")
        return INTERRUPTED


def _can_be_a_name(word: str) -> bool:
    """Whether the system takes this for a name: no null character, and no half of a sign."""
    try:
        return b"\0" not in os.fsencode(word)
    except UnicodeEncodeError:
        return False


def _stop(*_: object) -> NoReturn:
    """Stop once: an impatient second Ctrl+C must not interrupt the clearing up, which takes a moment."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    raise KeyboardInterrupt


def _stand_somewhere() -> None:
    """Raise UnreadableFileError where the current folder was deleted: MKL would end the process as if misused."""
    try:
        Path.cwd()
    except OSError as error:
        raise UnreadableFileError("The current folder was deleted. Change to another one.") from error


def _command(name: str) -> Callable[[argparse.Namespace], int]:
    """The function of a command.  Only its own module is imported: `--help` and wrong usage do not wait for torch."""
    gc.disable()  # objects made by imports stay: collecting garbage meanwhile takes 0.15 s
    try:
        command: Callable[[argparse.Namespace], int] = getattr(import_module(f"engine.cli.{name}"), name)
    finally:
        gc.enable()
    return command


if __name__ == "__main__":
    run()
