"""A SIREN as a field, from which its medium is rendered."""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
import torch

from engine.arrays import Floats, Indices
from engine.device import thread_count
from engine.fit.thread_pool import ThreadPool
from engine.media import Field, Tiling
from engine.siren import Siren

CHUNK_SIZE: Final = 1 << 13  # coordinates evaluated at once
MAX_ACTIVATIONS: Final = 1 << 21  # of a layer at once in each thread: 8 MB, also for the widest network of a file


def siren_field(
    network: Siren,
    coordinate_scale: tuple[float, ...],
    device: torch.device | None = None,
    tiling: Tiling | None = None,
    blended: tuple[int, ...] = (),
) -> Field:
    """The network as a function from coordinates (N, I), not scaled yet, to values (N, O).

    Of a stack every SIREN is evaluated in its tile of the tiling. With the shape of the lattice it was fitted on in
    `blended`, tiles are cross-faded between the lattice's points: each is exact at the points, and a step between them
    would be seen in a medium that is rendered larger.
    """
    network, tiling = network.to(device or "cpu"), tiling or Tiling.single(network.architecture.in_features)
    siren_of, outputs = cache(network.tile), network.architecture.out_features  # a field may never be evaluated
    centres, scale = tiling.centres(), np.asarray(coordinate_scale, np.float32)  # (T, I), (I,)
    network_device = network.weights[0].device
    size = max(1, min(CHUNK_SIZE, MAX_ACTIVATIONS // network.architecture.width))

    def evaluate(coordinates: Floats) -> Floats:
        if not blended or tiling.count == 1:
            return evaluate_in(tiling.tile_of(coordinates), coordinates)
        values = np.zeros((len(coordinates), outputs), np.float32)
        for rows, tiles, weights in tiling.blend(coordinates, blended):
            values[rows] += weights[:, None] * evaluate_in(tiles, coordinates[rows])
        return values

    def evaluate_in(tile_of: Indices, coordinates: Floats) -> Floats:
        """The values (N, O) that the tiles `tile_of` (N,) have at the coordinates (N, I)."""
        values = np.empty((len(coordinates), outputs), np.float32)
        order, sizes = np.argsort(tile_of, kind="stable"), np.bincount(tile_of, minlength=tiling.count)
        chunks = [
            (tile, rows)
            for tile, members in enumerate(np.split(order, np.cumsum(sizes)[:-1]))
            for rows in np.split(members, range(size, len(members), size))
        ]

        def evaluate_chunk(_: int, chunk: tuple[int, Indices]) -> None:
            tile, rows = chunk
            inputs = torch.from_numpy((coordinates[rows] - centres[tile]) * scale)  # (B, I)
            values[rows] = siren_of(tile)(inputs.to(network_device)).cpu().numpy()

        with ThreadPool(thread_count() if network_device.type == "cpu" else 1) as pool:
            pool.map(evaluate_chunk, chunks)
        return values

    return evaluate
