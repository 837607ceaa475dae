"""What planning asks of the same media for every recipe and after every change, computed once a medium.

Keys are weak: a film that nobody holds any more is freed, and what was kept of it with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from threading import Lock
from typing import TypeVar
from weakref import WeakKeyDictionary

from engine.media.medium import Grid, Medium

T = TypeVar("T")
_scaled: WeakKeyDictionary[Medium, dict[tuple[int, ...], tuple[Medium | None, ...]]] = WeakKeyDictionary()
_complexity: WeakKeyDictionary[Medium, int] = WeakKeyDictionary()
_grid: WeakKeyDictionary[Medium, Grid] = WeakKeyDictionary()
_lock = Lock()


def scaled_parts(medium: Medium, samples: Mapping[str, int]) -> tuple[Medium, ...]:
    """The parts of a medium that get a network each (`Medium.parts`), with at most `samples[modality]` samples a part.

    Equal arguments give the same objects, so what is cached by object is computed once for all of them.
    """
    parts = medium.parts()
    sizes = tuple(samples[part.modality] for part in parts)
    with _lock:
        cached = _scaled.setdefault(medium, {}).get(sizes)
    if cached is None:
        scaled = [part.scaled(size) for part, size in zip(parts, sizes, strict=True)]
        with _lock:
            # None stands for the medium itself: as a value it would keep its own key alive.
            own = tuple(None if part is medium else part for part in scaled)
            cached = _scaled.setdefault(medium, {}).setdefault(sizes, own)
    return tuple(medium if part is None else part for part in cached)


def complexity(medium: Medium) -> int:
    """`medium.complexity()`, a cosine transform of the whole medium."""
    return _computed_once(_complexity, medium, lambda: medium.complexity())


def grid(medium: Medium) -> Grid:
    """`medium.grid`, whose constants take a pass over all values; a plan that narrows networks asks 70 times for it."""
    return _computed_once(_grid, medium, lambda: medium.grid)


def _computed_once(cache: WeakKeyDictionary[Medium, T], medium: Medium, compute: Callable[[], T]) -> T:
    with _lock:
        cached = cache.get(medium)
    if cached is None:
        cached = compute()
        with _lock:
            cache[medium] = cached
    return cached
