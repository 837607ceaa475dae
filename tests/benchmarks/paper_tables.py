"""The paper's Tables 1, 2, 3, 5, 6 and 7 with our figures and those of the authors' recipe, at equal time and size.

    python tests/benchmarks/paper_tables.py --device cuda --full
    python tests/benchmarks/paper_tables.py --device cpu --quick [--rows "image in image" ...] [--arms sealed ...]
        [--seconds S] [--media FOLDER] [--kept FIGURES.json] [--out TABLES.md]

The network is the paper's (396,291 parameters), or a stack that has nearly as many. A row takes one hide for each arm:
sealed, in the paper's own layout, and by the authors' recipe, whose secrets and cover get the seconds that ours took
sealed. `--kept` keeps the figures of earlier rows, so that the tables can be made row by row. Rows fitted in full on a
CPU, which take a quarter of an hour each, have a table of their own.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
from pathlib import Path

import torch
from paper_cases import CASES, ROBUST, ROOM, Figures, media_of, ours, recipe_of, theirs
from paper_media import media
from paper_page import ARMS, FULL_FIT, page

import engine
from engine.device import thread_count


def main() -> None:
    """Make the rows asked for, then write the tables of all rows."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--device", default="cpu", choices=("cpu", "cuda", "mps"))
    extent = parser.add_mutually_exclusive_group()  # without either, the steps of the standard recipe
    extent.add_argument(
        "--full", dest="extent", action="store_const", const="fine", help="the steps of the fine recipe"
    )
    extent.add_argument(
        "--quick", dest="extent", action="store_const", const="draft", help="the steps of the draft recipe"
    )
    extent.set_defaults(extent="standard")
    parser.add_argument("--seconds", type=float, help="time of one hide, instead of the recipe's steps")
    parser.add_argument("--rows", nargs="*", default=list(CASES), choices=[*CASES], metavar="ROW", help="by name")
    parser.add_argument("--arms", nargs="*", default=[*ARMS, "quarter"], choices=[*ARMS, "quarter"], metavar="ARM")
    parser.add_argument("--media", type=Path, help="folder of the media to use")
    parser.add_argument("--kept", type=Path, help="JSON file of figures, which is read and added to")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    exists = options.kept is not None and options.kept.exists()
    results: dict[str, Figures] = json.loads(options.kept.read_text()) if exists else {}
    available = media(options.media) if options.rows else {}
    for case in options.rows:
        secrets, cover = media_of(case, available)
        limit = "" if options.seconds is None else f" in {options.seconds:g} seconds a hide"
        row: Figures = {"device": device_name(), "extent": options.extent + limit}
        for arm in ("sealed", "paper", *(["quarter"] if case in ROBUST else [])):
            if arm in options.arms:
                recipe = recipe_of(arm, options.extent, options.device, options.seconds, cover, ROOM.get(case, 1))
                row[arm] = ours(secrets, cover, recipe, case in ROBUST)
        if "authors" in options.arms:
            row["authors"] = theirs(secrets, cover, row["sealed"]["stages"], options.device, case in ROBUST)
        results[case + (FULL_FIT if options.extent == "fine" and options.device == "cpu" else "")] = row
        print(case, {arm: row[arm]["cover"] for arm in options.arms if arm in row}, flush=True)
        if options.kept:
            options.kept.write_text(json.dumps(results, indent=1))
    text = page(results)
    print(text)
    if options.out:
        options.out.write_text(text)


def device_name() -> str:
    """The name of the device that fits, and what else decides its speed."""
    names = engine.devices()
    if "cuda" in names:
        return f"{names['cuda']}, torch {torch.__version__}"
    cpu_info = Path("/proc/cpuinfo")
    lines = cpu_info.read_text().splitlines() if cpu_info.exists() else []
    model = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), names["cpu"])
    return f"{model} ({platform.machine()}), {thread_count()} of {os.cpu_count()} cores, torch {torch.__version__}"


if __name__ == "__main__":
    main()
