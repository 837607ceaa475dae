"""The vault as anybody can locate it without the key: by the lattice on which its cells' weights lie."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import torch

from engine.arrays import Cells, Flags, Floats, Indices
from engine.siren import Siren
from engine.steganalysis.features import Features
from engine.vault.storage import STORAGES
from engine.vault.vault import Vault

TOLERANCE: Final = 1 / 8  # of the distance between two cells: float32 moves a cell by a 64th at most


@dataclass(frozen=True, slots=True, eq=False)
class LocatedVault:
    """The cells (T, C) of each tile's vault, and the `other_weights` (T, M) of its hidden matrices.

    `units` (T, n, D) are those of the vault.
    """

    cells: Cells
    other_weights: Floats
    units: Flags


def locate_vault(features: Features) -> LocatedVault | None:
    """The vault, or None where it cannot be located: in all but exact storage.

    It is public that there is a vault. That a secret exists is hidden only if the cells look uniformly random.
    """
    settings, width = features.stego.settings, features.architecture.width
    if settings.storage != "exact" or not 0 < settings.vault < width:
        return None
    networks = [features.network.tile(index) for index in range(features.architecture.tiles)]
    vault = Vault(networks[0].architecture, settings.vault, settings.gain, STORAGES[settings.storage])
    outside = np.ones((width, width), bool)
    outside[: vault.width, : vault.width] = False
    orders = np.stack([_vault_units_first(network, vault) for network in networks])  # (T, n, D)
    located = [_reordered(network, order) for network, order in zip(networks, orders, strict=True)]
    units = np.zeros(orders.shape, bool)
    np.put_along_axis(units, orders[..., : vault.width], True, -1)
    return LocatedVault(
        np.stack([vault.read(network) for network in located]),
        np.stack([_hidden_weights(network, outside) for network in located]),
        units,
    )


def _hidden_weights(network: Siren, mask: Flags) -> Floats:
    """The weights of all hidden matrices where the mask (D, D) says so."""
    return np.concatenate([weight.numpy()[mask] for weight in network.weights[1:-1]])


def _vault_units_first(network: Siren, vault: Vault) -> Indices:
    """An order (n, D) of each layer's units, those of the vault first."""
    width, hidden = vault.stego.width, vault.stego.hidden
    orders = np.tile(np.arange(width), (hidden, 1))
    for layer in range(1, hidden):
        matrix = network.weights[layer].numpy().astype(np.float64)
        position = (matrix / vault.amplitude(layer) + 1) / 2 * vault.storage.levels - 0.5  # in cells
        on_lattice = np.abs(position - np.rint(position)) < TOLERANCE  # (D, D)
        if layer == 1:
            orders[0] = np.argsort(-on_lattice.sum(axis=0), kind="stable")
        columns = orders[layer - 1][: vault.width]
        orders[layer] = np.argsort(-on_lattice[:, columns].sum(axis=1), kind="stable")
    return orders


def _reordered(network: Siren, orders: Indices) -> Siren:
    """The network whose hidden matrices have their rows and columns in these orders (n, D)."""
    order = [torch.from_numpy(o) for o in orders]
    hidden = [w[order[i + 1]][:, order[i]] for i, w in enumerate(network.weights[1:-1])]
    return Siren((network.weights[0], *hidden, network.weights[-1]), network.biases)
