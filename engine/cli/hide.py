"""The command `hide`: fit, seal, check what the written bytes give back, and save."""

from __future__ import annotations

import time
from argparse import Namespace
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from engine.cli.new_key import HidingKey
from engine.cli.options import recipe_of
from engine.cli.output import measures_text, say, say_json
from engine.cli.progress_bar import ProgressBar
from engine.errors import SaveError
from engine.file.stego import Stego
from engine.inrsteg import hide as hide_media, reveal, show
from engine.key import Key
from engine.media import load
from engine.planned import Plan
from engine.planning import plan
from engine.progress import Progress
from engine.saving import save_bytes, try_folder


def hide(options: Namespace) -> int:
    """Hide the secrets in the cover.

    A new key is printed, or written to its file, before the result is saved: nobody could open it otherwise.
    """
    started = time.monotonic()
    _refuse_to_overwrite(options)
    with HidingKey(options) as key:
        try_folder(options.out)
        data, result = _run(options, key.key)
        result = {"out": str(options.out), "seconds": round(time.monotonic() - started, 2), **result}
        if key.words and options.json:
            say_json({**result, "words": key.words})
        elif key.words:
            say("The key, which is kept nowhere else:", f"  {key.words}")
        key.save()
        save_bytes(options.out, data)
    if not options.json:
        say(*_lines(result))
    elif not key.words:
        say_json(result)
    return 0


def _refuse_to_overwrite(options: Namespace) -> None:
    """Raise SaveError where the result would replace one of the files given: a key or an original would be lost."""
    inputs = [options.key_file, options.passphrase_file, options.cover, *options.secret]
    if options.out.resolve() in {path.resolve() for path in inputs if path is not None}:
        raise SaveError(f"“{options.out.name}” is one of the files given: choose another name for what is made.")


def _run(options: Namespace, key: Key) -> tuple[bytes, dict[str, Any]]:
    """Fit everything; the bytes of the file and their measures."""
    cover, secrets = load(options.cover), [load(path) for path in options.secret]
    recipe = replace(recipe_of(options), seconds=options.seconds, decibels=options.psnr)
    steps: dict[tuple[str, int], int] = {}
    with ProgressBar(quiet=options.json) as bar:

        def report(progress: Progress) -> None:
            steps[progress.stage, progress.index] = progress.step * progress.together
            bar(progress)

        planned = plan(secrets, cover, recipe, report=report)
        data = hide_media(planned, key, report=report).to_bytes()
        bar(Progress(stage="check", overall=1.0, fraction=1.0))
        measures = _measure(planned, data, key)
    totals = {"steps": sum(steps.values()), "parameters": planned.stego.parameter_count, "bytes": len(data)}
    return data, {**totals, **measures}


def _measure(planned: Plan, data: bytes, key: Key) -> dict[str, Any]:
    """What the receiver gets from these bytes, compared with the media as they were fitted."""
    stego = Stego.from_bytes(data)
    cover = show(stego)
    parts = [part for secret in reveal(stego, key) for part in secret.medium.parts()] if planned.secrets else []
    measures: dict[str, Any] = {
        "cover": planned.cover.try_compare(cover),
        "secrets": [
            {"kind": secret.medium.modality, "measures": secret.medium.try_compare(part)}
            for secret, part in zip(planned.secrets, parts, strict=True)
        ],
    }
    if planned.recipe.exact_cover:
        measures["exact"] = bool(np.array_equal(planned.cover.samples().values, cover.samples().values))
    return measures


def _lines(result: Mapping[str, Any]) -> list[str]:
    cover = "no pixel is changed" if result.get("exact") else measures_text(result["cover"])
    secrets = [
        f"  secret {number}, {secret['kind']}: {measures_text(secret['measures'])}"
        for number, secret in enumerate(result["secrets"], 1)
    ]
    return [f"{result['out']} is ready.", f"  the cover: {cover}", *secrets]
