"""Attacks on bits and bytes: A12 the low bits of the stored weights, A13 the container."""

from __future__ import annotations

import json
import struct
import zlib
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import torch

from engine.arrays import Cells
from engine.siren import Siren
from engine.steganalysis.features import Features
from engine.vault.storage import STORAGES
from engine.vault.vault import Vault

LOW_BITS: Final = {"exact": 12, "half": 4, "quarter": 2}  # of a stored weight, too low for any fit to care about
# Weights tested, whatever the size. Half storage is known not to be uniform, and a larger file must not look worse.
MAX_WEIGHTS: Final = 1 << 14
CELL_TOLERANCE: Final = 1 / 8  # of the distance between two cells: float32 moves a cell by a 64th at most
METADATA_KEYS: Final = {"undersong", "settings", "salt", "boxes"}
SETTINGS_KEYS: Final = {"modality", "grid", "frequency", "omega", "vault", "gain", "storage", "scales"}
MAX_PADDING: Final = 8  # spaces at the end of the header
SIGNIFICANT: Final = 6.0  # standard deviations: chance reaches so many once in a billion files


def bit_planes(features: Features) -> float:
    """A12: the largest deviation of a low bit plane of the weights or cells from fair bits, in standard deviations."""
    storage = STORAGES[features.stego.settings.storage]
    matrices = []
    for index, weight in enumerate(features.network.weights[1:-1]):
        if storage.dtype == torch.int8:
            weight = (weight / features.stego.settings.scales[index]).round()
        matrices.append(weight.to(storage.dtype).numpy().ravel())
    stored = np.concatenate(matrices)
    stored = np.ascontiguousarray(stored[:: max(1, len(stored) // MAX_WEIGHTS)])
    integers = stored.view(f"u{stored.dtype.itemsize}")
    deviations = [deviation_from_fair((integers >> plane) & 1) for plane in range(LOW_BITS[storage.name])]
    cells = locate_cells(features)
    if cells is not None:
        planes = range(int(np.log2(storage.levels)))
        deviations += [deviation_from_fair((cells >> plane) & 1) for plane in planes]
    return max(deviations)


def locate_cells(features: Features) -> Cells | None:
    """The vault's cells where they can be located without the key: in exact storage, by their distance to the lattice.

    It is public that there is a vault. That a secret exists is hidden only if the cells look uniformly random.
    """
    settings, architecture = features.stego.settings, features.architecture
    if settings.storage != "exact" or not 0 < settings.vault < architecture.width:
        return None
    vault = Vault(architecture, settings.vault, settings.gain, STORAGES[settings.storage])
    orders = [np.arange(architecture.width)] * architecture.hidden  # vault units first, for each layer
    for layer, matrix in enumerate(features.matrices, 1):
        position = (matrix / vault.amplitude(layer) + 1) / 2 * vault.storage.levels - 0.5  # in cells
        on_lattice = np.abs(position - np.rint(position)) < CELL_TOLERANCE  # (D, D)
        if layer == 1:
            orders[0] = np.argsort(-on_lattice.sum(axis=0), kind="stable")
        columns = orders[layer - 1][: vault.width]
        orders[layer] = np.argsort(-on_lattice[:, columns].sum(axis=1), kind="stable")
    order = [torch.from_numpy(o) for o in orders]
    hidden = [w[order[i + 1]][:, order[i]] for i, w in enumerate(features.network.weights[1:-1])]
    network = features.network
    return vault.read(Siren((network.weights[0], *hidden, network.weights[-1]), network.biases))


def deviation_from_fair(bits: npt.NDArray[Any]) -> float:
    """How far bits (N,) are from fair ones, in standard deviations: the worst of four tests."""
    count = len(bits)
    ones = abs(2 * int(bits.sum()) - count) / np.sqrt(count)
    changes = abs(2 * int((bits[1:] != bits[:-1]).sum()) - (count - 1)) / np.sqrt(max(1, count - 1))
    data = np.packbits(bits.astype(np.uint8))
    counts = np.bincount(data, minlength=256)
    expected = len(data) / 256
    chi_square = (float(((counts - expected) ** 2 / expected).sum()) - 255) / np.sqrt(2 * 255)
    # zlib makes fair bits a few bytes longer, so every byte saved is far beyond chance.
    saved = max(0.0, len(data) - len(zlib.compress(data.tobytes(), 9)))
    return float(max(ones, changes, abs(chi_square), saved))


def container(features: Features) -> float:
    """A13: how many properties of the file's bytes no sealed file of Undersong has."""
    (length,) = struct.unpack_from("<Q", features.data)
    header = features.data[8 : 8 + length]
    metadata = json.loads(header)["__metadata__"]
    stego = features.stego
    random = np.frombuffer(stego.salt + b"".join(stego.boxes), np.uint8)
    anomalies = (
        set(metadata) != METADATA_KEYS,  # the reader ignores unknown keys
        set(json.loads(metadata["settings"])) != SETTINGS_KEYS,
        len(header) - len(header.rstrip()) > MAX_PADDING,
        stego.settings.vault == 0,  # the file itself says that nothing is sealed
        deviation_from_fair(np.unpackbits(random)) > SIGNIFICANT,
        len(set(stego.boxes)) < len(stego.boxes),
    )
    return float(sum(anomalies))
