"""SIREN: a medium as a small sine network (paper 3.2, equation 1), a plain frozen value."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor

OMEGA: Final = 30.0  # one for every network: each modality's scale goes into its coordinates instead


@dataclass(frozen=True, slots=True)
class Architecture:
    """The paper's (I, O, D, n): features in and out, width, and number of hidden layers.

    A secret has no output bias: several of them would collide on the cover's few output units. It may be `tiles`
    equal networks, one for each tile of a tiling, stacked along a first axis of every tensor.
    """

    in_features: int
    out_features: int
    width: int
    hidden: int
    output_bias: bool = True
    tiles: int = 1

    @property
    def weight_shapes(self) -> list[tuple[int, ...]]:
        """(fan_out, fan_in) of W(0)..W(n); of a stack, (tiles, fan_out, fan_in)."""
        inner = [(self.width, self.width)] * (self.hidden - 1)
        shapes = [(self.width, self.in_features), *inner, (self.out_features, self.width)]
        return [(*self._stack, *shape) for shape in shapes]

    @property
    def bias_shapes(self) -> list[tuple[int, ...]]:
        """Those of b(0)..b(n), one fewer without an output bias."""
        sizes = [self.width] * self.hidden + [self.out_features] * self.output_bias
        return [(*self._stack, size) for size in sizes]

    @property
    def _stack(self) -> tuple[int, ...]:
        return (self.tiles,) if self.tiles > 1 else ()

    @property
    def parameter_count(self) -> int:
        """How many numbers the network has."""
        return sum(math.prod(shape) for shape in (*self.weight_shapes, *self.bias_shapes))

    @property
    def cost_per_sample(self) -> float:
        """What a sample costs, in weights: of a stack it passes one network, and a sine costs as much as 25."""
        return self.parameter_count / self.tiles + 25 * self.width * self.hidden

    def init_bound(self, layer: int) -> float:
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
        *stack, width, in_features = self.weights[0].shape
        full = len(self.biases) == len(self.weights)
        tiles = stack[0] if stack else 1
        return Architecture(in_features, self.weights[-1].shape[-2], width, len(self.weights) - 1, full, tiles)

    @classmethod
    def random(cls, architecture: Architecture, gain: float = 1.0, generator: torch.Generator | None = None) -> Siren:
        """Fresh weights, uniform in SIREN's ranges; those of all layers but the last times `gain` (SNF, 2410.04779)."""
        generator = generator or entropy_seeded_generator()
        weights, biases = [], []
        last = architecture.hidden
        for layer, shape in enumerate(architecture.weight_shapes):
            bound = architecture.init_bound(layer) * (gain if layer < last else 1.0)
            weights.append((torch.rand(shape, generator=generator) * 2 - 1) * bound)
            if layer < len(architecture.bias_shapes):
                spread = 0.0 if layer == last else 1 / math.sqrt(shape[-1])
                biases.append((torch.rand(architecture.bias_shapes[layer], generator=generator) * 2 - 1) * spread)
        return cls(tuple(weights), tuple(biases))

    def tile(self, number: int) -> Siren:
        """One network of a stack; of what is none, itself."""
        if self.architecture.tiles == 1:
            return self
        return Siren(tuple(w[number] for w in self.weights), tuple(b[number] for b in self.biases))

    @classmethod
    def stack(cls, networks: Sequence[Siren]) -> Siren:
        """One stack of equal networks, or of equal stacks."""
        if len(networks) == 1:
            return networks[0]
        join = torch.cat if networks[0].architecture.tiles > 1 else torch.stack
        weights, biases = zip(*((n.weights, n.biases) for n in networks), strict=True)
        return cls(tuple(map(join, zip(*weights, strict=True))), tuple(map(join, zip(*biases, strict=True))))

    def unstack(self, count: int) -> list[Siren]:
        """The `count` equal networks, or stacks, that were laid side by side."""
        if count == 1:
            return [self]
        each = self.architecture.tiles // count
        places: list[int | slice] = [n if each == 1 else slice(n * each, (n + 1) * each) for n in range(count)]
        return [Siren(tuple(w[p] for w in self.weights), tuple(b[p] for b in self.biases)) for p in places]

    def tensors(self) -> Iterator[Tensor]:
        """All tensors in one fixed order: each layer's weight, then its bias."""
        for layer, weight in enumerate(self.weights):
            yield weight
            if layer < len(self.biases):
                yield self.biases[layer]

    @classmethod
    def from_tensors(cls, architecture: Architecture, tensors: list[Tensor]) -> Siren:
        """The network whose `tensors()` these are."""
        paired = 2 * len(architecture.bias_shapes)
        rest = tensors[paired:]
        return cls((*tensors[0:paired:2], *rest), tuple(tensors[1:paired:2]))

    def to(self, device: torch.device | str) -> Siren:
        """The same network on a device."""
        return Siren(tuple(w.to(device) for w in self.weights), tuple(b.to(device) for b in self.biases))

    def where(self, mask: Siren, other: Siren) -> Siren:
        """This network where the mask is not zero, the other one where it is, bit for bit: as torch.where."""
        triples = zip(mask.tensors(), self.tensors(), other.tensors(), strict=True)
        return Siren.from_tensors(self.architecture, [torch.where(m != 0, mine, its) for m, mine, its in triples])

    @torch.no_grad()
    def __call__(self, coordinates: Tensor) -> Tensor:
        """Values (N, O) at coordinates (N, I): equation 1."""
        x = coordinates
        for weight, bias in zip(self.weights[:-1], self.biases, strict=False):
            x = torch.addmm(bias, x, weight.T, beta=OMEGA, alpha=OMEGA).sin_()
        y = x @ self.weights[-1].T
        return y + self.biases[-1] if len(self.biases) == len(self.weights) else y


def entropy_seeded_generator() -> torch.Generator:
    """A generator nobody can foresee: torch's own begins alike in every process, and files would tell of each other."""
    generator = torch.Generator()
    generator.seed()
    return generator


def freeze_block_mask(architecture: Architecture, frozen: int) -> Siren:
    """The paper's binary mask: zero in the hidden matrices between the first `frozen` units, one elsewhere."""
    weights = [torch.ones(shape) for shape in architecture.weight_shapes]
    for weight in weights[1:-1]:
        weight[..., :frozen, :frozen] = 0
    return Siren(tuple(weights), tuple(torch.ones(shape) for shape in architecture.bias_shapes))
