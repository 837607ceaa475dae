"""What must hold: each photo of a folder hidden in the next one, as the file gives them back, and how long it took.

    python -m tests.benchmarks.photos FOLDER [--recipe standard] [--only N] [--from N] [--rows ROWS.jsonl]

Photos are cut to a square and reduced to 256 x 256. Seconds are of the wall for the whole hide, from the loaded
media to the file; those of the processor, on all cores together, tell what a busy machine took away.
The forecast made before stands beside each figure.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

import engine
from engine.device import thread_count
from engine.recipe import RECIPES
from tests.benchmarks.forecast_table import hidden

PIXELS = 256 * 256
SUFFIXES = {".png", ".jpg", ".jpeg"}


def square(path: Path) -> engine.Image:
    """The middle of a photo."""
    pixels = engine.load(path).pixels
    side = min(pixels.shape[:2])
    top, left = (pixels.shape[0] - side) // 2, (pixels.shape[1] - side) // 2
    return engine.Image(np.ascontiguousarray(pixels[top : top + side, left : left + side])).scaled(PIXELS)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--recipe", choices=tuple(RECIPES), default="standard")
    parser.add_argument("--only", type=int, help="so many hides")
    parser.add_argument("--from", type=int, default=0, dest="first", help="the hide to begin with")
    parser.add_argument("--rows", type=Path, help="where forecast_table.py is to find them")
    options = parser.parse_args()
    recipe = RECIPES[options.recipe]
    paths = sorted(p for p in options.folder.iterdir() if p.suffix in SUFFIXES)
    print(f"{recipe.name}, {thread_count()} threads\n")
    print("| secret in cover | secret | forecast | cover | forecast | seconds | forecast | of processor |")
    print("|---|---|---|---|---|---|---|---|")
    for index in range(options.first, min(len(paths), options.first + (options.only or len(paths)))):
        secret, cover = square(paths[index]), square(paths[(index + 1) % len(paths)])
        names, key = (paths[index].stem, paths[(index + 1) % len(paths)].stem), engine.Key.generate()
        stego, rows = hidden(secret, cover, names, recipe, key)
        stego = engine.Stego.from_bytes(stego.to_bytes())
        found = [secret.compare(engine.reveal(stego, key)[0].medium)["psnr"], cover.compare(engine.show(stego))["psnr"]]
        print(
            f"| {names[0]} in {names[1]} | {found[0]:.1f} | {rows[0]['forecast']:.0f} "
            f"| {found[1]:.1f} | {rows[1]['forecast']:.0f} "
            f"| {rows[0]['hide']['seconds']:.0f} | {rows[0]['hide']['forecast']:.0f} | {rows[0]['hide']['work']:.0f} |",
            flush=True,
        )
        if options.rows:
            with options.rows.open("a") as file:
                file.writelines(json.dumps(row) + "\n" for row in rows)


if __name__ == "__main__":
    main()
