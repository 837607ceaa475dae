"""Fits the coefficients of the forecast to our own fits of varied media.

    python -m tests.benchmarks.forecast_table fit FOLDER --rows ROWS.jsonl [--recipe draft] [--from N] [--only N]
    python -m tests.benchmarks.forecast_table table --rows ROWS.jsonl [--write]

`fit` hides every medium of a folder in the one after the next, and adds a line for each to the rows. `table` fits the
coefficients of each recipe, modality and role: of a line from cosine coefficients to decibels, for all the recipe's
steps (a fit with fewer steps is extrapolated as the forecast does), or of the difference to a proxy fit. It prints how
far each row is from the forecast by all the others, and with `--write` writes `engine/forecasting/tables.py`.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

import engine
from engine.budget import FitBudget
from engine.device import choose_device
from engine.forecasting.forecast import rehearse_group
from engine.forecasting.rehearsal import DB_PER_DOUBLING
from engine.forecasting.tables import Correction, Key, Line
from engine.progress import Progress
from engine.recipe import RECIPES

PER_WEIGHT = [round(float(w), 3) for w in np.geomspace(0.01, 6, 48)]  # coefficients a weight holds
CEILINGS = [float(c) for c in range(20, 96, 2)]
SLOPES = [round(0.4 + 0.05 * step, 2) for step in range(20)]
ENOUGH_FOR_SLOPE = 8  # rows from which a slope is fitted too, for every fourth of the middle of PER_WEIGHT
SUFFIXES = {".png", ".jpg", ".wav", ".flac", ".mp4", ".obj", ".ply", ".stl"}
MODALITIES = ("image", "audio", "video", "shape")
REHEARSED = tuple((m, role) for m in ("audio", "image", "video") for role in ("secret", "cover"))  # in tiles
MIN_TOLERANCE = 2.0  # decibels
MIN_CUDA_ROWS = 4  # for a correction of its own
LONGER = {"standard": ("draft", 2.0), "fine": ("standard", 1.4)}  # unmeasured recipes: so many times as many per weight
UNKNOWN_LINE, UNKNOWN_CORRECTION = Line(0.5, 1.0, 0.0, 46.0, 6.0), Correction(0.0, 6.0)  # without any measurement
PAGE = Path(__file__).resolve().parents[2] / "engine" / "forecasting" / "tables.py"
Row = dict[str, Any]
Coefficients = Line | Correction
Table = dict[Key, Any]  # of one or the other


def hide_and_forecast(
    secret: engine.Medium, cover: engine.Medium, names: tuple[str, str], recipe: engine.Recipe, key: engine.Key
) -> tuple[engine.Stego, list[Row]]:
    """Hide once: the file, and a row for each fit with what was forecast of it and what it reached."""
    plan = engine.plan([secret], cover, recipe)
    expected, budget = engine.forecast(plan), FitBudget(plan, choose_device(recipe.device))
    reached: dict[str, tuple[float, int]] = {}  # decibels and steps

    def report(progress: Progress) -> None:
        if progress.quality is not None:
            reached[f"{progress.stage}{progress.index}"] = progress.quality, progress.step

    start, cpu_start = time.monotonic(), time.process_time()
    stego = engine.hide(plan, key, report=report)
    seconds, cpu_seconds = time.monotonic() - start, time.process_time() - cpu_start
    assert plan.vault is not None
    weights = [secret.architecture.parameter_count for secret in plan.secrets]
    weights.append(plan.stego.parameter_count - plan.vault.capacity())  # the cover's
    rows: list[Row] = []
    for index, (fit, schedule, forecast) in enumerate(
        zip(plan.fits, budget.default_schedules, [*expected.secret_quality, expected.cover_quality], strict=True)
    ):
        is_cover = index == len(plan.secrets)
        role = "cover" if is_cover else "secret"
        decibels, steps = reached["cover0" if is_cover else f"secret{index}"]
        stopped = decibels >= schedule.plateau_db  # before its last step, because it was good enough
        rows.append(
            {
                "name": names[is_cover],
                "recipe": recipe.name,
                "modality": fit.medium.modality,
                "role": role,
                "device": budget.device.type,
                "decibels": round(decibels, 2),
                "doublings": 0.0 if stopped else round(math.log2(steps / schedule.steps), 3),
                "forecast": round(forecast, 1),
                **predictors(plan, budget, index, schedule.steps if stopped else steps, weights[index]),
                "hide": {
                    "forecast": round(expected.seconds, 1),
                    "seconds": round(seconds, 1),
                    "work": round(cpu_seconds, 1),
                },
            }
        )
    return stego, rows


def predictors(plan: engine.Plan, budget: FitBudget, index: int, steps: int, weights: int) -> Row:
    """What a forecast can be based on: a proxy fit, and the quality for so many coefficients a weight."""
    fit, row = budget.fits[index], Row()
    if fit.medium.modality == "audio" or fit.tiling.count > 1:
        row["rehearsed"] = round(rehearse_group(plan, budget, range(index, index + 1), steps)[0], 1)
    if fit.medium.modality != "audio":
        row["curve"] = [round(fit.medium.quality_with(max(1, round(weights * w))), 1) for w in PER_WEIGHT]
    return row


def best(rows: list[Row]) -> Coefficients:
    """The coefficients nearest to most rows; their tolerance is left at 0."""
    if "rehearsed" in rows[0]:
        return Correction(round(float(np.median([row["decibels"] - row["rehearsed"] for row in rows])), 1), 0.0)
    reached = np.array([row["decibels"] - DB_PER_DOUBLING * row["doublings"] for row in rows])  # (N,)
    curves, many = np.array([row["curve"] for row in rows]), len(rows) >= ENOUGH_FOR_SLOPE
    candidates: list[tuple[float, Line]] = []
    for i in range(20, 36, 4) if many else range(len(PER_WEIGHT)):
        for slope in SLOPES if many else (1.0,):
            steep = slope * curves[:, i]
            # Plain content ends at the ceiling, and tells nothing about the offset.
            offsets = {
                float(np.median((reached - steep)[np.argsort(steep)][: len(rows) * part // 4])) for part in (2, 3, 4)
            }
            for offset in offsets if many else (0.0,):
                errors = np.abs(np.minimum(steep + offset, np.array(CEILINGS)[:, None]) - reached).mean(axis=1)
                nearest = int(errors.argmin())
                line = Line(PER_WEIGHT[i], slope, round(offset, 1), CEILINGS[nearest], 0.0)
                candidates.append((float(errors[nearest]), line))
    return min(candidates)[1]


def predict(row: Row, coefficients: Coefficients) -> float:
    """The decibels these coefficients forecast for a row."""
    if isinstance(coefficients, Correction):
        return float(row["rehearsed"] + coefficients.offset)
    per_weight, slope, offset, ceiling, _ = coefficients
    nearest = int(np.abs(np.log(np.array(PER_WEIGHT) / per_weight)).argmin())  # an unmeasured one lies between two
    return float(min(ceiling, offset + slope * row["curve"][nearest]) + DB_PER_DOUBLING * row["doublings"])


def tolerance_of(errors: Sequence[float]) -> float:
    """The decibels that four of five errors stay within."""
    return round(max(MIN_TOLERANCE, float(np.quantile(np.abs(errors), 0.8))), 1)


def table(rows: list[Row]) -> Table:
    """The best coefficients; prints how far each row is from the forecast by all the others."""
    result: Table = {}
    print("| recipe, modality, role | medium | forecast by the others | reached |\n|---|---|---|---|")
    for key in sorted({key_of(row) for row in rows}):
        mine, errors = [row for row in rows if key_of(row) == key], []
        for row in mine:
            forecast = predict(row, best([r for r in mine if r is not row] or mine))
            errors.append(forecast - row["decibels"])
            print(f"| {', '.join(key)} | {row['name']} | {forecast:.1f} | {row['decibels']:.1f} |")
        result[key] = best(mine)._replace(within=tolerance_of(errors))
        near = np.mean(np.abs(errors) <= 3)
        print(
            f"| **{', '.join(key)}** | {len(mine)}, within 3 dB: {100 * near:.0f} % "
            f"| 80 % within | {result[key].within} |"
        )
    return result


def key_of(row: Row) -> Key:
    """The key of a row's coefficients."""
    return row["recipe"], row["modality"], row["role"]


