"""One row of the paper's tables: a hide by our program, sealed or unsealed, or by the authors' recipe."""

from __future__ import annotations

import math
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import authors
import noise
import torch

import engine
from engine.device import choose_device
from engine.fit.render import siren_field
from engine.media import MODALITIES, Medium
from engine.recipe import MIN_WIDTH
from engine.siren import Architecture, Siren
from engine.sizing import stego_network
from engine.vault import paper_layout
from engine.vault.paper_layout import Placement

WIDTH, HIDDEN, PARAMETERS = 256, 7, 396_291  # the paper's network for an image
FULL_STEPS = 4600  # of 8192 samples for the cover: with 3,000 it reached 60 dB, the paper's 62
NEVER_ENOUGH = 200.0  # decibels: no fit stops early
SAMPLES = {"image": 256 * 256, "audio": 100_000, "video": 32 * 64 * 64, "shape": 100_000}
INT8 = "int8, a scale per tensor"
ROBUST = ("image in image", "image in audio", "image in video")  # Table 7's three covers
CASES: dict[str, tuple[tuple[str, ...], str]] = {
    "audio + video in image": (("audio", "video"), "image"),
    **{f"{s} in {c}": ((s,), c) for c in MODALITIES for s in MODALITIES},
    "3 images in image": (("image",) * 3, "image"),
    "4 images in image": (("image",) * 4, "image"),
}
ROOM = {"audio + video in image": 4, "3 images in image": 2, "4 images in image": 2}  # of several secrets
Figures = dict[str, Any]  # plain JSON: "secrets" and "cover": metrics, "stages": seconds of each fit, ...


def media_of(case: str, media: dict[str, list[Medium]]) -> tuple[list[Medium], Medium]:
    """The secrets and the cover of a row: no medium is hidden in itself."""
    modalities, cover = CASES[case]
    used = Counter([cover])
    secrets = []
    for modality in modalities:
        secrets.append(media[modality][used[modality]])
        used[modality] += 1
    return secrets, media[cover][0]


def recipe_of(arm: str, extent: str, device: str, seconds: float | None, cover: Medium, room: int = 1) -> engine.Recipe:
    """The program's recipe at the paper's size: "sealed", "paper" (unsealed) or "quarter" (sealed, in int8).

    Sealed, a cover in tiles has a stack with as many parameters as the paper's network; `room` decides how many of them
    the secrets may have.
    """
    base = unhurried(engine.RECIPES[extent])
    if extent == "fine":
        base = replace(base, cover_schedule=replace(base.cover_schedule, steps=FULL_STEPS))
    recipe = replace(
        base, samples=SAMPLES, width=WIDTH, hidden=HIDDEN, seconds=seconds, device=device, decibels=NEVER_ENOUGH,
        # Unsealed, half of the width, as in the paper; a vault holds more, and a longer fit makes use of more.
        secret_width=160 if extent == "fine" and arm != "paper" else WIDTH // 2,
        protection="paper" if arm == "paper" else "sealed",
        storage="quarter" if arm == "quarter" else "exact",
        room=1 if arm == "paper" else room,
    )  # fmt: skip
    if recipe.tiling(cover).count == 1:
        return recipe
    widths = range(MIN_WIDTH, WIDTH, 2)
    fitting = [w for w in widths if stego_network(cover, w, recipe).parameter_count <= PARAMETERS]
    return replace(recipe, width=max(fitting))


def unhurried(recipe: engine.Recipe) -> engine.Recipe:
    """The recipe without time limits, so that a busy machine changes nothing."""
    return replace(
        recipe,
        secret_schedule=replace(recipe.secret_schedule, seconds=math.inf),
        tile_schedule=replace(recipe.tile_schedule, seconds=math.inf),
        cover_schedule=replace(recipe.cover_schedule, seconds=math.inf),
    )


