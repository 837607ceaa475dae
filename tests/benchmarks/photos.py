"""Quality and time of hiding photos: each photo of a folder in the next one, measured on what the file gives back.

    python -m tests.benchmarks.photos FOLDER [--recipe standard] [--only N] [--from N] [--rows ROWS.jsonl]

Photos are cropped to a square and scaled down to 256 x 256. Seconds are wall-clock seconds of the whole hide, from the
loaded media to the file; CPU seconds, of all cores together, show what a busy machine took away. The forecast made
before stands beside each figure.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

import engine
from engine.device import thread_count
from engine.recipe import RECIPES
from tests.benchmarks.forecast_table import hide_and_forecast

PIXELS = 256 * 256
SUFFIXES = {".png", ".jpg", ".jpeg"}


def square(path: Path) -> engine.Image:
    """The centre of a photo."""
    pixels = engine.load(path).pixels
    side = min(pixels.shape[:2])
    top, left = (pixels.shape[0] - side) // 2, (pixels.shape[1] - side) // 2
    return engine.Image(np.ascontiguousarray(pixels[top : top + side, left : left + side])).scaled(PIXELS)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--recipe", choices=tuple(RECIPES), default="standard")
    parser.add_argument("--only", type=int, help="the number of hides")
    parser.add_argument("--from", type=int, default=0, dest="first", help="the index of the first hide")
    parser.add_argument("--rows", type=Path, help="a file for forecast_table.py")
    options = parser.parse_args()
    recipe = RECIPES[options.recipe]
    paths = sorted(p for p in options.folder.iterdir() if p.suffix in SUFFIXES)
    print(f"{recipe.name}, {thread_count()} threads\n")
    print("| secret in cover | secret | forecast | cover | forecast | seconds | forecast | of processor |")
    print("|---|---|---|---|---|---|---|---|")
    for index in range(options.first, min(len(paths), options.first + (options.only or len(paths)))):
        secret, cover = square(paths[index]), square(paths[(index + 1) % len(paths)])
        names, key = (paths[index].stem, paths[(index + 1) % len(paths)].stem), engine.Key.generate()
        stego, rows = hide_and_forecast(secret, cover, names, recipe, key)
        stego = engine.Stego.from_bytes(stego.to_bytes())
        psnr = [secret.compare(engine.reveal(stego, key)[0].medium)["psnr"], cover.compare(engine.show(stego))["psnr"]]
        print(
            f"| {names[0]} in {names[1]} | {psnr[0]:.1f} | {rows[0]['forecast']:.0f} "
            f"| {psnr[1]:.1f} | {rows[1]['forecast']:.0f} "
            f"| {rows[0]['hide']['seconds']:.0f} | {rows[0]['hide']['forecast']:.0f} | {rows[0]['hide']['work']:.0f} |",
            flush=True,
        )
        if options.rows:
            with options.rows.open("a") as file:
                file.writelines(json.dumps(row) + "\n" for row in rows)


if __name__ == "__main__":
    main()
