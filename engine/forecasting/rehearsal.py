"""Rehearsal: a proxy fit of a few parts of a medium, by networks that are smaller in proportion.

How many coefficients a medium has does not tell how well sines follow it: forecasts from coefficients were off by 8 dB
for sounds and by 6 dB for photos in tiles. A proxy fit is within 3 dB for four of five media, in a tenth of the time.
"""

from __future__ import annotations

import math
import os
from collections import OrderedDict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Final

import numpy as np
import torch

from engine.arrays import Floats
from engine.fit.loop import fit_stacked
from engine.fit.schedule import Schedule
from engine.fit.task import FitTask
from engine.media import Medium, Samples, Tiling
from engine.progress import Progress, Report
from engine.recipe import MIN_WIDTH, coordinate_scale
from engine.siren import Architecture, Siren, freeze_block_mask

SOUND_PIECES: Final = 4  # one from each quarter of a sound; three or two pieces miss too much of it
PIECE_SAMPLES: Final = 4096  # length of a piece of a sound without tiles
MIN_PARTS: Final = 16  # such a sound has at least so many parts, so the pieces of a short one are shorter
MAX_BATCH: Final = 2048  # of a sound, all pieces together
# Of an image or a video: tiles fitted, and the share of the schedule's steps. With three a picture that has all of its
# detail in one corner was forecast 5 dB too good, and one that is hard everywhere 3 dB too bad.
TILES, TILE_STEPS = 7, 0.7
FEW_TILES: Final = 2  # where the work would not do for all steps of seven
# Work of a proxy fit of tiles in all; what the missing steps would add is estimated.
# Small images in large batches and the recipe fine would take half a minute. A limit in seconds would not do: on a
# machine that was busy for a while it led to a forecast of 23 dB for 35.
MAX_WORK: Final = 2.5e10  # weights times samples
# The proxy fits of several secrets share what this many would take: the forecast of eight took 30 s of the processor as
# draft, and four times that as standard. A sound, of which two pieces are too little, keeps half of its steps at least.
SHARED, LEAST_STEPS = 1.5, 0.5
DB_PER_DOUBLING: Final = 3.0  # what twice the steps add while the learning rate falls to the end of its schedule

CACHE_SIZE: Final = 256  # results: plans change more often than media
_cache: Final[OrderedDict[Hashable, float]] = OrderedDict()
_HASH_KEY: Final = os.urandom(16)  # a hash without a key would tell from a memory dump which secret was opened


@dataclass(frozen=True, slots=True)
class _ProxyFit:
    """What is fitted in place of a medium. `missing_db` is what the steps left out would add."""

    network: Architecture
    samples: Samples
    frequency: tuple[float, ...]
    schedule: Schedule
    tiling: Tiling
    missing_db: float = 0.0


def rehearse(
    media: Sequence[Medium], network: Architecture, tiling: Tiling, schedule: Schedule, frozen: float,
    device: torch.device, report: Report, among: int = 1,
) -> list[float]:  # fmt: skip
    """The quality in dB that a proxy fit of each medium reaches; takes seconds, unless the result is in the cache.

    The media have equal networks, tilings and schedules, so their proxies are fitted as one batch. `frozen` is the
    fraction of the hidden units, in [0, 1], whose weights are frozen. `among` so many media the work is shared. Raises
    whatever `report` raises.
    """
    keys, results, proxies = list[Hashable](), dict[Hashable, float](), dict[Hashable, _ProxyFit]()
    for medium in media:
        samples = medium.samples()
        key: Hashable = _fingerprint(medium, samples), network, tiling, schedule, frozen, device
        keys.append(key)
        if key in _cache:
            results[key] = _cache[key]
        else:
            proxy_of = _sound_proxy if medium.modality == "audio" else _tile_proxy
            proxies[key] = proxy_of(medium, samples, network, tiling, schedule, min(1.0, SHARED / among))
    if proxies:
        fitted = _fit_proxies(list(proxies.values()), media[0].gain, frozen, device, report)
        results |= dict(zip(proxies, fitted, strict=True))
    for key in keys:
        _cache.pop(key, None)  # so that it becomes the newest
        _cache[key] = results[key]
    while len(_cache) > CACHE_SIZE:
        _cache.popitem(last=False)
    return [results[key] for key in keys]


def _fingerprint(medium: Medium, samples: Samples) -> Hashable:
    """Identifies what is fitted: the same bytes may be the values of images of different shapes."""
    values = blake2b(np.ascontiguousarray(samples.values).tobytes(), digest_size=16, key=_HASH_KEY).digest()
    return medium.modality, medium.grid.shape, medium.frequency, samples.peak, values


def _fit_proxies(
    proxies: list[_ProxyFit], gain: float, frozen: float, device: torch.device, report: Report
) -> list[float]:
    first = proxies[0]
    task = FitTask(
        [Siren.random(first.network, gain) for _ in proxies],
        [proxy.samples for proxy in proxies],
        [proxy.frequency for proxy in proxies],
        first.schedule,
        first.tiling,
        mask=freeze_block_mask(first.network, round(frozen * first.network.width)) if frozen else None,
    )
    results = fit_stacked(
        task,
        device=device,
        report=lambda moment: report(Progress(stage="forecast", fraction=moment.fraction, overall=moment.fraction)),
    )
    # A fit that ended early, because it was good enough, has no missing steps.
    plateau = first.schedule.plateau_db
    return [result.decibels + (first.missing_db if result.decibels < plateau else 0.0) for result in results]


