"""Where the forecast's small table comes from: our own fits of varied media.

    python -m tests.benchmarks.forecast_table fit FOLDER --rows ROWS.jsonl [--recipe draft] [--from N] [--only N]
    python -m tests.benchmarks.forecast_table table --rows ROWS.jsonl [--write]

`fit` hides every medium of a folder in the one after the next, and keeps what came of it, one line each. `table` finds
for each recipe, modality and role how many cosine coefficients a weight holds, how their decibels become those of the
network, and what plain content ends at with all the steps of the recipe (what a machine was too slow for is reckoned
as the forecast does); of sounds, how far the whole is from its rehearsal. It says how far each row is from what all the
others forecast, and with `--write` makes `engine/worth.py`.
"""

from __future__ import annotations

import argparse
import json
import math
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

import engine
from engine.budget import FitBudget
from engine.device import choose_device
from engine.forecasting import rehearsal
from engine.forecasting.rehearsal import DOUBLED
from engine.planning import Plan
from engine.progress import Progress, ignore
from engine.recipe import RECIPES

WORTHS = [round(float(w), 3) for w in np.geomspace(0.01, 6, 48)]
CEILINGS = [float(c) for c in range(20, 96, 2)]
SLOPES = [round(0.4 + 0.05 * step, 2) for step in range(20)]
MANY = 8  # rows from which on a slope is looked for, in every fourth of the worths
SUFFIXES = {".png", ".jpg", ".wav", ".flac", ".mp4", ".obj", ".ply", ".stl"}
MODALITIES = ("image", "audio", "video", "shape")
REHEARSED = (("audio", "secret"), ("audio", "cover"), ("image", "secret"), ("video", "secret"))  # the last in tiles
LEAST = 2.0  # decibels: no forecast is surer than that
FEWEST = 4  # rows of a kind from which on a graphics card's are told from a processor's
LONGER = {"standard": ("draft", 2.0), "fine": ("standard", 1.4)}  # what was not measured: so much more worth
GUESS = (0.5, 1.0, 0.0, 46.0, 6.0)  # where there is nothing at all to go by
PAGE = Path(__file__).resolve().parents[2] / "engine" / "forecasting" / "tables.py"
Row = dict[str, Any]
Table = dict[tuple[str, str, str], tuple[float, ...]]


def hidden(
    secret: engine.Medium, cover: engine.Medium, names: tuple[str, str], recipe: engine.Recipe, key: engine.Key
) -> tuple[engine.Stego, list[Row]]:
    """One hide: its file, and for each part what was forecast of it and what came."""
    planned = engine.plan([secret], cover, recipe)
    expected, stages = engine.forecast(planned), FitBudget(planned, ignore)
    reached: dict[str, tuple[float, int]] = {}

    def told(progress: Progress) -> None:
        if progress.quality is not None:
            reached[f"{progress.stage}{progress.index}"] = progress.quality, progress.step

    started, worked = time.monotonic(), time.process_time()
    stego = engine.hide(engine.plan([secret], cover, recipe), key, report=told)
    seconds, work = time.monotonic() - started, time.process_time() - worked
    assert planned.vault is not None
    free = planned.stego.parameters - planned.vault.capacity()
    parts = [(f"secret{i}", s.medium, s.architecture.parameters) for i, s in enumerate(planned.secrets)]
    found: list[Row] = []
    for number, ((stage, medium, weights), forecast, schedule) in enumerate(
        zip([*parts, ("cover0", planned.cover, free)], [*expected.secrets, expected.cover], stages.usual, strict=True)
    ):
        decibels, steps = reached[stage]
        ended = decibels >= schedule.enough  # before its time, because it was good
        found.append(
            {
                "name": names[stage == "cover0"],
                "recipe": recipe.name,
                "modality": medium.modality,
                "role": stage[:-1],
                "device": choose_device(recipe.device).type,
                "decibels": round(decibels, 2),
                "doublings": 0.0 if ended else round(math.log2(steps / schedule.steps), 3),
                "forecast": round(forecast, 1),
                **more(planned, stages, number, schedule.steps if ended else steps, weights),
                "hide": {"forecast": round(expected.seconds, 1), "seconds": round(seconds, 1), "work": round(work, 1)},
            }
        )
    return stego, found


