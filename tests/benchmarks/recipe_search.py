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
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

import engine
from engine import metrics
from engine.errors import EngineError
from engine.fit.batches import Batches
from engine.fit.gradient import Gradient
from engine.fit.loop import FitLoop
from engine.fit.optimizer import Adam
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
from tests.benchmarks.soap import Soap

Decay = Callable[[float], float]


class Candidate(FitLoop):
    """The training loop as it is; subclasses change one thing each."""

    decay: Decay = staticmethod(lambda fraction: fraction)  # of the learning rate, by the fraction of the time

    def _train(self, fraction: float) -> None:
        super()._train(self.decay(fraction))

    def finish(self) -> None:
        """Called after the last step."""


class Cosine(Candidate):
    """Cosine decay of the learning rate."""

    decay = staticmethod(lambda fraction: (1 - math.cos(math.pi * fraction)) / 2)


class FlatThenDown(Candidate):
    """A constant learning rate for 30 % of the time, then linear decay."""

    decay = staticmethod(lambda fraction: max(0.0, (fraction - 0.3) / 0.7))


class Average(Candidate):
    """An exponential moving average of the weights; the learning rate decays only to a fifth."""

    decay = staticmethod(lambda fraction: 0.8 * fraction)
    momentum = 0.98

    def _train(self, fraction: float) -> None:
        super()._train(fraction)
        tensors = [*self.train_step.weights, *self.train_step.biases]
        if not hasattr(self, "averages"):
            self.averages = [t.clone() for t in tensors]
        for average, tensor in zip(self.averages, tensors, strict=True):
            average.lerp_(tensor, 1 - self.momentum)

    def finish(self) -> None:
        for average, tensor in zip(self.averages, [*self.train_step.weights, *self.train_step.biases], strict=True):
            tensor.copy_(average)


class ErrorDriven(Candidate):
    """EVOS: until two thirds of the time, two of three epochs use only the half of the samples with larger errors."""

    def _start_epoch(self) -> None:
        super()._start_epoch()
        self.epochs = getattr(self, "epochs", 0) + 1
        fraction, batches = self.seconds / self.schedule.seconds, self.batches
        full_count = self.__dict__.setdefault("full_count", batches._batch_count)
        batches._batch_count = full_count
        if self.epochs % 3 == 1 or fraction > 2 / 3:
            return
        batches._batch_count = max(1, full_count // 2)
        targets = torch.zeros_like(self.train_step.outputs)
        targets[batches.sample_index] = batches.targets
        error = (self.train_step.outputs - targets).square().mean(-1)[batches._index]
        half = error.shape[1] // 2
        worst = error.topk(half, dim=1).indices
        worst = worst[:, torch.randperm(half)]
        batches._index = batches._index.gather(1, worst)
        batches._x, batches._y = (
            t.gather(1, worst.unsqueeze(-1).expand(-1, -1, t.shape[-1])) for t in (batches._x, batches._y)
        )

    def _end_epoch(self, fraction: float) -> float:
        if self.values_seen == self.batches.sample_index.numel() * self.batches.targets.shape[-1]:
            return super()._end_epoch(fraction)
        self._start_epoch()  # an epoch of half the samples gives no loss of all of them
        return fraction


class Growing(Candidate):
    """Batches that grow from a quarter of their size to the full size."""

    def _start_epoch(self) -> None:
        super()._start_epoch()
        full_count = self.__dict__.setdefault("full_count", self.batches._batch_count)
        size = min(1.0, 0.25 * 4 ** (2 * self.seconds / self.schedule.seconds))
        self.batches._batch_count = min(round(full_count / size), max(1, self.batches.sample_index.shape[1] // 16))


class CoarseFirst(Candidate):
    """For the first third of the time, the medium scaled down to a quarter of its samples."""

    coarser: Batches | None = None

    def _start_epoch(self) -> None:
        early = self.seconds < self.schedule.seconds / 3
        if self.coarser is not None:
            full = self.__dict__.setdefault("full", self.batches)
            batches = self.coarser if early else full
            if batches is not self.batches:
                self.best.reset()  # the loss on all samples starts above the last one on the coarse ones
            self.batches = batches
        super()._start_epoch()


class ByAdam(Candidate):
    """Adam for the hidden matrices too."""

    def _set_up(self, network: Siren, device: torch.device) -> None:
        super()._set_up(network, device)
        adam = Adam(
            self.train_step.weights[1:-1], None if self.task.mask is None else list(self.task.mask.weights[1:-1])
        )

        class Steps:
            def step(self, grads: list[Tensor], lr: float | Tensor, low_precision: bool = False) -> None:
                adam.step(grads, adam.bias_corrected([float(lr)] * len(grads)))

        self.train_step._muon = Steps()  # type: ignore[assignment]


class BySoap(Candidate):
    """SOAP for the hidden matrices: Adam in the eigenbasis of Shampoo's preconditioner."""

    def _set_up(self, network: Siren, device: torch.device) -> None:
        super()._set_up(network, device)
        masks = None if self.task.mask is None else list(self.task.mask.weights[1:-1])
        self.train_step._muon = Soap(self.train_step.weights[1:-1], masks)  # type: ignore[assignment]


class SecondOrder(Candidate):
    """Full-batch L-BFGS for the last fifth of the time."""

    def finish(self) -> None:
        parameters = [*self.train_step.weights, *self.train_step.biases]
        x, y = self.batches.inputs, self.batches.targets
        gradient = Gradient(self.train_step.weights, self.train_step.biases, self.chunk_size, self.pool)
        free = [torch.ones_like(p) for p in parameters] if self.task.mask is None else [*self.task.mask.tensors()]
        for p in parameters:
            p.grad = torch.zeros_like(p)
        lbfgs = torch.optim.LBFGS(parameters, max_iter=1, history_size=20, line_search_fn="strong_wolfe")

        def closure() -> Tensor:
            total = gradient(self.train_step.weights, self.train_step.biases, x, y).sum() / y[0].numel()
            for p, g, f in zip(parameters, [*gradient.grads.weights, *gradient.grads.biases], free, strict=True):
                assert p.grad is not None
                torch.mul(g, f, out=p.grad)
            return total

        until = time.monotonic() + self.schedule.seconds / 4
        while time.monotonic() < until:
            lbfgs.step(closure)


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
    "error-driven samples (EVOS)": Setting(ErrorDriven),
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
    (width,) = recipe.widths([medium])
    network, tiling = recipe.secret(medium, width)
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
