"""The options of the command line: what can be written, and what `--help` says of it."""

from __future__ import annotations

import argparse
from pathlib import Path

from engine.cli import numbers
from engine.cli.output import say


def parser() -> argparse.ArgumentParser:
    """The parser of the command line; `command` is the name of the command.  It waits for no library."""
    whole = argparse.ArgumentParser(
        prog="undersong-cli",
        description="Hide images, sounds, videos, 3D shapes and any other file, and reveal them again.",
        epilog="Exit codes: 0 done; 1 too little memory or time, or training failed; 2 wrong usage or key; 3 nothing "
        "revealed; 4 unreadable, damaged or changed file; 5 does not fit; 6 could not save or print; 130 stopped.",
    )
    whole.add_argument("-V", "--version", action=_Version, nargs=0, help="print the version")
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")

    hide = commands.add_parser("hide", help="hide secrets in a cover")
    hide.add_argument("cover", type=Path)
    _add_secrets(hide)
    hide.add_argument("-o", "--out", type=Path, required=True, metavar="OUT", help="the Undersong file to write")
    _add_key(hide, required=False, help_key="twelve words; a new key is written there if there is no such file")
    _add_recipe(hide)
    exact = "fit until no pixel of the cover is changed: slower, and a larger file"
    hide.add_argument("--exact-cover", action="store_true", help=exact)
    hide.add_argument("--seconds", type=numbers.seconds, metavar="S", help="seconds for all fits together")
    hide.add_argument(
        "--job", type=Path, metavar="FILE", help="keep the unfinished hide there, encrypted with its key, for “resume”"
    )
    hide.add_argument("--psnr", type=numbers.decibels, metavar="DB", help="end each fit at this quality, in decibels")
    _add_force(hide, "replace OUT where there is a file, and allow any name for it")
    _add_json(hide)

    resume = commands.add_parser("resume", help="go on with a kept hide, and save its file")
    resume.add_argument("job", type=Path, help="the file that “hide --job” named, or one of those that “jobs” lists")
    resume.add_argument("-o", "--out", type=Path, required=True, metavar="OUT", help="the Undersong file to write")
    _add_key(resume, required=False, help_key="one of its keys; without one it is asked for")
    _add_force(resume, "replace OUT where there is a file, and allow any name for it")
    _add_json(resume)

    queue = commands.add_parser("queue", help="carry out a list of hides, one after another")
    queue.add_argument(
        "list", type=Path,
        help="JSON: a list of objects with the options of “hide” by their names, such as “cover”, “secret”, “out”, "
        "“key_file”; paths are from its own folder. The same command goes on after a crash.",
    )  # fmt: skip
    queue.add_argument(
        "--forecast", action="store_true", help="estimate the time and the size of all, and hide nothing"
    )
    _add_json(queue)

    jobs = commands.add_parser("jobs", help="list kept hides")
    jobs.add_argument(
        "folder", type=Path, nargs="*", help="where to look; usually here and where the window keeps its own"
    )
    _add_json(jobs)

    reveal = commands.add_parser("reveal", help="write the secrets under their own names")
    reveal.add_argument("file", type=Path)
    _add_key(reveal, required=True, help_key="a file with the twelve words")
    reveal.add_argument("-d", "--directory", type=Path, required=True, metavar="DIR")
    _add_scale(reveal)
    _add_force(reveal, "replace files that have these names, where a number would be put behind the name")
    _add_json(reveal)

    show = commands.add_parser("show", help="write the cover; needs no key")
    show.add_argument("file", type=Path)
    show.add_argument("-o", "--out", type=Path, required=True, metavar="OUT", help="its suffix is the format")
    _add_scale(show)
    _add_force(show, "replace OUT where there is a file")
    _add_json(show)

    forecast = commands.add_parser("forecast", help="estimate time, size and quality of a hide")
    forecast.add_argument("cover", type=Path)
    _add_secrets(forecast)
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
    return whole


class _Version(argparse.Action):
    """Prints the version; it is looked up only then, as that takes 30 ms."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object, **__: object) -> None:
        from engine.version import __version__

        say(f"undersong-cli {__version__}")
        parser.exit()


def _add_secrets(parser: argparse.ArgumentParser) -> None:
    kinds = (
        ("--secret", "FILE", "a picture, sound, video or shape, learned by a network; up to 32 times in all"),
        ("--exact", "FILE", "any file, which comes back with every byte; “-” is standard input"),
        ("--text", "FILE", "a text, which comes back with every byte; “-” is standard input"),
        ("--folder", "DIR", "a folder, as one zip archive"),
    )
    for option, metavar, help_text in kinds:
        parser.add_argument(option, type=_path, action="append", default=[], metavar=metavar, help=help_text)
    parser.add_argument(
        "--strip-metadata", action="store_true",
        help="hide the files of --exact and --folder without place, names, camera and date; no pixel or sample changes",
    )  # fmt: skip


def _path(text: str) -> Path:
    """A path as it was written: "./-" is a file, where "-" alone is standard input; none is no path."""
    if not text:
        raise argparse.ArgumentTypeError("a name is missing")
    path = Path(text)
    return Path.cwd() / path if str(path) == "-" != text else path


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
        type=numbers.room,
        metavar="{1,2,4,16}",
        default=1,
        help="room for secrets, times the usual; the file grows with it, and its size shows it",
    )  # fmt: skip
    parser.add_argument("--width", type=numbers.width, metavar="D", help="width of the cover's networks (16 to 1024)")
    parser.add_argument("--device", choices=("auto", "cpu", "cuda", "mps"), default="auto")


def _add_scale(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--scale", type=numbers.scale, default=1.0, metavar="X", help="render finer by this factor, up to 8"
    )


def _add_force(parser: argparse.ArgumentParser, text: str) -> None:
    parser.add_argument("--force", action="store_true", help=text)


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON object")
