"""From the options of a command to what the engine takes: a recipe, a key."""

from __future__ import annotations

import sys
from argparse import Namespace
from dataclasses import replace
from pathlib import Path
from typing import Final

from engine.errors import UnreadableFileError
from engine.exact_file import MAX_BYTES, ExactFile
from engine.key import Key
from engine.media import load
from engine.metadata import can_remove_metadata
from engine.planned import Secret
from engine.recipe import RECIPES, Recipe

STANDARD_INPUT: Final = Path("-")
INPUT_NAME: Final = "file"  # of what comes from there


def secrets_of(options: Namespace) -> list[Secret]:
    """All that is to be hidden: the learned secrets, then the exact ones.  Raises UnreadableFileError."""
    if [*options.exact, *options.text].count(STANDARD_INPUT) > 1:
        raise UnreadableFileError("Standard input can be read once: “-” was given more often.")
    learned = [Secret(load(path), name=path.name) for path in options.secret]
    files = [
        *map(_file, options.exact),
        *map(_text, options.text),
        *map(ExactFile.of_folder, options.folder),
    ]
    if options.strip_metadata:
        files = list(map(_stripped, files))
    return [*learned, *map(Secret, files)]


def inputs_of(options: Namespace) -> list[Path]:
    """All files that `hide` reads."""
    named = [options.key_file, options.passphrase_file, options.cover, *options.secret]
    named += [path for path in (*options.exact, *options.text) if path != STANDARD_INPUT]
    return [path for path in named if path is not None]


def _file(path: Path) -> ExactFile:
    """The file as it is."""
    return ExactFile.load(path) if path != STANDARD_INPUT else ExactFile(INPUT_NAME, _standard_input())


def _stripped(file: ExactFile) -> ExactFile:
    """The file without what it tells of its maker, where something is known of its format."""
    known = file.kind != "text" and (file.metadata or can_remove_metadata(file.content))
    return file.without_metadata() if known else file


def _text(path: Path) -> ExactFile:
    """The text in a file, or on standard input."""
    if path != STANDARD_INPUT:
        return replace(ExactFile.load(path), kind="text")
    return replace(ExactFile.of_text(""), content=_standard_input())


def _standard_input() -> bytes:
    """All of it.  Raises UnreadableFileError where it is closed, or longer than any file has room for."""
    if sys.stdin is None:
        raise UnreadableFileError("Nothing can be read: standard input is closed.")
    try:
        content = sys.stdin.buffer.read(MAX_BYTES + 1)
    except OSError as error:
        raise UnreadableFileError("Nothing can be read from standard input.") from error
    if len(content) > MAX_BYTES:
        raise UnreadableFileError("Standard input is longer than any Undersong file has room for.", "too-large")
    return content


def recipe_of(options: Namespace) -> Recipe:
    """The recipe that `hide` and `forecast` are to follow."""
    return replace(
        RECIPES[options.recipe],
        storage=options.storage,
        protection=options.protection,
        room=options.room,
        width=options.width,
        device=options.device,
        exact_cover=options.exact_cover,
    )


def key_of(options: Namespace) -> Key:
    """The key in the key file or the passphrase file.  Raises InvalidKeyError, never quoting either."""
    return Key.load(options.key_file or options.passphrase_file, passphrase=options.key_file is None)
