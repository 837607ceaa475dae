"""Which way to keep a file is proposed when it is opened: learned, or exactly where that would fall short of it."""

from __future__ import annotations

from pathlib import Path

import engine
from app.hide.choices import ChosenFile, ChosenMedium, ChosenSecret
from app.hide.foresights import kept_of, shape_of

MOST = 8 << 20  # bytes: what is larger finds room beside a very large cover only, so the person decides about it


def proposed(secret: ChosenMedium, path: Path, recipe: engine.Recipe) -> ChosenSecret:
    """The medium, or its very file where the medium would come back worse than very close.  Takes a second or two."""
    medium = secret.medium
    if not secret.size or secret.size > MOST or isinstance(medium, engine.Shape):
        return secret
    kept = kept_of(medium, recipe)
    if not engine.proposes_exact(medium, kept) and not _falls_short(medium, kept):
        return secret
    return ChosenFile.of(engine.ExactFile.load(path), learned=secret, proposed=True)


def _falls_short(given: engine.Medium, kept: engine.Medium) -> bool:
    scaled = shape_of(kept) != shape_of(given)
    return scaled and engine.foresee(given, kept).verdict < engine.Verdict.VERY_CLOSE
