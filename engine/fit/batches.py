"""Batches: the samples of a fit, tile by tile, a few at a time and in an order that is new in every pass."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import torch
from torch import Tensor

from engine.device import profile_of
from engine.media import Samples, Tiling

OF_WIDTH: Final = 128  # so many rows; elsewhere more of narrower networks, for as much memory


def batch_on(device: torch.device, batch: int) -> int:
    """How many samples a step has there, of a schedule with such a batch."""
    return batch * profile_of(device).batch_factor


def rows_at_once(device: torch.device, width: int) -> int:
    """How many samples pass through networks so wide together."""
    return profile_of(device).chunk * (1 if device.type == "cpu" else max(1, OF_WIDTH // width))


class Batches:
    """`inputs` (T, n, I), scaled and counted from the middle of each of the T tiles, and `targets` (T, n, O).

    T counts the tiles of all media, each of as many samples and with a frequency of its own. A batch has about `each`
    samples of every medium, as many of each tile, and all of a pass are equally large, `size` in all: a step is as
    long whatever its batch, so a remainder of a few samples would undo what the others found (coins: 33 dB, 59
    without). `members` (T, n) says which sample each of them is, counted through all media.
    """

    def __init__(
        self, media: Sequence[Samples], frequencies: Sequence[tuple[float, ...]], tiling: Tiling, each: int,
        generator: torch.Generator,
    ) -> None:  # fmt: skip
        parts, before = [], 0
        for samples, frequency in zip(media, frequencies, strict=True):
            which = tiling.members(samples.coordinates)
            centred = samples.coordinates[which] - tiling.centres()[:, None]
            parts.append((which + before, centred * np.asarray(frequency, np.float32), samples.values[which]))
            before += len(samples.values)
        self.members, self.inputs, self.targets = (
            torch.from_numpy(part[0] if len(part) == 1 else np.concatenate(part))  # no second copy of a long film
            for part in zip(*parts, strict=True)
        )
        self._generator = generator
        rows = self.members.shape[1]  # of each tile
        self._count = min(rows, max(1, round(rows * tiling.number / each)))
        self.size = -(-rows // self._count) * len(self.members)

    def place(self, device: torch.device) -> None:
        """Put everything on the device; a pass has to be begun."""
        self.members, self.inputs, self.targets = (t.to(device) for t in (self.members, self.inputs, self.targets))
        if device.type == "cuda":  # which shuffles faster than it can be told an order
            seed = int(torch.randint(1 << 62, (), generator=self._generator))
            self._generator = torch.Generator(device).manual_seed(seed)

    def shuffle(self) -> None:
        """A new pass over the samples, in a new order: contiguous batches are what memory likes."""
        self._order, self._x, self._y, self._number = self.members, self.inputs, self.targets, 0
        if self._count > 1:
            place = self._generator.device
            order = torch.randperm(self.members.shape[1], generator=self._generator, device=place).to(self._x.device)
            self._order, self._x, self._y = self._order[:, order], self._x[:, order], self._y[:, order]

    @property
    def over(self) -> bool:
        """Whether the pass has come to its end."""
        return self._number >= self._count

    def advance(self) -> None:
        """On to the next batch."""
        self._number += 1

    @property
    def current(self) -> tuple[Tensor, Tensor, Tensor]:
        """This batch: which samples they are (T, B), inputs (T, B, I) and targets (T, B, O)."""
        whole = self._order.shape[1]
        rows = slice(self._number * whole // self._count, (self._number + 1) * whole // self._count)
        return self._order[:, rows], self._x[:, rows], self._y[:, rows]