def on_cuda(rows: list[Row], lines: Table, rehearsed: Table) -> Table:
    """The corrections for fits on a CUDA device."""
    result: Table = {}
    for key in ((recipe, m, role) for recipe in RECIPES for m in MODALITIES for role in ("secret", "cover")):
        mine = [row for row in rows if key_of(row) == key]
        if len(mine) < MIN_CUDA_ROWS:
            shorter = (LONGER.get(key[0], ("", 0.0))[0], *key[1:])
            if shorter in result:
                result[key] = result[shorter]._replace(within=result[shorter].within + 2)
            continue
        errors = np.array([r["decibels"] - predict(r, (rehearsed if "rehearsed" in r else lines)[key]) for r in mine])
        offset = round(float(np.median(errors)), 1)
        result[key] = Correction(offset, tolerance_of(errors - offset))
        near = np.mean(np.abs(errors - offset) <= 3)
        print(f"| {', '.join(key)}, CUDA | {len(mine)}, within 3 dB: {100 * near:.0f} % | {tuple(result[key])} |")
    return result


def completed(measured: Table, keys: Sequence[tuple[str, str]], unknown: Coefficients) -> Table:
    """The table for every recipe; unmeasured rows are derived from the other role or from the next shorter recipe."""
    result: Table = {}
    for recipe in RECIPES:
        for modality, role in keys:
            known = measured.get((recipe, modality, role))
            if known is None and isinstance(unknown, Line):
                known = measured.get((recipe, modality, "cover" if role == "secret" else "secret"))
            if known is None and recipe in LONGER:
                shorter, factor = LONGER[recipe]
                known = result[shorter, modality, role]
                known = known._replace(within=known.within + 2)
                if isinstance(known, Line):
                    per_weight = round(known.per_weight * factor, 3)
                    known = known._replace(per_weight=per_weight, ceiling=known.ceiling + 10)
            result[recipe, modality, role] = known or unknown
    return result


