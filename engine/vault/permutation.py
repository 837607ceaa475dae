"""Permutation of the hidden units of every layer of every tile under the file's private key (paper 3.4).

The network computes the same function as before. The permutation spreads the vault over each layer; the secrets are
protected by the seal, not by it.
"""

from __future__ import annotations

import torch
from torch import Tensor

from engine.key import FORMAT_VERSION, expand
from engine.siren import Architecture, Siren
from engine.vault.keystream import permutations


def orders(private_key: bytes, architecture: Architecture, version: int = FORMAT_VERSION) -> list[Tensor]:
    """The permutations of each hidden layer, the last included: (D,), of a stack (T, D).

    `order[new]` is the old index of a unit. The keys' labels are those of the format `version`.
    """
    tiles, width, layers = architecture.tiles, architecture.width, range(architecture.hidden)
    prefixes = [f"tile/{tile}/" for tile in range(tiles)] if version > 1 else [""]
    labels = [f"{prefix}layer/{layer}" for layer in layers for prefix in prefixes]
    drawn = torch.from_numpy(permutations([expand(private_key, label, 32, version) for label in labels], width))
    return list(drawn.view(architecture.hidden, tiles, width) if tiles > 1 else drawn)


def permute(network: Siren, private_key: bytes) -> Siren:
    """The same function with its hidden units in the key's order; `private_key` is the paper's rho, 16 bytes."""
    return _reordered(network, orders(private_key, network.architecture))


def unpermute(network: Siren, private_key: bytes, version: int = FORMAT_VERSION) -> Siren:
    """The exact inverse of `permute`, of a file of that format version."""
    return _reordered(network, [order.argsort(-1) for order in orders(private_key, network.architecture, version)])


def _reordered(network: Siren, orders: list[Tensor]) -> Siren:
    """Rows and columns (or features, in a bias) taken in these orders (D,) or (T, D)."""
    last = len(network.weights) - 1
    weights, biases = [], []
    for layer, weight in enumerate(network.weights):
        rows = torch.take_along_dim(weight, orders[layer][..., :, None], -2) if layer < last else weight
        columns = torch.take_along_dim(rows, orders[layer - 1][..., None, :], -1) if layer else rows
        weights.append(columns.contiguous())
        if layer < len(network.biases):
            bias = network.biases[layer]
            biases.append(torch.take_along_dim(bias, orders[layer], -1) if layer < last else bias)
    return Siren(tuple(weights), tuple(biases))
