"""Keyed random integers from ChaCha20; the generators of torch, numpy and random are not secure, and not used."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Final

import numpy as np
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import ChaCha20

from engine.arrays import Cells, Indices

CHUNK: Final = 1 << 14  # words
PIECE: Final = 1 << 18  # of noise that are drawn at once: large vaults would take four times their own memory


class Keystream:
    """The ChaCha20 keystream of a 32-byte key, with nonce and counter zero, as little-endian 32-bit words.

    At least `chunk` words are drawn from the cipher at once.
    """

    def __init__(self, key: bytes, chunk: int = CHUNK) -> None:
        self._chunk = chunk
        self._encryptor = Cipher(ChaCha20(key, bytes(16)), mode=None).encryptor()
        self._words = np.empty(0, np.uint32)

    def _take(self, count: int) -> Cells:
        missing = count - len(self._words)
        if missing > 0:
            drawn = self._encryptor.update(bytes(4 * max(missing, self._chunk)))
            self._words = np.concatenate([self._words, np.frombuffer(drawn, "<u4").astype(np.uint32)])
        taken, self._words = self._words[:count], self._words[count:]
        return taken

    def uniform(self, count: int, below: int) -> Cells:
        """`count` uniform integers in [0, below), by rejection sampling.

        A word at or above the largest multiple of `below` is skipped, because a remainder of it would be biased.
        """
        limit = (1 << 32) // below * below
        drawn = np.empty(0, np.uint32)
        while len(drawn) < count:
            words = self._take(count - len(drawn))
            drawn = np.concatenate([drawn, words[words.astype(np.uint64) < limit] % np.uint32(below)])
        return drawn


def permutations(keys: Sequence[bytes], size: int) -> Indices:
    """A uniform permutation (K, size) of range(size) for each key's stream.

    Fisher-Yates from the last index down: i is swapped with an integer uniform in [0, i]. All keys take a step
    together, because a stack has thousands of permutations.
    """
    streams = [Keystream(key, size - 1) for key in keys]
    below = np.arange(size, 1, -1)  # (size - 1,)
    limits = (1 << 32) // below * below
    swaps = np.stack([stream._take(size - 1) for stream in streams])  # (K, size - 1) words
    for row in np.flatnonzero((swaps >= limits).any(axis=1)).tolist():
        stream = Keystream(keys[row])  # with one of the rare words that are skipped: drawn again, one by one
        swaps[row] = [stream.uniform(1, bound)[0] for bound in below.tolist()]
    swaps = (swaps % below).astype(np.int64)
    rows, order = np.arange(len(streams)), np.tile(np.arange(size), (len(streams), 1))
    for column, i in enumerate(range(size - 1, 0, -1)):
        j = swaps[:, column]
        order[rows, j], order[:, i] = order[:, i].copy(), order[rows, j]
    return order


def noise(count: int, below: int) -> Cells:
    """`count` uniform integers in [0, below) from the operating system's generator; no key gives them again."""
    stream, drawn = Keystream(os.urandom(32)), np.empty(count, np.uint32)
    for start in range(0, count, PIECE):
        drawn[start : start + PIECE] = stream.uniform(min(PIECE, count - start), below)
    return drawn
