"""Features of one SIREN of a file, each computed once for all attacks: a stack has one for each tile."""

from __future__ import annotations

from functools import cached_property
from typing import Final

import numpy as np
import torch
from torch import Tensor

from engine.arrays import Doubles, Flags
from engine.fit.gradient import Gradient
from engine.fit.thread_pool import ThreadPool
from engine.siren import OMEGA, Siren
from engine.steganalysis.bicluster import Bicluster, find_bicluster
from engine.steganalysis.energy import unit_energies
from engine.steganalysis.statistics import levelled

CHUNK_SIZE: Final = 512  # samples of which a gradient is computed at once


class TileFeatures:
    """The SIREN of the tile of this `index`, and what it does at its `inputs` (N, I). Nothing here is random.

    `output_step` is the size of a step of an 8-bit image in the network's outputs. `vault` (n, D) are the units of the
    vault, where they can be located.
    """

    def __init__(
        self, index: int, network: Siren, inputs: Tensor, output_step: float, vault: Flags | None = None
    ) -> None:
        self.index, self.network, self.inputs = index, network, inputs
        self._output_step, self._vault = output_step, vault

    @cached_property
    def matrices(self) -> list[Doubles]:
        """The hidden matrices W(1)..W(n-1), each (D, D), levelled.

        The longer a fit, the further its weights leave a vault behind, whatever is in that. Where the vault can be
        located it is no news, and would hide what is.
        """
        matrices = to_doubles(self.network.weights[1:-1])
        if self._vault is None:
            return matrices
        return [levelled(m, self._vault[i + 1], self._vault[i]) for i, m in enumerate(matrices)]

    @cached_property
    def biases(self) -> list[Doubles]:
        """The biases (D,) of the hidden layers."""
        return to_doubles(self.network.biases[: self.network.architecture.hidden])

    @cached_property
    def bicluster(self) -> Bicluster:
        """The units that belong together by their weights."""
        return find_bicluster(self.matrices)

    @cached_property
    def energies(self) -> Doubles:
        """The energy (n, D) of each unit of each hidden layer, of the levelled matrices."""
        return unit_energies([*self.matrices, *to_doubles(self.network.weights[-1:])])

    @cached_property
    def quantised_outputs(self) -> Tensor:
        """Network outputs (N, O) at `inputs`, rounded to 8 bits: the cover as everybody sees it."""
        return (self.network(self.inputs) / self._output_step).round() * self._output_step

    @cached_property
    def activations(self) -> list[Doubles]:
        """Activations (N, D) of each hidden layer at `inputs`."""
        result, x = [], self.inputs
        for weight, bias in zip(self.network.weights[:-1], self.network.biases, strict=False):
            x = torch.addmm(bias, x, weight.T, beta=OMEGA, alpha=OMEGA).sin_()  # (N, D)
            result.append(x.numpy().astype(np.float64))
        return result

    @cached_property
    def loss_gradient(self) -> Siren:
        """Gradient of the mean squared error against the quantised outputs."""
        return mse_gradient(self.network, self.inputs, self.quantised_outputs)

    @cached_property
    def unit_importance(self) -> list[Doubles]:
        """First-order importance (D,) of each hidden unit: |sum of w * dP/dw| over its outgoing weights.

        P is the mean square of the outputs, so this estimates how much each unit adds to what is shown.
        """
        gradient = mse_gradient(self.network, self.inputs, torch.zeros_like(self.quantised_outputs))
        pairs = zip(self.network.weights[1:], gradient.weights[1:], strict=True)
        return [np.abs((w * g).sum(dim=0).numpy().astype(np.float64)) for w, g in pairs]


def to_doubles(tensors: tuple[Tensor, ...]) -> list[Doubles]:
    """Tensors as float64 arrays."""
    return [t.numpy().astype(np.float64) for t in tensors]


def mse_gradient(network: Siren, inputs: Tensor, targets: Tensor) -> Siren:
    """Gradient of the mean squared error, in the shape of the network."""
    weights, biases = list(network.weights), list(network.biases)
    with ThreadPool() as pool:  # torch's own threads would spin
        gradient = Gradient(weights, biases, min(CHUNK_SIZE, len(inputs)), pool)
        gradient(weights, biases, inputs, targets)
    return Siren(tuple(gradient.grads.weights), tuple(gradient.grads.biases))
