"""Keyed randomness: whole numbers drawn uniformly from ChaCha20.  No generator of torch, numpy or random is a key."""

from __future__ import annotations

import os

import numpy as np
import numpy.typing as npt
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import ChaCha20

Cells = npt.NDArray[np.uint32]
WORDS_AT_ONCE = 1 << 14


class Keystream:
    """ChaCha20 under a 32-byte key with nonce and counter zero, read as little-endian 32-bit words."""

    def __init__(self, key: bytes) -> None:
        self._encryptor = Cipher(ChaCha20(key, bytes(16)), mode=None).encryptor()
        self._words = np.empty(0, np.uint32)

    def _take(self, count: int) -> Cells:
        missing = count - len(self._words)
        if missing > 0:
            fresh = self._encryptor.update(bytes(4 * max(missing, WORDS_AT_ONCE)))
            self._words = np.concatenate([self._words, np.frombuffer(fresh, "<u4").astype(np.uint32)])
        taken, self._words = self._words[:count], self._words[count:]
        return taken

    def uniform(self, count: int, below: int) -> Cells:
        """`count` numbers in [0, below); words at or above the largest multiple of `below` are passed over."""
        limit = (1 << 32) // below * below
        drawn = np.empty(0, np.uint32)
        while len(drawn) < count:
            words = self._take(count - len(drawn))
            drawn = np.concatenate([drawn, words[words.astype(np.uint64) < limit] % np.uint32(below)])
        return drawn

    def permutation(self, size: int) -> npt.NDArray[np.int64]:
        """Fisher-Yates from the last place down: place i is exchanged with a uniform place in [0, i]."""
        order = np.arange(size)
        for i in range(size - 1, 0, -1):
            j = int(self.uniform(1, i + 1)[0])
            order[[i, j]] = order[[j, i]]
        return order


def noise(count: int, below: int) -> Cells:
    """`count` uniform numbers in [0, below) that nobody can know: from the operating system's generator."""
    return Keystream(os.urandom(32)).uniform(count, below)
