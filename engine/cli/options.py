"""From the options of a command to what the engine takes: a recipe, a key."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace

from engine.key import Key
from engine.recipe import RECIPES, Recipe


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
