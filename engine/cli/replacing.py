"""What a command may write over: files that are there stay unless somebody says otherwise."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable
from pathlib import Path

from engine.cli.output import complain
from engine.errors import SaveError
from engine.media import MODALITIES
from engine.naming import named
from engine.saving import save_new

SUFFIX = ".undersong"


def refuse_inputs(out: Path, inputs: Iterable[Path | None]) -> None:
    """Raise SaveError where the result would replace one of the files given: a key or an original would be lost."""
    for path in inputs:
        if path is not None and _same(path, out):
            raise SaveError(f"“{named(out)}” is one of the files given: choose another name for what is made.")


def refuse_suffix(out: Path, *, force: bool) -> None:
    """Raise SaveError where the name promises a picture, a sound, a video or a shape: no viewer opens what is made."""
    kind = next((kind for kind, medium in MODALITIES.items() if out.suffix.lower() in medium.suffixes), None)
    if kind is not None and not force:
        better = out.with_suffix(SUFFIX)
        raise SaveError(
            f"“{named(out)}” is a name for a file of the kind {kind}, and what is made is an Undersong file, which no "
            f"other program opens. Call it “{named(better)}”, or add --force."
        )


def agree_to_replace(out: Path, *, force: bool) -> bool:
    """Whether there is a file that may be replaced: with `force`, behind a link that is named, or if the person agrees.

    Who sets up a link and names it means the file that it points to. Raises SaveError where there is a file that may
    not be replaced, before any work is done.
    """
    try:
        there, is_link, is_file = out.exists(), out.is_symlink(), out.is_file()
    except OSError:  # in a folder that may not be entered; saving says so, and replaces nothing
        return False
    if not there:
        return is_link  # what it points to is made
    if force or not is_file:  # what is no file is refused in its own words
        return True
    if sys.stdin is not None and sys.stdin.isatty() and sys.stderr is not None and sys.stderr.isatty():
        print(f"“{named(out)}” exists. Replace it? [y/N] ", end="", file=sys.stderr, flush=True)
        if sys.stdin.readline().strip().lower() in ("y", "yes"):
            return True
        raise SaveError(f"“{named(out)}” was left as it is.")
    if is_link:
        return True
    raise SaveError(f"“{named(out)}” exists, and was left as it is. To replace it, add --force.")


def write_beside(path: Path, write: Callable[[Path], object], options: Namespace) -> Path:
    """Let `write` save a file at `path`; where there is one, under the next free name, or over it with --force."""
    if options.force:
        write(path)
        return path
    written = save_new(path, write)
    if written != path:
        complain(f"“{named(path)}” exists, and was left as it is: this is “{named(written)}”.")
    return written


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)  # also a second name of one file, or its name in other capitals
    except OSError:
        return os.path.realpath(one) == os.path.realpath(other)
