"""Training loops that differ in one thing each from the one that fits use, for `recipe_search.py`."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

import torch
from torch import Tensor

from engine.fit.batches import Batches
from engine.fit.gradient import Gradient
from engine.fit.loop import FitLoop
from engine.fit.optimizer import Adam
from engine.siren import Siren
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


class Growing(Candidate):
    """Batches that grow from a quarter of their size to the full size."""

    def _start_epoch(self) -> None:
        super()._start_epoch()
        full_count = self.__dict__.setdefault("full_count", self.batches._batch_count)
        size = min(1.0, 0.25 * 4 ** (2 * self.seconds / self.schedule.seconds))
        self.batches._batch_count = min(round(full_count / size), max(1, len(self.batches.inputs) // 16))


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

    def set_up(self, network: Siren, device: torch.device) -> None:
        super().set_up(network, device)
        adam = Adam(
            self.train_step.weights[1:-1], None if self.task.mask is None else list(self.task.mask.weights[1:-1])
        )

        class Steps:
            def step(self, grads: list[Tensor], lr: float | Tensor, low_precision: bool = False) -> None:
                adam.step(grads, adam.bias_corrected([float(lr)] * len(grads)))

        self.train_step._muon = Steps()  # type: ignore[assignment]


class BySoap(Candidate):
    """SOAP for the hidden matrices: Adam in the eigenbasis of Shampoo's preconditioner."""

    def set_up(self, network: Siren, device: torch.device) -> None:
        super().set_up(network, device)
        masks = None if self.task.mask is None else list(self.task.mask.weights[1:-1])
        self.train_step._muon = Soap(self.train_step.weights[1:-1], masks)  # type: ignore[assignment]


class SecondOrder(Candidate):
    """Full-batch L-BFGS for the last fifth of the time."""

    def finish(self) -> None:
        parameters = [*self.train_step.weights, *self.train_step.biases]
        x, y = (t.transpose(0, 1) for t in (self.batches.inputs, self.batches.targets))
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