def more(planned: Plan, stages: FitBudget, number: int, steps: int, weights: int) -> Row:
    """What a forecast can go by: a rehearsal, and the quality of so many coefficients a weight."""
    medium, found = stages.media[number], Row()
    if medium.modality == "audio" or stages.tiling(number).number > 1:
        found["rehearsed"] = round(rehearsal(planned, stages, range(number, number + 1), steps)[0], 1)
    if medium.modality != "audio":
        found["curve"] = [round(medium.quality_with(max(1, round(weights * w))), 1) for w in WORTHS]
    return found


def best(rows: list[Row]) -> tuple[float, ...]:
    """Worth, slope, base and ceiling nearest to most rows; of sounds, how much more than rehearsed most come to."""
    if "rehearsed" in rows[0]:
        return (round(float(np.median([row["decibels"] - row["rehearsed"] for row in rows])), 1),)
    real = np.array([row["decibels"] - DOUBLED * row["doublings"] for row in rows])
    curves, many = np.array([row["curve"] for row in rows]), len(rows) >= MANY
    found: list[tuple[float, ...]] = []
    for i in range(20, 36, 4) if many else range(len(WORTHS)):
        for slope in SLOPES if many else (1.0,):
            steep = slope * curves[:, i]
            # What is plain ends at the ceiling, and tells nothing of the base.
            bases = {float(np.median((real - steep)[np.argsort(steep)][: len(rows) * part // 4])) for part in (2, 3, 4)}
            for base in bases if many else (0.0,):
                off = np.abs(np.minimum(steep + base, np.array(CEILINGS)[:, None]) - real).mean(axis=1)
                place = int(off.argmin())
                found.append((float(off[place]), WORTHS[i], slope, round(base, 1), CEILINGS[place]))
    return min(found)[1:]


def expected(row: Row, *numbers: float) -> float:
    """What the table would forecast of a row."""
    if "rehearsed" in row:
        return float(row["rehearsed"] + numbers[0])
    worth, slope, base, ceiling = numbers
    nearest = int(np.abs(np.log(np.array(WORTHS) / worth)).argmin())  # what was guessed lies between two of them
    return float(min(ceiling, base + slope * row["curve"][nearest]) + DOUBLED * row["doublings"])


def table(rows: list[Row]) -> Table:
    """The table; prints how far each row is from what all others forecast of it."""
    found: Table = {}
    print("| recipe, kind, role | medium | forecast by the others | came |\n|---|---|---|---|")
    for key in sorted({(r["recipe"], r["modality"], r["role"]) for r in rows}):
        mine = [r for r in rows if (r["recipe"], r["modality"], r["role"]) == key]
        off = []
        for row in mine:
            forecast = expected(row, *best([r for r in mine if r is not row] or mine))
            off.append(abs(forecast - row["decibels"]))
            print(f"| {', '.join(key)} | {row['name']} | {forecast:.1f} | {row['decibels']:.1f} |")
        found[key] = (*best(mine), round(max(LEAST, float(np.quantile(off, 0.8))), 1))
        near = np.mean(np.array(off) <= 3)
        print(
            f"| **{', '.join(key)}** | {len(mine)}, within 3 dB: {100 * near:.0f} % | 80 % within | {found[key][-1]} |"
        )
    return found


def on_a_card(rows: list[Row], worths: Table, rehearsed: Table) -> Table:
    """What is to be added where a graphics card fits, and within how many decibels of that four of five came out."""
    found: Table = {}
    for recipe in RECIPES:
        for key in ((recipe, m, role) for m in MODALITIES for role in ("secret", "cover")):
            mine = [row for row in rows if (row["recipe"], row["modality"], row["role"]) == key]
            if len(mine) < FEWEST:
                before = (LONGER.get(recipe, ("", 0.0))[0], *key[1:])
                if before in found:
                    more, within = found[before]
                    found[key] = more, within + 2
                continue
            off = np.array(
                [r["decibels"] - expected(r, *(rehearsed if "rehearsed" in r else worths)[key][:-1]) for r in mine]
            )
            more = round(float(np.median(off)), 1)
            found[key] = more, round(max(LEAST, float(np.quantile(np.abs(off - more), 0.8))), 1)
            near = np.mean(np.abs(off - more) <= 3)
            print(f"| {', '.join(key)}, on a card | {len(mine)}, within 3 dB: {100 * near:.0f} % | {found[key]} |")
    return found


def whole(found: Table, keys: Sequence[tuple[str, str]], guess: tuple[float, ...]) -> Table:
    """The table for every recipe: what was not measured is as the other role, or as the recipe it is longer than."""
    result: Table = {}
    for recipe in RECIPES:
        for modality, role in keys:
            other = "cover" if role == "secret" else "secret"
            known = found.get((recipe, modality, role))
            if known is None and len(guess) > 2:
                known = found.get((recipe, modality, other))
            if known is None and recipe in LONGER:
                base, more = LONGER[recipe]
                *numbers, within = result[base, modality, role]
                if len(numbers) > 1:
                    worth, slope, added, most = numbers
                    numbers = [round(worth * more, 3), slope, added, most + 10]
                known = *numbers, within + 2
            result[recipe, modality, role] = known or guess
    return result


def completed(worths: Table, rehearsed: Table) -> tuple[Table, Table]:
    """Both tables, for every recipe."""
    plain = [(m, role) for m in MODALITIES if m != "audio" for role in ("secret", "cover")]
    return whole(worths, plain, GUESS), whole(rehearsed, REHEARSED, (0.0, 6.0))


def filled(*found: Table) -> str:
    """The module."""
    tables = [
        "".join(
            f'    ("{recipe}", "{modality}", "{role}"): {numbers},\n' for (recipe, modality, role), numbers in t.items()
        )
        for t in found
    ]
    return (
        '"""What a weight is worth, found by `tests/benchmarks/forecast_table.py` in our own fits of varied media.\n\n'
        "For each recipe, modality and role: how many cosine coefficients a weight holds, by how much their decibels\n"
        "are multiplied and what is added, the decibels plain content ends at, and within how many of the forecast\n"
        'four of five came out.\n"""\n\n'
        "from __future__ import annotations\n\nfrom typing import Final\n\n"
        "Worth = tuple[float, float, float, float, float]\n\n"
        f"WORTH: Final[dict[tuple[str, str, str], Worth]] = {{\n{tables[0]}}}\n\n"
        "# How much more than its rehearsal the whole comes to, and within how many decibels of that.\n"
        f"REHEARSED: Final[dict[tuple[str, str, str], tuple[float, float]]] = {{\n{tables[1]}}}\n\n"
        "# What a graphics card adds, whose larger batches are less noisy, and within how many decibels of that.\n"
        f"ON_A_CARD: Final[dict[tuple[str, str, str], tuple[float, float]]] = {{\n{tables[2]}}}\n"
    )


def main() -> None:
    """Fit, or make the table."""
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
        rows, of_cards = ([r for r in every if (r.get("device") == "cuda") is card] for card in (False, True))
        rehearsed = table([row for row in rows if "rehearsed" in row])
        plain = [{name: value for name, value in row.items() if name != "rehearsed"} for row in rows if "curve" in row]
        worths, rehearsed = completed(table(plain), rehearsed)
        cards = on_a_card(of_cards, worths, rehearsed)
        if options.write:
            PAGE.write_text(filled(worths, rehearsed, cards))
        return
    paths = sorted(p for p in options.folder.iterdir() if p.suffix in SUFFIXES)
    for index in range(options.first, min(len(paths), options.first + (options.only or len(paths)))):
        names = paths[index].stem, paths[(index + 2) % len(paths)].stem
        secret, cover = engine.load(paths[index]), engine.load(paths[(index + 2) % len(paths)])
        key, recipe = engine.Key.generate(), RECIPES[options.recipe]
        for row in hidden(secret, cover.parts()[0], names, recipe, key)[1]:
            print({k: v for k, v in row.items() if k != "curve"}, flush=True)
            with options.rows.open("a") as file:
                file.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    main()
