"""Stego: the network that holds cover and secrets, and its file.  FORMAT.md beside this module specifies the format."""

from __future__ import annotations

import base64
import json
import math
import os
import stat
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import torch
from torch import Tensor

from engine.errors import InvalidStegoError
from engine.file import container
from engine.file.bounds import (
    MAX_HIDDEN_LAYERS,
    MAX_PARAMETERS,
    MAX_WIDTH,
    bounded_int,
    frequency_from_json,
    grid_from_json,
    grid_to_json,
    only,
    tiling_from_json,
)
from engine.file.manifest import BOX_BYTES, MAX_KEYS
from engine.key import FORMAT_VERSION, SALT_BYTES
from engine.media import Grid, Tiling
from engine.naming import named
from engine.saving import save_bytes
from engine.siren import OMEGA, Architecture, Siren
from engine.vault.storage import STORAGES, StorageName

VERSIONS: Final = (1, 2)  # that can be read; 1 has no tiles
MAX_FILE_BYTES: Final = 256 << 20
MAX_TENSORS: Final = 64
MIN_STEP: Final = 1e-12  # of a gain or a scale: what weights are divided by
_SETTINGS: Final = ("modality", "grid", "frequency", "omega", "vault", "gain", "storage", "scales")  # and the tiles


@dataclass(frozen=True, slots=True)
class Settings:
    """The public settings of a file, readable without a key: how to render its cover, and the size of its vault."""

    modality: str
    grid: Grid
    tiling: Tiling  # one network of the stack for each tile
    frequency: tuple[float, ...]
    vault: int  # width of the vault; 0 in the paper's own layout, which has no vault
    gain: float  # amplitude of the vault's cells, as a multiple of SIREN's initial range
    storage: StorageName
    scales: tuple[float, ...] = ()  # of each hidden matrix, the step of a stored integer; in quarter storage only


@dataclass(frozen=True, slots=True, eq=False)
class Stego:
    """The content of an Undersong file: the permuted network, its settings, the salt (16 bytes) and four boxes.

    Example
    -------
    >>> stego = engine.Stego.load("cat.undersong")
    >>> stego.settings.modality, stego.settings.grid.shape
    ('image', (16, 16))
    >>> stego.save("copy.undersong")
    >>> engine.is_stego("copy.undersong"), engine.is_stego("cat.png")
    (True, False)
    """

    network: Siren  # float32, with the hidden matrices rounded to the precision of the storage
    settings: Settings
    salt: bytes
    boxes: tuple[bytes, ...]
    version: int = FORMAT_VERSION

    def stored_tensors(self) -> dict[str, Tensor]:
        """The tensors by name, in the order and the dtypes in which a file holds them."""
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
        return tensors

    def to_bytes(self) -> bytes:
        """Serialize to the bytes of an Undersong file."""
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
        if self.version > 1:
            settings["tiles"] = list(self.settings.tiling.counts)
        metadata = {
            "undersong": str(self.version),
            "settings": json.dumps(settings, separators=(",", ":")),
            "salt": base64.b64encode(self.salt).decode(),
            "boxes": base64.b64encode(b"".join(self.boxes)).decode(),
        }
        return container.write(self.stored_tensors(), metadata)

    @classmethod
    def from_bytes(cls, data: bytes) -> Stego:
        """Parse the bytes of a file strictly: none of its numbers is trusted.  Raises InvalidStegoError."""
        header, body = container.read(data)
        try:
            metadata = header.pop("__metadata__")
            version = next((v for v in VERSIONS if metadata["undersong"] == str(v)), None)
            if version is None:
                raise InvalidStegoError("This file was made by a newer Undersong. Update the program to open it.")
            only(metadata, ("undersong", "settings", "salt", "boxes"))
            settings = _settings(json.loads(metadata["settings"], object_pairs_hook=container.unique_names), version)
            salt = base64.b64decode(metadata["salt"], validate=True)
            boxes = base64.b64decode(metadata["boxes"], validate=True)
            if len(salt) != SALT_BYTES or len(boxes) != MAX_KEYS * BOX_BYTES:
                raise ValueError("salt or boxes")
            network = _network(header, body, settings)
        except (LookupError, ValueError, TypeError, AttributeError, RecursionError, struct.error) as error:
            raise InvalidStegoError(container.DAMAGED) from error
        split = tuple(boxes[i : i + BOX_BYTES] for i in range(0, len(boxes), BOX_BYTES))
        return cls(network, settings, salt, split, version)

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Stego:
        """Read a file.

        Parameters
        ----------
        path : str or path-like

        Returns
        -------
        Stego

        Raises
        ------
        InvalidStegoError
            The file is missing, unreadable, damaged, too large, no Undersong file, or of a newer version.
        """
        path = Path(path)
        try:
            status = path.stat()
            if not stat.S_ISREG(status.st_mode):
                what = "is a folder" if stat.S_ISDIR(status.st_mode) else "is a device or a pipe"
                raise InvalidStegoError(f"“{named(path)}” {what}, and not an Undersong file.")
            if status.st_size > MAX_FILE_BYTES:
                raise InvalidStegoError(f"“{named(path)}” is too large to be an Undersong file.")
            return cls.from_bytes(path.read_bytes())
        except FileNotFoundError as error:
            raise InvalidStegoError(f"“{named(path)}” does not exist.") from error
        except OSError as error:
            raise InvalidStegoError(f"“{named(path)}” cannot be read: {error.strerror or error}.") from error
        except ValueError as error:  # a null character in the name, or half a sign
            raise InvalidStegoError(f"“{named(path)}” is not the name of a file.") from error

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the file, whole or not at all.  Raises SaveError."""
        save_bytes(path, self.to_bytes())


def is_stego(path: str | os.PathLike[str]) -> bool:
    """Whether the beginning of a file looks like an Undersong file's, whatever its name."""
    path = Path(path)
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            start = file.read(container.MAX_HEADER_BYTES + 8)
        return b'"undersong"' in start and b"weight.0" in start
    except (OSError, ValueError):
        return False


