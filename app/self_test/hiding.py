"""Every kind of medium, hidden in the next kind, saved, revealed, and opened again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import engine
from app.self_test.check import Check, media

SECONDS = 3.0  # for each hide: enough for small files on a quick computer, and never long


def checks(folder: Path) -> Iterator[Check]:
    """Each kind is a secret once and a cover once."""
    kinds = list(media())
    for secret, cover in zip(kinds, kinds[1:] + kinds[:1], strict=True):
        yield f"{secret} hidden in {cover}", partial(_hidden, folder, secret, cover)


def _hidden(folder: Path, secret: str, cover: str) -> str:
    """Write, open, hide, save, load, show, reveal, and open again; how close the secret is to what it was."""
    hidden, seen = (_opened(folder, kind) for kind in (secret, cover))
    key = engine.Key.from_passphrase("four unrelated little words") if secret == "audio" else engine.Key.generate()
    path = folder / f"{secret}.undersong"
    engine.hide(engine.plan([hidden], seen, replace(engine.DRAFT, seconds=SECONDS)), key).save(path)
    stego = engine.Stego.load(path)
    if type(engine.show(stego)) is not type(seen):
        raise ValueError("the cover came out as something else")
    found = engine.reveal(stego, key)
    if len(found) != 1 or not found[0].intact or type(found[0].medium) is not type(hidden):
        raise ValueError(f"what came out is not what was hidden: {found}")
    medium = found[0].medium
    if isinstance(medium, engine.Shape) and not len(medium.faces):
        return "no surface after so short a fit"
    target = folder / f"found {secret}{medium.exports[0]}"
    medium.write(target)
    return ", ".join(f"{name} {value:.3g}" for name, value in hidden.compare(engine.load(target)).items())


def _opened(folder: Path, kind: str) -> engine.Medium:
    """A medium of that kind, as it is read from a file."""
    medium, suffix = media()[kind]
    path = folder / f"a {kind}{suffix}"
    medium.write(path)
    return engine.load(path)
