"""A search for better recipes: each candidate fits every medium of a folder for equally many seconds on one core.

    python -m tests.benchmarks.recipe_search FOLDER --rows ROWS.jsonl [--seconds 8] [--role cover] [--table]
        [--candidates NAME ...]

A secret is fitted in the tiles of the recipe standard, a cover as one network with its vault frozen. The first
candidate is the recipe as it is; the table shows how the others differ from it. Media are fitted at their own size.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch

import engine
from engine import metrics
from engine.errors import EngineError
from engine.fit.batches import Batches
from engine.fit.render import siren_field
from engine.fit.schedule import Schedule
from engine.fit.task import FitTask
from engine.fit.thread_pool import ThreadPool
from engine.media import Medium, Samples, Tiling
from engine.recipe import coordinate_scale
from engine.siren import Architecture, Siren, entropy_seeded_generator, freeze_block_mask
from engine.sizing import VAULT_SHARE
from tests.benchmarks.bigger import scaled_recipe
from tests.benchmarks.forecast_table import SUFFIXES
from tests.benchmarks.recipe_candidates import (
    Average,
    ByAdam,
    BySoap,
    Candidate,
    CoarseFirst,
    Cosine,
    FlatThenDown,
    Growing,
    SecondOrder,
)  # fmt: skip


@dataclass(frozen=True)
class Setting:
    """A candidate: its training loop, and factors on the recipe's values."""

    fit: type[Candidate] = Candidate
    rate: float = 1.0
    adam_lr: float = 1.0
    batch: float = 1.0
    seconds: float = 1.0
    gain: float = 1.0
    first_layer: float = 1.0  # its initial weights
    first_layer_rate: float = 1.0
    targets: float = 1.0
    frequency: float = 1.0
    layers: int = 0  # hidden layers added
    only: str = ""  # the modality it applies to


SETTINGS: dict[str, Setting] = {
    "as it is": Setting(),
    "matrices' step size x 0.5": Setting(rate=0.5),
    "matrices' step size x 0.7": Setting(rate=0.7),
    "matrices' step size x 1.4": Setting(rate=1.4),
    "vectors' step size x 0.5": Setting(adam_lr=0.5),
    "vectors' step size x 2": Setting(adam_lr=2),
    "batch x 0.5": Setting(batch=0.5),
    "batch x 2": Setting(batch=2),
    "growing batches": Setting(Growing),
    "cosine": Setting(Cosine),
    "flat for 30 %, then a line": Setting(FlatThenDown),
    "average of the weights": Setting(Average),
    "coarse first": Setting(CoarseFirst, only="image"),
    "Adam, 1/4 of the step size": Setting(ByAdam, rate=0.25),
    "Adam, 1/2 of the step size": Setting(ByAdam, rate=0.5),
    "SOAP, 1/4 of the step size": Setting(BySoap, rate=0.25),
    "SOAP, 1/2 of the step size": Setting(BySoap, rate=0.5),
    "L-BFGS for the last fifth": Setting(SecondOrder, seconds=0.8),
    "initial weights x 0.8": Setting(gain=0.8),
    "initial weights x 1.25": Setting(gain=1.25),
    "first layer x 0.7": Setting(first_layer=0.7),
    "first layer x 1.5": Setting(first_layer=1.5),
    "first layer x 2.5": Setting(first_layer=2.5),
    "first layer's step size x 0.5": Setting(first_layer_rate=0.5),
    "first layer's step size x 4": Setting(first_layer_rate=4),
    "targets x 0.5": Setting(targets=0.5),
    "targets x 2": Setting(targets=2),
    "coordinates x 0.7": Setting(frequency=0.7),
    "coordinates x 1.4": Setting(frequency=1.4),
    "one hidden layer less": Setting(layers=-1),
    "one hidden layer more": Setting(layers=1),
    "two hidden layers less": Setting(layers=-2),
    "three hidden layers less": Setting(layers=-3),
    "two hidden layers less, coordinates x 0.7": Setting(layers=-2, frequency=0.7),
    "two hidden layers less, coordinates x 1.4": Setting(layers=-2, frequency=1.4),
}


@dataclass(frozen=True)
class Task:
    """A medium as a secret or a cover, with its network and schedule."""

    medium: Medium
    network: Architecture
    tiling: Tiling
    schedule: Schedule
    vault: int  # hidden units whose weights are frozen


def make_task(medium: Medium, role: str) -> Task:
    """The task that the recipe standard makes of a medium, with as many weights per sample for a larger medium."""
    recipe = scaled_recipe(medium)
    if role == "cover":
        tiling = Tiling.single(medium.in_features)
        network = Architecture(medium.in_features, medium.grid.channels, recipe.cover_width, recipe.hidden)
        schedule = recipe.sound_schedule if medium.modality == "audio" else recipe.cover_schedule
        return Task(medium, network, tiling, schedule, round(network.width * VAULT_SHARE))
    network, tiling = recipe.secret(medium, recipe.wanted_width(medium))
    schedule = recipe.sound_schedule if medium.modality == "audio" else recipe.secret_schedule
    return Task(medium, network, tiling, recipe.tile_schedule if tiling.count > 1 else schedule, 0)


