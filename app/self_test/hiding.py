"""A medium of each modality, hidden in the next modality, saved, revealed and loaded again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import engine
from app.self_test.check import Check, media

SECONDS = 3.0  # per hide


def checks(folder: Path) -> Iterator[Check]:
    """Each modality is a secret once and a cover once."""
    modalities = list(media())
    for secret, cover in zip(modalities, modalities[1:] + modalities[:1], strict=True):
        yield f"{secret} hidden in {cover}", partial(_hidden, folder, secret, cover)


def _hidden(folder: Path, secret: str, cover: str) -> str:
    """Write, load, hide, save, load, show, reveal, and load again; returns the measures of the secret."""
    hidden, shown = (_load(folder, modality) for modality in (secret, cover))
    key = engine.Key.from_passphrase("four unrelated little words") if secret == "audio" else engine.Key.generate()
    path = folder / f"{secret}.undersong"
    engine.hide(engine.plan([hidden], shown, replace(engine.DRAFT, seconds=SECONDS)), key).save(path)
    stego = engine.Stego.load(path)
    if type(engine.show(stego)) is not type(shown):
        raise ValueError("the cover has another modality")
    revealed = engine.reveal(stego, key)
    if len(revealed) != 1 or not revealed[0].intact or type(revealed[0].medium) is not type(hidden):
        raise ValueError(f"the revealed secret is not what was hidden: {revealed}")
    medium = revealed[0].medium
    if isinstance(medium, engine.Shape) and not len(medium.faces):
        return "no surface after so short a fit"
    target = folder / f"revealed {secret}{medium.exports[0]}"
    medium.write(target)
    return ", ".join(f"{name} {value:.3g}" for name, value in hidden.compare(engine.load(target)).items())


def _load(folder: Path, modality: str) -> engine.Medium:
    """A medium written to a file and loaded from it."""
    medium, suffix = media()[modality]
    path = folder / f"a {modality}{suffix}"
    medium.write(path)
    return engine.load(path)
