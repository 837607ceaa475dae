"""Stego: the network that holds both, and the file it is saved as.  The format is FORMAT.md beside this file."""

from __future__ import annotations

import base64
import json
import math
import stat
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import torch
from torch import Tensor

from engine.errors import InvalidStegoError
from engine.key import SALT_BYTES
from engine.manifest import (
    BOX_BYTES,
    BOXES,
    MOST_HIDDEN,
    MOST_WIDTH,
    frequency_from_json,
    grid_from_json,
    grid_to_json,
    whole,
)
from engine.media import MODALITIES, Grid
from engine.saving import save_bytes
from engine.siren import OMEGA, Siren
from engine.storage import STORAGES, StorageName

VERSION: Final = 1
MOST_FILE: Final = 256 << 20
MOST_HEADER: Final = 64 << 10
MOST_TENSORS: Final = 64
DTYPES: Final = {"F32": torch.float32, "F16": torch.float16, "I8": torch.int8}
NOT_OURS: Final = "This is not an Undersong file."
DAMAGED: Final = "This Undersong file is damaged."


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
        return _container(tensors, metadata)

    @classmethod
    def from_bytes(cls, data: bytes) -> Stego:
        """Read a file strictly, trusting none of its numbers.  Raises InvalidStegoError."""
        header = _header(data)
        try:
            metadata = header.pop("__metadata__")
            if metadata["undersong"] != str(VERSION):
                raise InvalidStegoError("This file was made by a newer Undersong. Update the program to open it.")
            settings = _settings(json.loads(metadata["settings"]))
            salt = base64.b64decode(metadata["salt"], validate=True)
            boxes = base64.b64decode(metadata["boxes"], validate=True)
            if len(salt) != SALT_BYTES or len(boxes) != BOXES * BOX_BYTES:
                raise ValueError("salt or boxes")
            network = _network(header, data, settings)
        except (LookupError, ValueError, TypeError, AttributeError, RecursionError, struct.error) as error:
            raise InvalidStegoError(DAMAGED) from error
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
        with path.open("rb") as file:
            start = file.read(MOST_HEADER + 8)
        return b'"undersong"' in start and b"weight.0" in start
    except OSError:
        return False


def _container(tensors: dict[str, Tensor], metadata: dict[str, str]) -> bytes:
    """A safetensors container, always alike for the same content: the library's own orders metadata at random."""
    header: dict[str, Any] = {"__metadata__": metadata}
    body = b""
    for name, tensor in tensors.items():
        data = tensor.numpy().tobytes()
        dtype = next(text for text, kind in DTYPES.items() if kind == tensor.dtype)
        header[name] = {"dtype": dtype, "shape": list(tensor.shape), "data_offsets": [len(body), len(body) + len(data)]}
        body += data
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)  # so that the tensors are aligned
    return struct.pack("<Q", len(text)) + text + body


def _header(data: bytes) -> dict[str, Any]:
    if len(data) < 8:
        raise InvalidStegoError(NOT_OURS)
    (length,) = struct.unpack_from("<Q", data)
    if length > MOST_HEADER or 8 + length > len(data):
        damaged = data[8:MOST_HEADER].find(b'"undersong"') >= 0
        raise InvalidStegoError(DAMAGED if damaged else NOT_OURS)
    try:
        header = json.loads(data[8 : 8 + length], object_pairs_hook=_object)
    except (ValueError, RecursionError) as error:
        damaged = b'"undersong"' in data[8 : 8 + length]
        raise InvalidStegoError(DAMAGED if damaged else NOT_OURS) from error
    if not isinstance(header, dict) or not isinstance(header.get("__metadata__"), dict):
        raise InvalidStegoError(NOT_OURS)
    if "undersong" not in header["__metadata__"]:
        raise InvalidStegoError(NOT_OURS)
    return header


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object.  Raises ValueError where a name stands twice, of which two readers may take each another."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


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


def _network(header: dict[str, Any], data: bytes, settings: Settings) -> Siren:
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
    length = struct.unpack_from("<Q", data)[0]
    body = memoryview(data)[8 + length :]
    spans = sorted(tuple(header[name]["data_offsets"]) for name in names)
    if [0, *(stop for _, stop in spans)] != [*(start for start, _ in spans), len(body)]:
        raise ValueError("gaps, or bytes of two tensors")
    weights, biases = [], []
    for layer in range(last + 1):
        matrix = 0 < layer < last
        rows = channels if layer == last else width
        weight = _tensor(
            header[f"weight.{layer}"],
            body,
            (rows, width if layer else features),
            storage.dtype if matrix else torch.float32,
        )
        bias = _tensor(header[f"bias.{layer}"], body, (rows,), torch.float32)
        if storage.dtype == torch.int8 and matrix:
            weight = weight.to(torch.float32) * settings.scales[layer - 1]
        weights.append(weight.to(torch.float32))
        biases.append(bias)
    if not all(bool(torch.isfinite(t).all()) for t in (*weights, *biases)):
        raise ValueError("not finite")
    return Siren(tuple(weights), tuple(biases))


def _tensor(entry: dict[str, Any], body: memoryview, shape: tuple[int, ...], dtype: torch.dtype) -> Tensor:
    start, stop = (whole(n, 0, len(body)) for n in entry["data_offsets"])
    size = math.prod(shape) * dtype.itemsize
    if DTYPES[entry["dtype"]] != dtype or tuple(entry["shape"]) != shape or stop - start != size:
        raise ValueError("tensor")
    return torch.frombuffer(bytearray(body[start:stop]), dtype=dtype).reshape(shape)
