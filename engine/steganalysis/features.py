"""Features of a stego file that anybody can compute without a key, each computed once for all attacks."""

from __future__ import annotations

from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import Final, Self

import numpy as np
import torch
from torch import Tensor

from engine.arrays import Doubles
from engine.file.stego import Stego
from engine.fit.gradient import Gradient
from engine.fit.thread_pool import ThreadPool
from engine.media import Grid
from engine.siren import OMEGA, Siren
from engine.steganalysis.bicluster import Bicluster, find_bicluster

StegoFile = str | PathLike[str] | bytes  # a path, or the bytes of the file
POINTS: Final = 2048  # of the file's grid, at which the network is evaluated
REFERENCE_WIDTH: Final = 64  # the width at which scores stay as they are
LEVELS: Final = 255  # steps of an 8-bit image; nobody sees more of a file


class Features:
    """A file, its bytes, and what its network does on its own grid. Nothing here is random."""

    def __init__(self, stego: Stego, data: bytes) -> None:
        self.stego, self.data, self.network = stego, data, stego.network
        self.architecture = stego.network.architecture

    @classmethod
    def read(cls, file: StegoFile) -> Self:
        """The features of a file. Raises InvalidStegoError."""
        if isinstance(file, bytes):
            return cls(Stego.from_bytes(file), file)
        path = Path(file)
        return cls(Stego.load(path), path.read_bytes())  # loaded first, which checks its size

    def width_normalised(self, excess: float, exponent: float = 2 / 3) -> float:
        """The excess over chance times (D / 64)^exponent, which makes it comparable between widths D.

        By chance, larger matrices vary less: largest singular values by D^(-2/3) (Tracy and Widom), explained
        variances of D units by 1/D.
        """
        return float(excess * (self.architecture.width / REFERENCE_WIDTH) ** exponent)

    @cached_property
    def matrices(self) -> list[Doubles]:
        """The hidden matrices W(1)..W(n-1), each (D, D)."""
        return to_doubles(self.network.weights[1:-1])

    @cached_property
    def biases(self) -> list[Doubles]:
        """The biases (D,) of the hidden layers."""
        return to_doubles(self.network.biases[: self.architecture.hidden])

    @cached_property
    def bicluster(self) -> Bicluster:
        """The units that belong together by their weights."""
        return find_bicluster(self.matrices)

    @cached_property
    def inputs(self) -> Tensor:
        """Network inputs (N, I): coordinates of a coarser version of the file's grid, times the frequency."""
        settings = self.stego.settings
        return coarse_coordinates(settings.grid.shape, POINTS) * torch.tensor(settings.frequency)

    @cached_property
    def quantised_outputs(self) -> Tensor:
        """Network outputs (N, O) at `inputs`, rounded to 8 bits: the cover as everybody sees it."""
        step = 2 / LEVELS / max(self.stego.settings.grid.constants.get("gain", 1.0), 1e-9)
        return (self.network(self.inputs) / step).round() * step

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
        gradient = Gradient(weights, biases, min(512, len(inputs)), pool)
        gradient(weights, biases, inputs, targets)
    return Siren(tuple(gradient.grads.weights), tuple(gradient.grads.biases))


def coarse_coordinates(shape: tuple[int, ...], points: int) -> Tensor:
    """Coordinates (N, I) of a grid of about so many points that covers what a grid of this shape covers."""
    return torch.from_numpy(Grid(coarse_shape(shape, points), 1).coordinates())


def coarse_shape(shape: tuple[int, ...], points: int) -> tuple[int, ...]:
    """The shape scaled down to about so many points; a smaller shape stays as it is."""
    total = float(np.prod([float(n) for n in shape]))
    share = min(1.0, (points / total) ** (1 / len(shape)))
    return tuple(max(1, round(n * share)) for n in shape)
