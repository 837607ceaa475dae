"""The command `forecast`: seconds, bytes and decibels of a hide, before it is done."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from engine.cli.options import recipe_of, secrets_of
from engine.cli.output import say, say_json
from engine.cli.progress_bar import ProgressBar
from engine.cli.verdict_text import verdict_json
from engine.exact_file import ExactFile
from engine.forecasting.forecast import Forecast, forecast as forecast_plan
from engine.media import Medium, load
from engine.planned import Plan, Secret
from engine.planning import plan
from engine.verdict.judging import foresee


def forecast(options: Namespace) -> int:
    """Print what a hide would take and give."""
    secrets, cover, planned, expected = estimate(options)
    result = _result(planned, expected, [secret.what for secret in secrets], cover)
    if options.json:
        say_json(result)
    else:
        say(
            f"about {expected.seconds:.0f} s and {expected.bytes:,} bytes; width {planned.stego.width}; "
            f"{expected.memory / 1e9:.1f} GB of memory",
            f"  the cover: {result['cover']['kept']}, {_quality_text(result['cover'])}",
            *(
                f"  secret {number}: {secret['kept']}, {_quality_text(secret)}"
                for number, secret in enumerate(result["secrets"], 1)
            ),
        )
    return 0


def estimate(options: Namespace) -> tuple[list[Secret], Medium, Plan, Forecast]:
    """The secrets and the cover of the options of `hide` or `forecast`, their plan, and what it would take and give."""
    secrets, cover = secrets_of(options), load(options.cover)
    with ProgressBar(quiet=options.json) as bar:
        planned = plan(secrets, cover, recipe_of(options), report=bar)
        return secrets, cover, planned, forecast_plan(planned, report=bar)


def _result(planned: Plan, expected: Forecast, given: list[Medium | ExactFile], cover: Medium) -> dict[str, Any]:
    shown = foresee(cover, planned.cover, (expected.cover_quality,))
    return {
        "seconds": round(expected.seconds, 1),
        "bytes": expected.bytes,
        "memory": expected.memory,
        "width": planned.stego.width,
        "used": planned.used,
        "available": planned.available,
        "room_for_files": planned.room_for_files,
        "cover": {
            "kept": planned.cover.describe(),
            "decibels": round(expected.cover_quality, 1),
            **verdict_json(shown),
        },
        "secrets": _secrets(planned, expected, given),
    }


def _secrets(planned: Plan, expected: Forecast, given: list[Medium | ExactFile]) -> list[dict[str, Any]]:
    """One entry for each secret that was given; a video's sound is part of its own."""
    secrets: dict[int, dict[str, Any]] = {}
    for part, decibels in zip(planned.secrets, expected.secret_quality, strict=True):
        kept = {"kept": part.medium.describe(), "decibels": round(decibels, 1)}
        if part.index in secrets:
            secrets[part.index]["sound"] = kept
        else:
            secrets[part.index] = {"kind": part.medium.modality, **kept}
    for file in planned.exact:
        secrets[file.index] = {"kind": file.what.kind, "kept": f"{file.what.size:,} bytes", "bytes": file.what.size}
    parts = list(zip(planned.secrets, expected.secret_quality, strict=True))
    for index in {part.index for part, _ in parts}:
        qualities = tuple(decibels for part, decibels in parts if part.index == index)
        secrets[index] |= verdict_json(foresee(given[index], planned.hidden[index], qualities))
    return [secrets[index] for index in sorted(secrets)]


def _quality_text(secret: dict[str, Any]) -> str:
    if "decibels" not in secret:
        return "every byte"
    sound = secret.get("sound")
    after = f"; its sound: {sound['kept']}, about {sound['decibels']:.0f} dB" if sound else ""
    return f"about {secret['decibels']:.0f} dB{after}. {secret['sentence']}"
