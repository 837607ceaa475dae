"""The end of an exact fit: Gauss-Newton steps with Levenberg's damping, until each tile shows its values exactly.

An exact picture needs its largest error below half a level, and training lowers the mean of the squared ones ever more
slowly. A small tile that has more free weights than values can be solved instead. With J the derivative of its values
with respect to its free weights, a step is J' (J J' + damping)^-1 error, after which the error is about its own square.
J J' has one row for each value, some hundreds, and comes from the activations and gradients of each layer, without J.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import torch
from torch import Tensor

from engine.fit.thread_pool import ThreadPool
from engine.siren import OMEGA, Siren

MAX_STEPS: Final = 400  # from 54 dB on 33 of 132 tiles were not solved in 60 steps, and all in 400
BLOCK_VALUES: Final = 2048  # of the tiles that a thread solves at once
DAMPING, LEAST_DAMPING = 1e-5, 1e-12  # times the mean of the diagonal of J J'
EASED, RAISED = 0.3, 4.0  # times the damping, after a step that made the error smaller, and after one that did not


def solved(
    network: Siren, frozen: int, inputs: Tensor, targets: Tensor, limit: float, pool: ThreadPool,
    carry_on: Callable[[float], bool] = lambda _: True,
) -> Siren:  # fmt: skip
    """The network, or stack, with its free weights solved until no error is above `limit`, as far as steps help.

    `inputs` (T, n, I) and `targets` (T, n, O) are the samples of each tile. Between any two of the first `frozen` units
    weights of hidden matrices stay bit for bit. `carry_on` gets the share of the tiles that is done; where it says no,
    the others stay as they are.
    """
    stacked, size = network.architecture.tiles > 1, max(1, BLOCK_VALUES // targets[0].numel())
    tensors = [(t if stacked else t[None]).clone() for t in network.tensors()]
    blocks = [slice(start, start + size) for start in range(0, len(inputs), size)]

    def solve(_: int, block: slice) -> None:
        some = _Tiles([t[block].double() for t in tensors], inputs[block].double(), frozen)
        some.solve(targets[block].double(), limit)
        for mine, its in zip(tensors, some.tensors, strict=True):
            mine[block] = its

    for start in range(0, len(blocks), pool.count):
        if not carry_on(blocks[start].start / len(inputs)):
            break
        pool.map(solve, blocks[start : start + pool.count])
    return Siren.from_tensors(network.architecture, [t if stacked else t[0] for t in tensors])


class _Tiles:
    """Some tiles in float64: `tensors` as of a stack, in the order of `Siren.tensors`, are changed in place."""

    def __init__(self, tensors: list[Tensor], inputs: Tensor, frozen: int) -> None:
        self.tensors, self.weights, self.biases = tensors, tensors[0::2], tensors[1::2]
        self.inputs, self.frozen = inputs, frozen

    def solve(self, targets: Tensor, limit: float) -> None:
        """Take steps; a tile is left alone once its largest error is below `limit`."""
        damping = targets.new_full((len(targets),), DAMPING)
        for _ in range(MAX_STEPS):
            errors = targets - self.outputs()
            [open_tiles] = (errors.abs().amax((1, 2)) >= limit).nonzero(as_tuple=True)
            if not len(open_tiles):
                break
            errors, wanted = errors[open_tiles], targets[open_tiles]
            tried = _Tiles([t[open_tiles] for t in self.tensors], self.inputs[open_tiles], self.frozen)
            tried.step(errors, damping[open_tiles])
            better = (wanted - tried.outputs()).square().sum((1, 2)) < errors.square().sum((1, 2))  # NaN is not
            for mine, its in zip(self.tensors, tried.tensors, strict=True):
                mine[open_tiles[better]] = its[better]
            damping[open_tiles] *= torch.where(better, EASED, RAISED)
            damping.clamp_(LEAST_DAMPING)

    def outputs(self) -> Tensor:
        """The values (T, n, O) that the tiles show."""
        activations, _ = self._forward()
        return torch.baddbmm(self.biases[-1][:, None], activations[-1], self.weights[-1].mT)

    def step(self, errors: Tensor, damping: Tensor) -> None:
        """Add the step for these errors (T, n, O) with this damping (T,)."""
        activations, slopes = self._forward()
        gradients = self._gradients(slopes)
        matrix = self._jacobian_product(activations, gradients)  # (T, O, n, O, n)
        tiles, outputs, points = matrix.shape[:3]
        matrix = matrix.view(tiles, outputs * points, outputs * points)
        diagonal = matrix.diagonal(dim1=1, dim2=2)
        diagonal += damping[:, None] * diagonal.mean(1, keepdim=True)
        factor, _ = torch.linalg.cholesky_ex(matrix)
        solution = torch.cholesky_solve(errors.mT.reshape(tiles, -1, 1), factor).view(tiles, outputs, points, 1)
        weighted = [(gradient * solution).sum(1) for gradient in gradients] + [solution[..., 0].mT]  # (T, n, fan_out)
        for layer, (change, x) in enumerate(zip(weighted, activations, strict=True)):
            by_weight = change.mT @ x
            if 0 < layer < len(gradients):
                by_weight[:, : self.frozen, : self.frozen] = 0
            self.weights[layer] += by_weight
            self.biases[layer] += change.sum(1)

    def _forward(self) -> tuple[list[Tensor], list[Tensor]]:
        """The input of each layer (T, n, fan_in), and the derivative of each hidden layer's sine (T, n, D)."""
        activations, slopes = [self.inputs], []
        for weight, bias in zip(self.weights[:-1], self.biases, strict=False):
            argument = OMEGA * torch.baddbmm(bias[:, None], activations[-1], weight.mT)
            activations.append(argument.sin())
            slopes.append(OMEGA * argument.cos())
        return activations, slopes

    def _gradients(self, slopes: list[Tensor]) -> list[Tensor]:
        """The derivative (T, O, n, D) of each output with respect to the linear part of each hidden layer."""
        gradients = [self.weights[-1][:, :, None] * slopes[-1][:, None]]
        for weight, slope in zip(reversed(self.weights[1:-1]), reversed(slopes[:-1]), strict=True):
            gradients.insert(0, (gradients[0].flatten(1, 2) @ weight).view_as(gradients[0]) * slope[:, None])
        return gradients

    def _jacobian_product(self, activations: list[Tensor], gradients: list[Tensor]) -> Tensor:
        """J J' (T, O, n, O, n): a weight's derivative is its row's gradient times its column's activation."""
        tiles, outputs, points, _ = gradients[0].shape
        product = torch.zeros(tiles, outputs, points, outputs, points, dtype=self.inputs.dtype)
        for layer, gradient in enumerate(gradients):
            product.addcmul_(_gram(gradient), _gram(activations[layer], 1.0))
            if layer > 0:
                held = _gram(activations[layer][..., : self.frozen])
                product.addcmul_(_gram(gradient[..., : self.frozen]), held, value=-1)
        last = _gram(activations[-1], 1.0)[:, 0, :, 0]
        for output in range(outputs):
            product[:, output, :, output] += last
        return product


def _gram(x: Tensor, plus: float = 0.0) -> Tensor:
    """Inner products (T, O, n, O, n) of the rows of `x` (T, O, n, D), or (T, 1, n, 1, n) of (T, n, D)."""
    outputs = x.shape[1] if x.dim() == 4 else 1
    rows = x.flatten(1, -2)
    gram = rows @ rows.mT
    points = rows.shape[1] // outputs
    return (gram + plus if plus else gram).view(len(x), outputs, points, outputs, points)
