"""Paired arms: files of one cover each that differ in nothing but what is hidden, so that small differences show.

    python -m tests.benchmarks.paired_arms FOLDER [--each 100] [--kind stack|single|standard] [--storage half] [--arm A]

again: a second file of the same cover with nothing hidden, which no attack can tell from the first; the other arms are
those of `arms.py`. Covers are crops of thirteen photos in turn; secrets, salts and keys differ in every file.
stack: 32 x 32 pixels in four tiles of width 24, a vault of 15; single: 40 x 40 in one network of width 64; standard:
the recipe that people use, 192 x 192 in 20 tiles. Files that are there are kept, so that it can be stopped and resumed.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Hashable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Final, Literal

import torch

import engine
from engine.media import Image, Medium
from engine.recipe import Recipe
from engine.siren import Siren
from engine.vault.exact import bytes_in
from engine.vault.storage import STORAGES, StorageName
from tests.benchmarks.arm_media import ALL_PHOTOS, PHOTOS, crop_of, photo, some_file
from tests.benchmarks.arms import SAME, random_recipe
from tests.benchmarks.stacks import cover_fit, small_tiles, unsealed_stack, with_network

Kind = Literal["stack", "single", "standard"]
PairedArm = Literal["empty", "again", "hidden", "exact", "two-keys", "foreign", "paper"]
ARMS: Final[tuple[PairedArm, ...]] = ("empty", "again", "hidden", "exact", "two-keys", "foreign", "paper")
SIDES: Final[dict[Kind, int]] = {"stack": 32, "single": 40, "standard": 192}  # pixels
SECRET_SIDES: Final[dict[Kind, int]] = {"stack": 24, "single": 40, "standard": 192}


def recipe_of(kind: Kind, storage: StorageName = "exact") -> Recipe:
    """The recipe of every file; that of the stacks is the draft in everything but sizes and numbers of steps."""
    if kind == "standard":
        return replace(engine.STANDARD, device="cpu", storage=storage)
    if kind == "single":
        return replace(random_recipe(Random(0), SAME), storage=storage)
    stack = small_tiles(Random(0), mixed=False)
    return replace(
        stack,
        storage=storage,
        usual_weights=3000,
        tile_schedule=replace(stack.tile_schedule, steps=300),
        secret_schedule=replace(stack.secret_schedule, steps=200, batch_size=600),
    )


def cover_of(index: int, side: int) -> Image:
    """The cover of all files of this index."""
    return crop_of(ALL_PHOTOS[index % len(ALL_PHOTOS)](), Random(f"cover {index}"), side)


def secrets_of(
    arm: PairedArm, cover: Medium, recipe: Recipe, kind: Kind, rng: Random
) -> list[Medium | engine.ExactFile]:
    """What is hidden in a sealed file of this arm, one for each key; in the usual room two photos would not fit."""
    photos: list[Medium | engine.ExactFile] = [photo(rng, SECRET_SIDES[kind])]
    if arm == "two-keys" and kind != "standard":
        return [*photos, photo(rng, SECRET_SIDES[kind])]
    beside = photos if arm == "two-keys" else []
    if arm in ("exact", "two-keys"):
        plan = engine.plan(beside, cover, recipe)
        return [*beside, some_file(rng, bytes_in(plan.available - plan.used, STORAGES[recipe.storage]))]
    return photos if arm in ("hidden", "paper") else []


def make(arm: PairedArm, index: int, kind: Kind, storage: StorageName, path: Path) -> None:
    """Write a file of this arm; beside an unsealed one the private key that orders its units."""
    recipe, rng, cover = recipe_of(kind, storage), Random(f"{arm} {index}"), cover_of(index, SIDES[kind])
    if arm == "foreign":
        plan = engine.plan([], cover, recipe)
        stego = with_network(cover_fit(Siren.random(plan.stego, cover.gain), plan), plan)
    elif arm == "paper" and kind != "single":
        private_key = os.urandom(16)
        other = crop_of(rng.choice(PHOTOS)(), rng, SIDES[kind])  # as many tiles as the cover has
        stego = unsealed_stack(cover, other, recipe, private_key)
        path.with_suffix(".order").write_bytes(private_key)
    else:
        hidden = replace(recipe, protection="paper") if arm == "paper" else recipe
        secrets = secrets_of(arm, cover, recipe, kind, rng)
        owned = [engine.Secret(secret, owner) for owner, secret in enumerate(secrets)]
        keys: dict[Hashable, engine.Key] = {owner: engine.Key.generate() for owner in range(len(owned))}
        stego = engine.hide(engine.plan(owned, cover, hidden), keys or engine.Key.generate())
    stego.save(path)


def main() -> None:
    """Make the files that are missing, one cover after the other."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--each", type=int, default=100)
    parser.add_argument("--kind", choices=tuple(SIDES), default="stack")
    parser.add_argument("--storage", choices=tuple(STORAGES), default="exact")
    parser.add_argument("--arm", action="append", choices=ARMS, default=[])
    options = parser.parse_args()
    torch.set_num_threads(1)
    options.folder.mkdir(parents=True, exist_ok=True)
    for index in range(options.each):
        for arm in options.arm or ARMS:
            path = options.folder / f"{arm}-{index:03d}.undersong"
            if not path.exists():
                make(arm, index, options.kind, options.storage, path)
                print(path.name, flush=True)


if __name__ == "__main__":
    main()
