"""Two layouts with one interface: how fitted secrets get into the stego network, and out of it again.

`Sealed` pours them into the vault; `Unsealed` is the paper's own, which can be read without the key.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Final, Protocol

import numpy as np
import torch

from engine.arrays import Cells, Floats
from engine.errors import InvalidStegoError
from engine.exact_file import ExactFile
from engine.file.entry import Entry, ExactEntry
from engine.file.stego import Settings
from engine.fit.quantization import QuantGrid
from engine.key import DerivedKey
from engine.planned import Plan, PlannedExact, PlannedSecret
from engine.siren import Siren
from engine.vault import exact, paper_layout, sealing
from engine.vault.keystream import noise
from engine.vault.storage import STORAGES, Storage
from engine.vault.vault import Span, Vault

MAX_INTEGER: Final = 127.0  # of quarter storage
TOO_SMALL: Final = "The file opens with this key, but it is smaller than what was hidden in it."


class Layout(Protocol):
    """What `hide` needs of a layout, in the order it needs it; `secrets` are the fitted networks, in the plan's order.

    The bytes of exact secrets are in the plan.

    All methods but `write`, which fills the rest with fresh noise, are pure: called again after a crash they give the
    same.
    """

    def write(self, network: Siren, secrets: Sequence[Siren]) -> Siren:
        """The network with the secrets in it."""

    def trainable(self) -> Siren:
        """The paper's binary mask: zero where the secrets are, one elsewhere (3.3)."""

    def cover_rounding(self) -> list[QuantGrid] | None:
        """The grid of each hidden matrix, for quantization-aware training of the cover; None where it needs none."""

    def as_stored(self, network: Siren) -> tuple[Siren, tuple[float, ...]]:
        """The network as the file stores it, and the scale of each hidden matrix's integers (quarter storage)."""

    def entries(self, stored: Siren, secrets: Sequence[Siren]) -> list[Entry | ExactEntry]:
        """The manifest's entry for each secret in the network as it is stored, in the order of `Plan.stored`."""


def layout_of(plan: Plan, keys: Mapping[Hashable, DerivedKey], start_seed: int) -> Layout:
    """The layout a plan is for, with the derived key of each of its owners.

    `start_seed` is a large random integer: modulo the vault's capacity it is the first cell that is used.
    """
    return Unsealed(plan, keys) if plan.vault is None else Sealed(plan, plan.vault, keys, start_seed)


class Sealed:
    """Secrets are turned into digits, sealed and poured into the vault one after another; the rest of it is noise.

    They begin at a random cell and go on past the last cell at the first, so that where a secret lies tells the holder
    of its key nothing of what else there is.
    """

    def __init__(self, plan: Plan, vault: Vault, keys: Mapping[Hashable, DerivedKey], start_seed: int) -> None:
        self._plan, self._vault, self._keys = plan, vault, keys
        self._start = start_seed % vault.capacity()

    def write(self, network: Siren, secrets: Sequence[Siren]) -> Siren:
        return self._vault.write(network, self._filled(secrets))

    def trainable(self) -> Siren:
        return self._vault.trainable()

    def cover_rounding(self) -> list[QuantGrid] | None:
        quarter = self._vault.storage.dtype == torch.int8
        return [QuantGrid(scale, MAX_INTEGER) for scale in self._scales()] if quarter else None

    def as_stored(self, network: Siren) -> tuple[Siren, tuple[float, ...]]:
        scales = self._scales()
        return _rounded(network, self._vault.storage, scales), scales

    def entries(self, stored: Siren, secrets: Sequence[Siren]) -> list[Entry | ExactEntry]:
        return [entry for _, _, entry in self._sealed(secrets)]

    def _filled(self, secrets: Sequence[Siren]) -> Cells:
        """All cells of the vault."""
        cells = noise(self._vault.capacity(), self._vault.storage.levels)
        for span, sealed, _ in self._sealed(secrets):
            span.put(cells, sealed)
        return cells

    def _sealed(self, secrets: Sequence[Siren]) -> Iterator[tuple[Span, Cells, Entry | ExactEntry]]:
        """The cells of each secret, where they lie, and its entry."""
        start, networks, stored = self._start, iter(secrets), self._plan.stored
        for planned, number in zip(stored, _numbers(stored), strict=True):
            if isinstance(planned, PlannedExact):
                cells, entry = self._sealed_file(planned, number, start)
            else:
                cells, entry = self._sealed_network(planned, next(networks), number, start)
            yield Span(start, len(cells)), cells, entry
            start = (start + len(cells)) % self._vault.capacity()

    def _sealed_network(
        self, planned: PlannedSecret, network: Siren, number: int, start: int
    ) -> tuple[Cells, Entry | ExactEntry]:
        key, ranges, storage = self._keys[planned.owner], sealing.ranges(network), self._vault.storage
        digits = sealing.to_digits(network, ranges, storage)
        cells = sealing.seal(digits, key.subkey(f"seal/{number}"), storage)
        return cells, planned.entry(start, number, ranges, _mac(cells, key, number))

    def _sealed_file(self, planned: PlannedExact, number: int, start: int) -> tuple[Cells, Entry | ExactEntry]:
        key, content, storage = self._keys[planned.owner], planned.what.content, self._vault.storage
        digits = exact.to_digits(content, storage)
        cells = sealing.seal(digits, key.subkey(exact.PAD_LABEL + str(number)), storage, out=digits)
        return cells, planned.entry(start, number, _mac_of_file(content, key, number))

    def _scales(self) -> tuple[float, ...]:
        layers = range(1, self._vault.stego.hidden)
        return tuple(self._vault.storage.scale(self._vault.amplitude(layer)) for layer in layers)


