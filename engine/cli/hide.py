"""The command `hide`: fit, seal, check what the written bytes give back, and save."""

from __future__ import annotations

import tempfile
import time
from argparse import Namespace
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import numpy as np

from engine.cli.advice import advise
from engine.cli.new_key import HidingKey
from engine.cli.options import inputs_of, recipe_of, secrets_of
from engine.cli.output import complain, measures_text, say, say_json
from engine.cli.progress_bar import ProgressBar
from engine.cli.replacing import agree_to_replace, refuse_inputs, refuse_suffix, write_beside
from engine.cli.verdict_text import verdict_json
from engine.errors import SaveError
from engine.exact_file import ExactFile
from engine.file.stego import Stego
from engine.inrsteg import hide as hide_media, reveal, show
from engine.key import Key
from engine.media import Medium, Shape, load
from engine.naming import named
from engine.planned import Plan
from engine.planning import plan
from engine.progress import Progress
from engine.proposal import is_lost
from engine.saving import save_bytes, save_new, try_folder
from engine.verdict.judging import try_judge

RESCUED_CODE: Final = 6


def hide(options: Namespace) -> int:
    """Hide the secrets in the cover.

    A new key is printed, or written to its file, before the result is saved: nobody could open it otherwise.
    """
    started = time.monotonic()
    refuse_inputs(options.out, inputs_of(options))
    refuse_suffix(options.out, force=options.force)
    options.force = agree_to_replace(options.out, force=options.force)
    with HidingKey(options) as key:
        try_folder(options.out)
        data, result = _run(options, key.key)
        result = {"out": str(options.out), "seconds": round(time.monotonic() - started, 2), **result}
        if key.words and options.json:
            say_json({**result, "words": key.words})
        elif key.words:
            say("The key, which is kept nowhere else:", f"  {key.words}")
        key.save()
        code = _save(options, data, result)
    for number, secret in enumerate(result["secrets"], 1):
        if secret.get("empty"):
            complain(f"secret {number} comes back empty: it needs a longer fit, or fewer secrets beside it.")
        elif secret.get("lost"):
            complain(f"next to nothing is left of the sound of secret {number}: hide less of it, or the file itself.")
    if not options.json:
        say(*_lines(result))
    elif not key.words:
        say_json(result)
    return code


def _save(options: Namespace, data: bytes, result: dict[str, Any]) -> int:
    """Save the bytes and put the path into the result; the exit code.

    What was fitted for an hour is not thrown away because a disk is full: then it goes into the folder for temporary
    files, which is told. Raises SaveError where that is refused too.
    """
    try:
        result["out"] = str(write_beside(options.out, lambda path: save_bytes(path, data), options))
        return 0
    except SaveError as error:
        try:
            rescued = save_new(Path(tempfile.gettempdir()) / options.out.name, lambda path: save_bytes(path, data))
        except (SaveError, OSError):
            raise error from None
        complain(f"{error} The finished file is “{rescued}” instead: move it to where it is to stay.")
        result["out"] = str(rescued)
        return RESCUED_CODE


def _run(options: Namespace, key: Key) -> tuple[bytes, dict[str, Any]]:
    """Fit everything; the bytes of the file and their measures."""
    cover, secrets = load(options.cover), secrets_of(options)
    recipe = replace(recipe_of(options), seconds=options.seconds, decibels=options.psnr)
    steps: dict[tuple[str, int], int] = {}
    with ProgressBar(quiet=options.json) as bar:
        planned = plan(secrets, cover, recipe, report=bar)
    advise(secrets, planned, options)
    with ProgressBar(quiet=options.json) as bar:

        def report(progress: Progress) -> None:
            steps[progress.stage, progress.index] = progress.step * progress.together
            bar(progress)

        try_folder(options.out, planned.bytes)
        data = hide_media(planned, key, report=report).to_bytes()
        bar(Progress(stage="check", overall=1.0, fraction=1.0))
        measures = _measure(cover, [secret.what for secret in secrets], planned, data, key)
    totals = {"steps": sum(steps.values()), "parameters": planned.stego.parameter_count, "bytes": len(data)}
    return data, {**totals, **measures}


def _measure(
    cover: Medium, secrets: Sequence[Medium | ExactFile], planned: Plan, data: bytes, key: Key
) -> dict[str, Any]:
    """What the receiver gets from these bytes, compared with what was given."""
    stego = Stego.from_bytes(data)
    shown = show(stego)
    returned = [secret.what for secret in reveal(stego, key)] if planned.stored else []
    measures: dict[str, Any] = {
        "cover": cover.try_compare(shown),
        "cover_verdict": verdict_json(try_judge(cover, shown)),
        "secrets": [_measure_secret(*pair) for pair in zip(secrets, returned, strict=True)],
    }
    if isinstance(cover, Shape) and cover.thickness:
        measures["thickness"] = cover.thickness
    if planned.recipe.exact_cover:
        measures["exact"] = bool(np.array_equal(planned.cover.samples().values, shown.samples().values))
    return measures


def _measure_secret(given: Medium | ExactFile, returned: Medium | ExactFile) -> dict[str, Any]:
    """What comes back of one secret, compared with what was given; a video's sound has measures of its own."""
    if not (isinstance(given, Medium) and isinstance(returned, Medium)):
        assert isinstance(given, ExactFile)
        assert given == returned, "the file that was hidden does not come back"
        told = {"metadata": [list(item) for item in given.metadata]} if given.metadata else {}
        return {"kind": given.kind, "name": given.name, "bytes": given.size, **told}
    (measures, *sounds) = [a.try_compare(b) for a, b in zip(given.parts(), returned.parts(), strict=True)]
    verdict = verdict_json(try_judge(given, returned))
    result: dict[str, Any] = {"kind": given.modality, "kept": returned.describe(), **verdict, "measures": measures}
    if sounds:
        result["sound"] = sounds[0]
    if isinstance(returned, Shape) and not len(returned.faces):
        result["empty"] = True
    if isinstance(given, Shape) and given.thickness:
        result["thickness"] = given.thickness
    if any(is_lost(part) for part in (measures, *sounds)):
        result["lost"] = True
    return result


def _lines(result: Mapping[str, Any]) -> list[str]:
    cover = f"{result.get('cover_verdict', {}).get('sentence', '')} {measures_text(result['cover'])}".lstrip()
    if result.get("exact"):
        cover = "no pixel is changed"
    secrets = [
        f"  secret {number}, {secret['kind']}: {_secret_text(secret)}"
        for number, secret in enumerate(result["secrets"], 1)
    ]
    return [f"{result['out']} is ready.", f"  the cover: {cover}{_thickness_text(result)}", *secrets]


def _secret_text(secret: Mapping[str, Any]) -> str:
    if "bytes" in secret:
        return f"“{named(secret['name'])}”, every one of its {secret['bytes']:,} bytes"
    sound = f"; its sound: {measures_text(secret['sound'])}" if "sound" in secret else ""
    kept = f"kept as {secret['kept']}{_thickness_text(secret)}."
    return f"{kept} {secret['sentence']} {measures_text(secret['measures'])}{sound}"


def _thickness_text(described: Mapping[str, Any]) -> str:
    """What is said of a shape whose open sheets were given a thickness when it was read."""
    return f", its open sheets given a thickness of {described['thickness']:.3g}" if "thickness" in described else ""
