"""What a file shows openly, with nothing, one secret and secrets of two keys in it: how many plans differ.

    python -m tests.benchmarks.open_side FILE...

Every file is planned as the secret in the next one, in each recipe and storage.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import torch

import engine
from engine.budget import FitBudget
from engine.recipe import RECIPES

SECONDS = 60.0  # a given time


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--room", type=int, choices=engine.ROOMS, default=1)
    options = parser.parse_args()
    media = [engine.load(path) for path in options.files]
    print("| recipe | storage | width, MB empty | one secret shows | two keys show (refused) | first key changes |")
    print("|---|---|---|---|---|---|")
    for name, recipe in RECIPES.items():
        for storage in engine.STORAGES:
            _print_row(name, replace(recipe, storage=storage, room=options.room), media)


def _print_row(name: str, recipe: engine.Recipe, media: Sequence[engine.Medium]) -> None:
    one = two = changed = refused = 0
    pairs = list(pairwise([*media, media[0]]))
    for secret, cover in pairs:
        mine, other = engine.Secret(secret, "a"), engine.Secret(cover, "b")
        empty, alone = engine.plan([], cover, recipe), engine.plan([mine], cover, recipe)
        one += _shown(empty) != _shown(alone)
        try:
            both = engine.plan([mine, other], cover, recipe)
        except engine.CapacityError:
            refused += 1
            continue
        two += _shown(empty) != _shown(both)
        changed += _entries(alone) != [entry for entry in _entries(both) if entry[0] == "a"]
    count, fitting = len(pairs), len(pairs) - refused
    print(
        f"| {name} | {recipe.storage} | {empty.stego.width}, {empty.bytes / 1e6:.2f} | {one} of {count} "
        f"| {two} of {fitting} ({refused}) | {changed} of {fitting} |"
    )


def _shown(plan: engine.Plan) -> tuple[object, ...]:
    """The size of the file, its network, and how long the cover is fitted: in steps, and in a given time."""
    timed = replace(plan, recipe=replace(plan.recipe, seconds=SECONDS))
    schedules = [FitBudget(each, torch.device("cpu")).schedules[-1] for each in (plan, timed)]
    return plan.bytes, plan.stego, plan.vault, *schedules


def _entries(plan: engine.Plan) -> list[tuple[object, ...]]:
    return [(s.owner, s.medium.grid.shape, s.architecture, s.tiling) for s in plan.secrets]


if __name__ == "__main__":
    main()
