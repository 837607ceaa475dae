"""Key: 128 random bits written as twelve BIP39 words, or a passphrase that is stretched with Argon2id."""

from __future__ import annotations

import os
import unicodedata
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand
from mnemonic import Mnemonic

from engine.errors import InvalidKeyError
from engine.key_text import HEADING, candidates, decode, normal_passphrase, passphrase_in, split_words
from engine.naming import named
from engine.saving import save_bytes

KEY_BYTES: Final = 16
SALT_BYTES: Final = 16
MAX_KEY_FILE_BYTES: Final = 1 << 16
FORMAT_VERSION: Final = 2  # of the file; every derivation carries it, so that no two versions share a key
ITERATIONS: Final = 3
LANES: Final = 4
MEMORY: Final = 256 * 1024  # KiB; about half a second, once a file


@lru_cache(maxsize=1)
def _wordlist() -> Mnemonic:
    return Mnemonic("english")


@dataclass(frozen=True, slots=True, repr=False)
class Key:
    """The secret that opens a box: 16 bytes, or a passphrase that is stretched with each file's salt.

    `repr` and `str` never show it.

    Example
    -------
    >>> key = engine.Key.create("new-key.txt")
    >>> engine.Key.load("new-key.txt") == engine.Key.from_words(key.words) == key
    True
    >>> engine.Key.from_passphrase("Correct Horse Battery Staple").has_words
    False
    """

    _secret: bytes
    _stretched: bool
    _typed: bytes = field(default=b"", compare=False)  # a passphrase with its blanks, as files of version 1 need it

    @classmethod
    def generate(cls) -> Key:
        """A new key from the operating system's generator."""
        return cls(os.urandom(KEY_BYTES), False)

    @classmethod
    def create(cls, path: str | os.PathLike[str]) -> Key:
        """A new key, saved in a new file that its owner alone can read.

        Parameters
        ----------
        path : str or path-like

        Returns
        -------
        Key

        Raises
        ------
        FileExistsError
            There is a file. Of two processes that create one at the same time, exactly one succeeds.
        SaveError
            The file cannot be written.
        """
        key = cls.generate()
        save_bytes(path, key._to_text(), private=True, exclusive=True)
        return key

    @classmethod
    def load(cls, path: str | os.PathLike[str], *, passphrase: bool = False) -> Key:
        """Read a key file, or a text file whose first line is a passphrase.

        Parameters
        ----------
        path : str or path-like
        passphrase : bool
            Whether the file holds a passphrase, and not twelve words.

        Returns
        -------
        Key

        Raises
        ------
        InvalidKeyError
            The file cannot be read, or holds no key; the error never quotes it.
        """
        path = Path(path)
        try:
            with path.open("rb") as file:
                data = file.read(MAX_KEY_FILE_BYTES + 1)
        except FileNotFoundError as error:
            raise InvalidKeyError(f"The key file “{named(path)}” does not exist.") from error
        except PermissionError as error:
            raise InvalidKeyError(f"You are not allowed to read “{named(path)}”.") from error
        except OSError as error:
            raise InvalidKeyError(f"“{named(path)}” cannot be read: {error.strerror or error}.") from error
        except ValueError as error:  # a null character in the name, or half a sign
            raise InvalidKeyError(f"“{named(path)}” is not the name of a file.") from error
        text = decode(data, words=not passphrase)
        if text is None or len(data) > MAX_KEY_FILE_BYTES:
            raise InvalidKeyError(f"“{named(path)}” cannot be read as a text with a key.")
        return cls.from_text(text, passphrase=passphrase)

    @classmethod
    def from_text(cls, text: str, *, passphrase: bool = False) -> Key:
        """The key in what a person typed or pasted, or in the text of a key file.

        Parameters
        ----------
        text : str
            Twelve words among numbers, punctuation, headings and notes; a passphrase is the first line.
        passphrase : bool
            Whether the text is a passphrase.

        Returns
        -------
        Key

        Raises
        ------
        InvalidKeyError
            As from `from_words` and `from_passphrase`.
        """
        if not passphrase:
            return cls.from_words(text)
        typed = passphrase_in(text)
        key = cls.from_passphrase(normal_passphrase(typed))
        return replace(key, _typed=unicodedata.normalize("NFC", typed).encode())

    @classmethod
    def from_words(cls, text: str) -> Key:
        """The key that twelve BIP39 English words spell.  Raises InvalidKeyError, never quoting them.

        Numbers, punctuation and line breaks around the words do not matter.
        """
        wordlist, found = _wordlist(), candidates(text)
        valid = {" ".join(words) for words in found if wordlist.check(" ".join(words))}
        if len(valid) > 1:
            raise InvalidKeyError("This text holds more than one key.")
        if valid:
            return cls(bytes(wordlist.to_entropy(valid.pop())), False)
        if not found:
            raise InvalidKeyError(f"A key has twelve words; this has {len(split_words(text))}.")
        if position := cls.first_unknown_word(" ".join(found[0])):
            raise InvalidKeyError(f"Word {position} is not one of the words a key is made of. Is it misspelt?")
        raise InvalidKeyError("These twelve words do not belong together. One of them is wrong, or two are exchanged.")

    @staticmethod
    def count_words(text: str) -> int:
        """How many words a text has, as `from_text` counts them: numbers and punctuation are none."""
        return len(split_words(text))

    @staticmethod
    def first_unknown_word(text: str) -> int:
        """The position, from 1 on, of the first word that is not in BIP39's list; 0 where all are."""
        known = set(_wordlist().wordlist)
        return next((position for position, word in enumerate(split_words(text), 1) if word not in known), 0)

    @classmethod
    def from_passphrase(cls, text: str) -> Key:
        """A key stretched from exactly this passphrase in Unicode's NFC.

        Raises InvalidKeyError where it is empty, or no text.
        What people type goes through `from_text`, for which blanks around a passphrase mean nothing.
        """
        passphrase = unicodedata.normalize("NFC", text.strip("\r\n"))
        if not passphrase.strip():
            raise InvalidKeyError("The passphrase is empty.")
        try:
            return cls(passphrase.encode(), True)
        except UnicodeEncodeError:  # one half of a pair of surrogates
            raise InvalidKeyError("The passphrase has a sign that is none. Type it again.") from None

    @property
    def has_words(self) -> bool:
        """Whether the key is twelve words, and not a passphrase."""
        return not self._stretched

    @property
    def words(self) -> str:
        """The twelve words.  Raises InvalidKeyError for a passphrase, which has none."""
        if self._stretched:
            raise InvalidKeyError("A passphrase has no words.")
        return str(_wordlist().to_mnemonic(self._secret))

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write a key file, whole or not at all and readable by its owner alone; it replaces an older file.

        On Windows, which has no such modes, the folder's permissions hold. Raises SaveError, and InvalidKeyError for a
        passphrase.
        """
        save_bytes(path, self._to_text(), private=True)

    def delete_file(self, path: str | os.PathLike[str]) -> None:
        """Delete a key file if it holds this very key, and not one that another process has put there since."""
        with suppress(InvalidKeyError, OSError):
            if Key.load(path) == self:
                Path(path).unlink()

    def _to_text(self) -> bytes:
        return f"{HEADING}\n\n{self.words}\n".encode()

    def to_bytes(self) -> bytes:
        """The key itself; store it only encrypted."""
        return bytes([self._stretched]) + self._secret

    @classmethod
    def from_bytes(cls, data: bytes) -> Key:
        """The inverse of `to_bytes`."""
        return cls(data[1:], bool(data[0]))

    def derive(self, salt: bytes, version: int = FORMAT_VERSION) -> DerivedKey:
        """A file's root key in its version: HKDF-Extract of the 16 bytes or, in 0.5 s, of Argon2id(passphrase)."""
        secret = self._secret
        if self._stretched:
            secret = self._typed if self._typed and version == 1 else secret
            secret = Argon2id(salt=salt, length=32, iterations=ITERATIONS, lanes=LANES, memory_cost=MEMORY).derive(
                secret
            )
        return DerivedKey(HKDF.extract(SHA256(), salt, secret), version)


@dataclass(frozen=True, slots=True, repr=False)
class DerivedKey:
    """The root key of one file, from a key and the file's salt; it gives one subkey for each purpose."""

    _root: bytes
    version: int = FORMAT_VERSION

    def subkey(self, purpose: str, length: int = 32) -> bytes:
        """HKDF-Expand-SHA256 with the versioned label of a purpose."""
        return expand(self._root, purpose, length, self.version)


def expand(root: bytes, purpose: str, length: int = 32, version: int = FORMAT_VERSION) -> bytes:
    """HKDF-Expand-SHA256(root, "undersong/" + version + "/" + purpose)."""
    return HKDFExpand(SHA256(), length, f"undersong/{version}/{purpose}".encode()).derive(root)
