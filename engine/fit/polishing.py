"""The last step of an exact fit: the output layer that makes the largest error small, solved instead of trained.

Training minimises the mean of the squared errors; an exact picture needs the largest one below half a level. With the
hidden layers as they are, this is a linear problem in a hundred unknowns for each tile and channel. Lawson's iteration
solves it: least squares, in which each sample weighs more the larger its error was.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import torch
from torch import Tensor

from engine.arrays import Floats
from engine.fit.batches import Batches
from engine.fit.evaluation import MAX_ERROR, MAX_WRONG_SHARE, is_exact, wrong_share
from engine.fit.render import siren_field
from engine.fit.task import FitTask
from engine.media import Tiling
from engine.siren import OMEGA, Siren

ROUNDS: Final = 40  # of Lawson's iteration
RIDGE: Final = 1e-9  # times the mean of the diagonal: units that never change would make the system singular


class Polisher:
    """Tries, in a fit of one network that has to be exact, to end it: `attempt`."""

    def __init__(self, task: FitTask, tiling: Tiling) -> None:
        self._samples, self._scale, self._tiling = task.samples[0], task.coordinate_scales[0], tiling
        mask = task.mask
        self._may_solve = mask is None or bool(mask.weights[-1].all() and mask.biases[-1].all())
        self._attempt_below = MAX_WRONG_SHARE

    def attempt(
        self, network: Callable[[], Siren], outputs: Floats, batches: Batches, device: torch.device, *, at_end: bool
    ) -> Siren | None:
        """The network that shows every 8-bit value exactly, or None.

        It takes seconds, so it waits until half as many values are wrong as at the last attempt, or the fit ends.
        `outputs` (N, O) are the last ones of the training.
        """
        wrong = wrong_share(outputs, self._samples)
        if wrong > (MAX_WRONG_SHARE if at_end else self._attempt_below):
            return None
        self._attempt_below, tried = wrong / 2, network()
        if self._may_solve:
            limit = MAX_ERROR * self._samples.peak / 255
            tried = polished(tried, batches.inputs.cpu(), batches.targets.cpu(), limit)
        shown = siren_field(tried, self._scale, device, self._tiling)
        return tried if is_exact(shown, self._samples) else None


def polished(network: Siren, inputs: Tensor, targets: Tensor, limit: float) -> Siren:
    """The network with an output layer of the smallest largest error, in each tile where that is not below `limit`.

    `inputs` (T, n, I) and `targets` (T, n, O) are the samples of each tile. Hidden layers stay bit for bit.
    """
    last, bias = network.weights[-1].clone(), network.biases[-1].clone()
    stacked = network.architecture.tiles > 1
    for tile in range(len(inputs)):
        features = _features(network.tile(tile), inputs[tile])  # (n, D + 1)
        weight, offset = (last[tile], bias[tile]) if stacked else (last, bias)
        solution = _solved(features, targets[tile].double(), torch.cat([weight, offset[:, None]], 1).double(), limit)
        weight.copy_(solution[:, :-1])
        offset.copy_(solution[:, -1])
    return Siren((*network.weights[:-1], last), (*network.biases[:-1], bias))


def _features(network: Siren, x: Tensor) -> Tensor:
    """The last hidden activations (n, D) and a column of ones, in float64."""
    for weight, bias in zip(network.weights[:-1], network.biases, strict=False):
        x = torch.addmm(bias, x, weight.T, beta=OMEGA, alpha=OMEGA).sin_()
    return torch.cat([x, torch.ones_like(x[:, :1])], 1).double()


def _solved(features: Tensor, targets: Tensor, start: Tensor, limit: float) -> Tensor:
    """The best output layer (O, D + 1) found, of features (n, D + 1) and targets (n, O)."""
    best, least = start, float((features @ start.T - targets).abs().max())
    weights, identity = torch.ones_like(targets), torch.eye(features.shape[1], dtype=features.dtype)
    for _ in range(ROUNDS):
        if least < limit:
            break
        weighted = features.T[None] * weights.T[:, None]  # (O, D + 1, n)
        gram = weighted @ features
        ridge = RIDGE * gram.diagonal(dim1=1, dim2=2).mean(1)[:, None, None] * identity
        solution = torch.linalg.solve(gram + ridge, (weighted @ targets.T[..., None]).squeeze(-1))  # (O, D + 1)
        errors = (features @ solution.float().double().T - targets).abs()  # (n, O)
        if float(errors.max()) < least:
            best, least = solution, float(errors.max())
        weights = weights * errors
        weights = weights / weights.mean(0)
    return best
