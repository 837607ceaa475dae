"""Key: the 128 bits that open a file, as twelve words or from a passphrase (SECURITY: the file)."""

from __future__ import annotations

import os
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand
from mnemonic import Mnemonic

from engine.errors import InvalidKeyError

KEY_BYTES: Final = 16
SALT_BYTES: Final = 16
LABEL: Final = "undersong/1/"  # every derivation carries the version of the format
ITERATIONS: Final = 3
LANES: Final = 4
MEMORY: Final = 256 * 1024  # KiB; about half a second, once a file


def _split(text: str) -> list[str]:
    return unicodedata.normalize("NFKD", text).lower().replace(",", " ").split()


@lru_cache(maxsize=1)
def _wordlist() -> Mnemonic:
    return Mnemonic("english")


@dataclass(frozen=True, slots=True, repr=False)
class Key:
    """What opens a box: 16 bytes, or a passphrase that is stretched with each file's salt.  Never printed by `repr`."""

    _secret: bytes
    _stretched: bool

    @classmethod
    def generate(cls) -> Key:
        """A new key from the operating system's generator."""
        return cls(os.urandom(KEY_BYTES), False)

    @classmethod
    def from_words(cls, text: str) -> Key:
        """The key that twelve BIP39 English words spell.  Raises InvalidKeyError, never quoting them."""
        words = _split(text)
        if len(words) != 12:
            raise InvalidKeyError(f"A key has twelve words; this has {len(words)}.")
        if place := cls.misspelt(text):
            raise InvalidKeyError(f"Word {place} is not one of the words a key is made of. Is it misspelt?")
        known = _wordlist()
        if not known.check(" ".join(words)):
            raise InvalidKeyError(
                "These twelve words do not belong together. One of them is wrong, or two are exchanged."
            )
        return cls(bytes(known.to_entropy(words)), False)

    @staticmethod
    def misspelt(text: str) -> int:
        """The place, from 1 on, of the first word that no key is made of; 0 where there is none."""
        known = set(_wordlist().wordlist)
        return next((place for place, word in enumerate(_split(text), 1) if word not in known), 0)

    @classmethod
    def from_passphrase(cls, text: str) -> Key:
        """A key stretched from a passphrase in Unicode's NFC.  Raises InvalidKeyError where it is empty."""
        passphrase = unicodedata.normalize("NFC", text.strip("\r\n"))
        if not passphrase.strip():
            raise InvalidKeyError("The passphrase is empty.")
        return cls(passphrase.encode(), True)

    @property
    def spelt(self) -> bool:
        """Whether it has twelve words, and is no passphrase."""
        return not self._stretched

    @property
    def words(self) -> str:
        """The twelve words.  Raises InvalidKeyError for a passphrase, which has none."""
        if self._stretched:
            raise InvalidKeyError("A passphrase has no words.")
        return str(_wordlist().to_mnemonic(self._secret))

    def to_bytes(self) -> bytes:
        """The key itself, to be kept only where it is encrypted."""
        return bytes([self._stretched]) + self._secret

    @classmethod
    def from_bytes(cls, data: bytes) -> Key:
        """What `to_bytes` gave."""
        return cls(data[1:], bool(data[0]))

    def derive(self, salt: bytes) -> DerivedKey:
        """The file's keys: HKDF-Extract over the 16 bytes, or over Argon2id of the passphrase (takes half a second)."""
        secret = self._secret
        if self._stretched:
            secret = Argon2id(salt=salt, length=32, iterations=ITERATIONS, lanes=LANES, memory_cost=MEMORY).derive(
                secret
            )
        return DerivedKey(HKDF.extract(SHA256(), salt, secret))


@dataclass(frozen=True, slots=True, repr=False)
class DerivedKey:
    """A key bound to one file's salt: one subkey for each purpose."""

    _root: bytes

    def subkey(self, purpose: str, length: int = 32) -> bytes:
        """HKDF-Expand-SHA256 with the versioned label of a purpose."""
        return expand(self._root, purpose, length)


def expand(root: bytes, purpose: str, length: int = 32) -> bytes:
    """HKDF-Expand-SHA256(root, "undersong/1/" + purpose)."""
    return HKDFExpand(SHA256(), length, (LABEL + purpose).encode()).derive(root)
