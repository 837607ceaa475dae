"""What several secrets at once cost beside a hide of one: seconds of the wall, and what each came to.

    python -m tests.benchmarks.eight FOLDER [--recipe standard] [--counts 1 8]

The photos of a folder, cut to a square and reduced to 256 x 256 as in `photos.py`; the last of them is the cover.
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
        started, worked = time.monotonic(), time.process_time()
        data = engine.hide(engine.plan(secrets, cover, recipe), key).to_bytes()
        seconds, work = time.monotonic() - started, time.process_time() - worked
        stego = engine.Stego.from_bytes(data)
        found = [s.compare(r.medium)["psnr"] for s, r in zip(secrets, engine.reveal(stego, key), strict=True)]
        each, shown = ", ".join(f"{decibels:.1f}" for decibels in found), cover.compare(engine.show(stego))["psnr"]
        width = stego.network.architecture.width
        print(f"| {count} | {width} | {seconds:.0f} | {work:.0f} | {each} | {shown:.1f} |", flush=True)


if __name__ == "__main__":
    main()
