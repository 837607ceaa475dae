"""The samples of a fit in batches: an epoch shows each of them once, in a new random order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from engine.arrays import Floats, Indices
from engine.device import profile_of
from engine.media import Samples, Tiling
from engine.waiting import cancellation_point

# A device's chunk size is meant for this width; other networks get chunks of as much memory.
REFERENCE_WIDTH: Final = 128
# By the axes of a lattice: how many samples beyond its borders a tile is trained on, and how many times more than
# others those on both sides of a border occur. Then errors jump there no more than elsewhere: of skin and a sky by 0.9
# and 1.2 times as much, where they jumped by 1.3 and 2.7, for 0.4 dB.
HALO: Final = {1: (8, 2), 2: (1, 2), 3: (1, 0)}


def batch_size_on(device: torch.device, batch_size: int) -> int:
    """How many samples a step takes on this device, where the schedule says `batch_size`."""
    return batch_size * profile_of(device).batch_factor


def chunk_size_on(device: torch.device, width: int) -> int:
    """How many samples go through networks of this width at once: a batch is cut into chunks of about this size."""
    size = profile_of(device).chunk_size
    return size * REFERENCE_WIDTH // width if device.type == "cpu" else size * max(1, REFERENCE_WIDTH // width)


class Batches:
    """The training samples of M media, tile by tile, and what the networks gave for them (`outputs`).

    Inputs are coordinates from the centre of their tile, times the scale of their medium. `sample_index` (n, T) says
    which sample each of the T tiles has at each of n places, counted through all media. Each of the `sample_count`
    samples is named once: what a tile has of its neighbours (the halo), or a second time, is counted as the sample
    after the last one. A batch has about `batch_size` samples of every medium, equally many of each tile, and at most
    `largest_batch` in all.

    All batches of an epoch have equal size. A small last batch would get a full-size step and undo the progress (coins:
    33 dB with it, 59 without).

    There is no iterator on purpose: a step that runs out of memory takes the same `current` batch again, in smaller
    chunks. Only `advance`, after a step that succeeded, moves on to the next one.
    """

    def __init__(
        self, media: Sequence[Samples], coordinate_scales: Sequence[tuple[float, ...]], tiling: Tiling, batch_size: int,
        generator: torch.Generator, *, halo: bool = True,
    ) -> None:  # fmt: skip
        parts, offset = [], 0
        self.sample_count = sum(len(samples.values) for samples in media)
        for samples, scale in zip(media, coordinate_scales, strict=True):
            cancellation_point()
            borders = _borders(samples) if halo else ()
            index = tiling.members(samples.coordinates, *borders)  # (T, n) of this medium
            cancellation_point()
            inputs, targets = tile_samples(samples, scale, tiling, index)
            named = np.where(
                _one_of_each(index, tiling.tile_of(samples.coordinates)), index + offset, self.sample_count
            )
            parts.append((named, inputs, targets))
            offset += len(samples.values)
        # Places come first: then whole rows are shuffled, in a tenth of the time.
        self.sample_index, self.inputs, self.targets = (
            torch.from_numpy(np.concatenate([np.swapaxes(p, 0, 1) for p in part], axis=1))
            for part in zip(*parts, strict=True)
        )  # (n, T), (n, T, I), (n, T, O)
        self.outputs = torch.zeros_like(self.targets)
        self._generator = generator
        places, tiles = self.sample_index.shape
        self._batch_count = min(places, max(1, round(places * tiling.count / batch_size)))  # batches of an epoch
        self.largest_batch = -(-places // self._batch_count) * tiles

    def to(self, device: torch.device) -> None:
        """Move all samples to the device; the epoch has to be started again."""
        self._rearrange(lambda tensor: tensor.to(device))
        if device.type == "cuda":  # a GPU shuffles faster than an order can be copied to it
            seed = int(torch.randint(1 << 62, (), generator=self._generator))
            self._generator = torch.Generator(device).manual_seed(seed)

    def start_epoch(self) -> None:
        """Shuffle the samples and begin with the first batch.  Copies, because contiguous batches are read faster."""
        self._batch_index = 0
        if self._batch_count > 1:
            device = self._generator.device
            order = torch.randperm(len(self.inputs), generator=self._generator, device=device).to(self.inputs.device)
            self._rearrange(lambda tensor: tensor.index_select(0, order))

    def _rearrange(self, change: Callable[[Tensor], Tensor]) -> None:
        self.sample_index, self.inputs, self.targets, self.outputs = map(
            change, (self.sample_index, self.inputs, self.targets, self.outputs)
        )

    def squared_error(self) -> Tensor:
        """The squared error (T,) of what each tile's own samples had as outputs when they last were in a batch."""
        own = (self.sample_index < self.sample_count).unsqueeze(-1)  # (n, T, 1)
        return (self.outputs - self.targets).mul_(own).square_().sum((0, 2))

    def shown(self) -> Tensor:
        """The outputs (N, O) of all samples in their own order, each as it was when it last was in a batch."""
        shown = self.outputs.new_zeros(self.sample_count + 1, self.outputs.shape[-1])
        shown[self.sample_index] = self.outputs
        return shown[:-1]

    def show(self, values: Tensor) -> None:
        """Set the outputs (N, O) of all samples."""
        self.outputs = torch.cat([values, torch.zeros_like(values[:1])]).to(self.outputs)[self.sample_index]

    @property
    def exhausted(self) -> bool:
        """Whether the epoch is over: every sample was in a batch."""
        return self._batch_index >= self._batch_count

    def advance(self) -> None:
        """Go on to the next batch."""
        self._batch_index += 1

    @property
    def current(self) -> tuple[Tensor, Tensor, Tensor]:
        """The batch at hand: inputs (T, B, I), targets (T, B, O) and the place for the outputs (T, B, O)."""
        start, stop = (i * len(self.inputs) // self._batch_count for i in (self._batch_index, self._batch_index + 1))
        inputs, targets, outputs = (t[start:stop].transpose(0, 1) for t in (self.inputs, self.targets, self.outputs))
        return inputs, targets, outputs


def tile_samples(samples: Samples, scale: tuple[float, ...], tiling: Tiling, index: Indices) -> tuple[Floats, Floats]:
    """The inputs (T, n, I) and targets (T, n, O) of each tile's samples `index` (T, n)."""
    centred = samples.coordinates[index] - tiling.centres()[:, None]
    return centred * np.asarray(scale, np.float32), samples.values[index]


def _borders(samples: Samples) -> tuple[tuple[float, ...], int]:
    """The margin and the repeats for `Tiling.members`; a medium that is no lattice has none."""
    if not samples.spacing:
        return (), 0
    points, repeats = HALO[len(samples.spacing)]
    return tuple(points * spacing * (1 + 1e-3) for spacing in samples.spacing), repeats  # beyond rounding errors


def _one_of_each(index: Indices, tile_of: Indices) -> npt.NDArray[np.bool_]:
    """True for one entry of `index` (T, n) for each sample, in the tile (N,) that the sample lies in."""
    own = np.flatnonzero(tile_of[index] == np.arange(len(index))[:, None])  # positions in the flat index
    first = np.zeros(index.size, bool)
    position = np.zeros(len(tile_of), np.int64)
    position[index.ravel()[own]] = own
    first[position] = True
    return first.reshape(index.shape)
