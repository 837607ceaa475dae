"""The manifest, which one key opens: the permutation's private key, and where and what each secret is.

It is stored encrypted, in a box of fixed length.
"""

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
from engine.file.bounds import (
    MAX_HIDDEN_LAYERS,
    MAX_WIDTH,
    bounded_int,
    frequency_from_json,
    grid_from_json,
    grid_to_json,
    tiling_from_json,
)
from engine.key import DerivedKey
from engine.media import Grid, Tiling
from engine.siren import Architecture
from engine.vault.sealing import MAC_BYTES, PACKING

MAX_KEYS: Final = 4
BOX_BYTES: Final = 8192
PLAIN_BYTES: Final = BOX_BYTES - 32 - 16  # without the commitment and the Poly1305 tag
MAX_JSON_BYTES: Final = 1 << 16
MAX_ENTRIES: Final = 32
PRIVATE_KEY_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class Entry:
    """One secret, or one part of it: all that is needed to find its network and to render it.

    `start` is its first cell in the vault, or its first hidden unit in the paper's own layout. `pad_index` selects the
    subkeys of its pad and its MAC; each key counts its own from 0. `joins_previous` marks a sound that belongs to the
    video just before it. `tiling` has one tile for each network of the stack. `packing` is the version of the cell
    formats (`sealing.cell_formats`).
    """

    start: int
    pad_index: int
    modality: str
    architecture: Architecture
    grid: Grid
    frequency: tuple[float, ...]
    ranges: tuple[float, ...]
    mac: bytes
    joins_previous: bool
    tiling: Tiling
    packing: int = PACKING


@dataclass(frozen=True, slots=True)
class Manifest:
    """The content of a box: `private_key` is the paper's rho (3.4), `entries` are the secrets of this key."""

    private_key: bytes = field(repr=False)
    entries: tuple[Entry, ...]


def lock(manifest: Manifest, key: DerivedKey) -> bytes:
    """Encrypt a manifest as a box: a commitment and a ciphertext of fixed length.  Raises CapacityError if too long."""
    plain = zlib.compress(json.dumps(_to_json(manifest), separators=(",", ":")).encode(), 9)
    if len(plain) + 4 > PLAIN_BYTES:
        raise CapacityError("There are too many secrets for one key. Hide fewer of them in this file.")
    padded = (struct.pack("<I", len(plain)) + plain).ljust(PLAIN_BYTES, b"\0")
    return key.subkey("commitment") + _cipher(key).encrypt(key.subkey("nonce", 12), padded, None)


def empty_box() -> bytes:
    """A box that no key opens: random bytes, as every box looks without its key."""
    return os.urandom(BOX_BYTES)


def unlock(boxes: tuple[bytes, ...], key: DerivedKey) -> Manifest | None:
    """The manifest of the box that this key opens, or None, whatever the reason.

    Every box is decrypted, even if its commitment does not match, so that the time taken reveals nothing. Raises
    InvalidStegoError only if a box that this very key encrypted holds no valid manifest.
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
                "number": e.pad_index,
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
                "joins": e.joins_previous,
                "tiles": list(e.tiling.counts),
                "packing": e.packing,
            }
            for e in manifest.entries
        ],
    }


def _from_padded(padded: bytes) -> Manifest:
    """Parse a box's plaintext.  None of its numbers is trusted: an attacker may have made both the key and the file."""
    try:
        (length,) = struct.unpack_from("<I", padded)
        inflater = zlib.decompressobj()
        text = inflater.decompress(padded[4 : 4 + length], MAX_JSON_BYTES)
        if not inflater.eof:
            raise ValueError("too long")
        raw = json.loads(text)
        private_key = base64.b64decode(raw["rho"], validate=True)
        entries = tuple(_entry(e) for e in raw["secrets"])
        for before, entry in zip((None, *entries), entries, strict=False):
            if entry.joins_previous and (
                before is None or before.joins_previous or (before.modality, entry.modality) != ("video", "audio")
            ):
                raise ValueError("only a sound can join, and only a video")
        if len(private_key) != PRIVATE_KEY_BYTES or len(entries) > MAX_ENTRIES:
            raise ValueError("out of bounds")
        return Manifest(private_key, entries)
    except (KeyError, ValueError, TypeError, AttributeError, struct.error, zlib.error, RecursionError) as error:
        raise InvalidStegoError(
            "The file opens with this key, but what it says about its secrets is damaged."
        ) from error


def _entry(raw: dict[str, Any]) -> Entry:
    in_features, out_features, width, hidden = (bounded_int(n, 1, MAX_WIDTH) for n in raw["siren"])
    modality = raw["modality"]
    grid = grid_from_json(raw["grid"], modality)
    tiling = tiling_from_json(raw.get("tiles", [1] * len(grid.shape)), grid)  # missing in the first files
    architecture = Architecture(
        in_features, out_features, width, bounded_int(hidden, 1, MAX_HIDDEN_LAYERS), output_bias=False,
        tiles=tiling.count,
    )  # fmt: skip
    ranges = struct.unpack(
        f"<{len(architecture.weight_shapes) + len(architecture.bias_shapes)}f",
        base64.b64decode(raw["ranges"], validate=True),
    )
    mac = base64.b64decode(raw["mac"], validate=True)
    if (
        not all(0 <= r < 1e6 for r in ranges)
        or len(mac) != MAC_BYTES
        or not isinstance(raw["joins"], bool)
        or (in_features, out_features) != (len(grid.shape), grid.channels)
    ):
        raise ValueError("out of bounds")
    return Entry(
        start=bounded_int(raw["start"], 0, 1 << 32),
        pad_index=bounded_int(raw["number"], 0, 1 << 16),
        modality=modality,
        architecture=architecture,
        grid=grid,
        frequency=frequency_from_json(raw["frequency"], grid),
        ranges=ranges,
        mac=mac,
        joins_previous=raw["joins"],
        tiling=tiling,
        packing=bounded_int(raw.get("packing", 1), 1, PACKING),  # missing in the first files
    )
