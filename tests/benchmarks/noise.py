"""Changes that another program may make to the weights of a file when it saves them in its own format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import torch
from torch import Tensor

import engine
from engine.siren import Siren

Change = Callable[[Tensor], Tensor]


def int8(tensor: Tensor) -> Tensor:
    """Integers up to 127 and one scale per tensor, as in the paper's Table 7."""
    scale = float(tensor.abs().max()) / 127 or 1.0
    return (tensor / scale).round() * scale


def pruned(share: float) -> Change:
    """A change that sets the smallest weights of each matrix to zero; biases are never pruned."""

    def change(tensor: Tensor) -> Tensor:
        if tensor.dim() < 2:
            return tensor
        large = tensor.abs() > tensor.abs().flatten().kthvalue(max(1, round(share * tensor.numel()))).values
        return tensor * large

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
    """The network with every tensor changed."""
    return Siren(tuple(map(change, network.weights)), tuple(map(change, network.biases)))


def resaved(stego: engine.Stego, change: Change) -> engine.Stego:
    """The file as another program saves it: the changed weights in float32, boxes and settings as they were."""
    return engine.Stego.from_bytes(replace(stego, network=changed(stego.network, change)).to_bytes())
