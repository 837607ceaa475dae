"""One training step on one device: forward and backward pass, then the masked update of Muon and Adam."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor

from engine.fit.cuda_graph import CudaGraphs
from engine.fit.gradient import Gradient
from engine.fit.optimizer import Adam, Muon
from engine.fit.parameters import FlatParameters
from engine.fit.quantization import clamp_, quantized
from engine.fit.task import FitTask, OptimizerState
from engine.fit.thread_pool import ThreadPool
from engine.siren import Siren


@dataclass(frozen=True, slots=True)
class StepVariant:
    """The options of a step that change its kernels: a CUDA graph is captured for each variant."""

    low_precision: bool = False
    quantized: bool = False  # the forward pass uses quantized weights
    low_updates: bool = False  # Muon orthogonalises in bfloat16


class TrainStep:
    """A network on its device, with its optimizers: every call is one training step.

    `weights` and `biases` change in place, but never where the mask is zero. `squared_error` (T,) is the sum over all
    batches of each SIREN of the stack; the caller sets it to zero. For the first weights of each of the M networks
    Adam's learning rate is multiplied by `first_layer_lr` (M,), on whose device all of this takes place.
    """

    def __init__(
        self, network: Siren, task: FitTask, first_layer_lr: Tensor, chunk_size: int, pool: ThreadPool
    ) -> None:
        self.device, self.frozen_units = first_layer_lr.device, task.frozen_units
        device = self.device
        mask = None if task.mask is None or self.frozen_units else task.mask.to(device)
        network = network.to(device)
        self._parameters = FlatParameters.copy_of(network.weights, network.biases)
        self.weights, self.biases = self._parameters.weights, self._parameters.biases
        self.squared_error = torch.zeros(network.architecture.tiles, device=device)
        self._grids, self._pool = task.quantization, pool
        masks = None if mask is None else FlatParameters.copy_of(mask.weights, mask.biases)
        matrices = self._muon_matrices(self._parameters)
        self._muon = Muon(matrices, None if masks is None else self._muon_matrices(masks), pool, self.frozen_units)
        self._adam = Adam([self._parameters.rest], None if masks is None else [masks.rest])
        lr_scale = FlatParameters.zeros_like(self.weights, self.biases, device)
        lr_scale.rest.fill_(1)
        lr_scale.weights[0].view(len(first_layer_lr), -1).copy_(first_layer_lr[:, None])
        self._adam_lr_scale = lr_scale.rest
        self._lrs = torch.zeros(2, device=device)  # Muon's and Adam's: a tensor, so that a CUDA graph reads new values
        self.set_chunk_size(chunk_size)

    def _muon_matrices(self, parameters: FlatParameters) -> list[Tensor]:
        """The hidden matrices as Muon takes them: one by one for the threads of a CPU, all in one stack on a GPU."""
        return parameters.weights[1:-1] if self.device.type == "cpu" else [parameters.matrices]

    def set_chunk_size(self, chunk_size: int) -> None:
        """Cut every batch into chunks of about this many samples from now on."""
        self._gradient = Gradient(self.weights, self.biases, chunk_size, self._pool, self.frozen_units)
        self._graphs = CudaGraphs() if self.device.type == "cuda" else None

    def __call__(
        self, batch: tuple[Tensor, Tensor, Tensor], matrix_lr: float, adam_lr: float, variant: StepVariant
    ) -> None:
        """Take a step with this batch: inputs (T, B, I), targets (T, B, O), and a place for the outputs (T, B, O).

        `matrix_lr` is the learning rate of the hidden matrices, `adam_lr` that of all other parameters.
        """
        self._lrs.copy_(torch.tensor([matrix_lr, *self._adam.bias_corrected([adam_lr])]))
        if self._graphs is None:
            self._run(variant, *batch)
        else:
            self._graphs(self._run, variant, *batch)

    def _run(self, variant: StepVariant, x: Tensor, y: Tensor, outputs: Tensor) -> None:
        weights, gradient = self._forward_weights(variant), self._gradient
        self.squared_error += gradient(weights, self.biases, x, y, outputs, variant.low_precision)
        self._muon.step(self._muon_matrices(gradient.grads), self._lrs[0], variant.low_updates)
        self._adam.step([gradient.grads.rest], [self._adam_lr_scale * self._lrs[1]])

    def _forward_weights(self, variant: StepVariant) -> list[Tensor]:
        """The weights of the forward pass: quantized ones, whose gradients go straight through to `weights`."""
        if not variant.quantized or self._grids is None:
            return self.weights
        clamp_(self.weights[1:-1], self._grids)
        return [self.weights[0], *quantized(self.weights[1:-1], self._grids), self.weights[-1]]

    def optimizer_state(self) -> OptimizerState:
        """A copy of the state of both optimizers."""
        muon, adam = self._muon, self._adam
        momenta, first, second = (
            torch.cat([t.flatten() for t in group]).cpu()
            for group in (muon.momenta, adam.first_moments, adam.second_moments)
        )
        return OptimizerState(momenta, first, second, adam.steps)

    def load_optimizer_state(self, state: OptimizerState) -> None:
        """Go on with the optimizers as they were, perhaps on another device."""
        muon, adam = self._muon, self._adam
        for group, flat in (
            (muon.momenta, state.momenta), (adam.first_moments, state.first_moments),
            (adam.second_moments, state.second_moments),
        ):  # fmt: skip
            for tensor, part in zip(group, torch.split(flat, [t.numel() for t in group]), strict=True):
                tensor.copy_(part.view_as(tensor))
        adam.steps = state.steps

    def snapshot(self, quantize: bool) -> Callable[[], Siren]:
        """A copy of the network as it is now, on its device; the call moves it to the CPU."""
        copy = self._parameters.clone()
        if quantize and self._grids is not None:
            matrices = copy.weights[1:-1]
            for matrix, nearest in zip(matrices, quantized(matrices, self._grids), strict=True):
                matrix.copy_(nearest)
        return copy.siren
