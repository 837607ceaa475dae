"""The command line: python -m engine hide | reveal | show | compare | attack, also installed as undersong-cli."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from engine.errors import (
    CapacityError,
    DeviceError,
    EngineError,
    InvalidKeyError,
    InvalidStegoError,
    NothingRevealedError,
    SaveError,
    UnreadableFileError,
)

EXIT_CODES: tuple[tuple[type[EngineError], int], ...] = (
    (InvalidKeyError, 2),
    (DeviceError, 2),
    (NothingRevealedError, 3),
    (UnreadableFileError, 4),
    (InvalidStegoError, 4),
    (CapacityError, 5),
    (SaveError, 6),
)
FAILED, INTERRUPTED = 1, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; every error is one plain sentence on standard error and an exit code of its own."""
    options = _parser().parse_args(arguments)
    try:
        from engine.cli import commands  # torch takes seconds: `--help` and wrong usage do not wait for it

        result: int = getattr(commands, options.command)(options)
        return result
    except EngineError as error:
        print(f"undersong: {error}", file=sys.stderr)
        return next((code for kind, code in EXIT_CODES if isinstance(error, kind)), FAILED)
    except KeyboardInterrupt:
        print("undersong: stopped; nothing was saved.", file=sys.stderr)
        return INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="undersong-cli",
        description="Hide images, sounds, videos and 3D shapes inside one another, and find them again.",
        epilog="Exit codes: 0 done; 2 wrong usage or key; 3 nothing revealed; 4 unreadable, damaged or changed file; "
        "5 does not fit; 6 could not save.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    hide = commands.add_parser("hide", help="hide secrets in a cover")
    hide.add_argument("cover", type=Path)
    hide.add_argument("--secret", type=Path, action="append", default=[], metavar="FILE", help="may be given 8 times")
    hide.add_argument("-o", "--out", type=Path, required=True, metavar="OUT", help="the Undersong file to make")
    _add_key(hide, required=False, help_key="twelve words; written there if the file does not exist yet")
    _add_recipe(hide)
    exact = "fit until no pixel of the cover is changed: takes longer, and a larger file"
    hide.add_argument("--exact-cover", action="store_true", help=exact)
    hide.add_argument("--seconds", type=_positive, metavar="S", help="fit for so long in all")
    hide.add_argument("--psnr", type=_positive, metavar="DB", help="each fit ends when it is that good")
    _add_json(hide)

    reveal = commands.add_parser("reveal", help="take the secrets out: secret-1.png, secret-2.wav …")
    reveal.add_argument("file", type=Path)
    _add_key(reveal, required=True, help_key="a file with the twelve words")
    reveal.add_argument("-d", "--directory", type=Path, required=True, metavar="DIR")
    _add_scale(reveal)
    _add_json(reveal)

    show = commands.add_parser("show", help="the cover, without a key")
    show.add_argument("file", type=Path)
    show.add_argument("-o", "--out", type=Path, required=True, metavar="OUT", help="its suffix says the format")
    _add_scale(show)
    _add_json(show)

    forecast = commands.add_parser("forecast", help="what a hide would take and give, without doing it")
    forecast.add_argument("cover", type=Path)
    forecast.add_argument("--secret", type=Path, action="append", default=[], metavar="FILE")
    _add_recipe(forecast)
    forecast.add_argument("--exact-cover", action="store_true", help=exact)
    _add_json(forecast)

    compare = commands.add_parser("compare", help="the measures of one file against another of its kind")
    compare.add_argument("original", type=Path)
    compare.add_argument("other", type=Path)
    _add_json(compare)

    attack = commands.add_parser("attack", help="what can be found in a file without its key")
    attack.add_argument("file", type=Path)
    attack.add_argument("other", type=Path, nargs="?", metavar="file2", help="held beside the first")
    _add_json(attack)
    return parser


def _add_key(parser: argparse.ArgumentParser, *, required: bool, help_key: str) -> None:
    group = parser.add_mutually_exclusive_group(required=required)
    group.add_argument("--key-file", type=Path, metavar="K", help=help_key)
    group.add_argument("--passphrase-file", type=Path, metavar="P", help="its first line is the passphrase")


def _add_recipe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--recipe", choices=("draft", "standard", "fine"), default="standard")
    parser.add_argument("--storage", choices=("exact", "half", "quarter"), default="exact")
    parser.add_argument(
        "--protection", choices=("sealed", "paper"), default="sealed",
        help="paper: the published layout, for research; its secrets can be read WITHOUT the key",
    )  # fmt: skip
    parser.add_argument("--width", type=_whole, metavar="D", help="width of the network (16 to 1024)")
    parser.add_argument("--device", choices=("auto", "cpu", "cuda", "mps"), default="auto")


def _add_scale(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--scale", type=_scale, default=1.0, metavar="X", help="finer by this factor, up to 8")


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def _positive(text: str) -> float:
    number = float(text)
    if not 0 < number < 1e7:
        raise argparse.ArgumentTypeError(f"{text} is not a number above zero")
    return number


def _scale(text: str) -> float:
    number = float(text)
    if not 0.125 <= number <= 8:
        raise argparse.ArgumentTypeError(f"{text} is not between 0.125 and 8")
    return number


def _whole(text: str) -> int:
    number = int(text)
    if not 16 <= number <= 1024:
        raise argparse.ArgumentTypeError(f"{text} is not between 16 and 1024")
    return number


if __name__ == "__main__":
    sys.exit(main())
