"""Whether Hide, the result, Compare and Reveal say the same of what comes back.

    python -m tests.benchmarks.verdict_pairs run FOLDER --rows ROWS.jsonl [--from N] [--only N]
    python -m tests.benchmarks.verdict_pairs again FOLDER --rows ROWS.jsonl
    python -m tests.benchmarks.verdict_pairs table --rows ROWS.jsonl

`run` opens files of every sort (`varied_media.py`) as the window does, plans and forecasts them, hides them with the
draft recipe's own steps on one thread, and reads them back. For every secret and every cover there are four steps of
the scale: what Hide foresees, what the result measures, what Compare says of the two files, and what Reveal says of the
secret beside the file it was. Each secret has a key of its own, so that it is as large as if it were alone. `again`
foresees and judges the files of a run anew.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch  # noqa: F401  before Qt

import engine
from app.hide.choices import ChosenMedium
from app.hide.foresights import shape_of
from app.hide.outcome import ComparedPair, HideTask, hide_and_check
from app.hide.recipe_preview import add_forecast, preview_recipes
from app.session import load_item
from engine.device import prefer
from tests.benchmarks.stack_forecast import without_clock
from tests.benchmarks.varied_media import make

Row = dict[str, Any]
Returned = tuple[engine.Medium, engine.Judgement | None]
STEPS = ("not usable", "recognisable", "softer", "very close", "no difference", "the same")
# Secrets, and their cover. The forecast was set on other files than these.
HIDES = (
    (("coffee.png", "voice.wav"), "astronaut.png"),
    (("scan.png", "drawing.png"), "chelsea.png"),
    (("logo.png", "rain.wav"), "night.png"),
    (("screenshot.png", "speech.wav"), "sky.png"),
    (("ring.stl", "leaves.png"), "cat.png"),
    (("plate.stl", "tiny.png"), "music.wav"),
    (("clip.mp4", "silence.wav"), "coins.png"),
    (("bowl.ply", "phone.jpg"), "film.mp4"),
    (("spot.obj", "moon.png"), "tune.wav"),
    (("eye.jpg", "music.wav"), "ring.stl"),
)


@dataclass(frozen=True)
class Prepared:
    """What the window knows before a hide: the media, their plan, and of each what is kept, forecast and foreseen."""

    paths: list[Path]
    chosen: list[ChosenMedium]
    plan: engine.Plan
    kept: list[engine.Medium]
    decibels: list[tuple[float, ...]]
    foreseen: list[engine.Judgement]


def prepare(paths: list[Path]) -> Prepared:
    """Open the secrets and the cover, the last, plan in the smallest room that holds them, forecast and foresee."""
    chosen = [replace(ChosenMedium.of(load_item(p, engine.ignore)), owner=i, path=p) for i, p in enumerate(paths)]
    media = [engine.Secret(c.medium, c.owner, c.name) for c in chosen[:-1]]
    recipes = {str(room): replace(without_clock(engine.DRAFT), room=room) for room in engine.ROOMS}
    previews = preview_recipes(media, chosen[-1].medium, recipes)
    preview = add_forecast(next(p for p in previews.values() if p.plan is not None), engine.ignore)
    plan, forecast = preview.plan, preview.forecast
    assert plan is not None
    assert forecast is not None
    decibels = [tuple(map(round, preview.decibels()[index])) for index in range(len(media))]
    decibels.append((round(forecast.cover_quality),))
    kept = [*plan.media, plan.cover]
    foreseen = [engine.foresee(c.medium, k, d) for c, k, d in zip(chosen, kept, decibels, strict=True)]
    return Prepared(paths, chosen, plan, kept, decibels, foreseen)


def hide(before: Prepared, file: Path) -> list[Returned]:
    """Hide as the window does; what came back, and the verdicts on it.  The file and its keys are kept."""
    keys = {index: engine.Key.generate() for index in range(len(before.chosen) - 1)}
    outcome = hide_and_check(HideTask(tuple(before.chosen[:-1]), before.chosen[-1], before.plan, keys), engine.ignore)
    file.write_bytes(outcome.data)
    file.with_suffix(".keys").write_text("\n".join(key.words for key in keys.values()), "utf-8")
    pairs = [pair for pair in (*outcome.secrets, outcome.cover) if isinstance(pair, ComparedPair)]
    return [(pair.after, pair.judgement) for pair in pairs]


def read_again(before: Prepared, file: Path) -> list[Returned]:
    """The same of a file that was made before."""
    stego, words = engine.Stego.load(file), file.with_suffix(".keys").read_text("utf-8").splitlines()
    media = [engine.reveal(stego, engine.Key.from_text(text))[0].medium for text in words]
    media.append(engine.show(stego))
    return [(m, engine.try_judge(c.medium, m)) for m, c in zip(media, before.chosen, strict=True)]


def rows_of(before: Prepared, returned: list[Returned], folder: Path) -> list[Row]:
    """A row for each secret, the cover's last."""
    rows = []
    for index, (after, judgement) in enumerate(returned):
        chosen, kept, foreseen = before.chosen[index], before.kept[index], before.foreseen[index]
        assert judgement is not None
        saved = folder / f"saved {chosen.name}{after.exports[0]}"
        after.write(saved)
        first, second = load_item(before.paths[index], engine.ignore), load_item(saved, engine.ignore)
        scaled = shape_of(kept) != shape_of(chosen.medium)
        rows.append(
            {
                "name": chosen.name,
                "role": "cover" if index == len(returned) - 1 else "secret",
                "kept": kept.describe() if scaled else "as it is",
                "forecast dB": before.decibels[index],
                "reached dB": reached(kept, after),
                "foreseen": foreseen.verdict,
                "result": judgement.verdict,
                "compare": engine.judge(first.medium, second.medium).verdict,
                "reveal": engine.judge(first.medium, after).verdict,
                "grainy": [foreseen.grainy, judgement.grainy],
            }
        )
    return rows


