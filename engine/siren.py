"""SIREN: a small network with sine activations (paper 3.2, equation 1), as a frozen value."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor

OMEGA: Final = 30.0  # for every network: the scale of a modality is in its coordinates instead


@dataclass(frozen=True, slots=True)
class Architecture:
    """The shape of a SIREN, the paper's (I, O, D, n): input and output features, width, number of hidden layers.

    With `tiles` > 1 it is a stack: equal networks, one for each tile, along a first axis of every tensor. A secret has
    no output bias: in the paper's layout those of several secrets would collide on the cover's few output units.
    """

    in_features: int
    out_features: int
    width: int
    hidden: int
    output_bias: bool = True
    tiles: int = 1

    @property
    def weight_shapes(self) -> list[tuple[int, ...]]:
        """Shapes of W(0)..W(n): (fan_out, fan_in); of a stack (tiles, fan_out, fan_in)."""
        inner = [(self.width, self.width)] * (self.hidden - 1)
        shapes = [(self.width, self.in_features), *inner, (self.out_features, self.width)]
        return [(*self._stack, *shape) for shape in shapes]

    @property
    def bias_shapes(self) -> list[tuple[int, ...]]:
        """Shapes of b(0)..b(n): (fan_out,), of a stack (tiles, fan_out); without an output bias one fewer."""
        sizes = [self.width] * self.hidden + [self.out_features] * self.output_bias
        return [(*self._stack, size) for size in sizes]

    @property
    def _stack(self) -> tuple[int, ...]:
        return (self.tiles,) if self.tiles > 1 else ()

    @property
    def parameter_count(self) -> int:
        """The number of all weights and biases."""
        return sum(math.prod(shape) for shape in (*self.weight_shapes, *self.bias_shapes))

    @property
    def cost_per_sample(self) -> float:
        """The arithmetic of a sample, in weights: of a stack it passes one network, and a sine costs as much as 25."""
        return self.parameter_count / self.tiles + 25 * self.width * self.hidden

    def init_bound(self, layer: int) -> float:
        """The bound b of SIREN's uniform initialisation U(-b, b) of a layer: 1/I in the first, then sqrt(6/D)/omega."""
        return 1 / self.in_features if layer == 0 else math.sqrt(6 / self.width) / OMEGA


@dataclass(frozen=True, slots=True, eq=False)
class Siren:
    """A SIREN as a value, never changed in place; a mask is a Siren of zeros and ones.

    `weights` are W(0)..W(n), each (fan_out, fan_in), of a stack (tiles, fan_out, fan_in); `biases` are b(0)..b(n),
    without an output bias one fewer.
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
        """Random weights in SIREN's ranges; those of all layers but the last times `gain` (SNF, arXiv 2410.04779)."""
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

    def tile(self, index: int) -> Siren:
        """One network of a stack; a single network is its own tile."""
        if self.architecture.tiles == 1:
            return self
        return Siren(tuple(w[index] for w in self.weights), tuple(b[index] for b in self.biases))

    @classmethod
    def stack(cls, networks: Sequence[Siren]) -> Siren:
        """One stack of networks with equal architectures, or of equal stacks; the inverse of `unstack`."""
        if len(networks) == 1:
            return networks[0]
        join = torch.cat if networks[0].architecture.tiles > 1 else torch.stack
        weights, biases = zip(*((n.weights, n.biases) for n in networks), strict=True)
        return cls(tuple(map(join, zip(*weights, strict=True))), tuple(map(join, zip(*biases, strict=True))))

    def unstack(self, count: int) -> list[Siren]:
        """The `count` networks, or stacks, that `stack` was given."""
        if count == 1:
            return [self]
        tiles = self.architecture.tiles // count
        parts: list[int | slice] = [i if tiles == 1 else slice(i * tiles, (i + 1) * tiles) for i in range(count)]
        return [Siren(tuple(w[p] for w in self.weights), tuple(b[p] for b in self.biases)) for p in parts]

    def tensors(self) -> Iterator[Tensor]:
        """All tensors in a fixed order: each layer's weight, then its bias."""
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
        """This network on a device."""
        return Siren(tuple(w.to(device) for w in self.weights), tuple(b.to(device) for b in self.biases))

    def where(self, mask: Siren, other: Siren) -> Siren:
        """This network where the mask is not zero, the other one where it is, bit for bit: as torch.where."""
        triples = zip(mask.tensors(), self.tensors(), other.tensors(), strict=True)
        return Siren.from_tensors(self.architecture, [torch.where(m != 0, ours, theirs) for m, ours, theirs in triples])

    @torch.no_grad()
    def __call__(self, coordinates: Tensor) -> Tensor:
        """Values (N, O) at coordinates (N, I): equation 1.  Of a stack, call each `tile`."""
        x = coordinates
        for weight, bias in zip(self.weights[:-1], self.biases, strict=False):
            x = torch.addmm(bias, x, weight.T, beta=OMEGA, alpha=OMEGA).sin_()
        y = x @ self.weights[-1].T
        return y + self.biases[-1] if len(self.biases) == len(self.weights) else y


def entropy_seeded_generator() -> torch.Generator:
    """A generator with a seed that nobody can guess.

    torch's default generator starts from the same seed in every process: files would show that they are related.
    """
    generator = torch.Generator()
    generator.seed()
    return generator


def freeze_block_mask(architecture: Architecture, units: int) -> Siren:
    """The paper's binary mask (3.3): zero in hidden matrices between any two of the first `units`, one elsewhere."""
    weights = [torch.ones(shape) for shape in architecture.weight_shapes]
    for weight in weights[1:-1]:
        weight[..., :units, :units] = 0
    return Siren(tuple(weights), tuple(torch.ones(shape) for shape in architecture.bias_shapes))


def frozen_units(mask: Siren) -> int | None:
    """The units for which `freeze_block_mask` gives this mask; None where it is another one."""
    hidden = mask.weights[1:-1]
    units = int((hidden[0].flatten(0, -2)[0] == 0).sum()) if hidden else 0
    block = [weight[..., :units, :units] for weight in hidden]
    zeros = sum(tensor.numel() - int(tensor.count_nonzero()) for tensor in mask.tensors())
    return None if any(part.any() for part in block) or zeros != sum(part.numel() for part in block) else units
