"""Exact secrets: the bytes of a file as digits of cells, and back.

Where L is a power of two, the bytes are one long row of bits, cut into digits of 20 or 11 bits: nothing is lost but
the end of the last digit. Where L is 255, a digit is a byte without the value 255, which is written as a value that
does not occur nearby: 254 bytes take 255 digits, 0.4 % more than there have to be. A wrong digit spoils one to three
bytes; one in 255 of quarter storage's spoils the bytes around it that were 255.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Final

import numpy as np

from engine.arrays import Bytes, Cells
from engine.siren import Architecture
from engine.vault import sealing
from engine.vault.storage import Storage

BLOCK: Final = 254  # bytes, of 256 values: one that does not occur among them is below 255
PIECE: Final = 1 << 20  # bytes that are converted at once, so that 16 MB do not take hundreds
PAD_LABEL, MAC_LABEL = "seal-exact/", "mac-exact/"  # of subkeys; the number of the secret follows


def cells_needed(size: int, storage: Storage) -> int:
    """How many cells of the vault so many bytes take."""
    bits = _bits(storage)
    return -(-8 * size // bits) if bits else size + -(-size // BLOCK)


def is_smaller(size: int, networks: Iterable[Architecture], storage: Storage) -> bool:
    """Whether a file of `size` bytes takes fewer cells than these networks."""
    return cells_needed(size, storage) < sum(sealing.cells_needed(network, storage) for network in networks)


def bytes_in(cells: int, storage: Storage) -> int:
    """The size of the largest file that so many cells hold."""
    bits = _bits(storage)
    return cells * bits // 8 if bits else cells - -(-cells // (BLOCK + 1))


def bytes_for(cells: int, storage: Storage) -> int:
    """By how many bytes a file has to be smaller to need so many cells less."""
    bits = _bits(storage)
    return -(-cells * bits // 8) if bits else cells


def to_digits(content: bytes, storage: Storage) -> Cells:
    """The bytes as `cells_needed` digits modulo L."""
    digits, bits = np.empty(cells_needed(len(content), storage), np.uint32), _bits(storage)
    piece, done = _piece(bits), 0
    for start in range(0, len(content), piece):
        part = np.frombuffer(content, np.uint8, min(piece, len(content) - start), start)
        converted = _bits_to_digits(part, bits) if bits else _escaped(part)
        digits[done : done + len(converted)] = converted
        done += len(converted)
    return digits


def from_digits(digits: Cells, size: int, storage: Storage) -> bytes:
    """The inverse of `to_digits`, for a file of `size` bytes.

    Any digits below L give as many bytes. Raises ValueError unless there are `cells_needed` of them.
    """
    if len(digits) != cells_needed(size, storage):
        raise ValueError(f"{size} bytes are {cells_needed(size, storage)} digits, not {len(digits)}")
    content, bits = io.BytesIO(), _bits(storage)  # which gives its bytes without another copy
    piece, done = _piece(bits), 0
    for start in range(0, size, piece):
        count = min(piece, size - start)
        taken = digits[done : done + cells_needed(count, storage)]
        content.write((_digits_to_bits(taken, bits)[:count] if bits else _unescaped(taken)).data)
        done += len(taken)
    return content.getvalue()


def _bits(storage: Storage) -> int:
    """The bits of a digit where L is a power of two, else 0."""
    bits = storage.levels.bit_length() - 1
    return bits if storage.levels == 1 << bits else 0


def _piece(bits: int) -> int:
    """The bytes to convert at once: a whole number of digits, or of blocks."""
    whole = bits or BLOCK  # so many bytes are eight digits of so many bits
    return PIECE // whole * whole


def _bits_to_digits(content: Bytes, bits: int) -> Cells:
    """Digit j is bits [j * bits, (j + 1) * bits) of the row, where bit i is bit i % 8 of byte i // 8; lowest first."""
    groups = np.pad(content, (0, -len(content) % bits)).reshape(-1, bits)  # of eight digits each
    digits = np.zeros((len(groups), 8), np.uint32)
    for column in range(8):
        first, last = column * bits // 8, ((column + 1) * bits - 1) // 8
        for byte in range(first, last + 1):
            digits[:, column] |= groups[:, byte].astype(np.uint32) << np.uint32(8 * (byte - first))
        digits[:, column] >>= np.uint32(column * bits % 8)
    return (digits & np.uint32((1 << bits) - 1)).ravel()[: -(-8 * len(content) // bits)]


def _digits_to_bits(digits: Cells, bits: int) -> Bytes:
    """The bytes of a row of digits; the last may be cut off, where bits are missing."""
    groups = np.pad(digits, (0, -len(digits) % 8)).reshape(-1, 8)
    content = np.empty((len(groups), bits), np.uint8)
    for byte in range(bits):
        column, shift = divmod(8 * byte, bits)
        value = groups[:, column] >> np.uint32(shift)
        if shift > bits - 8:
            value = value | groups[:, column + 1] << np.uint32(bits - shift)
        content[:, byte] = value & np.uint32(255)
    return content.ravel()


def _escaped(content: Bytes) -> Bytes:
    """Each block of bytes without 255: first the smallest value that is not in it, then its bytes, 255 as that value.

    The last block may be shorter.
    """
    blocks = np.pad(content, (0, -len(content) % BLOCK)).reshape(-1, BLOCK)
    occurs = np.zeros((len(blocks), 256), np.bool_)
    np.put_along_axis(occurs, blocks.astype(np.intp), True, axis=1)
    occurs[-1] = False  # the last block is looked at without what it was padded with
    occurs[-1, content[(len(blocks) - 1) * BLOCK :]] = True
    escape = occurs.argmin(axis=1).astype(np.uint8)[:, None]
    digits = np.hstack([escape, np.where(blocks == 255, escape, blocks)])
    return digits.ravel()[: len(content) + len(blocks)]


def _unescaped(digits: Cells) -> Bytes:
    """The inverse of `_escaped`."""
    blocks = np.pad(digits.astype(np.uint8), (0, -len(digits) % (BLOCK + 1))).reshape(-1, BLOCK + 1)
    content = np.where(blocks[:, 1:] == blocks[:, :1], np.uint8(255), blocks[:, 1:])
    return content.ravel()[: len(digits) - len(blocks)]
