"""The paper's Tables 1, 2, 3, 5, 6 and 7 beside ours and the authors' recipe, at equal time and the paper's size.

    python tests/benchmarks/paper_tables.py --device cuda --full
    python tests/benchmarks/paper_tables.py --device cpu --quick [--rows "image in image" ...] [--arms sealed ...]
        [--seconds S] [--media FOLDER] [--kept FIGURES.json] [--out TABLES.md]

The network is the paper's (396,291 parameters). A row takes one hide for each arm: sealed, in the paper's own
layout, and by the authors' recipe, whose secrets and cover get the seconds that ours took sealed. With `--kept` the
figures of earlier rows are kept, so that the tables can be made piece by piece. Rows that are fitted in full on a
processor, which takes it a quarter of an hour each, have a table of their own.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
from pathlib import Path

import torch
from paper_cases import CASES, ROBUST, Figures, media_of, ours, recipe_of, theirs
from paper_media import media
from paper_page import ARMS, LONGER, page

import engine
from engine.device import thread_count


def main() -> None:
    """Carry out the rows asked for, then write the tables of all rows there are."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--device", default="cpu", choices=("cpu", "cuda", "mps"))
    extent = parser.add_mutually_exclusive_group()  # of neither, as many steps as the standard recipe's
    extent.add_argument("--full", dest="extent", action="store_const", const="fine", help="as the fine recipe's")
    extent.add_argument("--quick", dest="extent", action="store_const", const="draft", help="as the draft recipe's")
    extent.set_defaults(extent="standard")
    parser.add_argument("--seconds", type=float, help="of one hide, instead of the recipe's steps")
    parser.add_argument("--rows", nargs="*", default=list(CASES), choices=[*CASES], metavar="ROW", help="by name")
    parser.add_argument("--arms", nargs="*", default=[*ARMS, "quarter"], choices=[*ARMS, "quarter"], metavar="ARM")
    parser.add_argument("--media", type=Path, help="a folder of the media to use")
    parser.add_argument("--kept", type=Path, help="a JSON file of figures, read and added to")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    there = options.kept is not None and options.kept.exists()
    kept: dict[str, Figures] = json.loads(options.kept.read_text()) if there else {}
    everything = media(options.media) if options.rows else {}
    for case in options.rows:
        secrets, cover = media_of(case, everything)
        given = "" if options.seconds is None else f" in {options.seconds:g} seconds a hide"
        row: Figures = {"device": device(), "extent": options.extent + given}
        for arm in ("sealed", "paper", *(["quarter"] if case in ROBUST else [])):
            if arm in options.arms:
                recipe = recipe_of(arm, options.extent, options.device, options.seconds)
                row[arm] = ours(secrets, cover, recipe, case in ROBUST)
        if "authors" in options.arms:
            row["authors"] = theirs(secrets, cover, row["sealed"]["stages"], options.device, case in ROBUST)
        kept[case + (LONGER if options.extent == "fine" and options.device == "cpu" else "")] = row
        print(case, {arm: row[arm]["cover"] for arm in options.arms if arm in row}, flush=True)
        if options.kept:
            options.kept.write_text(json.dumps(kept, indent=1))
    text = page(kept)
    print(text)
    if options.out:
        options.out.write_text(text)


def device() -> str:
    """The maker's name of what the fits run on, and what else decides how fast."""
    names = engine.devices()
    if "cuda" in names:
        return f"{names['cuda']}, torch {torch.__version__}"
    information = Path("/proc/cpuinfo")
    lines = information.read_text().splitlines() if information.exists() else []
    model = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), names["cpu"])
    return f"{model} ({platform.machine()}), {thread_count()} of {os.cpu_count()} cores, torch {torch.__version__}"


if __name__ == "__main__":
    main()
