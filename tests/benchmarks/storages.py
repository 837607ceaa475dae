"""What half and quarter storage cost in quality: the same secret and cover in each, with a fixed number of steps.

    python -m tests.benchmarks.storages SECRET COVER [--recipe standard] [--share 1.0]

Photos are cropped to a square and scaled down to 256 x 256, as in `photos.py`. Quality is measured on what the file
gives back.
"""

from __future__ import annotations

import argparse
import math
from dataclasses import replace
from pathlib import Path

import engine
from engine.fit.schedule import Schedule
from engine.recipe import RECIPES, Recipe
from engine.vault.storage import STORAGES
from tests.benchmarks.photos import square


def by_steps(recipe: Recipe, share: float) -> Recipe:
    """The recipe without time limits, with a share of its steps, so that quality does not depend on the machine."""

    def scaled(schedule: Schedule) -> Schedule:
        return replace(schedule, steps=round(schedule.steps * share), seconds=math.inf)

    return replace(
        recipe, tile_schedule=scaled(recipe.tile_schedule), cover_schedule=scaled(recipe.cover_schedule),
        secret_schedule=scaled(recipe.secret_schedule),
    )  # fmt: skip


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("secret", type=Path)
    parser.add_argument("cover", type=Path)
    parser.add_argument("--recipe", choices=tuple(RECIPES), default="standard")
    parser.add_argument("--share", type=float, default=1.0, help="of the recipe's steps")
    options = parser.parse_args()
    secret, cover, key = square(options.secret), square(options.cover), engine.Key.generate()
    recipe = by_steps(RECIPES[options.recipe], options.share)
    print(f"{options.secret.stem} in {options.cover.stem}\n")
    print("| storage | secret | cover | width | kB |\n|---|---|---|---|---|")
    for storage in STORAGES:
        data = engine.hide(engine.plan([secret], cover, replace(recipe, storage=storage)), key).to_bytes()
        stego = engine.Stego.from_bytes(data)
        psnr = [secret.compare(engine.reveal(stego, key)[0].medium)["psnr"], cover.compare(engine.show(stego))["psnr"]]
        width = stego.network.architecture.width
        print(f"| {storage} | {psnr[0]:.1f} | {psnr[1]:.1f} | {width} | {len(data) // 1000} |", flush=True)


if __name__ == "__main__":
    main()
