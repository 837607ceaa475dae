"""One row of the paper's tables carried out: a hide by the program, sealed or not, or by the authors' recipe."""

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
from engine.siren import Architecture, Siren
from engine.vault import paper_layout
from engine.vault.paper_layout import Placement

WIDTH, HIDDEN, PARAMETERS = 256, 7, 396_291  # first layer, six hidden matrices, output: the paper's network
FULL_STEPS = 4600  # of 8192 for the cover: 3,000 came to 60 dB, and the paper's to 62
NO_END = 200.0  # decibels: people are done sooner
SAMPLES = {"image": 256 * 256, "audio": 100_000, "video": 32 * 64 * 64, "shape": 100_000}
INT8 = "int8, a scale per tensor"
ROBUST = ("image in image", "image in audio", "image in video")  # Table 7's three covers
CASES: dict[str, tuple[tuple[str, ...], str]] = {
    "audio + video in image": (("audio", "video"), "image"),
    **{f"{s} in {c}": ((s,), c) for c in MODALITIES for s in MODALITIES},
    "3 images in image": (("image",) * 3, "image"),
    "4 images in image": (("image",) * 4, "image"),
}
Figures = dict[str, Any]  # "secrets": measures of each, "cover": measures, "stages": seconds, ...: plain JSON


def media_of(case: str, media: dict[str, list[Medium]]) -> tuple[list[Medium], Medium]:
    """The secrets and the cover of a row: no medium is hidden in itself."""
    modalities, cover = CASES[case]
    used = Counter([cover])
    secrets = []
    for modality in modalities:
        secrets.append(media[modality][used[modality]])
        used[modality] += 1
    return secrets, media[cover][0]


def recipe_of(arm: str, extent: str, device: str, seconds: float | None) -> engine.Recipe:
    """The program's recipe at the paper's size: "sealed", "paper" (unsealed) or "quarter" (sealed, in int8)."""
    base = unhurried(engine.RECIPES[extent])
    if extent == "fine":
        base = replace(base, cover_schedule=replace(base.cover_schedule, steps=FULL_STEPS))
    return replace(
        base, samples=SAMPLES, width=WIDTH, hidden=HIDDEN, seconds=seconds, device=device, decibels=NO_END,
        # Unsealed the paper's half; a vault has room for more, and a longer fit has use for it.
        secret_width=160 if extent == "fine" and arm != "paper" else WIDTH // 2,
        protection="paper" if arm == "paper" else "sealed",
        storage="quarter" if arm == "quarter" else "exact",
    )  # fmt: skip


def unhurried(recipe: engine.Recipe) -> engine.Recipe:
    """The recipe by its steps alone, so that a busy machine changes nothing."""
    return replace(
        recipe,
        secret_schedule=replace(recipe.secret_schedule, seconds=math.inf),
        tile_schedule=replace(recipe.tile_schedule, seconds=math.inf),
        cover_schedule=replace(recipe.cover_schedule, seconds=math.inf),
    )


def ours(secrets: Sequence[Medium], cover: Medium, recipe: engine.Recipe, robust: bool) -> Figures:
    """Hide, save, load again, show, reveal, compare; `curve` has seconds and decibels of the cover's fit."""
    spent: dict[tuple[str, int], tuple[float, int, int]] = {}
    curve: list[tuple[float, float]] = []
    now = authors.clock(choose_device(recipe.device).type)
    started = now()

    def report(progress: engine.Progress) -> None:
        spent[progress.stage, progress.index] = (now() - started, progress.step, progress.together)
        begun = max((s for (stage, _), (s, *_) in spent.items() if stage == "secret"), default=0.0)
        since = now() - started - begun
        ends = progress.fraction == 1
        if progress.stage == "cover" and progress.quality and (ends or since >= (1.3 * curve[-1][0] if curve else 1)):
            curve.append((since, progress.quality))

    key = engine.Key.generate()
    stego = engine.hide(engine.plan(secrets, cover, recipe), key, report=report)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.undersong"
        stego.save(path)
        size, stego = path.stat().st_size, engine.Stego.load(path)
    marks = [0.0, *(seconds for seconds, *_ in spent.values())]
    each = [(b - a, steps, many) for (a, b), (_, steps, many) in zip(pairwise(marks), spent.values(), strict=True)]
    planned = engine.plan(secrets, cover, recipe)
    figures: Figures = {
        "stages": [seconds / many for seconds, _, many in each for _ in range(many)],  # those side by side share theirs
        "steps": [steps for _, steps, many in each for _ in range(many)],
        "curve": curve,
        "bytes": size,
        "parameters": stego.network.architecture.parameter_count,
        "widths": [s.architecture.width for s in planned.secrets],
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
    """The authors' recipe in the same time for each secret and for the cover, in the paper's own layout."""
    place = choose_device(device)
    torch.set_num_threads(1)  # more would spin where the machine is busy, and time is the processor's own
    stego = Siren.random(Architecture(cover.in_features, cover.grid.channels, WIDTH, HIDDEN))
    width = WIDTH // max(2, len(secrets))  # the paper's: half of it for one, all of it for several
    placements = paper_layout.allocate([_secret(s, width, stego.architecture) for s in secrets], stego.architecture)
    for placement, secret, seconds in zip(placements, secrets, stages[:-1], strict=True):
        steps = authors.course(
            Siren.random(placement.architecture), secret.samples(), authors.frequency(secret), device=place
        )
        stego = paper_layout.insert(stego, authors.after(seconds, steps), placement)
    mask = paper_layout.trainable(stego.architecture, placements)
    steps = authors.course(stego, cover.samples(), authors.frequency(cover), mask, place)
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