def ours(secrets: Sequence[Medium], cover: Medium, recipe: engine.Recipe, robust: bool) -> Figures:
    """Hide, save, load, show, reveal, compare. `curve` has seconds and decibels during the fit of the cover."""
    plan, key = engine.plan(secrets, cover, recipe), engine.Key.generate()
    fits: dict[tuple[str, int], tuple[float, int, int]] = {}  # seconds at its end, its steps, fits in its batch
    curve: list[tuple[float, float]] = []
    now = authors.clock(choose_device(recipe.device).type)
    started = now()

    def report(progress: engine.Progress) -> None:
        fits[progress.stage, progress.index] = (now() - started, progress.step, progress.together)
        secrets_end = max((s for (stage, _), (s, *_) in fits.items() if stage == "secret"), default=0.0)
        since = now() - started - secrets_end
        at_end = progress.fraction == 1
        if progress.stage == "cover" and progress.quality and (at_end or since >= (1.3 * curve[-1][0] if curve else 1)):
            curve.append((since, progress.quality))

    stego = engine.hide(plan, key, report=report)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.undersong"
        stego.save(path)
        size, stego = path.stat().st_size, engine.Stego.load(path)
    marks = [0.0, *(seconds for seconds, *_ in fits.values())]
    durations = [
        (end - start, steps, batch)
        for (start, end), (_, steps, batch) in zip(pairwise(marks), fits.values(), strict=True)
    ]
    figures: Figures = {
        "stages": [seconds / batch for seconds, _, batch in durations for _ in range(batch)],  # a batch shares its time
        "steps": [steps for _, steps, batch in durations for _ in range(batch)],
        "curve": curve,
        "bytes": size,
        "parameters": stego.network.architecture.parameter_count,
        "widths": [s.architecture.width for s in plan.secrets],
        **_measured(stego, key, secrets, cover),
    }
    if robust:
        figures["int8"] = _measured(noise.resaved(stego, noise.CHANGES[INT8]), key, secrets, cover)
    return figures


def _measured(stego: engine.Stego, key: engine.Key, secrets: Sequence[Medium], cover: Medium) -> Figures:
    revealed = engine.reveal(stego, key)
    return {
        "secrets": [s.compare(r.medium) for s, r in zip(secrets, revealed, strict=True)],
        "intact": all(r.intact for r in revealed),
        "cover": cover.compare(engine.show(stego)),
    }


def theirs(secrets: Sequence[Medium], cover: Medium, stages: list[float], device: str, robust: bool) -> Figures:
    """The authors' recipe in the paper's layout, with the same time for each secret and for the cover."""
    chosen_device = choose_device(device)
    torch.set_num_threads(1)  # on a busy machine more threads would spin, and their CPU time counts
    stego = Siren.random(Architecture(cover.in_features, cover.grid.channels, WIDTH, HIDDEN))
    width = WIDTH // max(2, len(secrets))  # as in the paper: half the width for one, all of it for several
    placements = paper_layout.allocate([_secret(s, width, stego.architecture) for s in secrets], stego.architecture)
    for placement, secret, seconds in zip(placements, secrets, stages[:-1], strict=True):
        steps = authors.fit_steps(
            Siren.random(placement.architecture), secret.samples(), authors.frequency(secret), device=chosen_device
        )
        stego = paper_layout.insert(stego, authors.after(seconds, steps), placement)
    mask = paper_layout.trainable(stego.architecture, placements)
    steps = authors.fit_steps(stego, cover.samples(), authors.frequency(cover), mask, chosen_device)
    stego = authors.after(stages[-1], steps)
    figures = _shown(stego, placements, secrets, cover)
    if robust:
        figures["int8"] = _shown(noise.changed(stego, noise.int8), placements, secrets, cover)
    return figures


def _secret(medium: Medium, width: int, stego: Architecture) -> Architecture:
    features, channels = medium.in_features, medium.grid.channels
    return Architecture(features, channels, width, paper_layout.hidden_layers(features, channels, stego), False)


def _shown(stego: Siren, placements: list[Placement], secrets: Sequence[Medium], cover: Medium) -> Figures:
    networks = [paper_layout.extract(stego, p) for p in placements]
    return {
        "secrets": [s.compare(_rebuilt(s, n)) for s, n in zip(secrets, networks, strict=True)],
        "cover": cover.compare(_rebuilt(cover, stego)),
    }


def _rebuilt(medium: Medium, network: Siren) -> Medium:
    return type(medium).from_field(siren_field(network, authors.frequency(medium)), medium.grid)
