"""What was forecast of media in tiles, and what they reached: as covers in rooms of several sizes, and as secrets.

    python -m tests.benchmarks.stack_forecast fit FILE.. --rows ROWS.jsonl [--recipe draft] [--points N] [--room 1]
        [--seconds N] [--empty]
    python -m tests.benchmarks.stack_forecast again --rows ROWS.jsonl
    python -m tests.benchmarks.stack_forecast table --rows ROWS.jsonl

`fit` hides each file in the next one, scaled to the points that are given, and adds a line for each fit to the rows;
with `--empty` nothing is hidden in it. A clip or a sound is cut to its first seconds. No clock ends a fit: it takes the
recipe's own steps on one thread, so that a busy machine changes no figure. `again` forecasts them anew. `table` prints
how far the forecast was off, and the offset that would be right for each recipe, modality and role.
"""

from __future__ import annotations

import argparse
import json
import math
import time
from dataclasses import asdict, dataclass, replace
from itertools import groupby
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


@dataclass(frozen=True)
class Case:
    """What is hidden in what: files (no secret: an empty name), the recipe, and how their media are cut."""

    secret: str
    cover: str
    recipe: str
    room: int
    points: int | None
    seconds: float | None

    def plan(self) -> engine.Plan:
        """The plan of it."""
        secret, cover = (
            cut(engine.load(path), self.points, self.seconds) if path else None for path in (self.secret, self.cover)
        )
        assert cover is not None
        recipe = replace(without_clock(RECIPES[self.recipe]), room=self.room)
        return engine.plan([] if secret is None else [secret], cover, recipe)


def forecast_rows(case: Case, plan: engine.Plan) -> list[Row]:
    """A row for each fit, the cover's last, with what is forecast of it."""
    started = time.process_time()
    expected, budget = engine.forecast(plan), FitBudget(plan, choose_device(plan.recipe.device))
    seconds, rows = time.process_time() - started, list[Row]()
    decibels = [*expected.secret_quality, expected.cover_quality]
    for index, (fit, forecast) in enumerate(zip(plan.fits, decibels, strict=True)):
        row: Row = {
            "case": asdict(case),
            "name": Path(case.cover if index == len(plan.secrets) else case.secret).stem,
            "recipe": case.recipe,
            "modality": fit.medium.modality,
            "role": "cover" if index == len(plan.secrets) else "secret",
            "points": fit.medium.grid.points,
            "tiles": fit.tiling.count,
            "width": fit.architecture.width,
            "room": case.room,
            "forecast": round(forecast, 2),
            "forecast cpu": round(seconds, 1),
        }
        if fit.medium.modality == "audio" or fit.tiling.count > 1:
            steps = float(budget.schedules[index].steps)
            row["rehearsed"] = round(rehearse_group(plan, budget, range(index, index + 1), steps)[0], 2)
        rows.append(row)
    return rows


def hide(plan: engine.Plan) -> list[Row]:
    """Hide once: what each fit reached, in so many steps, and the seconds of a processor that all of them took."""
    found: dict[int, Row] = {}

    def report(progress: Progress) -> None:
        if progress.quality is not None:
            index = len(plan.secrets) if progress.stage == "cover" else progress.index
            found[index] = {"decibels": round(progress.quality, 2), "steps": progress.step}

    started = time.process_time()
    engine.hide(plan, engine.Key.generate(), report=report)
    seconds = round(time.process_time() - started, 1)
    return [{**found[index], "cpu": seconds} for index in range(len(plan.fits))]


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
    parser.add_argument("what", choices=("fit", "again", "table"))
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
    if options.what == "again":
        again(options.rows)
        return
    for index, path in enumerate(options.files):
        cover = path if options.empty else options.files[(index + 1) % len(options.files)]
        secret = "" if options.empty else str(path)
        case = Case(secret, str(cover), options.recipe, options.room, options.points, options.seconds)
        plan = case.plan()
        rows = [{**row, **found} for row, found in zip(forecast_rows(case, plan), hide(plan), strict=True)]
        with options.rows.open("a") as file:
            file.writelines(json.dumps(row) + "\n" for row in rows)
        table(rows)


def again(path: Path) -> None:
    """Forecast the hides of a file of rows anew."""
    old, new = [json.loads(line) for line in path.read_text().splitlines()], list[Row]()
    for case, mine in groupby(old, lambda row: row["case"]):
        rows = forecast_rows(Case(**case), Case(**case).plan())
        new += [{**before, **row} for before, row in zip(mine, rows, strict=True)]
    path.write_text("".join(json.dumps(row) + "\n" for row in new))
    table(new)


if __name__ == "__main__":
    main()
