"""The command line: python -m engine COMMAND, also installed as undersong-cli."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Final, NoReturn

from engine.cli.output import complain
from engine.errors import (
    CapacityError,
    CheckpointError,
    DeviceError,
    EngineError,
    InvalidKeyError,
    InvalidStegoError,
    NothingRevealedError,
    SaveError,
    UnreadableFileError,
    WrongKeyError,
)

EXIT_CODES: Final[tuple[tuple[type[EngineError], int], ...]] = (
    (InvalidKeyError, 2),
    (WrongKeyError, 2),
    (DeviceError, 2),
    (NothingRevealedError, 3),
    (UnreadableFileError, 4),
    (InvalidStegoError, 4),
    (CheckpointError, 4),
    (CapacityError, 5),
    (SaveError, 6),
)
FAILED: Final = 1
INTERRUPTED: Final = 130


def run() -> NoReturn:
    """Run `main` and end the process without freeing its memory, as mypy does: taking torch apart takes 0.25 s."""
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
    options = _parser().parse_args(arguments)
    try:
        return _command(options.command)(options)
    except EngineError as error:
        complain(str(error))
        return next((code for error_type, code in EXIT_CODES if isinstance(error, error_type)), FAILED)
    except KeyboardInterrupt:
        complain("stopped; nothing was saved.")
        return INTERRUPTED


def _command(name: str) -> Callable[[argparse.Namespace], int]:
    """The function of a command.  Only its own module is imported: `--help` and wrong usage do not wait for torch."""
    gc.disable()  # objects made by imports stay: collecting garbage meanwhile takes 0.15 s
    try:
        command: Callable[[argparse.Namespace], int] = getattr(import_module(f"engine.cli.{name}"), name)
    finally:
        gc.enable()
    return command


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="undersong-cli",
        description="Hide images, sounds, videos and 3D shapes inside one another, and reveal them again.",
        epilog="Exit codes: 0 done; 2 wrong usage or key; 3 nothing revealed; 4 unreadable, damaged or changed file; "
        "5 does not fit; 6 could not save.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    hide = commands.add_parser("hide", help="hide secrets in a cover")
    hide.add_argument("cover", type=Path)
    hide.add_argument("--secret", type=Path, action="append", default=[], metavar="FILE", help="up to 32 times")
    hide.add_argument("-o", "--out", type=Path, required=True, metavar="OUT", help="the Undersong file to write")
    _add_key(hide, required=False, help_key="twelve words; a new key is written there if there is no such file")
    _add_recipe(hide)
    exact = "fit until no pixel of the cover is changed: slower, and a larger file"
    hide.add_argument("--exact-cover", action="store_true", help=exact)
    hide.add_argument("--seconds", type=_positive, metavar="S", help="seconds for all fits together")
    hide.add_argument("--psnr", type=_positive, metavar="DB", help="end each fit at this quality, in decibels")
    _add_json(hide)

    reveal = commands.add_parser("reveal", help="write the secrets: secret-1.png, secret-2.wav …")
    reveal.add_argument("file", type=Path)
    _add_key(reveal, required=True, help_key="a file with the twelve words")
    reveal.add_argument("-d", "--directory", type=Path, required=True, metavar="DIR")
    _add_scale(reveal)
    _add_json(reveal)

    show = commands.add_parser("show", help="write the cover; needs no key")
    show.add_argument("file", type=Path)
    show.add_argument("-o", "--out", type=Path, required=True, metavar="OUT", help="its suffix is the format")
    _add_scale(show)
    _add_json(show)

    forecast = commands.add_parser("forecast", help="estimate time, size and quality of a hide")
    forecast.add_argument("cover", type=Path)
    forecast.add_argument("--secret", type=Path, action="append", default=[], metavar="FILE")
    _add_recipe(forecast)
    forecast.add_argument("--exact-cover", action="store_true", help=exact)
    _add_json(forecast)

    compare = commands.add_parser("compare", help="measure how far two files of one kind differ")
    compare.add_argument("original", type=Path)
    compare.add_argument("other", type=Path)
    _add_json(compare)

    attack = commands.add_parser("attack", help="run every built-in steganalysis test on a file")
    attack.add_argument("file", type=Path)
    attack.add_argument("other", type=Path, nargs="?", metavar="file2", help="to compare with the first")
    _add_json(attack)
    return parser


def _add_key(parser: argparse.ArgumentParser, *, required: bool, help_key: str) -> None:
    group = parser.add_mutually_exclusive_group(required=required)
    group.add_argument("--key-file", type=Path, metavar="K", help=help_key)
    group.add_argument("--passphrase-file", type=Path, metavar="P", help="its first line is the passphrase")


def _add_recipe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--recipe", choices=("draft", "standard", "fine"), default="standard",
        help="keeps 0.25, 1 or 4 megapixels of a picture; 15 s, one or four minutes of a sound at 16 kHz",
    )  # fmt: skip
    parser.add_argument("--storage", choices=("exact", "half", "quarter"), default="exact")
    parser.add_argument(
        "--protection", choices=("sealed", "paper"), default="sealed",
        help="paper: the published layout, for research; its secrets can be read WITHOUT the key",
    )  # fmt: skip
    parser.add_argument(
        "--room",
        type=int,
        choices=(1, 4, 16),
        default=1,
        help="room for secrets, times the usual; the file grows with it, and its size shows it",
    )  # fmt: skip
    parser.add_argument("--width", type=_width, metavar="D", help="width of the cover's networks (16 to 1024)")
    parser.add_argument("--device", choices=("auto", "cpu", "cuda", "mps"), default="auto")


def _add_scale(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--scale", type=_scale, default=1.0, metavar="X", help="render finer by this factor, up to 8")


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def _positive(text: str) -> float:
    value = float(text)
    if not 0 < value < 1e7:
        raise argparse.ArgumentTypeError(f"{text} is not a number above zero")
    return value


def _scale(text: str) -> float:
    value = float(text)
    if not 0.125 <= value <= 8:
        raise argparse.ArgumentTypeError(f"{text} is not between 0.125 and 8")
    return value


def _width(text: str) -> int:
    value = int(text)
    if not 16 <= value <= 1024:
        raise argparse.ArgumentTypeError(f"{text} is not between 16 and 1024")
    return value


if __name__ == "__main__":
    run()
