"""Permutation of the hidden units of every layer under the file's private key (paper 3.4).

The network computes the same function as before. The permutation spreads the vault over each layer; the secrets are
protected by the seal, not by it.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from engine.key import expand
from engine.siren import Siren
from engine.vault.keystream import Keystream


def orders(private_key: bytes, width: int, hidden: int) -> list[Tensor]:
    """One permutation for each of the hidden layers, the last included: `order[new]` is the old index of a unit."""
    layers = (Keystream(expand(private_key, f"layer/{layer}")).permutation(width) for layer in range(hidden))
    return [torch.from_numpy(order) for order in layers]


def permute(network: Siren, private_key: bytes) -> Siren:
    """The same function with its hidden units in the key's order; `private_key` is the paper's rho, 16 bytes."""
    arch = network.architecture
    return _reordered(network, orders(private_key, arch.width, arch.hidden))


def unpermute(network: Siren, private_key: bytes) -> Siren:
    """The exact inverse of `permute`."""
    arch = network.architecture
    inverse = [torch.from_numpy(np.argsort(order.numpy())) for order in orders(private_key, arch.width, arch.hidden)]
    return _reordered(network, inverse)


def _reordered(network: Siren, orders: list[Tensor]) -> Siren:
    last = len(network.weights) - 1
    weights, biases = [], []
    for layer, weight in enumerate(network.weights):
        rows = weight[orders[layer]] if layer < last else weight
        weights.append((rows[:, orders[layer - 1]] if layer else rows).contiguous())
        if layer < len(network.biases):
            bias = network.biases[layer]
            biases.append(bias[orders[layer]] if layer < last else bias)
    return Siren(tuple(weights), tuple(biases))
