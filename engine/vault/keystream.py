"""Keyed random integers from ChaCha20; the generators of torch, numpy and random are not secure, and not used."""

from __future__ import annotations

import os
from typing import Final

import numpy as np
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import ChaCha20

from engine.arrays import Cells, Indices

MIN_CHUNK: Final = 1 << 14  # words drawn from the cipher at once: a permutation asks for them one by one


class Keystream:
    """The ChaCha20 keystream of a 32-byte key, with nonce and counter zero, as little-endian 32-bit words."""

    def __init__(self, key: bytes) -> None:
        self._encryptor = Cipher(ChaCha20(key, bytes(16)), mode=None).encryptor()
        self._words = np.empty(0, np.uint32)

    def _take(self, count: int) -> Cells:
        missing = count - len(self._words)
        if missing > 0:
            drawn = self._encryptor.update(bytes(4 * max(missing, MIN_CHUNK)))
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

    def permutation(self, size: int) -> Indices:
        """A uniform permutation of range(size): Fisher-Yates from the last index down, i swapped with one in [0, i]."""
        order = np.arange(size)
        for i in range(size - 1, 0, -1):
            j = int(self.uniform(1, i + 1)[0])
            order[[i, j]] = order[[j, i]]
        return order


def noise(count: int, below: int) -> Cells:
    """`count` uniform integers in [0, below) from the operating system's generator; no key gives them again."""
    return Keystream(os.urandom(32)).uniform(count, below)
