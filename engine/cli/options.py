"""From the options of a command to what the engine takes: a recipe, a key."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from pathlib import Path
from typing import Final

from engine.errors import InvalidKeyError
from engine.key import Key
from engine.recipe import RECIPES, Recipe

MAX_KEY_FILE_BYTES: Final = 1 << 16


def recipe_of(options: Namespace) -> Recipe:
    """The recipe that `hide` and `forecast` are to follow."""
    return replace(
        RECIPES[options.recipe],
        storage=options.storage,
        protection=options.protection,
        width=options.width,
        device=options.device,
        exact_cover=options.exact_cover,
    )


def key_of(options: Namespace) -> Key:
    """The key in the key file or the passphrase file.  Raises InvalidKeyError, never quoting either."""
    path: Path = options.key_file or options.passphrase_file
    try:
        with path.open("rb") as file:
            text = file.read(MAX_KEY_FILE_BYTES).decode("utf-8-sig")
    except FileNotFoundError as error:
        raise InvalidKeyError(f"The key file “{path.name}” does not exist.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidKeyError(f"“{path.name}” cannot be read as a text with a key.") from error
    if options.key_file:
        return Key.from_words(text)
    return Key.from_passphrase(text.splitlines()[0] if text else "")
