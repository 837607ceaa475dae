"""Attacks on bits and bytes: A12 the low bits of the stored weights, A13 the container."""

from __future__ import annotations

import struct
import zlib
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from engine.steganalysis.features import Features
from engine.vault.storage import STORAGES

LOW_BITS: Final = {"exact": 12, "half": 4, "quarter": 2}  # of a stored weight, too low for any fit to care about
# Weights tested, whatever the size. Half storage is known not to be uniform, and a larger file must not look worse.
MAX_WEIGHTS: Final = 1 << 14
MAX_PADDING: Final = 8  # spaces at the end of the header
SIGNIFICANT: Final = 6.0  # standard deviations: chance reaches so many once in a billion files


def bit_planes(features: Features) -> float:
    """A12: the largest deviation of a low bit plane of the weights or cells from fair bits, in standard deviations.

    The cells of a stack are tested all together and tile by tile; the worst tile counts less what chance gives it.
    """
    storage, vault = STORAGES[features.stego.settings.storage], features.vault
    if vault is None:
        return _worst_plane(_stored_integers(features), LOW_BITS[storage.name])
    planes, tiles = int(np.log2(storage.levels)), len(vault.cells)
    # The bits of a cell's weight are those of its place on the lattice, which is public: its number is tested instead.
    free_weights = _as_integers(torch.from_numpy(vault.other_weights.ravel()).to(storage.dtype))
    worst_tile = max(_worst_plane(cells, planes) for cells in vault.cells)
    return max(
        _worst_plane(free_weights, LOW_BITS[storage.name]),
        _worst_plane(vault.cells.ravel(), planes),
        worst_tile - float(np.sqrt(2 * np.log(tiles))),  # the largest of so many normal numbers
    )


def _stored_integers(features: Features) -> npt.NDArray[Any]:
    """The hidden weights as the file stores them, their bytes read as integers."""
    storage, matrices = STORAGES[features.stego.settings.storage], []
    for index, weight in enumerate(features.network.weights[1:-1]):
        if storage.dtype == torch.int8:
            weight = (weight / features.stego.settings.scales[index]).round()
        matrices.append(weight.to(storage.dtype).ravel())
    return _as_integers(torch.cat(matrices))


def _as_integers(stored: Tensor) -> npt.NDArray[Any]:
    """The bytes of evenly spread weights, about MAX_WEIGHTS of them."""
    chosen = np.ascontiguousarray(stored[:: max(1, len(stored) // MAX_WEIGHTS)].numpy())
    return chosen.view(f"u{chosen.dtype.itemsize}")


def _worst_plane(integers: npt.NDArray[Any], planes: int) -> float:
    return max(deviation_from_fair((integers >> plane) & 1) for plane in range(planes))


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
    stego = features.stego
    random = np.frombuffer(stego.salt + b"".join(stego.boxes), np.uint8)
    anomalies = (
        len(header) - len(header.rstrip()) > MAX_PADDING,
        stego.settings.vault == 0,  # the file itself says that nothing is sealed
        deviation_from_fair(np.unpackbits(random)) > SIGNIFICANT,
        len(set(stego.boxes)) < len(stego.boxes),
    )
    return float(sum(anomalies))