def reached(kept: engine.Medium, returned: engine.Medium) -> list[float]:
    """The quality in dB of each part that came back, as a forecast counts it."""
    parts = zip(kept.parts(), returned.parts(), strict=True)
    return [round(one.compare(other).get("snr" if one.modality == "audio" else "psnr", 0.0), 1) for one, other in parts]


def table(rows: list[Row]) -> None:
    """Print the pairs, and how many agree."""
    print("| what | kept as | dB forecast, reached | Hide foresees | result | Compare | Reveal |")
    print("|---|---|---|---|---|---|---|")
    for row in rows:
        steps = [STEPS[row[name]] for name in ("foreseen", "result", "compare", "reveal")]
        pairs = zip(row["forecast dB"], row["reached dB"], strict=True)
        decibels = "; ".join(f"{forecast}, {came or '-'}" for forecast, came in pairs)  # of a shape nothing is measured
        off = row["foreseen"] - row["result"]
        mark = "**" if off else ""
        print(
            f"| {row['name']}{' (cover)' if row['role'] == 'cover' else ''} | {row['kept']} | {decibels} "
            f"| {mark}{steps[0]}{mark} | {' | '.join(steps[1:])} |"
        )
    off = np.array([[row[name] - row["result"] for name in ("foreseen", "compare", "reveal")] for row in rows])
    for column, name in enumerate(("Hide", "Compare", "Reveal")):
        equal, worst = int((off[:, column] == 0).sum()), int(np.abs(off[:, column]).max())
        print(f"\n{name} and the result: {equal} of {len(rows)} agree, the others are at most {worst} apart.")


def main() -> None:
    """Run, or print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("what", choices=("run", "again", "table"))
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--rows", type=Path, required=True)
    parser.add_argument("--from", type=int, default=0, dest="first")
    parser.add_argument("--only", type=int, default=len(HIDES))
    options = parser.parse_args()
    if options.what == "table":
        table([json.loads(line) for line in options.rows.read_text().splitlines()])
        return
    prefer(threads=1)
    for number in range(options.first, min(len(HIDES), options.first + options.only)):
        secrets, cover = HIDES[number]
        before = prepare([make(name, options.folder) for name in (*secrets, cover)])
        file = options.folder / f"in {cover}.undersong"
        returned = read_again(before, file) if options.what == "again" else hide(before, file)
        rows = rows_of(before, returned, options.folder)
        with options.rows.open("a") as rows_file:
            rows_file.writelines(json.dumps(row) + "\n" for row in rows)
        table(rows)


if __name__ == "__main__":
    main()
