"""Layer-wise permutation of the hidden units under the file's private key (paper 3.4).

The function stays equal; it spreads the vault over the layers. It is not what keeps a secret: sealing is.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from engine.key import expand
from engine.siren import Siren
from engine.vault.keystream import Keystream


def orders(private_key: bytes, width: int, hidden: int) -> list[Tensor]:
    """For each of the n hidden layers, including the last, the old unit that stands at each new place."""
    layers = (Keystream(expand(private_key, f"layer/{layer}")).permutation(width) for layer in range(hidden))
    return [torch.from_numpy(order) for order in layers]


def permute(network: Siren, private_key: bytes) -> Siren:
    """The same function with its hidden units in the key's order; `private_key` is the paper's rho, 16 bytes."""
    arch = network.architecture
    return _arranged(network, orders(private_key, arch.width, arch.hidden))


def unpermute(network: Siren, private_key: bytes) -> Siren:
    """Undo `permute` exactly."""
    arch = network.architecture
    inverse = [torch.from_numpy(np.argsort(order.numpy())) for order in orders(private_key, arch.width, arch.hidden)]
    return _arranged(network, inverse)


def _arranged(network: Siren, places: list[Tensor]) -> Siren:
    last = len(network.weights) - 1
    weights, biases = [], []
    for layer, weight in enumerate(network.weights):
        rows = weight[places[layer]] if layer < last else weight
        weights.append((rows[:, places[layer - 1]] if layer else rows).contiguous())
        if layer < len(network.biases):
            bias = network.biases[layer]
            biases.append(bias[places[layer]] if layer < last else bias)
    return Siren(tuple(weights), tuple(biases))
