"""Forward and backward pass of a stack on the CPU in float32: one call of compiled kernels for all tiles of a chunk.

Shapes as in `backprop`, but samples lie along the rows here: (D, N) of a layer, N being B rounded up to whole vectors.
What lies beyond the samples is zero in every gradient, and so counts for nothing.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from torch import Tensor

from engine.device import is_compiled
from engine.fit.backprop import CpuBackprop
from engine.fit.llvm import lanes, whole_vectors
from engine.fit.parameters import WHOLE, free_blocks
from engine.fit.tape import Operand, Tape, shared_buffers
from engine.siren import OMEGA

# Bytes of the activations of one tile, which stay in a cache of 1 to 2 MB. Half as many samples at once were up to a
# fifth slower at widths of 48 and 88.
CACHED: Final = 1 << 21


class CompiledBackprop(CpuBackprop):
    """As its base class, which has the products in bfloat16, but 1.3 to 2.4 times as fast below a width of 192.

    Hidden weights between any two of the first `frozen_units` get no gradient.
    """

    def __init__(self, weights: list[Tensor], biases: list[Tensor], rows: int, frozen_units: int = 0) -> None:
        super().__init__(weights, biases, rows, frozen_units)
        _, *self._sizes = (*(w.shape[-1] for w in weights), weights[-1].shape[-2])  # D, ..., D, O
        self._inputs = weights[0].shape[-1]
        self._most_samples = max(lanes(), CACHED // (8 * sum(self._sizes)))  # two numbers for each unit
        self._free_blocks = free_blocks(frozen_units)
        self._tapes: dict[tuple[object, ...], tuple[Tape, dict[str, Tensor]]] = {}

    def prepared(self, weights: list[Tensor], biases: list[Tensor]) -> tuple[list[Tensor], list[Tensor]]:
        """Weights and biases stay as they are in float32."""
        return super().prepared(weights, biases) if self._low_precision else (weights, biases)

    def accumulate(
        self, weights: list[Tensor], biases: list[Tensor], tiles: slice, x: Tensor, y: Tensor, grad_scale: float,
        outputs: Tensor | None,
    ) -> None:  # fmt: skip
        if self._low_precision:
            super().accumulate(weights, biases, tiles, x, y, grad_scale, outputs)
            return
        weight_grads, bias_grads = ([grad[tiles] for grad in grads] for grads in self._grads)
        network = {"squared_error": self.squared_error[tiles]}
        for name, tensors in {
            "weight": weights, "bias": biases, "weight_grad": weight_grads, "bias_grad": bias_grads,
        }.items():  # fmt: skip
            network |= {f"{name}{layer}": tensor for layer, tensor in enumerate(tensors)}
        batch = {"x": x, "y": y} | ({} if outputs is None else {"outputs": outputs})
        parts = -(-x.shape[1] // self._most_samples)
        for start, stop in pairwise(x.shape[1] * part // parts for part in range(parts + 1)):
            self._run({**network, **{name: t[:, start:stop] for name, t in batch.items()}}, grad_scale)

    def _run(self, tensors: dict[str, Tensor], grad_scale: float) -> None:
        """Run the tape for so many samples in such strides, which is recorded the first time."""
        x, batch = tensors["x"], [tensors[name] for name in ("x", "y", "outputs") if name in tensors]
        key = x.shape[1], grad_scale, *(tensor.stride() for tensor in batch)
        if key not in self._tapes:
            buffers = self._buffers_for(x.shape[1])
            self._tapes[key] = self._tape({**buffers, **tensors}, grad_scale), buffers
        tape, buffers = self._tapes[key]
        tape.run({**buffers, **tensors}, len(x))

    def _buffers_for(self, samples: int) -> dict[str, Tensor]:
        """What every tile in turn uses, and what stands for an output bias and for outputs where there are none."""
        columns, layers, width, outputs = whole_vectors(samples), self._layers, *self._sizes[-2:]
        shapes: dict[str, tuple[int, ...]] = {
            "inputs": (self._inputs, columns), "errors": (outputs, columns), "zeros": (width,),
            "grad0": (width, columns), "grad1": (width, columns), "outputs": (samples, outputs),
            f"bias{layers}": (outputs,), f"bias_grad{layers}": (outputs,),
        }  # fmt: skip
        for layer in range(layers):
            shapes |= {f"sines{layer}": (width, columns), f"cosines{layer}": (width, columns)}
        return shared_buffers(shapes)

    def _tape(self, tensors: dict[str, Tensor], grad_scale: float) -> Tape:
        """Record the forward pass, then the backward pass."""
        tape, layers, samples = Tape(tensors), self._layers, tensors["x"].shape[1]
        scale, inputs, errors = grad_scale * OMEGA, tape["inputs"], tape["errors"]

        def product(out: Operand, left: Operand, right: Operand, bias: Operand, factor: float) -> None:
            tape.record("product", (out, left, right, bias), (*left.shape, out.shape[1], *left.strides), factor)

        def add_weight_grad(layer: int, grad: Operand, layer_inputs: Operand, factor: float) -> None:
            for units, others in self._free_blocks if 0 < layer < layers else WHOLE:
                out, every = tape[f"weight_grad{layer}"].part(units, others), slice(None)
                operands = out, grad.part(units, every), layer_inputs.part(others, every)
                tape.record("inner_products_added", operands, (*out.shape, grad.shape[1], out.strides[0]), factor)

        (features, columns), (channels, _) = inputs.shape, errors.shape
        tape.record("transpose", (inputs, tape["x"]), (features, samples, columns, tape["x"].strides[0]))
        activation = inputs
        for layer in range(layers):
            sines, angles = tape[f"sines{layer}"], tape[f"cosines{layer}"]
            product(angles, tape[f"weight{layer}"], activation, tape[f"bias{layer}"], OMEGA)
            tape.record("sines", (angles, sines), (sines.shape[0] * sines.shape[1],))
            activation = sines
        product(errors, tape[f"weight{layers}"], activation, tape[f"bias{layers}"], 1.0)
        shown = [tape[name] for name in ("y", "outputs", f"bias_grad{layers}", "squared_error")]
        strides = (tape[name].strides[0] for name in ("y", "outputs"))
        tape.record("residual", (errors, *shown), (channels, samples, columns, *strides), grad_scale)

        add_weight_grad(layers, errors, activation, grad_scale)
        grad, other = tape["grad0"], tape["grad1"]
        product(grad, tape[f"weight{layers}"].transposed, errors, tape["zeros"], 1.0)
        for layer in range(layers - 1, -1, -1):
            tape.record("sine_backward", (grad, tape[f"cosines{layer}"], tape[f"bias_grad{layer}"]), grad.shape, scale)
            add_weight_grad(layer, grad, tape[f"sines{layer - 1}"] if layer else inputs, scale)
            if layer:
                product(other, tape[f"weight{layer}"].transposed, grad, tape["zeros"], OMEGA)
                grad, other = other, grad
        return tape


def cpu_backprop(weights: list[Tensor], biases: list[Tensor], rows: int, frozen_units: int = 0) -> CpuBackprop:
    """The faster one on a CPU for networks of this width."""
    kind = CompiledBackprop if is_compiled(weights[0].shape[-2]) else CpuBackprop
    return kind(weights, biases, rows, frozen_units)
