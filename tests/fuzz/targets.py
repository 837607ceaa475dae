"""What is fuzzed: how a case is made, what is done with it, and which errors may come out of that."""

from __future__ import annotations

import json
import struct
import time
import zlib
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any, ClassVar

import numpy as np

from engine.errors import EngineError, InvalidKeyError
from engine.file.manifest import BOX_BYTES, NONCE_BYTES, PLAIN_BYTES, _cipher, _commitment, _to_json, unlock
from engine.file.stego import Stego
from engine.inrsteg import reveal, show
from engine.key import Key
from engine.key_text import decode
from engine.progress import Progress
from tests.fuzz.mutator import mutate_bytes, mutate_json, mutate_text

CORPUS = Path(__file__).with_name("corpus")
VECTORS = Path(__file__).resolve().parents[1] / "vectors"
PATIENCE = 0.5  # seconds that a file is rendered before it is stopped, as a person would


class Stopped(Exception):
    """The rendering was cancelled: the way in which a case that is merely long ends."""


class Target(ABC):
    """One thing that reads what strangers wrote."""

    name: ClassVar[str]
    allowed: ClassVar[tuple[type[BaseException], ...]] = (EngineError,)  # all that may come out
    suffix: ClassVar[str] = ".bin"  # of a case that is kept

    @abstractmethod
    def prepare(self, folder: Path) -> None:
        """Get ready, once, with a folder of its own."""

    @abstractmethod
    def make(self, random: Random) -> tuple[bytes, str]:
        """A case: its bytes and the suffix of its name."""

    @abstractmethod
    def run(self, data: bytes, suffix: str) -> None:
        """Do with it what the program does with a file of a stranger."""


def stopping() -> Callable[[Progress], None]:
    """A report that stops the work after a while."""
    end = time.monotonic() + PATIENCE

    def report(_: Progress) -> None:
        if time.monotonic() > end:
            raise Stopped

    return report


def revealed(stego: Stego, key: Key) -> None:
    """Reveal what the key opens, for as long as a person waits."""
    with suppress(EngineError, Stopped):
        reveal(stego, key, report=stopping())


class Files(Target):
    """Undersong files: their bytes, headers, settings and weights."""

    name = "files"
    suffix = ".undersong"

    def prepare(self, folder: Path) -> None:
        self._seeds = [path.read_bytes() for path in sorted(VECTORS.glob("*.undersong")) if path.stem != "passphrase"]
        self._keys = _keys()

    def make(self, random: Random) -> tuple[bytes, str]:
        seed = random.choice(self._seeds)
        (length,) = struct.unpack_from("<Q", seed)
        header, body = seed[8 : 8 + length], seed[8 + length :]
        what = random.randrange(4)
        if what == 0:
            return mutate_bytes(seed, self._seeds, random), self.suffix
        if what == 1:
            header = mutate_bytes(header, [seed[8:3000]], random)
        elif what == 2:
            parsed = json.loads(header)
            settings = json.loads(parsed["__metadata__"]["settings"])
            if random.random() < 0.7:
                parsed["__metadata__"]["settings"] = _written(mutate_json(settings, random)).decode()
            else:
                parsed = mutate_json(parsed, random)
            header = _written(parsed)
        else:
            values = np.frombuffer(body[: len(body) // 4 * 4], "<f4").copy()
            places = [random.randrange(len(values)) for _ in range(8)]
            values[places] = random.choice((np.nan, np.inf, 3e38, -3e38, 1e-40, 1e10, -0.0))
            body = values.tobytes() + body[len(body) // 4 * 4 :]
        return struct.pack("<Q", len(header)) + header + body, self.suffix

    def run(self, data: bytes, suffix: str) -> None:
        stego = Stego.from_bytes(data)
        with suppress(EngineError, Stopped):
            show(stego, report=stopping())
        for key in self._keys:
            revealed(stego, key)


class Manifests(Target):
    """Manifests that whoever knows the key may have written, in files with a vault and without."""

    name = "manifests"
    suffix = ".json"
    _FILES = (
        "image-v2", "files-v2", "tiles-v2", "paper-v2", "half-2", "quarter-2", "video-v2", "whole-v2", "boxes-v2"
    )  # fmt: skip

    def prepare(self, folder: Path) -> None:
        self._key = next(iter(_keys()))
        self._files, self._seeds = [], []
        for name in self._FILES:
            stego = Stego.load(VECTORS / f"{name}.undersong")
            self._files.append(stego)
            for key in _keys():
                if (manifest := unlock(stego.boxes, key.derive(stego.salt, stego.version))) is not None:
                    self._seeds.append((len(self._files) - 1, _to_json(manifest)))

    def make(self, random: Random) -> tuple[bytes, str]:
        number, manifest = random.choice(self._seeds)
        if random.random() < 0.1:
            number = random.randrange(len(self._files))
        if random.random() < 0.05:
            return bytes([number]) + mutate_bytes(_written(manifest), [b"{}"], random), self.suffix
        return bytes([number]) + _written(mutate_json(manifest, random)), self.suffix

    def run(self, data: bytes, suffix: str) -> None:
        stego = self._files[data[0] % len(self._files)]
        derived = self._key.derive(stego.salt, stego.version)
        packed = zlib.compress(data[1:])
        if len(packed) > PLAIN_BYTES - 4:
            return
        padded = (struct.pack("<I", len(packed)) + packed).ljust(PLAIN_BYTES, b"\0")
        nonce = bytes(NONCE_BYTES)
        box = nonce + _commitment(derived, nonce) + _cipher(derived).encrypt(nonce, padded, None)
        boxes = (box, *(bytes(BOX_BYTES),) * 3)
        revealed(Stego(stego.network, stego.settings, stego.salt, boxes, stego.version), self._key)


class Keys(Target):
    """Key files, and the texts of keys as people type, paste and scan them."""

    name = "keys"
    allowed = (InvalidKeyError,)
    suffix = ".txt"

    def prepare(self, folder: Path) -> None:
        self._path = folder / "key.txt"
        self._seeds = [path.read_bytes() for path in sorted((CORPUS / "keys").iterdir())]

    def make(self, random: Random) -> tuple[bytes, str]:
        seed = random.choice(self._seeds)
        text = decode(seed, words=True) or ""
        if random.random() < 0.4:
            return mutate_bytes(seed, self._seeds, random), self.suffix
        encoding = random.choice(("utf-8", "utf-8", "utf-16", "utf-32", "utf-16-be", "latin-1"))
        return mutate_text(text, random).encode(encoding, "replace"), self.suffix

    def run(self, data: bytes, suffix: str) -> None:
        self._path.write_bytes(data)
        text = data.decode("utf-8", "surrogateescape")
        for read in (
            lambda: Key.load(self._path), lambda: Key.load(self._path, passphrase=True),
            lambda: Key.from_text(text), lambda: Key.from_text(text, passphrase=True), lambda: Key.from_words(text),
            lambda: Key.count_words(text), lambda: Key.first_unknown_word(text),
        ):  # fmt: skip
            try:
                read()
            except InvalidKeyError:
                continue


def _keys() -> list[Key]:
    """The keys of the files that must reveal for ever; those with a passphrase take half a second."""
    words = {
        opener["words"]: None
        for path in sorted(VECTORS.glob("*.json"))
        for opener in json.loads(path.read_text("utf-8")).get("opened", [])
        if "words" in opener
    }
    return [Key.from_words(each) for each in words]


def _written(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=True).encode()
