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
from engine.file.bounds import only
from engine.file.container import unique_names
from engine.file.entry import Entry, ExactEntry, from_json, to_json
from engine.key import DerivedKey
from engine.vault.sealing import MAC_BYTES

MAX_KEYS: Final = 4
BOX_BYTES: Final = 8192
NONCE_BYTES: Final = 12
PLAIN_BYTES: Final = BOX_BYTES - NONCE_BYTES - 32 - 16  # without the nonce, the commitment and the Poly1305 tag
MAX_PACKED_BYTES: Final = PLAIN_BYTES - 4  # without their own length
MAX_JSON_BYTES: Final = 1 << 16
MAX_ENTRIES: Final = 32
MAX_POINTS: Final = 1 << 27  # of all learned secrets of one key, which are revealed together
PRIVATE_KEY_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class Manifest:
    """The content of a box: `private_key` is the paper's rho (3.4), `entries` are the secrets of this key.

    `file_mac` is that of settings and tensors (`engine.file.file_mac`); None in files of earlier programs.
    """

    private_key: bytes = field(repr=False)
    entries: tuple[Entry | ExactEntry, ...]
    file_mac: bytes | None = None


def points_of(entries: tuple[Entry | ExactEntry, ...]) -> int:
    """The points of all learned secrets."""
    return sum(entry.grid.points for entry in entries if isinstance(entry, Entry))


def packed(manifest: Manifest) -> bytes:
    """The manifest as compressed JSON, of which a box holds MAX_PACKED_BYTES."""
    return zlib.compress(json.dumps(_to_json(manifest), separators=(",", ":"), ensure_ascii=False).encode(), 9)


def lock(manifest: Manifest, key: DerivedKey) -> bytes:
    """Encrypt a manifest as a box: a nonce, a commitment and a ciphertext of fixed length.

    The nonce is random, because a hide that is resumed twice makes two files of one key and salt; and the commitment
    depends on it, so that boxes of one key look no more alike than those of none. Raises CapacityError if too long.
    """
    plain = packed(manifest)
    if len(plain) > MAX_PACKED_BYTES or len(manifest.entries) > MAX_ENTRIES:
        raise CapacityError("There are too many secrets for one key. Hide fewer of them in this file.")
    padded = (struct.pack("<I", len(plain)) + plain).ljust(PLAIN_BYTES, b"\0")
    nonce = os.urandom(NONCE_BYTES)
    return nonce + _commitment(key, nonce) + _cipher(key).encrypt(nonce, padded, None)


def empty_box() -> bytes:
    """A box that no key opens: random bytes, as every box looks without its key."""
    return os.urandom(BOX_BYTES)


def unlock(boxes: tuple[bytes, ...], key: DerivedKey) -> Manifest | None:
    """The manifest of the box that this key opens, or None, whatever the reason.

    Every box is decrypted, even if its commitment does not match, so that the time taken reveals nothing. Raises
    InvalidStegoError only if a box that this very key encrypted holds no valid manifest.
    """
    cipher, opened = _cipher(key), None
    first_commitment, first_nonce = key.subkey("commitment"), key.subkey("nonce", NONCE_BYTES)
    for box in boxes:
        nonce, rest = box[:NONCE_BYTES], box[NONCE_BYTES:]
        for commitment, used, sealed in (
            (_commitment(key, nonce), nonce, rest),
            (first_commitment, first_nonce, box),  # of the first programs
        ):
            committed = hmac.compare_digest(sealed[:32], commitment)
            try:
                padded = cipher.decrypt(used, sealed[32:], None)
            except InvalidTag:
                continue
            if committed:
                opened = padded
    return None if opened is None else _from_padded(opened)


def _commitment(key: DerivedKey, nonce: bytes) -> bytes:
    return key.subkey(f"commitment/{nonce.hex()}")


def _cipher(key: DerivedKey) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(key.subkey("box"))


def _to_json(manifest: Manifest) -> dict[str, Any]:
    rho = base64.b64encode(manifest.private_key).decode()
    mac = {} if manifest.file_mac is None else {"file": base64.b64encode(manifest.file_mac).decode()}
    return {"rho": rho, **mac, "secrets": [to_json(entry) for entry in manifest.entries]}


def _from_padded(padded: bytes) -> Manifest:
    """Parse a box's plaintext.  None of its numbers is trusted: an attacker may have made both the key and the file."""
    try:
        (length,) = struct.unpack_from("<I", padded)
        inflater = zlib.decompressobj()
        text = inflater.decompress(padded[4 : 4 + length], MAX_JSON_BYTES)
        if not inflater.eof:
            raise ValueError("too long")
        raw = json.loads(text, object_pairs_hook=unique_names)
        only(raw, ("rho", "secrets"), ("file",))
        private_key = base64.b64decode(raw["rho"], validate=True)
        mac = base64.b64decode(raw["file"], validate=True) if "file" in raw else None
        entries = tuple(from_json(entry) for entry in raw["secrets"])
        for before, entry in zip((None, *entries), entries, strict=False):
            if isinstance(entry, Entry) and entry.joins_previous and not _is_joined(before, entry):
                raise ValueError("only a sound can join, and only a video")
        if points_of(entries) > MAX_POINTS:
            raise ValueError("too many points")
        if len(private_key) != PRIVATE_KEY_BYTES or len(entries) > MAX_ENTRIES:
            raise ValueError("out of bounds")
        if mac is not None and len(mac) != MAC_BYTES:
            raise ValueError("out of bounds")
        return Manifest(private_key, entries, mac)
    except (KeyError, ValueError, TypeError, AttributeError, struct.error, zlib.error, RecursionError) as error:
        raise InvalidStegoError(
            "The file opens with this key, but what it says about its secrets is damaged."
        ) from error


def _is_joined(before: Entry | ExactEntry | None, sound: Entry) -> bool:
    """Whether the two are a video and its sound."""
    return (
        isinstance(before, Entry)
        and not before.joins_previous
        and (before.modality, sound.modality) == ("video", "audio")
    )
