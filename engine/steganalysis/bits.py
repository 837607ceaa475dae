"""Attacks on the bits: A12 the stored numbers' lowest planes, A13 the container's bytes."""

from __future__ import annotations

import json
import struct
import zlib
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import torch

from engine.siren import Siren
from engine.steganalysis.features import Features
from engine.vault.storage import STORAGES
from engine.vault.vault import Vault

PLANES: Final = {"exact": 12, "half": 4, "quarter": 2}  # lowest bits of a stored number, which no fit cares about
NUMBERS: Final = 1 << 14  # looked at, whatever the size: half storage is known to be no fair coin, and must not seem
# the less fair the larger it is
NEAR: Final = 1 / 8  # of the distance between two cells: float32 rounds a cell by a 64th at the most
NAMES: Final = {"undersong", "settings", "salt", "boxes"}
SETTINGS: Final = {"modality", "grid", "frequency", "omega", "vault", "gain", "storage", "scales"}
ALIGNED: Final = 8  # bytes of spaces at the end of the header, at the most
SURPRISE: Final = 6.0  # deviations from chance that happen once in a thousand million files


def planes(look: Features) -> float:
    """A12: the lowest bits of the stored weights against a fair coin: ones, pairs, bytes and zlib; in deviations."""
    stored = STORAGES[look.stego.settings.storage]
    rows = []
    for index, weight in enumerate(look.network.weights[1:-1]):
        if stored.dtype == torch.int8:
            weight = (weight / look.stego.settings.scales[index]).round()
        rows.append(weight.to(stored.dtype).numpy().ravel())
    numbers = np.concatenate(rows)
    numbers = np.ascontiguousarray(numbers[:: max(1, len(numbers) // NUMBERS)])
    whole = numbers.view(f"u{numbers.dtype.itemsize}")
    found = [unlike_chance((whole >> plane) & 1) for plane in range(PLANES[stored.name])]
    cells = vault_cells(look)
    if cells is not None:
        found += [unlike_chance((cells >> plane) & 1) for plane in range(int(np.log2(stored.levels)))]
    return max(found)


def vault_cells(look: Features) -> npt.NDArray[np.uint32] | None:
    """The cells of the vault, where it can be found without the key: on their lattice by float32, all in one block.

    That a vault is there is public; that its cells are like chance is what existence rests on.
    """
    settings = look.stego.settings
    if settings.storage != "exact" or not 0 < settings.vault < look.arch.width:
        return None
    vault = Vault(look.arch, settings.vault, settings.gain, STORAGES[settings.storage])
    orders = [np.arange(look.arch.width)] * look.arch.hidden
    for layer, matrix in enumerate(look.matrices, 1):
        place = (matrix / vault.amplitude(layer) + 1) / 2 * vault.storage.levels - 0.5
        on = np.abs(place - np.rint(place)) < NEAR
        if layer == 1:
            orders[0] = np.argsort(-on.sum(axis=0), kind="stable")
        orders[layer] = np.argsort(-on[:, orders[layer - 1][: vault.width]].sum(axis=1), kind="stable")
    order = [torch.from_numpy(o) for o in orders]
    inner = [w[order[i + 1]][:, order[i]] for i, w in enumerate(look.network.weights[1:-1])]
    arranged = Siren((look.network.weights[0], *inner, look.network.weights[-1]), look.network.biases)
    return vault.read(arranged)


def unlike_chance(bits: npt.NDArray[Any]) -> float:
    """How far a row of bits is from fair ones, in deviations: the worst of four tests."""
    count = len(bits)
    ones = abs(2 * int(bits.sum()) - count) / np.sqrt(count)
    changes = abs(2 * int((bits[1:] != bits[:-1]).sum()) - (count - 1)) / np.sqrt(max(1, count - 1))
    data = np.packbits(bits.astype(np.uint8))
    counts = np.bincount(data, minlength=256)
    expected = len(data) / 256
    spread = (float(((counts - expected) ** 2 / expected).sum()) - 255) / np.sqrt(2 * 255)
    # zlib of fair bits gives them back with a few bytes per block; what it saves is far more than chance.
    saved = max(0.0, len(data) - len(zlib.compress(data.tobytes(), 9)))
    return float(max(ones, changes, abs(spread), saved))


def container(look: Features) -> float:
    """A13: how many things about the file's bytes are as in no sealed file of Undersong's."""
    (length,) = struct.unpack_from("<Q", look.data)
    text = look.data[8 : 8 + length]
    metadata = json.loads(text)["__metadata__"]
    random = np.frombuffer(look.stego.salt + b"".join(look.stego.boxes), np.uint8)
    odd = (
        set(metadata) != NAMES,  # the reader passes over what it does not know
        set(json.loads(metadata["settings"])) != SETTINGS,
        len(text) - len(text.rstrip()) > ALIGNED,
        look.stego.settings.vault == 0,  # it says itself that nothing is sealed
        unlike_chance(np.unpackbits(random)) > SURPRISE,
        len(set(look.stego.boxes)) < len(look.stego.boxes),
    )
    return float(sum(odd))
