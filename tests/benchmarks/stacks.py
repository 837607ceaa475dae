"""Stacks for the arms of the attacks: recipes with small tiles, and the published layout in every tile of a stack."""

from __future__ import annotations

import os
from dataclasses import replace
from random import Random

import torch

import engine
from engine.budget import FitBudget
from engine.fit.loop import fit
from engine.media import Medium
from engine.recipe import Recipe
from engine.siren import Architecture, Siren
from engine.vault import paper_layout
from engine.vault.paper_layout import Placement
from engine.vault.permutation import permute
from engine.vault.storage import StorageName

TILE_POINTS = 256  # so that a photo of 64 x 64 pixels has 16 tiles
STORAGES: tuple[StorageName, ...] = ("exact", "exact", "half", "quarter")
BRIEF = 20  # steps of a hide of which only the container is used


def small_tiles(rng: Random, mixed: bool) -> Recipe:
    """The recipe draft for stacks of small tiles: the same public settings for every file, or random ones."""
    steps = rng.choice((100, 1200, 1200, 3000)) if mixed else 1200
    secrets = replace(engine.DRAFT.secret_schedule, seconds=600)
    return replace(
        engine.DRAFT,
        tile_points=rng.choice((200, 256, 400, 700)) if mixed else TILE_POINTS,
        usual_weights=rng.choice((4000, 8000, 30_000)) if mixed else 8000,
        secret_width=rng.choice((30, 60)) if mixed else 40,
        storage=rng.choice(STORAGES) if mixed else "exact",
        tile_schedule=replace(engine.DRAFT.tile_schedule, steps=steps, batch_size=800),
        secret_schedule=secrets,
        cover_schedule=secrets,
        device="cpu",
    )


def cover_fit(network: Siren, plan: engine.Plan, mask: Siren | None = None) -> Siren:
    """The network fitted to the cover of a plan, with the plan's schedule."""
    planned, schedule = plan.fits[-1], FitBudget(plan, torch.device("cpu")).schedules[-1]
    samples = planned.medium.samples()
    return fit(network, samples, planned.coordinate_scale, schedule, tiling=planned.tiling, mask=mask).network


def with_network(network: Siren, plan: engine.Plan, private_key: bytes = b"") -> engine.Stego:
    """A file that says what files of this plan say, with another network in it, its units in a key's order."""
    recipe = plan.recipe
    brief = [replace(schedule, steps=BRIEF) for schedule in (recipe.cover_schedule, recipe.tile_schedule)]
    recipe = replace(recipe, cover_schedule=brief[0], tile_schedule=replace(brief[1], steps=BRIEF))
    empty = engine.hide(engine.plan([], plan.cover, recipe), engine.Key.generate())
    scales = tuple(float(w.abs().max()) / 127 for w in network.weights[1:-1])
    settings = replace(empty.settings, scales=scales if empty.settings.scales else ())
    stego = replace(empty, network=permute(network, private_key or os.urandom(16)), settings=settings)
    return engine.Stego.from_bytes(stego.to_bytes())


def unsealed_stack(cover: Medium, secret: Medium, recipe: Recipe, private_key: bytes = b"") -> engine.Stego:
    """The published layout tile by tile: in every tile of the cover a block that shows the same tile of the secret.

    The secret's are the first half of the units, before the private key permutes them.
    """
    plan, like_cover = engine.plan([], cover, recipe), engine.plan([], secret, recipe)
    stego = plan.stego
    width = stego.width // 2
    hidden = replace(stego, width=width, output_bias=False)
    secret_plan = replace(like_cover, stego=hidden)
    fitted = cover_fit(Siren.random(hidden, secret.gain), secret_plan)
    return with_network(_around(fitted, plan, Placement(replace(hidden, tiles=1), 0)), plan, private_key)


def _around(secret: Siren, plan: engine.Plan, placement: Placement) -> Siren:
    """A stack with the secret's tiles in their blocks, fitted to the cover around them."""
    stego, start = plan.stego, Siren.random(plan.stego, plan.cover.gain)
    tiles = range(stego.tiles)
    filled = Siren.stack([paper_layout.insert(start.tile(i), secret.tile(i), placement) for i in tiles])
    single: Architecture = replace(stego, tiles=1)
    mask = Siren.stack([paper_layout.trainable(single, [placement])] * stego.tiles)
    return cover_fit(filled, plan, mask)