def module(lines: Table, rehearsed: Table, cuda: Table) -> str:
    """The text of the module, with these tables in place of its own."""
    text = PAGE.read_text("utf-8")
    for name, rows in {"LINES": lines, "REHEARSED": rehearsed, "CUDA": cuda}.items():
        body = "".join(
            f'    ("{recipe}", "{modality}", "{role}"): {type(row).__name__}{tuple(row)},\n'
            for (recipe, modality, role), row in rows.items()
        )
        text = re.sub(rf"(?ms)(^{name}: .*?{{\n).*?^}}", lambda found, body=body: f"{found[1]}{body}}}", text)
    return text


def main() -> None:
    """Fit, or make the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("what", choices=("fit", "table"))
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--rows", type=Path, required=True)
    parser.add_argument("--recipe", choices=tuple(RECIPES), default="draft")
    parser.add_argument("--from", type=int, default=0, dest="first")
    parser.add_argument("--only", type=int)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    if options.what == "table":
        every = [json.loads(line) for line in options.rows.read_text().splitlines()]
        rows, cuda_rows = ([r for r in every if (r.get("device") == "cuda") is cuda] for cuda in (False, True))
        rehearsed = table([row for row in rows if "rehearsed" in row])
        plain = [{name: value for name, value in row.items() if name != "rehearsed"} for row in rows if "curve" in row]
        whole = [(modality, role) for modality in MODALITIES if modality != "audio" for role in ("secret", "cover")]
        lines = completed(table(plain), whole, UNKNOWN_LINE)
        rehearsed = completed(rehearsed, REHEARSED, UNKNOWN_CORRECTION)
        cuda = on_cuda(cuda_rows, lines, rehearsed)
        if options.write:
            PAGE.write_text(module(lines, rehearsed, cuda), "utf-8")
        return
    paths = sorted(p for p in options.folder.iterdir() if p.suffix in SUFFIXES)
    for index in range(options.first, min(len(paths), options.first + (options.only or len(paths)))):
        names = paths[index].stem, paths[(index + 2) % len(paths)].stem
        secret, cover = engine.load(paths[index]), engine.load(paths[(index + 2) % len(paths)])
        key, recipe = engine.Key.generate(), RECIPES[options.recipe]
        for row in hide_and_forecast(secret, cover.parts()[0], names, recipe, key)[1]:
            print({k: v for k, v in row.items() if k != "curve"}, flush=True)
            with options.rows.open("a") as file:
                file.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    main()
