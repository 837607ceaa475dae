"""What a hide gives back: measured from the very bytes that are written, sealed as verdicts in the file, and told."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from engine.boxes import seal_judgements
from engine.checkpoint import Checkpoint
from engine.cli.output import complain, measures_text, say, say_json
from engine.cli.verdict_text import verdict_json
from engine.exact_file import ExactFile
from engine.file.stego import Stego
from engine.inrsteg import reveal, show
from engine.key import Key
from engine.media import Medium, Shape
from engine.naming import named, spelled
from engine.planned import Plan
from engine.proposal import is_lost
from engine.revealed import Revealed
from engine.verdict.judging import try_judge
from engine.verdict.scale import Judgement


def tell(options: Namespace, result: Mapping[str, Any], *, quiet: bool = False) -> None:
    """Print what was made, and what comes back next to empty; `quiet` leaves out the JSON, which was printed before."""
    for number, secret in enumerate(result["secrets"], 1):
        if secret.get("empty"):
            complain(f"secret {number} comes back empty: it needs a longer fit, or fewer secrets beside it.")
        elif secret.get("lost"):
            complain(f"next to nothing is left of the sound of secret {number}: hide less of it, or the file itself.")
    if not options.json:
        say(*_lines(result))
    elif not quiet:
        say_json(result)


def measured(
    cover: Medium, secrets: Sequence[Medium | ExactFile], planned: Plan, data: bytes, keys: Mapping[Hashable, Key],
    checkpoint: Checkpoint | None, *, resumed: bool = False,
) -> tuple[bytes, dict[str, Any]]:  # fmt: skip
    """What the receiver gets from these bytes, compared with what was given; and the bytes with the verdicts sealed.

    What is kept of the hide is the same file then. Of a hide that was `resumed`, a medium that was scaled is compared
    with what is left of it, so that verdict goes into no file.
    """
    stego = Stego.from_bytes(data)
    shown, owners = show(stego), {secret.index: secret.owner for secret in planned.stored}
    scaled = {secret.index for secret in planned.secrets if secret.given}
    returned: dict[int, Revealed] = {}
    judgements: dict[Key, list[Judgement | None]] = {}
    for whose, key in keys.items():
        indices = [index for index in sorted(owners) if owners[index] == whose]
        returned |= zip(indices, reveal(stego, key), strict=True)
        judgements[key] = [
            returned[index].judgement
            if resumed and index in scaled
            else try_judge(secrets[index], returned[index].what)
            for index in indices
        ]
    measures: dict[str, Any] = {
        "cover": cover.try_compare(shown),
        "cover_verdict": verdict_json(try_judge(cover, shown)),
        "secrets": [_measure_secret(secret, returned[index].what) for index, secret in enumerate(secrets)],
    }
    if isinstance(cover, Shape) and cover.thickness:
        measures["thickness"] = cover.thickness
    if planned.recipe.exact_cover:
        measures["exact"] = bool(np.array_equal(planned.cover.samples().values, shown.samples().values))
    data = seal_judgements(stego, judgements).to_bytes()
    if checkpoint is not None and checkpoint.state is not None:
        checkpoint.save_if_possible(replace(checkpoint.state, finished=data))
    return data, measures


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
    return [f"{spelled(result['out'])} is ready.", f"  the cover: {cover}{_thickness_text(result)}", *secrets]


def _secret_text(secret: Mapping[str, Any]) -> str:
    if "bytes" in secret:
        return f"“{named(secret['name'])}”, every one of its {secret['bytes']:,} bytes"
    sound = f"; its sound: {measures_text(secret['sound'])}" if "sound" in secret else ""
    kept = f"kept as {secret['kept']}{_thickness_text(secret)}."
    return f"{kept} {secret['sentence']} {measures_text(secret['measures'])}{sound}"


def _thickness_text(described: Mapping[str, Any]) -> str:
    """What is said of a shape whose open sheets were given a thickness when it was read."""
    return f", its open sheets given a thickness of {described['thickness']:.3g}" if "thickness" in described else ""
