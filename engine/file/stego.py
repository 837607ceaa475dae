"""Stego: the network that holds both, and the file it is saved as.  The format is FORMAT.md beside this file."""

from __future__ import annotations

import base64
import json
import stat
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import torch
from torch import Tensor

from engine.errors import InvalidStegoError
from engine.file import container
from engine.file.manifest import (
    BOX_BYTES,
    MAX_KEYS,
    MOST_HIDDEN,
    MOST_WIDTH,
    frequency_from_json,
    grid_from_json,
    grid_to_json,
    whole,
)
from engine.key import SALT_BYTES
from engine.media import MODALITIES, Grid
from engine.saving import save_bytes
from engine.siren import OMEGA, Siren
from engine.vault.storage import STORAGES, StorageName

VERSION: Final = 1
MOST_FILE: Final = 256 << 20
MOST_TENSORS: Final = 64


@dataclass(frozen=True, slots=True)
class Settings:
    """What every file says in the open: how to show its cover, and the size of its vault."""

    modality: str
    grid: Grid
    frequency: tuple[float, ...]
    vault: int  # width of the vault; 0 in the paper's own layout, which has none
    gain: float  # of the vault's cells over SIREN's initial range
    storage: StorageName
    scales: tuple[float, ...] = ()  # in quarter storage, of each hidden matrix


@dataclass(frozen=True, slots=True, eq=False)
class Stego:
    """The permuted network with its settings, salt (16 bytes) and four boxes: all there is in a file."""

    network: Siren  # float32, rounded as its storage rounds
    settings: Settings
    salt: bytes
    boxes: tuple[bytes, ...]

    def to_bytes(self) -> bytes:
        """The file, as it will be saved."""
        tensors: dict[str, Tensor] = {}
        storage = STORAGES[self.settings.storage]
        last = len(self.network.weights) - 1
        for layer, weight in enumerate(self.network.weights):
            if 0 < layer < last:
                if storage.dtype == torch.int8:
                    weight = (weight / self.settings.scales[layer - 1]).round()
                weight = weight.to(storage.dtype)
            tensors[f"weight.{layer}"] = weight.contiguous()
            tensors[f"bias.{layer}"] = self.network.biases[layer].contiguous()
        settings = {
            "modality": self.settings.modality,
            "grid": grid_to_json(self.settings.grid),
            "frequency": list(self.settings.frequency),
            "omega": OMEGA,
            "vault": self.settings.vault,
            "gain": self.settings.gain,
            "storage": self.settings.storage,
            "scales": list(self.settings.scales),
        }
        metadata = {
            "undersong": str(VERSION),
            "settings": json.dumps(settings, separators=(",", ":")),
            "salt": base64.b64encode(self.salt).decode(),
            "boxes": base64.b64encode(b"".join(self.boxes)).decode(),
        }
        return container.write(tensors, metadata)

    @classmethod
    def from_bytes(cls, data: bytes) -> Stego:
        """Read a file strictly, trusting none of its numbers.  Raises InvalidStegoError."""
        header, body = container.read(data)
        try:
            metadata = header.pop("__metadata__")
            if metadata["undersong"] != str(VERSION):
                raise InvalidStegoError("This file was made by a newer Undersong. Update the program to open it.")
            settings = _settings(json.loads(metadata["settings"]))
            salt = base64.b64decode(metadata["salt"], validate=True)
            boxes = base64.b64decode(metadata["boxes"], validate=True)
            if len(salt) != SALT_BYTES or len(boxes) != MAX_KEYS * BOX_BYTES:
                raise ValueError("salt or boxes")
            network = _network(header, body, settings)
        except (LookupError, ValueError, TypeError, AttributeError, RecursionError, struct.error) as error:
            raise InvalidStegoError(container.DAMAGED) from error
        return cls(network, settings, salt, tuple(boxes[i : i + BOX_BYTES] for i in range(0, len(boxes), BOX_BYTES)))

    @classmethod
    def load(cls, path: Path) -> Stego:
        """Read a file.  Raises InvalidStegoError with what is wrong with it."""
        try:
            status = path.stat()
            if not stat.S_ISREG(status.st_mode):
                raise InvalidStegoError(f"{path.name} is not a file.")
            if status.st_size > MOST_FILE:
                raise InvalidStegoError(f"{path.name} is too large to be an Undersong file.")
            return cls.from_bytes(path.read_bytes())
        except FileNotFoundError as error:
            raise InvalidStegoError(f"{path.name} does not exist.") from error
        except OSError as error:
            raise InvalidStegoError(f"{path.name} cannot be read: {error.strerror or error}.") from error

    def save(self, path: Path) -> None:
        """Write the file whole or not at all.  Raises SaveError."""
        save_bytes(path, self.to_bytes())


def is_stego(path: Path) -> bool:
    """Whether a file looks like an Undersong file by its content, whatever its name."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            start = file.read(container.MOST_HEADER + 8)
        return b'"undersong"' in start and b"weight.0" in start
    except OSError:
        return False


def _settings(raw: dict[str, Any]) -> Settings:
    grid = grid_from_json(raw["grid"])
    gain, storage, scales = raw["gain"], raw["storage"], raw["scales"]
    finite = [gain, *scales]
    if (
        raw["modality"] not in MODALITIES
        or storage not in STORAGES
        or raw["omega"] != OMEGA
        or type(scales) is not list
        or not all(type(s) is float and 0 < s < 100 for s in finite)
    ):
        raise ValueError("settings")
    vault = whole(raw["vault"], 0, MOST_WIDTH)
    return Settings(
        raw["modality"], grid, frequency_from_json(raw["frequency"], grid), vault, gain, storage, tuple(scales)
    )


def _network(header: dict[str, Any], body: memoryview, settings: Settings) -> Siren:
    """The tensors, after names, dtypes and shapes were found to chain and the sizes to add up."""
    last = len(header) // 2 - 1
    names = {f"{kind}.{layer}" for kind in ("weight", "bias") for layer in range(last + 1)}
    if not 2 <= last <= MOST_HIDDEN or len(header) > MOST_TENSORS or header.keys() != names:
        raise ValueError("names of tensors")
    storage = STORAGES[settings.storage]
    if len(settings.scales) != (last - 1) * (storage.dtype == torch.int8):
        raise ValueError("scales")
    width = whole(header["weight.0"]["shape"][0], 1, MOST_WIDTH)
    features, channels = len(settings.grid.shape), settings.grid.channels
    if settings.vault > width:
        raise ValueError("vault")
    spans = sorted(tuple(header[name]["data_offsets"]) for name in names)
    if [0, *(stop for _, stop in spans)] != [*(start for start, _ in spans), len(body)]:
        raise ValueError("gaps, or bytes of two tensors")
    weights, biases = [], []
    for layer in range(last + 1):
        matrix = 0 < layer < last
        rows = channels if layer == last else width
        weight = container.tensor(
            header[f"weight.{layer}"],
            body,
            (rows, width if layer else features),
            storage.dtype if matrix else torch.float32,
        )
        bias = container.tensor(header[f"bias.{layer}"], body, (rows,), torch.float32)
        if storage.dtype == torch.int8 and matrix:
            weight = weight.to(torch.float32) * settings.scales[layer - 1]
        weights.append(weight.to(torch.float32))
        biases.append(bias)
    if not all(bool(torch.isfinite(t).all()) for t in (*weights, *biases)):
        raise ValueError("not finite")
    return Siren(tuple(weights), tuple(biases))