def _sound_proxy(
    medium: Medium, samples: Samples, network: Architecture, tiling: Tiling, schedule: Schedule, share: float
) -> _ProxyFit:  # fmt: skip
    """P pieces of a sound, each as long as a tile, one after another: samples (P n, C)."""
    parts = tiling.count
    if parts == 1:
        parts = min(len(samples.values), max(MIN_PARTS, round(len(samples.values) / PIECE_SAMPLES)))
    proxy = _proxy_network(network, parts)
    values = _representative_pieces(samples.values, parts, proxy.tiles)  # (P n, C)
    fraction = proxy.tiles / parts  # of the sound
    steps = max(1, round(schedule.steps * max(LEAST_STEPS, share)))
    coordinates = (2 * np.arange(len(values), dtype=np.float32)[:, None] + 1) / len(values) - 1  # (P n, 1)
    batch = max(proxy.tiles, min(MAX_BATCH, round(schedule.batch_size * fraction)))
    # A narrower network could take a higher learning rate. The full network's is kept, because the proxy has to show
    # what this rate costs a noisy sound.
    matrix_lr = schedule.matrix_lr if proxy.width == network.width else schedule.matrix_lr_for(network.width)
    return _ProxyFit(
        proxy,
        Samples(coordinates.astype(np.float32), values, samples.peak),
        tuple(f * fraction for f in coordinate_scale(medium, tiling)),
        replace(schedule, steps=steps, batch_size=batch, matrix_lr=matrix_lr),
        Tiling((proxy.tiles,)),
        DB_PER_DOUBLING * math.log2(schedule.steps / steps),
    )


def _tile_proxy(
    medium: Medium, samples: Samples, network: Architecture, tiling: Tiling, schedule: Schedule, share: float
) -> _ProxyFit:  # fmt: skip
    """K of a medium's T tiles, from smooth to rough ones, side by side along the last of I axes: samples (K n, C)."""
    wanted = max(1, round(TILE_STEPS * schedule.steps))
    of_one = wanted * schedule.batch_size / tiling.count * network.cost_per_sample  # the work of a tile
    max_work = share * min(MAX_WORK, of_one * min(TILES, tiling.count)) if share < 1 else MAX_WORK
    affordable = max_work / of_one
    count = min(tiling.count, max(FEW_TILES, min(TILES, int(affordable))))  # K
    members = tiling.members(samples.coordinates)  # (T, n), indices of samples
    roughness = np.square(np.diff(samples.values[members], axis=1)).mean(axis=(1, 2))  # (T,)
    smooth_first = roughness.argsort()  # (T,), indices of tiles
    chosen = smooth_first[(2 * np.arange(count) + 1) * tiling.count // (2 * count)]  # (K,), at even quantiles
    offsets = samples.coordinates[members[chosen]] - tiling.centres()[chosen, None]  # (K, n, I)
    coordinates = offsets * np.array(tiling.counts)  # (K, n, I), in [-1, 1] within each tile
    # Along the last axis tile k now moves to [2 k / K - 1, 2 (k + 1) / K - 1].
    coordinates[..., -1] = (coordinates[..., -1] + 2 * np.arange(count)[:, None] + 1) / count - 1
    # The proxy's size along each axis as a fraction of the medium's: one tile of many, along the last axis K of them.
    extent = (*(1 / n for n in tiling.counts[:-1]), count / tiling.counts[-1])
    indices = members[chosen].ravel()  # (K n,)
    batch = max(count, round(schedule.batch_size * count / tiling.count))
    work = min(batch, len(indices)) * network.cost_per_sample
    steps = min(wanted, max(1, int(max_work / work)))
    return _ProxyFit(
        replace(network, tiles=count),
        Samples(coordinates.reshape(len(indices), -1).astype(np.float32), samples.values[indices], samples.peak),
        tuple(f * e for f, e in zip(coordinate_scale(medium, tiling), extent, strict=True)),
        replace(schedule, steps=steps, batch_size=batch),
        Tiling((*(1 for _ in tiling.counts[:-1]), count)),
        DB_PER_DOUBLING * math.log2(wanted / steps),
    )


def _proxy_network(network: Architecture, parts: int) -> Architecture:
    """A stack for some of `parts` equal parts of a sound.

    A network without tiles becomes one network for each piece, with about 1 / parts of its weights.
    """
    count = min(SOUND_PIECES, parts)
    if network.tiles > 1:
        return replace(network, tiles=count)
    return replace(network, width=max(MIN_WIDTH, round(network.width / math.sqrt(parts) / 4) * 4), tiles=count)


def _representative_pieces(values: Floats, parts: int, count: int) -> Floats:
    """Values (count * n, C) of one piece from each of `count` equal sections: the one closest in power to its section.

    A piece is n = N / parts of the N samples long.
    """
    section, length = len(values) // count, len(values) // parts
    power = np.concatenate([[0.0], np.cumsum(np.square(values, dtype=np.float64).mean(axis=1))])  # (N + 1,)
    pieces = []
    for first in range(0, section * count, section):
        starts = np.arange(first, first + section - length + 1, max(1, length // 4))
        of_pieces = np.maximum((power[starts + length] - power[starts]) / length, 1e-12)
        of_section = max((power[first + section] - power[first]) / section, 1e-12)
        start = int(starts[np.abs(np.log(of_pieces / of_section)).argmin()])
        pieces.append(values[start : start + length])
    return np.concatenate(pieces)
