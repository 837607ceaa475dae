"""Packets: when each frame of a film is shown, as ffmpeg lists it without decoding (its format "framecrc")."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

import numpy as np

from engine.arrays import Doubles

MAX_SECONDS = 1e9  # of a time: beyond, it is a mistake
_DISCARDED = 4  # the flag of a packet that is decoded and not shown
_LINE = re.compile(
    rb"^(\d), *(-?\d+|NOPTS), *(-?\d+|NOPTS), *(-?\d+), *\d+, *0x[0-9a-f]+(?:, *F=0x([0-9A-Fa-f]+))?", re.MULTILINE
)


@dataclass(frozen=True, slots=True, eq=False)
class Packets:
    """The times, in seconds, of one stream's packets that are shown, in order, and how long the last one is."""

    times: Doubles = field(default_factory=lambda: np.empty(0))
    last: float = 0.0
    count: int = 0

    @property
    def end(self) -> float:
        """When the last one ends."""
        return float(self.times[-1]) + self.last if len(self.times) else 0.0


NONE: Final = Packets()


def read_packets(listed: bytes) -> dict[str, Packets]:
    """The packets of each stream by its kind, "video" or "audio", as ffmpeg lists them."""
    kinds = {int(n): kind.decode() for n, kind in re.findall(rb"(?m)^#media_type (\d): (\w+)", listed)}
    ticks = {int(n): Fraction(int(a), int(b)) for n, a, b in re.findall(rb"(?m)^#tb (\d): (\d+)/(\d+)", listed)}
    rows: dict[int, list[tuple[int, int]]] = {number: [] for number in kinds}
    counts = dict.fromkeys(kinds, 0)
    for stream, dts, pts, duration, flags in _LINE.findall(listed):
        number = int(stream)
        if number not in rows or int(flags or b"0", 16) & _DISCARDED:
            continue
        counts[number] += 1
        when = pts if pts != b"NOPTS" else dts
        if when != b"NOPTS":
            rows[number].append((int(when), int(duration)))
    found = {}
    for number, kind in kinds.items():
        kept = sorted(rows[number])
        tick = float(ticks.get(number, 0))
        times = np.array([when for when, _ in kept], dtype=np.float64) * tick
        times = times[np.abs(times) < MAX_SECONDS]
        last = max(0.0, kept[-1][1] * tick) if kept else 0.0
        found[kind] = Packets(times, last if last < MAX_SECONDS else 0.0, counts[number])
    return found
