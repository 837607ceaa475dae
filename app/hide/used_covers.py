"""UsedCovers: the covers of the files that were given away in this run of the program, as digests in memory."""

from __future__ import annotations

import os
from hashlib import blake2b
from weakref import WeakKeyDictionary

import numpy as np

import engine

MOST = 1 << 20  # values of a medium that are digested: a film has hundreds of millions, and the window waits for it

_HASH_KEY = os.urandom(16)  # a hash without a key would tell from a memory dump which cover it was


class UsedCovers:
    """Two files with one cover can be compared by anybody, so that a cover is told that was used before.

    Nothing of it is written to disk, and the program forgets it when it ends.
    """

    def __init__(self) -> None:
        self._used: set[bytes] = set()
        self._digests: WeakKeyDictionary[engine.Medium, bytes] = WeakKeyDictionary()  # it is asked at every change

    def add(self, cover: engine.Medium) -> None:
        """Remember a cover."""
        self._used.add(self._digest(cover))

    def __contains__(self, cover: engine.Medium) -> bool:
        return bool(self._used) and self._digest(cover) in self._used

    def same(self, one: engine.Medium, other: engine.Medium) -> bool:
        """Whether two covers are the same."""
        return one is other or self._digest(one) == self._digest(other)

    def _digest(self, cover: engine.Medium) -> bytes:
        if cover not in self._digests:
            self._digests[cover] = digest(cover)
        return self._digests[cover]


def digest(medium: engine.Medium) -> bytes:
    """A digest of what a medium consists of, of evenly spaced values where these are many."""
    result = blake2b(medium.modality.encode(), digest_size=16, key=_HASH_KEY)
    for values in _arrays(medium):
        result.update(repr(values.shape).encode())
        result.update(np.ascontiguousarray(values.reshape(-1)[:: max(1, values.size // MOST)]).tobytes())
    return result.digest()


def _arrays(medium: engine.Medium) -> list[np.ndarray[tuple[int, ...], np.dtype[np.generic]]]:
    if isinstance(medium, engine.Image):
        return [medium.pixels]
    if isinstance(medium, engine.Audio):
        return [medium.signal]
    if isinstance(medium, engine.Video):
        return [medium.frames]
    assert isinstance(medium, engine.Shape)
    return [medium.vertices, medium.faces]
