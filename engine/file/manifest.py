"""What one key opens: the private key of the permutation, and where and what each secret is."""

from __future__ import annotations

import base64
import hmac
import json
import os
import struct
import zlib
from dataclasses import dataclass, field
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from engine.errors import CapacityError, InvalidStegoError
from engine.key import DerivedKey
from engine.media import MODALITIES, Grid, Tiling
from engine.siren import Architecture
from engine.vault.sealing import MAC_BYTES, PACKING

MAX_KEYS: Final = 4
BOX_BYTES: Final = 8192
PLAIN_BYTES: Final = BOX_BYTES - 32 - 16  # less the commitment and the Poly1305 tag
MOST_JSON: Final = 1 << 16
MOST_ENTRIES: Final = 32
MOST_WIDTH: Final = 2048
MOST_HIDDEN: Final = 12
MOST_TILES: Final = 4096
PRIVATE_KEY_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class Entry:
    """One secret: all it takes to find it again and to rebuild it.

    `start` is its first cell in the vault, or its first hidden unit in the paper's own layout. `number`
    names its pad. `joins` says that it belongs to the secret before it, as a sound to its video.
    `tiling` has a tile for each network of its stack.
    `packing` is how its numbers lie in cells (`sealing.layout`).
    """

    start: int
    number: int
    modality: str
    architecture: Architecture
    grid: Grid
    frequency: tuple[float, ...]
    ranges: tuple[float, ...]
    mac: bytes
    joins: bool
    tiling: Tiling
    packing: int = PACKING


@dataclass(frozen=True, slots=True)
class Manifest:
    """`private_key` is the paper's rho (3.4); `entries` are the secrets this key is for."""

    private_key: bytes = field(repr=False)
    entries: tuple[Entry, ...]


def lock(manifest: Manifest, key: DerivedKey) -> bytes:
    """A box: commitment, then the manifest encrypted at a fixed length.  Raises CapacityError where it is too long."""
    plain = zlib.compress(json.dumps(_to_json(manifest), separators=(",", ":")).encode(), 9)
    if len(plain) + 4 > PLAIN_BYTES:
        raise CapacityError("There are too many secrets for one key. Hide fewer of them in this file.")
    padded = (struct.pack("<I", len(plain)) + plain).ljust(PLAIN_BYTES, b"\0")
    return key.subkey("commitment") + _cipher(key).encrypt(key.subkey("nonce", 12), padded, None)


def empty_box() -> bytes:
    """A box nobody can open: random bytes, which is what every box looks like without its key."""
    return os.urandom(BOX_BYTES)


def unlock(boxes: tuple[bytes, ...], key: DerivedKey) -> Manifest | None:
    """The manifest of the box this key is for, or None: one answer and one path for every reason.

    Every box is decrypted, whether its commitment agrees or not, so the time tells nothing.
    Raises InvalidStegoError only where a box was locked by this very key and makes no sense.
    """
    commitment, cipher, nonce = key.subkey("commitment"), _cipher(key), key.subkey("nonce", 12)
    opened = None
    for box in boxes:
        committed = hmac.compare_digest(box[:32], commitment)
        try:
            padded = cipher.decrypt(nonce, box[32:], None)
        except InvalidTag:
            continue
        if committed:
            opened = padded
    return None if opened is None else _from_padded(opened)


def _cipher(key: DerivedKey) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(key.subkey("box"))


def _to_json(manifest: Manifest) -> dict[str, Any]:
    return {
        "rho": base64.b64encode(manifest.private_key).decode(),
        "secrets": [
            {
                "start": e.start,
                "number": e.number,
                "modality": e.modality,
                "siren": [
                    e.architecture.in_features,
                    e.architecture.out_features,
                    e.architecture.width,
                    e.architecture.hidden,
                ],
                "grid": grid_to_json(e.grid),
                "frequency": list(e.frequency),
                "ranges": base64.b64encode(struct.pack(f"<{len(e.ranges)}f", *e.ranges)).decode(),
                "mac": base64.b64encode(e.mac).decode(),
                "joins": e.joins,
                "tiles": list(e.tiling.counts),
                "packing": e.packing,
            }
            for e in manifest.entries
        ],
    }


