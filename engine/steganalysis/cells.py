"""The vault as anybody can locate it without the key: by the lattice on which its cells' weights lie."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import torch

from engine.arrays import Cells, Doubles, Flags, Floats, Indices
from engine.file.stego import Stego
from engine.siren import Siren
from engine.vault.storage import STORAGES
from engine.vault.vault import Vault

TOLERANCE: Final = 1 / 8  # of the distance between two cells
ROUNDED: Final = 1 / 16  # of it, by which rounding to the storage's dtype may move a weight that is tested
ROUNDS: Final = 4
OFF_LATTICE: Final = -3.0  # beside 1 for a weight on the lattice, where a quarter of all others are by chance


@dataclass(frozen=True, slots=True, eq=False)
class LocatedVault:
    """The cells (T, C) of each tile's vault, and the `other_weights` (T, M) of its hidden matrices.

    `units` (T, n, D) are those of the vault.
    """

    cells: Cells
    other_weights: Floats
    units: Flags


def locate_vault(stego: Stego) -> LocatedVault | None:
    """The vault, or None where it cannot be located: in quarter storage, where every weight is on the lattice.

    It is public that there is a vault. That a secret exists is hidden only if the cells look uniformly random.
    """
    settings, network, architecture = stego.settings, stego.network, stego.network.architecture
    if settings.storage == "quarter" or not 0 < settings.vault < architecture.width:
        return None
    vault = Vault(architecture, settings.vault, settings.gain, STORAGES[settings.storage])
    shape = architecture.tiles, architecture.width, architecture.width
    weights = [weight.numpy().reshape(shape) for weight in network.weights[1:-1]]
    evidence = [_evidence(weight.astype(np.float64), vault, layer) for layer, weight in enumerate(weights, 1)]
    orders = _vault_units_first(evidence, vault.width)  # (T, n, D)
    units = np.zeros(orders.shape, bool)
    np.put_along_axis(units, orders[..., : vault.width], True, -1)
    reordered = [
        np.take_along_axis(np.take_along_axis(weight, orders[:, i + 1, :, None], 1), orders[:, i, None, :], 2)
        for i, weight in enumerate(weights)
    ]
    inner = tuple(torch.from_numpy(weight).view(network.weights[1].shape) for weight in reordered)
    cells = vault.read(Siren((network.weights[0], *inner, network.weights[-1]), network.biases))
    outside = np.ones(shape[1:], bool)
    outside[: vault.width, : vault.width] = False
    others = np.concatenate([weight[:, outside] for weight in reordered], axis=1)
    return LocatedVault(cells.reshape(architecture.tiles, -1), others, units)


def _evidence(weights: Doubles, vault: Vault, layer: int) -> Doubles:
    """For each weight (T, D, D) 1 where it lies on the lattice, OFF_LATTICE where not, 0 where rounding hides it."""
    amplitude, levels = vault.amplitude(layer), vault.storage.levels
    position = (weights / amplitude + 1) / 2 * levels - 0.5  # in cells
    on_lattice = np.abs(position - np.rint(position)) < TOLERANCE
    moved = np.abs(weights) * torch.finfo(vault.storage.dtype).eps / 2 * levels / (2 * amplitude)
    return np.where(moved <= ROUNDED, np.where(on_lattice, 1.0, OFF_LATTICE), 0.0)


def _vault_units_first(evidence: list[Doubles], width: int) -> Indices:
    """An order (T, n, D) of each layer's units with the `width` units first between which weights are on the lattice.

    Beginning with all units, each layer's are chosen by their weights to those chosen in its neighbours.
    """
    tiles, units, _ = evidence[0].shape
    layers = len(evidence) + 1
    members = np.ones((tiles, layers, units))
    orders = np.tile(np.arange(units), (tiles, layers, 1))
    for _ in range(ROUNDS):
        for layer in range(layers):
            score = np.zeros((tiles, units))
            if layer > 0:
                score += np.einsum("tij,tj->ti", evidence[layer - 1], members[:, layer - 1])
            if layer < layers - 1:
                score += np.einsum("tji,tj->ti", evidence[layer], members[:, layer + 1])
            orders[:, layer] = np.argsort(-score, axis=-1, kind="stable")
            members[:, layer] = 0
            np.put_along_axis(members[:, layer], orders[:, layer, :width], 1, -1)
    return orders