class Unsealed:
    """The paper's layout: every secret is a block of each layer, working in place."""

    def __init__(self, plan: Plan, keys: Mapping[Hashable, DerivedKey]) -> None:
        self._plan, self._keys = plan, keys

    def write(self, network: Siren, secrets: Sequence[Siren]) -> Siren:
        for placement, secret in zip(self._plan.placements, secrets, strict=True):
            network = paper_layout.insert(network, secret, placement)
        return network

    def trainable(self) -> Siren:
        return paper_layout.trainable(self._plan.stego, list(self._plan.placements))

    def cover_rounding(self) -> list[QuantGrid] | None:
        return None

    def as_stored(self, network: Siren) -> tuple[Siren, tuple[float, ...]]:
        scales = tuple(float(weight.abs().max()) / MAX_INTEGER for weight in network.weights[1:-1])
        return _rounded(network, STORAGES[self._plan.recipe.storage], scales), scales

    def entries(self, stored: Siren, secrets: Sequence[Siren]) -> list[Entry | ExactEntry]:
        planned, entries = self._plan.secrets, list[Entry | ExactEntry]()
        for secret, placement, number in zip(planned, self._plan.placements, _numbers(planned), strict=True):
            network = paper_layout.extract(stored, placement)
            mac = _mac(_parameters(network), self._keys[secret.owner], number)
            entries.append(secret.entry(placement.offset, number, sealing.ranges(network), mac))
        return entries


class Extractor:
    """Takes the secrets of one key out of an unpermuted stego network.

    Each method says whether a secret is intact, and raises InvalidStegoError where its entry points outside of the
    network, or where all entries together say more than it holds.
    """

    def __init__(self, settings: Settings, network: Siren, key: DerivedKey) -> None:
        self._network, self._key, self._cells = network, key, np.empty(0, np.uint32)
        self._storage, self._vault = STORAGES[settings.storage], None
        self._left = network.architecture.width  # units of the paper's layout, or cells
        if settings.vault:
            self._vault = Vault(network.architecture, settings.vault, settings.gain, self._storage)
            self._cells = self._vault.read(network)
            self._left = len(self._cells)

    def network(self, entry: Entry) -> tuple[Siren, bool]:
        """The network of a learned secret; intact it is what was hidden, bit for bit."""
        if self._vault is None:
            return self._unsealed_network(entry)
        cells = self._take(entry, sealing.cells_needed(entry.architecture, self._storage, entry.packing))
        digits = sealing.unseal(cells, self._key.subkey(f"seal/{entry.pad_index}"), self._storage)
        secret = sealing.from_digits(digits, entry.architecture, entry.ranges, self._storage, entry.packing)
        return secret, _mac(cells, self._key, entry.pad_index) == entry.mac

    def file(self, entry: ExactEntry) -> tuple[ExactFile, bool]:
        """The file of an exact secret; intact it is what was hidden, byte for byte."""
        cells = self._take(entry, exact.cells_needed(entry.size, self._storage))
        pad = self._key.subkey(exact.PAD_LABEL + str(entry.pad_index))
        digits = sealing.unseal(cells, pad, self._storage, out=cells)
        content = exact.from_digits(digits, entry.size, self._storage)
        intact = _mac_of_file(content, self._key, entry.pad_index) == entry.mac
        return ExactFile(entry.name, content, entry.kind), intact

    def _take(self, entry: Entry | ExactEntry, count: int) -> Cells:
        if self._vault is None or count > self._left:
            raise InvalidStegoError(TOO_SMALL)
        self._left -= count
        return Span(entry.start, count).of(self._cells)

    def _unsealed_network(self, entry: Entry) -> tuple[Siren, bool]:
        stego, architecture = self._network.architecture, entry.architecture
        hidden = paper_layout.hidden_layers(architecture.in_features, architecture.out_features, stego)
        self._left -= architecture.width
        if self._left < 0 or entry.start + architecture.width > stego.width:
            raise InvalidStegoError(TOO_SMALL)
        if architecture.tiles > 1 or architecture.hidden != hidden:
            raise InvalidStegoError(TOO_SMALL)
        secret = paper_layout.extract(self._network, paper_layout.Placement(architecture, entry.start))
        if secret.architecture != architecture:  # inputs or outputs may reach beyond where the width ends
            raise InvalidStegoError(TOO_SMALL)
        return secret, _mac(_parameters(secret), self._key, entry.pad_index) == entry.mac


def _numbers(secrets: Sequence[PlannedSecret | PlannedExact]) -> list[int]:
    """Each secret's position among those of its owner: counted for each key alone, it tells nothing of the others."""
    owners = [secret.owner for secret in secrets]
    return [owners[:position].count(owner) for position, owner in enumerate(owners)]


def _rounded(network: Siren, storage: Storage, scales: tuple[float, ...]) -> Siren:
    inner = [storage.rounded(w, scale) for w, scale in zip(network.weights[1:-1], scales, strict=True)]
    return Siren((network.weights[0], *inner, network.weights[-1]), network.biases)


def _parameters(network: Siren) -> Floats:
    """All parameters (P,) of a network."""
    return np.concatenate([tensor.numpy().ravel() for tensor in network.tensors()])


def _mac(content: Cells | Floats, key: DerivedKey, number: int) -> bytes:
    """The MAC over a secret's cells, or its unsealed parameters, as little-endian bytes."""
    little = content.astype(content.dtype.newbyteorder("<"), copy=False)
    return sealing.authenticate(little.tobytes(), key.subkey(f"mac/{number}"))


def _mac_of_file(content: bytes, key: DerivedKey, number: int) -> bytes:
    """The MAC over the bytes of an exact secret."""
    return sealing.authenticate(content, key.subkey(exact.MAC_LABEL + str(number)))
