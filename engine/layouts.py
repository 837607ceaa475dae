"""Two layouts, one idea: how fitted secrets get into the stego network, and out of it again.

`Sealed` pours them into the vault; `InPlace` is the paper's own, which can be read without the key.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import torch

from engine.errors import InvalidStegoError
from engine.file.manifest import Entry
from engine.file.stego import Settings
from engine.fit.schedule import FitResult, QuantGrid
from engine.key import DerivedKey
from engine.planning import Plan
from engine.recipe import stretched
from engine.siren import Siren
from engine.vault import paper_layout, sealing
from engine.vault.keystream import noise
from engine.vault.storage import STORAGES
from engine.vault.vault import Span, Vault

MOST_LEVEL = 127.0  # the largest whole number of quarter storage


class Layout(Protocol):
    """What `hide` needs of a layout, in the order it needs it."""

    def filled(self, network: Siren, secrets: Sequence[FitResult]) -> Siren:
        """The network with the secrets in it."""

    def mask(self) -> Siren:
        """Zero where the secrets are, one elsewhere (3.3)."""

    def cover_rounding(self) -> QuantGrid | None:
        """What the network is rounded to while the cover is fitted."""

    def scales(self, network: Siren) -> tuple[float, ...]:
        """Of each hidden matrix, what a stored integer is multiplied by; counts in quarter storage only."""

    def entries(self, stored: Siren) -> list[Entry]:
        """All it takes to find each secret in the network as it is stored."""


def layout_of(planned: Plan, owners: Sequence[DerivedKey], first: int) -> Layout:
    """The layout the plan is for; `owners` has the key of each planned secret, those of one key together.

    `first` is a large random number: modulo the vault's capacity, the cell the secrets begin at.
    """
    return InPlace(planned, owners) if planned.vault is None else Sealed(planned, planned.vault, owners, first)


class Sealed:
    """Secrets quantised, sealed and poured into the vault one after another; the rest of it is noise.

    They begin at a cell chosen at random and go on past the end at the front, so that where a secret
    lies tells the holder of its key nothing of what else there is.
    """

    def __init__(self, planned: Plan, vault: Vault, owners: Sequence[DerivedKey], first: int) -> None:
        self._planned, self._vault, self._owners, self._first = planned, vault, owners, first
        self._entries: list[Entry] = []

    def filled(self, network: Siren, secrets: Sequence[FitResult]) -> Siren:
        storage, capacity = self._vault.storage, self._vault.capacity()
        cells = noise(capacity, storage.levels)
        start = self._first % capacity
        numbers = _numbered(self._owners)
        for index, (fitted, owner, number) in enumerate(zip(secrets, self._owners, numbers, strict=True)):
            reaches = sealing.ranges(fitted.network)
            digits = sealing.to_digits(fitted.network, reaches, storage)
            sealed = sealing.seal(digits, owner.subkey(f"seal/{number}"), storage)
            cells[Span(start, len(sealed)).places(capacity)] = sealed
            self._entries.append(_entry(self._planned, index, number, start, reaches, _mac(sealed, owner, number)))
            start = (start + len(sealed)) % capacity
        return self._vault.write(network, cells)

    def mask(self) -> Siren:
        return self._vault.trainable()

    def cover_rounding(self) -> QuantGrid | None:
        quarter = self._vault.storage.dtype == torch.int8
        return [(scale, MOST_LEVEL) for scale in self.scales()] if quarter else None

    def scales(self, network: Siren | None = None) -> tuple[float, ...]:
        layers = range(1, self._vault.stego.hidden)
        return tuple(self._vault.storage.scale(self._vault.amplitude(layer)) for layer in layers)

    def entries(self, stored: Siren) -> list[Entry]:
        return self._entries


class InPlace:
    """The paper's layout: every secret a block of each layer, working where it stands."""

    def __init__(self, planned: Plan, owners: Sequence[DerivedKey]) -> None:
        self._planned, self._owners = planned, owners

    def filled(self, network: Siren, secrets: Sequence[FitResult]) -> Siren:
        for placement, fitted in zip(self._planned.placements, secrets, strict=True):
            network = paper_layout.insert(network, fitted.network, placement)
        return network

    def mask(self) -> Siren:
        return paper_layout.trainable(self._planned.stego, list(self._planned.placements))

    def cover_rounding(self) -> QuantGrid | None:
        return None

    def scales(self, network: Siren) -> tuple[float, ...]:
        return tuple(float(w.abs().max()) / MOST_LEVEL for w in network.weights[1:-1])

    def entries(self, stored: Siren) -> list[Entry]:
        found = []
        for index, (placement, owner, number) in enumerate(
            zip(self._planned.placements, self._owners, _numbered(self._owners), strict=True)
        ):
            secret = paper_layout.extract(stored, placement)
            mac = _mac(_numbers(secret), owner, number)
            found.append(_entry(self._planned, index, number, placement.offset, sealing.ranges(secret), mac))
        return found


def extract_secret(settings: Settings, network: Siren, entry: Entry, derived: DerivedKey) -> tuple[Siren, bool]:
    """A secret's network out of the unpermuted stego network, and whether it is what was hidden, to the bit.

    Raises InvalidStegoError where the entry points outside of the network.
    """
    stego = network.architecture
    if settings.vault:
        vault = Vault(stego, settings.vault, settings.gain, STORAGES[settings.storage])
        count = sealing.cells_needed(entry.architecture, vault.storage, entry.packing)
        if count > vault.capacity():
            raise InvalidStegoError("The file opens with this key, but it is smaller than what was hidden in it.")
        cells = vault.read(network)[Span(entry.start, count).places(vault.capacity())]
        digits = sealing.unseal(cells, derived.subkey(f"seal/{entry.number}"), vault.storage)
        secret = sealing.from_digits(digits, entry.architecture, entry.ranges, vault.storage, entry.packing)
        return secret, _mac(cells, derived, entry.number) == entry.mac
    architecture = entry.architecture
    depth = paper_layout.hidden_layers(architecture.in_features, architecture.out_features, stego)
    outside = entry.start + architecture.width > stego.width or architecture.hidden != depth
    secret = network if outside else paper_layout.extract(network, paper_layout.Placement(architecture, entry.start))
    if outside or secret.architecture != architecture:  # inputs or outputs may reach beyond where the width ends
        raise InvalidStegoError("The file opens with this key, but it is smaller than what was hidden in it.")
    return secret, _mac(_numbers(secret), derived, entry.number) == entry.mac


def _numbered(owners: Sequence[DerivedKey]) -> list[int]:
    """Secrets are counted for each key on its own, so that no number tells of another's."""
    return [sum(earlier is owner for earlier in owners[:index]) for index, owner in enumerate(owners)]


def _entry(planned: Plan, index: int, number: int, start: int, reaches: sealing.Ranges, mac: bytes) -> Entry:
    secret = planned.secrets[index]
    medium = secret.medium
    return Entry(
        start, number, medium.modality, secret.architecture, medium.grid, stretched(medium, secret.tiling), reaches,
        mac, secret.joins, secret.tiling,
    )  # fmt: skip


def _numbers(network: Siren) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.concatenate([t.numpy().ravel() for t in network.tensors()])


def _mac(content: np.ndarray[tuple[int], np.dtype[np.generic]], derived: DerivedKey, number: int) -> bytes:
    little = content.astype(content.dtype.newbyteorder("<"), copy=False)
    return sealing.authenticate(little.tobytes(), derived.subkey(f"mac/{number}"))