def quality(task: Task, setting: Setting, seconds: float) -> float:
    """The quality in dB that a candidate reaches in so many seconds."""
    torch.manual_seed(0)
    medium, samples = task.medium, task.medium.samples()
    targets = Samples(samples.coordinates, samples.values * np.float32(setting.targets), samples.peak * setting.targets)
    layers = max(2, task.network.hidden + setting.layers)
    factor = math.sqrt((task.network.hidden - 1) / (layers - 1))  # for as many weights
    network = replace(task.network, hidden=layers, width=max(16, round(task.network.width * factor / 4) * 4))
    start = Siren.random(network, medium.gain * setting.gain)
    start.weights[0].mul_(setting.first_layer)
    mask = freeze_block_mask(network, task.vault) if task.vault else None
    schedule = replace(
        task.schedule, steps=math.inf, seconds=seconds * setting.seconds,
        batch_size=round(task.schedule.batch_size * setting.batch),
        matrix_lr=task.schedule.matrix_lr_for(network.width) * setting.rate,
        adam_lr=task.schedule.adam_lr * setting.adam_lr,
    )  # fmt: skip
    frequency = tuple(f * setting.frequency for f in coordinate_scale(medium, task.tiling))
    fit_task = FitTask([start], [targets], [frequency], schedule, task.tiling, mask)
    with ThreadPool(1) as pool:
        fit = setting.fit(fit_task, torch.device("cpu"), pool)
        fit.train_step._adam_lr_scale[: start.weights[0].numel()] *= setting.first_layer_rate
        if isinstance(fit, CoarseFirst):
            coarse = medium.scaled(medium.grid.points // 4).samples()
            fit.coarser = Batches(
                [coarse], [frequency], task.tiling, schedule.batch_size // 4, entropy_seeded_generator()
            )
            fit.coarser.to(torch.device("cpu"))
        fit.run(lambda _: None)
        fit.finish()
        shown = siren_field(fit._network(), frequency, tiling=task.tiling)(samples.coordinates)
    error = float(np.mean((shown / setting.targets - samples.values) ** 2))
    return metrics.decibels(samples.peak**2, error)


def table(rows: Iterable[dict[str, Any]]) -> str:
    """For each candidate, its difference to the recipe as it is: means by modality, the worst and the best."""
    decibels = {(r["medium"], r["candidate"]): r["decibels"] for r in rows}
    modality_of = {r["medium"]: r["modality"] for r in rows}
    modalities = [m for m in ("image", "audio", "video", "shape") if m in modality_of.values()]
    heads = ["candidate", *modalities, "all", "worst", "best", "media"]
    lines = [f"| {' | '.join(heads)} |", "|" + "---|" * len(heads)]
    for name in SETTINGS:
        difference = {
            medium: value - decibels[medium, "as it is"]
            for (medium, candidate), value in decibels.items()
            if candidate == name and (medium, "as it is") in decibels
        }
        if difference:
            columns = [[d for m, d in difference.items() if modality_of[m] == modality] for modality in modalities]
            columns.append(list(difference.values()))
            cells = [f"{np.mean(column):+.1f}" if column else "" for column in columns]
            ends = f"{min(columns[-1]):+.1f} | {max(columns[-1]):+.1f} | {len(columns[-1])}"
            lines.append(f"| {name} | {' | '.join(cells)} | {ends} |")
    return "\n".join(lines)


def main() -> None:
    """Fit every medium with every candidate, or only print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=float, default=8.0)
    parser.add_argument("--role", choices=("secret", "cover"), default="secret")
    parser.add_argument("--candidates", nargs="+", choices=[*SETTINGS], default=[*SETTINGS], metavar="NAME")
    parser.add_argument("--rows", type=Path, required=True, help="JSON lines, one for each fit; new fits are appended")
    parser.add_argument("--table", action="store_true", help="print the table without fitting anything")
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.rows.read_text().splitlines()] if options.rows.exists() else []
    known = {(r["medium"], r["candidate"]) for r in rows}
    for path in sorted(p for p in options.folder.iterdir() if p.suffix in SUFFIXES and not options.table):
        medium = engine.load(path).parts()[0]
        task = make_task(medium, options.role)
        for name in options.candidates:
            setting = SETTINGS[name]
            if (path.name, name) in known or setting.only not in ("", medium.modality):
                continue
            try:
                decibels = quality(task, setting, options.seconds)
            except EngineError:
                decibels = 0.0  # it diverged
            row = {"medium": path.name, "modality": medium.modality, "candidate": name, "decibels": round(decibels, 2)}
            print(row, flush=True)
            rows.append(row)
            with options.rows.open("a") as file:
                file.write(json.dumps(row) + "\n")
    print(table(rows))


if __name__ == "__main__":
    main()
