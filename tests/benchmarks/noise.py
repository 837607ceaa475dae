"""What another program may do to the weights of a file when it saves it in its own way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import torch
from torch import Tensor

import engine
from engine.siren import Siren

Change = Callable[[Tensor], Tensor]


def int8(tensor: Tensor) -> Tensor:
    """Whole numbers to 127 and one scale for the whole tensor, as the paper's Table 7 has it."""
    scale = float(tensor.abs().max()) / 127 or 1.0
    return (tensor / scale).round() * scale


def pruned(share: float) -> Change:
    """The smallest weights of each matrix are set to zero; biases are never pruned."""

    def change(tensor: Tensor) -> Tensor:
        if tensor.dim() < 2:
            return tensor
        kept = tensor.abs() > tensor.abs().flatten().kthvalue(max(1, round(share * tensor.numel()))).values
        return tensor * kept

    return change


CHANGES: dict[str, Change] = {
    "nothing": lambda t: t,
    "float16": lambda t: t.to(torch.float16).to(torch.float32),
    "bfloat16": lambda t: t.to(torch.bfloat16).to(torch.float32),
    "int8, a scale per tensor": int8,
    "10 % pruned": pruned(0.1),
    "30 % pruned": pruned(0.3),
    "50 % pruned": pruned(0.5),
}


def changed(network: Siren, change: Change) -> Siren:
    """The network after the change of every tensor."""
    return Siren(tuple(map(change, network.weights)), tuple(map(change, network.biases)))


def resaved(stego: engine.Stego, change: Change) -> engine.Stego:
    """The file as the other program leaves it: float32 numbers again, boxes and settings as they were."""
    kept = replace(stego, network=changed(stego.network, change))
    return engine.Stego.from_bytes(kept.to_bytes())
