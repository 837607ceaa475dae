"""SIREN: a medium as a small sine network (paper 3.2, equation 1), a plain frozen value."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor

OMEGA: Final = 30.0  # one for every network: each modality's scale goes into its coordinates instead


@dataclass(frozen=True, slots=True)
class Architecture:
    """The paper's (I, O, D, n): features in and out, width, and number of hidden layers.

    A secret has no output bias: several of them would collide on the cover's few output units.
    """

    in_features: int
    out_features: int
    width: int
    hidden: int
    output_bias: bool = True

    @property
    def weight_shapes(self) -> list[tuple[int, int]]:
        """(fan_out, fan_in) of W(0)..W(n)."""
        inner = [(self.width, self.width)] * (self.hidden - 1)
        return [(self.width, self.in_features), *inner, (self.out_features, self.width)]

    @property
    def bias_sizes(self) -> list[int]:
        """Lengths of b(0)..b(n), one fewer without an output bias."""
        return [self.width] * self.hidden + [self.out_features] * self.output_bias

    @property
    def parameters(self) -> int:
        """How many numbers the network has."""
        return sum(o * i for o, i in self.weight_shapes) + sum(self.bias_sizes)

    def amplitude(self, layer: int) -> float:
        """Half the width of SIREN's own uniform range of initial weights in a layer: 1/I, then sqrt(6/D)/omega."""
        return 1 / self.in_features if layer == 0 else math.sqrt(6 / self.width) / OMEGA


@dataclass(frozen=True, slots=True, eq=False)
class Siren:
    """A network as a value, never changed in place; a mask is a Siren of zeros and ones.

    `weights` are W(0)..W(n), each (fan_out, fan_in); `biases` b(0)..b(n), one fewer without an output bias.
    """

    weights: tuple[Tensor, ...]
    biases: tuple[Tensor, ...]

    def __post_init__(self) -> None:
        if len(self.weights) - len(self.biases) not in (0, 1):
            raise ValueError("one bias for each weight, the last may be missing")

    @property
    def architecture(self) -> Architecture:
        """The (I, O, D, n) read off the shapes."""
        width, in_features = self.weights[0].shape
        full = len(self.biases) == len(self.weights)
        return Architecture(in_features, self.weights[-1].shape[0], width, len(self.weights) - 1, full)

    def tensors(self) -> Iterator[Tensor]:
        """All tensors in one fixed order: each layer's weight, then its bias."""
        for layer, weight in enumerate(self.weights):
            yield weight
            if layer < len(self.biases):
                yield self.biases[layer]

    @classmethod
    def from_tensors(cls, architecture: Architecture, tensors: list[Tensor]) -> Siren:
        """The network whose `tensors()` these are."""
        paired = 2 * len(architecture.bias_sizes)
        rest = tensors[paired:]
        return cls((*tensors[0:paired:2], *rest), tuple(tensors[1:paired:2]))

    def to(self, device: torch.device | str) -> Siren:
        """The same network on a device."""
        return Siren(tuple(w.to(device) for w in self.weights), tuple(b.to(device) for b in self.biases))

    def replaced(self, other: Siren, mask: Siren) -> Siren:
        """The other network where the mask is not zero; where it is this one, bit for bit."""
        triples = zip(mask.tensors(), self.tensors(), other.tensors(), strict=True)
        return Siren.from_tensors(self.architecture, [torch.where(m == 0, mine, its) for m, mine, its in triples])

    @torch.no_grad()
    def __call__(self, coordinates: Tensor) -> Tensor:
        """Values (N, O) at coordinates (N, I): equation 1."""
        x = coordinates
        for weight, bias in zip(self.weights[:-1], self.biases, strict=False):
            x = torch.addmm(bias, x, weight.T, beta=OMEGA, alpha=OMEGA).sin_()
        y = x @ self.weights[-1].T
        return y + self.biases[-1] if len(self.biases) == len(self.weights) else y


def fresh_generator() -> torch.Generator:
    """A generator nobody can foresee: torch's own begins alike in every process, and files would tell of each other."""
    generator = torch.Generator()
    generator.seed()
    return generator


def initialised(architecture: Architecture, gain: float = 1.0, generator: torch.Generator | None = None) -> Siren:
    """Fresh weights, uniform in SIREN's ranges; those of all layers but the last times `gain` (SNF, 2410.04779)."""
    generator = generator or fresh_generator()
    weights, biases = [], []
    last = architecture.hidden
    for layer, shape in enumerate(architecture.weight_shapes):
        bound = architecture.amplitude(layer) * (gain if layer < last else 1.0)
        weights.append((torch.rand(shape, generator=generator) * 2 - 1) * bound)
        if layer < len(architecture.bias_sizes):
            spread = 0.0 if layer == last else 1 / math.sqrt(shape[1])
            biases.append((torch.rand(shape[0], generator=generator) * 2 - 1) * spread)
    return Siren(tuple(weights), tuple(biases))
