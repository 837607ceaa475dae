"""Look: what anybody can compute from a file without a key, once for all the attacks that need it."""

from __future__ import annotations

from functools import cached_property
from typing import Final

import numpy as np
import torch
from torch import Tensor

from engine.file.stego import Stego
from engine.fit.gradient import Gradient
from engine.media import Grid
from engine.siren import OMEGA, Siren
from engine.steganalysis.bicluster import Bicluster, chain
from engine.steganalysis.statistics import Values

POINTS: Final = 2048  # at which the network is looked at
USUAL: Final = 64  # units of a layer, at which scores are as they come
LEVELS: Final = 255  # steps of an 8-bit picture; what is seen of a file is never finer


class Features:
    """A file, its bytes, and the network at work on its own lattice.  Nothing here is random."""

    def __init__(self, stego: Stego, data: bytes) -> None:
        self.stego, self.data, self.network = stego, data, stego.network
        self.arch = stego.network.architecture

    def beyond_chance(self, excess: float, power: float = 2 / 3) -> float:
        """What exceeds chance in units that are alike at every width: by chance, larger matrices vary less.

        Largest singular values vary by D^(-2/3) (Tracy and Widom), explained variances of D units by 1/D.
        """
        return float(excess * (self.arch.width / USUAL) ** power)

    @cached_property
    def matrices(self) -> list[Values]:
        """The hidden matrices W(1)..W(n-1)."""
        return arrays(self.network.weights[1:-1])

    @cached_property
    def biases(self) -> list[Values]:
        """Those of the hidden layers."""
        return arrays(self.network.biases[: self.arch.hidden])

    @cached_property
    def chain(self) -> Bicluster:
        """Which units belong together, by the weights."""
        return chain(self.matrices)

    @cached_property
    def inputs(self) -> Tensor:
        """Coordinates (N, I) of the file's lattice, thinned out, scaled."""
        return lattice(self.stego.settings.grid.shape, POINTS) * torch.tensor(self.stego.settings.frequency)

    @cached_property
    def rounded(self) -> Tensor:
        """What the network shows there, in steps of 8 bits: the cover as everybody has it."""
        step = 2 / LEVELS / max(self.stego.settings.grid.constants.get("gain", 1.0), 1e-9)
        return (self.network(self.inputs) / step).round() * step

    @cached_property
    def activations(self) -> list[Values]:
        """The outputs (N, D) of each hidden layer."""
        found, x = [], self.inputs
        for weight, bias in zip(self.network.weights[:-1], self.network.biases, strict=False):
            x = torch.addmm(bias, x, weight.T, beta=OMEGA, alpha=OMEGA).sin_()
            found.append(x.numpy().astype(np.float64))
        return found

    @cached_property
    def gradient(self) -> Siren:
        """Of the loss against what is shown, rounded to 8 bits."""
        return gradient(self.network, self.inputs, self.rounded)

    @cached_property
    def effects(self) -> list[Values]:
        """For each unit, to first order, how much of what is shown would be missing without it."""
        of_shown = gradient(self.network, self.inputs, torch.zeros_like(self.rounded))
        pairs = zip(self.network.weights[1:], of_shown.weights[1:], strict=True)
        return [np.abs((w * g).sum(dim=0).numpy().astype(np.float64)) for w, g in pairs]


def arrays(tensors: tuple[Tensor, ...]) -> list[Values]:
    """Tensors as arrays of float64."""
    return [t.numpy().astype(np.float64) for t in tensors]


def gradient(network: Siren, inputs: Tensor, targets: Tensor) -> Siren:
    """The gradient of the mean squared error, in the shape of the network."""
    weights, biases = list(network.weights), list(network.biases)
    found = Gradient(weights, biases, min(512, len(inputs)))
    found(weights, biases, inputs, targets)
    return Siren(tuple(found.by_weight), tuple(found.by_bias))


def lattice(shape: tuple[int, ...], points: int) -> Tensor:
    """The coordinates of a lattice of that shape, thinned out evenly to about so many points."""
    return torch.from_numpy(Grid(thinned(shape, points), 1).coordinates())


def thinned(shape: tuple[int, ...], points: int) -> tuple[int, ...]:
    """The shape of about so many points, or itself where it has no more."""
    total = float(np.prod([float(n) for n in shape]))
    share = min(1.0, (points / total) ** (1 / len(shape)))
    return tuple(max(1, round(n * share)) for n in shape)
