"""Which way to keep a file is proposed when it is opened: learned, or exactly where that would fall short of it."""

from __future__ import annotations

from pathlib import Path

import engine
from app.hide.choices import ChosenFile, ChosenMedium, ChosenSecret
from app.hide.recipe_preview import RecipePreview

MOST = 8 << 20  # bytes: what is larger finds room beside a very large cover only, so the person decides about it


def proposed(secret: ChosenMedium, path: Path, recipe: engine.Recipe) -> ChosenSecret:
    """The medium, or its very file where print, tones or frames would be lost.  Takes a second or two.

    The engine decides it, as for the command line: a photo stays learned, although it gets smaller.
    """
    medium = secret.medium
    if not secret.size or secret.size > MOST or isinstance(medium, engine.Shape):
        return secret
    why = engine.shortfall(medium, recipe.kept(medium), secret.size, recipe)
    if why is None:
        return secret
    return ChosenFile.of(engine.ExactFile.load(path), learned=secret, proposed=why)


def smaller_exactly(secret: ChosenSecret, index: int, preview: RecipePreview | None) -> bool:
    """Whether the file of a medium that is learned, of which every byte comes back, would take less room."""
    if preview is None or preview.plan is None or isinstance(secret, ChosenFile) or secret.path is None:
        return False
    whole = secret.box is None and secret.span is None  # of a part the size of its file is not known
    return whole and preview.plan.is_smaller_as_file(index, secret.size)