def _from_padded(padded: bytes) -> Manifest:
    """Read what a box held, trusting none of its numbers: whoever holds a key may have made the file."""
    try:
        (length,) = struct.unpack_from("<I", padded)
        inflater = zlib.decompressobj()
        text = inflater.decompress(padded[4 : 4 + length], MOST_JSON)
        if not inflater.eof:
            raise ValueError("too long")
        raw = json.loads(text)
        private_key = base64.b64decode(raw["rho"], validate=True)
        entries = tuple(_entry(e) for e in raw["secrets"])
        for before, entry in zip((None, *entries), entries, strict=False):
            if entry.joins and (
                before is None or before.joins or (before.modality, entry.modality) != ("video", "audio")
            ):
                raise ValueError("only a sound joins, and only a video")
        if len(private_key) != PRIVATE_KEY_BYTES or len(entries) > MOST_ENTRIES:
            raise ValueError("out of bounds")
        return Manifest(private_key, entries)
    except (KeyError, ValueError, TypeError, AttributeError, zlib.error, RecursionError) as error:
        raise InvalidStegoError(
            "The file opens with this key, but what it says about its secrets is damaged."
        ) from error


def _entry(raw: dict[str, Any]) -> Entry:
    in_features, out_features, width, hidden = (whole(n, 1, MOST_WIDTH) for n in raw["siren"])
    grid = grid_from_json(raw["grid"])
    # Files from before there were tiles do not say.
    counts = raw.get("tiles", [1] * len(grid.shape))
    tiling = Tiling(tuple(whole(n, 1, side) for n, side in zip(counts, grid.shape, strict=True)))
    architecture = Architecture(
        in_features, out_features, width, hidden, output_bias=False, tiles=whole(tiling.number, 1, MOST_TILES)
    )
    ranges = base64.b64decode(raw["ranges"], validate=True)
    tensors = (
        len(architecture.weight_shapes) + len(architecture.bias_shapes) if architecture.hidden <= MOST_HIDDEN else -1
    )
    mac = base64.b64decode(raw["mac"], validate=True)
    modality = raw["modality"]
    if (
        modality not in MODALITIES
        or len(ranges) != 4 * tensors
        or len(mac) != MAC_BYTES
        or not isinstance(raw["joins"], bool)
        or (architecture.in_features, architecture.out_features) != (len(grid.shape), grid.channels)
    ):
        raise ValueError("out of bounds")
    reaches = struct.unpack(f"<{tensors}f", ranges)
    if not all(0 <= r < 1e6 for r in reaches):
        raise ValueError("out of bounds")
    start, number = whole(raw["start"], 0, 1 << 32), whole(raw["number"], 0, 1 << 16)
    frequency = frequency_from_json(raw["frequency"], grid)
    packing = whole(raw.get("packing", 1), 1, PACKING)  # the first files did not say
    return Entry(start, number, modality, architecture, grid, frequency, reaches, mac, raw["joins"], tiling, packing)


def grid_to_json(grid: Grid) -> dict[str, Any]:
    """A grid as plain JSON."""
    return {"shape": list(grid.shape), "channels": grid.channels, "constants": dict(grid.constants)}


def grid_from_json(raw: dict[str, Any]) -> Grid:
    """The grid, every number bounded.  Raises InvalidStegoError, KeyError or TypeError."""
    return Grid(tuple(raw["shape"]), raw["channels"], raw["constants"])


def frequency_from_json(raw: list[float], grid: Grid) -> tuple[float, ...]:
    """One finite coordinate scale for each axis.  Raises ValueError."""
    if len(raw) != len(grid.shape) or not all(type(f) is float and 0 < f < 1e6 for f in raw):
        raise ValueError("out of bounds")
    return tuple(raw)


def whole(number: object, least: int, most: int) -> int:
    """The number, if it is an int in [least, most].  Raises ValueError."""
    if type(number) is not int or not least <= number <= most:
        raise ValueError("out of bounds")
    return number
