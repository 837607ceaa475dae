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
    why = engine.shortfall(medium, recipe.kept(medium))
    if why is None:
        return secret
    return ChosenFile.of(engine.ExactFile.load(path), learned=secret, proposed=why)


def smaller_exactly(secret: ChosenMedium, index: int, preview: RecipePreview | None) -> bool:
    """Whether the file of this secret, of which every byte comes back, would take less room than its network does."""
    plan, whole = preview.plan if preview is not None else None, secret.box is None and secret.span is None
    if plan is None or secret.path is None or not whole:  # of a part the size of its file is not known
        return False
    return plan.is_smaller_as_file(index, secret.size)
