"""The command `forecast`: seconds, bytes and decibels of a hide, before it is done."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from engine.cli.options import recipe_of
from engine.cli.output import say, say_json
from engine.cli.progress_bar import ProgressBar
from engine.forecasting.forecast import Forecast, forecast as forecast_plan
from engine.media import load
from engine.planned import Plan
from engine.planning import plan


def forecast(options: Namespace) -> int:
    """Print what a hide would take and give."""
    secrets, cover = [load(path) for path in options.secret], load(options.cover)
    with ProgressBar(quiet=options.json) as bar:
        planned = plan(secrets, cover, recipe_of(options), report=bar)
        expected = forecast_plan(planned, report=bar)
    result = _result(planned, expected)
    if options.json:
        say_json(result)
    else:
        say(
            f"about {expected.seconds:.0f} s and {expected.bytes:,} bytes; width {planned.stego.width}",
            f"  the cover: {result['cover']['kept']}, about {expected.cover_quality:.0f} dB",
            *(
                f"  secret {number}: {secret['kept']}, about {secret['decibels']:.0f} dB{_sound_text(secret)}"
                for number, secret in enumerate(result["secrets"], 1)
            ),
        )
    return 0


def _result(planned: Plan, expected: Forecast) -> dict[str, Any]:
    return {
        "seconds": round(expected.seconds, 1),
        "bytes": expected.bytes,
        "width": planned.stego.width,
        "used": planned.used,
        "available": planned.available,
        "cover": {"kept": planned.cover.describe(), "decibels": round(expected.cover_quality, 1)},
        "secrets": _secrets(planned, expected),
    }


def _secrets(planned: Plan, expected: Forecast) -> list[dict[str, Any]]:
    """One entry for each secret that was given; a video's sound is part of its own."""
    secrets: dict[int, dict[str, Any]] = {}
    for part, decibels in zip(planned.secrets, expected.secret_quality, strict=True):
        kept = {"kept": part.medium.describe(), "decibels": round(decibels, 1)}
        if part.index in secrets:
            secrets[part.index]["sound"] = kept
        else:
            secrets[part.index] = {"kind": part.medium.modality, **kept}
    return [secrets[index] for index in sorted(secrets)]


def _sound_text(secret: dict[str, Any]) -> str:
    return (
        f"; its sound: {secret['sound']['kept']}, about {secret['sound']['decibels']:.0f} dB"
        if "sound" in secret
        else ""
    )
