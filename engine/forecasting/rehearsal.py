"""Rehearsal: a few pieces of a medium are fitted beforehand, by networks as much smaller as they are.

How many coefficients a medium has does not tell how well sines follow it: forecasts from them were 8 dB off for
sounds, and 6 for photos in tiles. Its own pieces are within 3 dB for four media of five, for a tenth of the time.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Final

import numpy as np

from engine.device import choose_device
from engine.fit.loop import fit_stacked
from engine.fit.schedule import Schedule
from engine.media import Medium, Samples, Tiling
from engine.media.medium import Floats
from engine.progress import Progress, Report
from engine.recipe import MIN_WIDTH, coordinate_scale
from engine.siren import Architecture, Siren, freeze_block_mask

PIECES: Final = 4  # of a sound, one of each quarter; three or two miss what is special
TRIED, SOONER = 3, 0.7  # tiles of a picture or a film, and the part of the steps: four in a half miss as much
PIECE: Final = 4096  # points of what has no tiles
MOST_POINTS: Final = 2048  # in a step, of all pieces together
# Samples that tiles see, in all: small pictures in large batches and the recipe fine would take half a minute. What is
# missing is reckoned. Seconds would be no measure: a machine that was busy for a while made it forecast 23 dB for 35.
MOST_SEEN: Final = 4_500_000
DOUBLED: Final = 3.0  # decibels that twice the steps are worth, on the way down to the end of the schedule
LEAST_PARTS: Final = 16  # of the whole, each as long as a piece


_known: Final[dict[tuple[object, ...], float]] = {}  # what was rehearsed before: a plan changes more often than a sound


def rehearsed(
    media: Sequence[Medium], network: Architecture, tiling: Tiling, schedule: Schedule, frozen: float, device: str,
    report: Report,
) -> list[float]:  # fmt: skip
    """The decibels that pieces of sounds, or some tiles of other media, come to in the steps of the schedule.

    Several media are such as can be fitted side by side. `frozen` is the part of the network's units whose weights are
    not to move. What `report` raises ends it.
    """
    keys, trials = [], {}
    for medium in media:
        samples = medium.samples()
        content = blake2b(np.ascontiguousarray(samples.values).tobytes(), digest_size=16).digest()
        key = content, network, tiling, schedule, frozen, device
        keys.append(key)
        if key not in _known:
            pieces_of = _stretches if medium.modality == "audio" else _tiles
            trials[key] = pieces_of(medium, samples, network, tiling, schedule)
    if trials:
        found = _fitted(list(trials.values()), media[0].gain, frozen, device, report)
        _known.update(zip(trials, found, strict=True))
    return [_known[key] for key in keys]


@dataclass(frozen=True, slots=True)
class _Trial:
    """What is fitted beforehand, and how."""

    network: Architecture
    samples: Samples
    frequency: tuple[float, ...]
    schedule: Schedule
    tiling: Tiling
    missing: float = 0.0  # decibels that more steps would bring, where it does not end for being good enough


def _fitted(trials: list[_Trial], gain: float, frozen: float, device: str, report: Report) -> list[float]:
    like = trials[0]
    found = fit_stacked(
        [Siren.random(like.network, gain) for _ in trials],
        [trial.samples for trial in trials],
        [trial.frequency for trial in trials],
        like.schedule,
        mask=freeze_block_mask(like.network, round(frozen * like.network.width)) if frozen else None,
        device=choose_device(device),
        report=lambda moment: report(Progress(stage="forecast", fraction=moment.fraction, overall=moment.fraction)),
        tiling=like.tiling,
    )
    enough = like.schedule.enough
    return [fitted.decibels + (like.missing if fitted.decibels < enough else 0.0) for fitted in found]


def _stretches(
    medium: Medium, samples: Samples, network: Architecture, tiling: Tiling, schedule: Schedule
) -> _Trial:  # fmt: skip
    """Stretches of a sound, each as long as a tile, where it has any."""
    parts = tiling.number
    if parts == 1:
        parts = min(len(samples.values), max(LEAST_PARTS, round(len(samples.values) / PIECE)))
    smaller = _smaller(network, parts)
    pieces, share = _pieces(samples.values, parts, smaller.tiles), smaller.tiles / parts
    places = ((2 * np.arange(len(pieces), dtype=np.float32)[:, None] + 1) / len(pieces) - 1).astype(np.float32)
    batch = max(smaller.tiles, min(MOST_POINTS, round(schedule.batch * share)))
    return _Trial(
        smaller,
        Samples(places, pieces, samples.peak),
        tuple(f * share for f in coordinate_scale(medium, tiling)),
        # What is smaller could take larger steps, but what they cost a noisy sound it is to show as the whole does.
        replace(schedule, batch=batch, matrix_lr=schedule.rate(network.width)),
        Tiling((smaller.tiles,)),
    )


def _tiles(
    medium: Medium, samples: Samples, network: Architecture, tiling: Tiling, schedule: Schedule
) -> _Trial:  # fmt: skip
    """Some of a medium's tiles, from smooth ones to rough ones, laid side by side along the last axis."""
    members, count = tiling.members(samples.coordinates), min(TRIED, tiling.number)
    rough = np.square(np.diff(samples.values[members], axis=1)).mean(axis=(1, 2)).argsort()
    chosen = rough[(2 * np.arange(count) + 1) * len(rough) // (2 * count)]
    places = (samples.coordinates[members[chosen]] - tiling.centres()[chosen, None]) * np.array(tiling.counts)
    places[..., -1] = (places[..., -1] + 2 * np.arange(count)[:, None] + 1) / count - 1
    wider, points = (*(1 / n for n in tiling.counts[:-1]), count / tiling.counts[-1]), members[chosen].ravel()
    batch, wanted = max(count, round(schedule.batch * count / tiling.number)), max(1, round(SOONER * schedule.steps))
    steps = min(wanted, max(1, MOST_SEEN // min(batch, len(points))))
    return _Trial(
        replace(network, tiles=count),
        Samples(places.reshape(len(points), -1).astype(np.float32), samples.values[points], samples.peak),
        tuple(f * w for f, w in zip(coordinate_scale(medium, tiling), wider, strict=True)),
        replace(schedule, steps=steps, batch=batch),
        Tiling((*(1 for _ in tiling.counts[:-1]), count)),
        DOUBLED * math.log2(wanted / steps),
    )


def _smaller(network: Architecture, parts: int) -> Architecture:
    """The networks of some of its tiles; of what has none, networks with as many weights for each of its parts."""
    count = min(PIECES, parts)
    if network.tiles > 1:
        return replace(network, tiles=count)
    return replace(network, width=max(MIN_WIDTH, round(network.width / math.sqrt(parts) / 4) * 4), tiles=count)


def _pieces(values: Floats, parts: int, count: int) -> Floats:
    """The values (n, C) of `count` pieces, each the part of its stretch of the whole that is most nearly as loud."""
    stretch, long = len(values) // count, len(values) // parts
    power = np.concatenate([[0.0], np.cumsum(np.square(values, dtype=np.float64).mean(axis=1))])
    chosen = []
    for first in range(0, stretch * count, stretch):
        starts = np.arange(first, first + stretch - long + 1, max(1, long // 4))
        loud = np.maximum((power[starts + long] - power[starts]) / long, 1e-12)
        usual = max((power[first + stretch] - power[first]) / stretch, 1e-12)
        start = int(starts[np.abs(np.log(loud / usual)).argmin()])
        chosen.append(values[start : start + long])
    return np.concatenate(chosen)
