"""What was forecast of media in tiles, and what they reached: as covers in rooms of several sizes, and as secrets.

    python -m tests.benchmarks.stack_forecast fit FILE.. --rows ROWS.jsonl [--recipe draft] [--points N] [--room 1]
        [--seconds N] [--empty]
    python -m tests.benchmarks.stack_forecast table --rows ROWS.jsonl [--write]

`fit` hides each file in the next one, scaled to the points that are given, and adds a line for each fit to the rows;
with `--empty` nothing is hidden in it. A clip or a sound is cut to its first seconds. No clock ends a fit: it takes the
recipe's own steps on one thread, so that a busy machine changes no figure. `table` prints how far the forecast was off,
and the offset that would be right for each recipe, modality and role.
"""

from __future__ import annotations

import argparse
import json
import math
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

import engine
from engine.budget import FitBudget
from engine.device import choose_device, prefer
from engine.forecasting.forecast import rehearse_group
from engine.forecasting.tables import LINES, REHEARSED
from engine.progress import Progress
from engine.recipe import RECIPES, Recipe

Row = dict[str, Any]
POINTS = {"image": 1 << 16, "audio": 250_000, "video": 1 << 17, "shape": 40_000}


def without_clock(recipe: Recipe) -> Recipe:
    """A recipe that takes all of its steps, however slow the machine is."""
    schedules = {
        name: replace(getattr(recipe, name), seconds=math.inf) for name in ("secret_schedule", "cover_schedule")
    }
    return replace(recipe, **schedules)  # type: ignore[arg-type]


def cut(medium: engine.Medium, points: int | None, seconds: float | None) -> engine.Medium:
    """A medium of so many points at most, and of a film or a sound its first seconds."""
    if seconds is not None and isinstance(medium, engine.Audio | engine.Video):
        medium = medium.trimmed(0.0, seconds)
    return medium if points is None else medium.parts()[0].scaled(points)


def hide_and_forecast(
    secrets: list[engine.Medium], cover: engine.Medium, names: list[str], recipe: Recipe
) -> list[Row]:  # fmt: skip
    """Hide once: a row for each fit, the cover's last, with what was forecast of it and what it reached."""
    plan = engine.plan(secrets, cover, recipe)
    started = time.process_time()
    expected, budget = engine.forecast(plan), FitBudget(plan, choose_device(recipe.device))
    forecast_seconds, reached = time.process_time() - started, dict[int, tuple[float, int]]()

    def report(progress: Progress) -> None:
        if progress.quality is not None:
            index = len(plan.secrets) if progress.stage == "cover" else progress.index
            reached[index] = progress.quality, progress.step

    started = time.process_time()
    engine.hide(plan, engine.Key.generate(), report=report)
    seconds = time.process_time() - started
    rows: list[Row] = []
    for index, (fit, forecast) in enumerate(
        zip(plan.fits, [*expected.secret_quality, expected.cover_quality], strict=True)
    ):
        schedule, modality = budget.schedules[index], fit.medium.modality
        role = "cover" if index == len(plan.secrets) else "secret"
        decibels, steps = reached[index]
        row: Row = {
            "name": names[index],
            "recipe": recipe.name,
            "modality": modality,
            "role": role,
            "points": fit.medium.grid.points,
            "tiles": fit.tiling.count,
            "width": fit.architecture.width,
            "room": recipe.room,
            "shrink": round(plan.shrink, 3),
            "decibels": round(decibels, 2),
            "forecast": round(forecast, 2),
            "steps": steps,
            "of": schedule.steps,
            "forecast cpu": round(forecast_seconds, 1),
            "cpu": round(seconds, 1),
        }
        if modality == "audio" or fit.tiling.count > 1:
            known = rehearse_group(plan, budget, range(index, index + 1), float(schedule.steps))
            row["rehearsed"] = round(known[0], 2)
        rows.append(row)
    return rows


def table(rows: list[Row]) -> None:
    """Print how far forecasts were off, by recipe, modality, role, points and room, and the right offset of each."""
    print("| recipe, modality, role | points, room | rows | median error, dB | 90 % within | offset now, right |")
    print("|---|---|---|---|---|---|")
    keys = sorted({(r["recipe"], r["modality"], r["role"]) for r in rows})
    for key in keys:
        mine = [r for r in rows if (r["recipe"], r["modality"], r["role"]) == key]
        groups = sorted({(round(r["points"], -4), r["room"]) for r in mine})
        for group in [*groups, None] if len(groups) > 1 else [None]:
            part = [r for r in mine if group in (None, (round(r["points"], -4), r["room"]))]
            errors = np.array([r["forecast"] - r["decibels"] for r in part])
            of_proxy = [r["decibels"] - r["rehearsed"] for r in part if "rehearsed" in r]
            now = (REHEARSED if of_proxy else LINES)[key].offset
            right = f"{np.median(of_proxy):.1f}" if of_proxy else "-"
            where = "all" if group is None else f"{group[0] / 1e6:.2f} M, {group[1]}"
            print(
                f"| {', '.join(key)} | {where} | {len(part)} | {np.median(errors):+.1f} "
                f"| {np.quantile(np.abs(errors), 0.9):.1f} | {now:.1f}, {right} |"
            )


def main() -> None:
    """Fit, or print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("what", choices=("fit", "table"))
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--rows", type=Path, required=True)
    parser.add_argument("--recipe", choices=tuple(RECIPES), default="draft")
    parser.add_argument("--points", type=int)
    parser.add_argument("--room", type=int, default=1)
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--empty", action="store_true")
    options = parser.parse_args()
    if options.what == "table":
        table([json.loads(line) for line in options.rows.read_text().splitlines()])
        return
    prefer(threads=1)
    recipe = replace(without_clock(RECIPES[options.recipe]), room=options.room)
    count = len(options.files)
    for index, path in enumerate(options.files):
        cover_path = path if options.empty else options.files[(index + 1) % count]
        cover = cut(engine.load(cover_path), options.points, options.seconds)
        secrets = [] if options.empty else [cut(engine.load(path), options.points, options.seconds)]
        names = [*([] if options.empty else [path.stem]), cover_path.stem]
        for row in hide_and_forecast(secrets, cover, names, recipe):
            print(row, flush=True)
            with options.rows.open("a") as file:
                file.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    main()
