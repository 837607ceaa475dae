"""What several secrets cost compared with one: wall-clock seconds, and the quality of each.

    python -m tests.benchmarks.eight FOLDER [--recipe standard] [--counts 1 8]

The photos of a folder, cropped to a square and scaled down to 256 x 256 as in `photos.py`; the last one is the cover.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import engine
from engine.device import thread_count
from engine.recipe import RECIPES
from tests.benchmarks.photos import SUFFIXES, square


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--recipe", choices=tuple(RECIPES), default="standard")
    parser.add_argument("--counts", type=int, nargs="+", default=[1, 8])
    options = parser.parse_args()
    recipe, key = RECIPES[options.recipe], engine.Key.generate()
    photos = [square(p) for p in sorted(options.folder.iterdir()) if p.suffix in SUFFIXES]
    print(
        f"{recipe.name}, {thread_count()} threads\n\n"
        "| secrets | width | seconds | of processor | secrets, dB | cover, dB |"
    )
    print("|---|---|---|---|---|---|")
    for count in options.counts:
        secrets, cover = photos[:count], photos[-1]
        start, cpu_start = time.monotonic(), time.process_time()
        data = engine.hide(engine.plan(secrets, cover, recipe), key).to_bytes()
        seconds, cpu_seconds = time.monotonic() - start, time.process_time() - cpu_start
        stego = engine.Stego.from_bytes(data)
        psnr = [s.compare(r.medium)["psnr"] for s, r in zip(secrets, engine.reveal(stego, key), strict=True)]
        listed, shown = ", ".join(f"{decibels:.1f}" for decibels in psnr), cover.compare(engine.show(stego))["psnr"]
        width = stego.network.architecture.width
        print(f"| {count} | {width} | {seconds:.0f} | {cpu_seconds:.0f} | {listed} | {shown:.1f} |", flush=True)


if __name__ == "__main__":
    main()
