"""The command `queue`: the hides of a list, one after another, each kept while it runs."""

from __future__ import annotations

import json
import os
from argparse import Namespace
from pathlib import Path
from typing import Any, Final

from engine.checkpoint_file import files_of
from engine.cli.forecast import estimate
from engine.cli.hide import hide
from engine.cli.output import complain, say, say_json
from engine.cli.parser import parser
from engine.cli.resume import resume
from engine.errors import EXIT_CODES, FAILED, EngineError, UnreadableFileError
from engine.memory import memory_errors
from engine.naming import named

MAX_LIST_BYTES: Final = 1 << 20
MAX_HIDES: Final = 1000
PATHS: Final = ("cover", "secret", "exact", "text", "folder", "out", "key_file", "passphrase_file", "job")
OTHERS: Final = ("recipe", "storage", "protection", "room", "width", "device", "seconds", "psnr", "exact_cover")


def queue(options: Namespace) -> int:
    """Carry out every hide of the list whose file is not there yet; the exit code of the first that failed, or 0.

    A hide that fails does not stop the others. After a kill the same command goes on where it was: with what is kept
    of a hide, and past those whose files are there.
    """
    hides = _hides(options)
    if options.forecast:
        return _forecast(hides, options)
    codes = []
    for number, one in enumerate(hides, 1):
        try:
            with memory_errors():
                codes.append(_carry_out(one, f"{number} of {len(hides)}"))
        except EngineError as error:
            complain(f"{number} of {len(hides)}: {error}")
            codes.append(next((code for kind, code in EXIT_CODES if isinstance(error, kind)), FAILED))
    return next((code for code in codes if code), 0)


def _carry_out(one: Namespace, which: str) -> int:
    if any(os.path.lexists(file) for file in files_of(one.job)):
        again = ["resume", one.job, "-o", one.out, *_key(one), *(["--json"] if one.json else [])]
        return resume(parser().parse_args([str(part) for part in again]))
    if os.path.lexists(one.out):
        complain(f"{which}: “{named(one.out)}” is there already.")
        return 0
    return hide(one)


def _key(one: Namespace) -> list[object]:
    return ["--key-file", one.key_file] if one.key_file else ["--passphrase-file", one.passphrase_file]


def _forecast(hides: list[Namespace], options: Namespace) -> int:
    """Print what the whole list would take."""
    expected = [estimate(one)[-1] for one in hides]
    seconds, size = sum(one.seconds for one in expected), sum(one.bytes for one in expected)
    if options.json:
        say_json({"hides": len(hides), "seconds": round(seconds, 1), "bytes": size})
    else:
        lines = [f"  {named(one.out)}: about {e.seconds:.0f} s" for one, e in zip(hides, expected, strict=True)]
        say(f"about {seconds:.0f} s and {size:,} bytes for {len(hides)} hides", *lines)
    return 0


def _hides(options: Namespace) -> list[Namespace]:
    """The options of `hide` for every entry of the list.  Raises UnreadableFileError before any work is done."""
    path: Path = options.list
    try:
        with path.open("rb") as file:
            entries = json.loads(file.read(MAX_LIST_BYTES))
    except OSError as error:
        raise UnreadableFileError(f"“{named(path)}” cannot be read: {error.strerror or error}.") from error
    except (ValueError, RecursionError) as error:
        raise UnreadableFileError(f"“{named(path)}” is no list of hides: it is not written as JSON.") from error
    if not isinstance(entries, list) or not 0 < len(entries) <= MAX_HIDES:
        raise UnreadableFileError(f"“{named(path)}” is no list of hides: it has to be [{{…}}, {{…}}].")
    hides = []
    for number, entry in enumerate(entries, 1):
        try:
            hides.append(_options_of(entry, path.parent, json_wanted=options.json))
        except ValueError as error:
            raise UnreadableFileError(f"Hide {number} of “{named(path)}”: {error}.") from error
    for field in ("out", "job"):
        places = [os.path.realpath(getattr(one, field)) for one in hides]
        if len(set(places)) < len(places):
            raise UnreadableFileError(f"Two hides of “{named(path)}” have the same file as their “{field}”.")
    return hides


def _check_name(option: str, value: object) -> None:
    """Raise ValueError for a null character, or half of a sign, which no name of a file has."""
    try:
        valid = b"\0" not in os.fsencode(str(value))
    except UnicodeEncodeError:
        valid = False
    if not valid:
        raise ValueError(f"the name of its “{option}” holds signs that no name of a file has")


def _options_of(entry: Any, folder: Path, *, json_wanted: bool) -> Namespace:
    """The options of `hide` in an entry; paths are from the list's own folder. Raises ValueError in a few words."""
    if not isinstance(entry, dict):
        raise ValueError("it has to be {…}")
    if unknown := entry.keys() - {*PATHS, *OTHERS}:
        raise ValueError(f"“{min(unknown)}” is no option of hide")
    if not {"cover", "out"} <= entry.keys():
        raise ValueError("it needs a “cover” and an “out”")
    if not entry.keys() & {"key_file", "passphrase_file"}:
        raise ValueError("it needs a “key_file” or a “passphrase_file”")
    for name in PATHS:
        for value in entry[name] if isinstance(entry.get(name), list) else [entry.get(name, "")]:
            _check_name(name, value)
    arguments = ["hide", str((folder / str(entry["cover"])).absolute())]  # or “-o” would be an option
    for name in [name for name in (*PATHS, *OTHERS) if name in entry and name != "cover"]:
        values = entry[name] if isinstance(entry[name], list) else [entry[name]]
        option = "--" + name.replace("_", "-")
        if name == "exact_cover":
            arguments += [option] if entry[name] is True else []
        else:
            arguments += [f"{option}={folder / str(value) if name in PATHS else value}" for value in values]
    if "job" not in entry:
        arguments.append(f"--job={folder / str(entry['out'])}.job")
    try:
        return parser().parse_args([*arguments, *(["--json"] if json_wanted else [])])
    except SystemExit:  # the parser has said why
        raise ValueError("a value is wrong") from None
