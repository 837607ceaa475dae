"""What else the recipe could be: each candidate fits every medium of a folder for the same seconds, one core.

    python -m tests.benchmarks.recipe_search FOLDER --rows ROWS.jsonl [--seconds 8] [--role cover] [--table]
        [--candidates NAME ...]

A secret is fitted in the tiles that the recipe standard gives it, a cover as one network with its vault. The first
candidate is the recipe as it is; the table says how far each other is from it. Media are taken at the size they have.
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
from engine.planning import VAULT_SHARE
from engine.recipe import coordinate_scale
from engine.siren import Architecture, Siren, entropy_seeded_generator, freeze_block_mask
from tests.benchmarks.bigger import roomy
from tests.benchmarks.forecast_table import SUFFIXES
from tests.benchmarks.soap import Soap

Shape = Callable[[float], float]


class Candidate(FitLoop):
    """The fit as it is; what is another candidate's is set as an attribute of its class."""

    shape: Shape = staticmethod(lambda fraction: fraction)  # by how much the step size fell, after so much of the time

    def _train(self, fraction: float) -> None:
        super()._train(self.shape(fraction))

    def finish(self) -> None:
        """What comes after the last step."""


class Cosine(Candidate):
    shape = staticmethod(lambda fraction: (1 - math.cos(math.pi * fraction)) / 2)


class FlatThenDown(Candidate):
    shape = staticmethod(lambda fraction: max(0.0, (fraction - 0.3) / 0.7))


class Average(Candidate):
    """The result is an exponential average of the weights; the step size falls to a fifth only."""

    shape = staticmethod(lambda fraction: 0.8 * fraction)
    keep = 0.98

    def _train(self, fraction: float) -> None:
        super()._train(fraction)
        tensors = [*self.train_step.weights, *self.train_step.biases]
        if not hasattr(self, "averages"):
            self.averages = [t.clone() for t in tensors]
        for average, tensor in zip(self.averages, tensors, strict=True):
            average.lerp_(tensor, 1 - self.keep)

    def finish(self) -> None:
        for average, tensor in zip(self.averages, [*self.train_step.weights, *self.train_step.biases], strict=True):
            tensor.copy_(average)