def _settings(raw: dict[str, Any], version: int) -> Settings:
    only(raw, (*_SETTINGS, *(("tiles",) if version > 1 else ())))
    grid = grid_from_json(raw["grid"], raw["modality"])
    gain, storage, scales = raw["gain"], raw["storage"], raw["scales"]
    finite = [gain, *scales]
    if (
        storage not in STORAGES
        or raw["omega"] != OMEGA
        or type(scales) is not list
        or not all(type(s) is float and MIN_STEP < s < 100 for s in finite)
    ):
        raise ValueError("settings")
    vault = bounded_int(raw["vault"], 0, MAX_WIDTH)
    tiling = tiling_from_json(raw["tiles"], grid) if version > 1 else Tiling.single(len(grid.shape))
    frequency = frequency_from_json(raw["frequency"], grid)
    return Settings(raw["modality"], grid, tiling, frequency, vault, gain, storage, tuple(scales))


def _network(header: dict[str, Any], body: memoryview, settings: Settings) -> Siren:
    """The network.  Names, dtypes, shapes and offsets of all tensors must agree before one is allocated."""
    last = len(header) // 2 - 1
    names = {f"{tensor}.{layer}" for tensor in ("weight", "bias") for layer in range(last + 1)}
    if not 2 <= last <= MAX_HIDDEN_LAYERS or len(header) > MAX_TENSORS or header.keys() != names:
        raise ValueError("names of tensors")
    storage = STORAGES[settings.storage]
    if len(settings.scales) != (last - 1) * (storage.dtype == torch.int8):
        raise ValueError("scales")
    width = bounded_int(header["weight.0"]["shape"][-2], 1, MAX_WIDTH)
    features, channels = len(settings.grid.shape), settings.grid.channels
    if settings.vault > width or (settings.vault == 0 and settings.tiling.count > 1):
        raise ValueError("vault")
    architecture = Architecture(features, channels, width, last, tiles=settings.tiling.count)
    bounded_int(architecture.parameter_count, 1, MAX_PARAMETERS)
    spans = sorted(tuple(header[name]["data_offsets"]) for name in names)
    if [0, *(stop for _, stop in spans)] != [*(start for start, _ in spans), len(body)]:
        raise ValueError("gaps or overlaps")
    weights, biases = [], []
    for layer in range(last + 1):
        matrix = 0 < layer < last
        dtype = storage.dtype if matrix else torch.float32
        weight = container.tensor(header[f"weight.{layer}"], body, architecture.weight_shapes[layer], dtype)
        bias = container.tensor(header[f"bias.{layer}"], body, architecture.bias_shapes[layer], torch.float32)
        if storage.dtype == torch.int8 and matrix:
            weight = weight.to(torch.float32).mul_(settings.scales[layer - 1])
        weights.append(weight.to(torch.float32))
        biases.append(bias)
    # The smallest and the largest value are found without another copy, and are NaN where one is.
    if not all(math.isfinite(extreme) for t in (*weights, *biases) for extreme in torch.aminmax(t)):
        raise ValueError("not finite")
    return Siren(tuple(weights), tuple(biases))