class ErrorDriven(Candidate):
    """EVOS: passes over the worse half of the samples alone, until two thirds; each third pass is over all."""

    def _start_epoch(self) -> None:
        super()._start_epoch()
        self.epochs = getattr(self, "epochs", 0) + 1
        fraction, batches = self.seconds / self.schedule.seconds, self.batches
        every = self.__dict__.setdefault("every", batches._count)
        batches._count = every
        if self.epochs % 3 == 1 or fraction > 2 / 3:
            return
        batches._count = max(1, every // 2)
        targets = torch.zeros_like(self.train_step.outputs)
        targets[batches.sample_index] = batches.targets
        error = (self.train_step.outputs - targets).square().mean(-1)[batches._index]
        half = error.shape[1] // 2
        worse = error.topk(half, dim=1).indices
        worse = worse[:, torch.randperm(half)]
        batches._index = batches._index.gather(1, worse)
        batches._x, batches._y = (
            t.gather(1, worse.unsqueeze(-1).expand(-1, -1, t.shape[-1])) for t in (batches._x, batches._y)
        )

    def _end_epoch(self, fraction: float) -> float:
        if self.values_seen == self.batches.sample_index.numel() * self.batches.targets.shape[-1]:
            return super()._end_epoch(fraction)
        self._start_epoch()  # of the worse half alone: there is nothing to validate
        return fraction


class Growing(Candidate):
    """Batches of a quarter at first, then of half, then whole."""

    def _start_epoch(self) -> None:
        super()._start_epoch()
        fewest = self.__dict__.setdefault("fewest", self.batches._count)
        part = min(1.0, 0.25 * 4 ** (2 * self.seconds / self.schedule.seconds))
        self.batches._count = min(round(fewest / part), max(1, self.batches.sample_index.shape[1] // 16))


class CoarseFirst(Candidate):
    """A quarter of the samples, of the same medium made coarser, for the first third."""

    coarser: Batches | None = None

    def _start_epoch(self) -> None:
        early = self.seconds < self.schedule.seconds / 3
        if self.coarser is not None:
            whole = self.__dict__.setdefault("whole", self.batches)
            now = self.coarser if early else whole
            if now is not self.batches:
                self.best.reset()  # what is fine is worse at first than what is coarse was at last
            self.batches = now
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
    """SOAP for the hidden matrices: Adam in the axes of Shampoo's preconditioner."""

    def _set_up(self, network: Siren, device: torch.device) -> None:
        super()._set_up(network, device)
        masks = None if self.task.mask is None else list(self.task.mask.weights[1:-1])
        self.train_step._muon = Soap(self.train_step.weights[1:-1], masks)  # type: ignore[assignment]


class SecondOrder(Candidate):
    """The last fifth of the time by L-BFGS over all samples at once."""

    def finish(self) -> None:
        parameters = [*self.train_step.weights, *self.train_step.biases]
        x, y = self.batches.inputs, self.batches.targets
        gradient = Gradient(self.train_step.weights, self.train_step.biases, self.chunk, self.pool)
        free = [torch.ones_like(p) for p in parameters] if self.task.mask is None else [*self.task.mask.tensors()]
        for p in parameters:
            p.grad = torch.zeros_like(p)
        search = torch.optim.LBFGS(parameters, max_iter=1, history_size=20, line_search_fn="strong_wolfe")

        def closure() -> Tensor:
            total = gradient(self.train_step.weights, self.train_step.biases, x, y).sum() / y[0].numel()
            for p, g, f in zip(parameters, [*gradient.grads.weights, *gradient.grads.biases], free, strict=True):
                assert p.grad is not None
                torch.mul(g, f, out=p.grad)
            return total

        until = time.monotonic() + self.schedule.seconds / 4
        while time.monotonic() < until:
            search.step(closure)


@dataclass(frozen=True)
class Setting:
    """A candidate: how it fits, and what else is another."""

    fit: type[Candidate] = Candidate
    rate: float = 1.0
    adam_lr: float = 1.0
    batch: float = 1.0
    seconds: float = 1.0  # of the time, for the fit proper
    gain: float = 1.0
    first: float = 1.0
    first_rate: float = 1.0
    targets: float = 1.0
    frequency: float = 1.0
    layers: int = 0
    only: str = ""  # of which modality


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
    "first layer x 0.7": Setting(first=0.7),
    "first layer x 1.5": Setting(first=1.5),
    "first layer x 2.5": Setting(first=2.5),
    "first layer's step size x 0.5": Setting(first_rate=0.5),
    "first layer's step size x 4": Setting(first_rate=4),
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
    """A medium as a secret or a cover: the network it gets, and what of it may move."""

    medium: Medium
    network: Architecture
    tiling: Tiling
    schedule: Schedule
    vault: int  # units whose hidden weights stay


def task(medium: Medium, role: str) -> Task:
    """As the recipe standard has it, with as many weights a sample where the medium is larger."""
    recipe = roomy(medium)
    if role == "cover":
        whole = Tiling.whole(medium.in_features)
        network = Architecture(medium.in_features, medium.grid.channels, recipe.cover_width, recipe.hidden)
        schedule = recipe.sound_schedule if medium.modality == "audio" else recipe.cover_schedule
        return Task(medium, network, whole, schedule, round(network.width * VAULT_SHARE))
    (width,) = recipe.widths([medium])
    network, tiling = recipe.secret(medium, width)
    alone = recipe.sound_schedule if medium.modality == "audio" else recipe.secret_schedule
    return Task(medium, network, tiling, recipe.tile_schedule if tiling.number > 1 else alone, 0)


def decibels(of: Task, setting: Setting, seconds: float) -> float:
    """What the candidate comes to in the time."""
    torch.manual_seed(0)
    medium, samples = of.medium, of.medium.samples()
    aims = Samples(samples.coordinates, samples.values * np.float32(setting.targets), samples.peak * setting.targets)
    layers = max(2, of.network.hidden + setting.layers)
    narrower = math.sqrt((of.network.hidden - 1) / (layers - 1))  # as many weights
    network = replace(of.network, hidden=layers, width=max(16, round(of.network.width * narrower / 4) * 4))
    start = Siren.random(network, medium.gain * setting.gain)
    start.weights[0].mul_(setting.first)
    mask = freeze_block_mask(network, of.vault) if of.vault else None
    schedule = replace(
        of.schedule, steps=math.inf, seconds=seconds * setting.seconds,
        batch_size=round(of.schedule.batch_size * setting.batch),
        matrix_lr=of.schedule.matrix_lr_for(network.width) * setting.rate,
        adam_lr=of.schedule.adam_lr * setting.adam_lr,
    )  # fmt: skip
    frequency = tuple(f * setting.frequency for f in coordinate_scale(medium, of.tiling))
    fit_task = FitTask([start], [aims], [frequency], schedule, of.tiling, mask)
    with ThreadPool(1) as pool:
        fit = setting.fit(fit_task, torch.device("cpu"), pool)
        fit.train_step._lr_scale[: start.weights[0].numel()] *= setting.first_rate
        if isinstance(fit, CoarseFirst):
            coarse = medium.scaled(medium.grid.points // 4).samples()
            fit.coarser = Batches(
                [coarse], [frequency], of.tiling, schedule.batch_size // 4, entropy_seeded_generator()
            )
            fit.coarser.to(torch.device("cpu"))
        fit.run(lambda _: None)
        fit.finish()
        shown = siren_field(fit._network(), frequency, tiling=of.tiling)(samples.coordinates)
    error = float(np.mean((shown / setting.targets - samples.values) ** 2))
    return metrics.decibels(samples.peak**2, error)


def table(rows: Iterable[dict[str, Any]]) -> str:
    """The mean of how far each candidate is from the recipe as it is, of each modality, and its worst and best."""
    found = {(r["medium"], r["candidate"]): r["decibels"] for r in rows}
    kinds = {r["medium"]: r["modality"] for r in rows}
    modalities = [m for m in ("image", "audio", "video", "shape") if m in kinds.values()]
    heads = ["candidate", *modalities, "all", "worst", "best", "media"]
    lines = [f"| {' | '.join(heads)} |", "|" + "---|" * len(heads)]
    for name in SETTINGS:
        off = {m: d - found[m, "as it is"] for (m, c), d in found.items() if c == name and (m, "as it is") in found}
        if off:
            means = [[d for m, d in off.items() if kinds[m] == kind] for kind in modalities]
            cells = [f"{np.mean(each):+.1f}" if each else "" for each in [*means, list(off.values())]]
            ends = f"{min(off.values()):+.1f} | {max(off.values()):+.1f} | {len(off)}"
            lines.append(f"| {name} | {' | '.join(cells)} | {ends} |")
    return "\n".join(lines)


def main() -> None:
    """Fit every medium by every candidate, or print the table of what was fitted."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=float, default=8.0)
    parser.add_argument("--role", choices=("secret", "cover"), default="secret")
    parser.add_argument("--candidates", nargs="+", choices=[*SETTINGS], default=[*SETTINGS], metavar="NAME")
    parser.add_argument("--rows", type=Path, required=True, help="one line for each fit; added to")
    parser.add_argument("--table", action="store_true", help="of the rows there are; nothing is fitted")
    options = parser.parse_args()
    done = [json.loads(line) for line in options.rows.read_text().splitlines()] if options.rows.exists() else []
    known = {(r["medium"], r["candidate"]) for r in done}
    for path in sorted(p for p in options.folder.iterdir() if p.suffix in SUFFIXES and not options.table):
        medium = engine.load(path).parts()[0]
        of = task(medium, options.role)
        for name in options.candidates:
            setting = SETTINGS[name]
            if (path.name, name) in known or setting.only not in ("", medium.modality):
                continue
            try:
                found = decibels(of, setting, options.seconds)
            except EngineError:
                found = 0.0  # it diverged
            row = {"medium": path.name, "modality": medium.modality, "candidate": name, "decibels": round(found, 2)}
            print(row, flush=True)
            done.append(row)
            with options.rows.open("a") as file:
                file.write(json.dumps(row) + "\n")
    print(table(done))


if __name__ == "__main__":
    main()
