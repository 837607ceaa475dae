"""A network as a field: what a medium is rebuilt from."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from engine.device import threads
from engine.fit.thread_pool import ThreadPool
from engine.media import Field, Tiling
from engine.media.medium import Floats
from engine.siren import Siren

PIECE = 1 << 13  # rows evaluated at once
EXACT = 0.47  # of a step of 255: half of one, less what other orders of summing may change
FEW = 1e-3  # of all values


def field(
    network: Siren, frequency: tuple[float, ...], device: torch.device | None = None, tiling: Tiling | None = None
) -> Field:
    """The network as a function of unscaled coordinates; of a stack, each in its tile of the tiling."""
    placed, outputs = network.to(device or "cpu"), network.architecture.out_features
    tiles = tiling or Tiling.whole(network.architecture.in_features)
    networks, scale = [placed.tile(number) for number in range(tiles.number)], np.asarray(frequency, np.float32)
    centres = tiles.centres()

    def evaluate(coordinates: Floats) -> Floats:
        shown = np.empty((len(coordinates), outputs), np.float32)
        tile = tiles.tiles(coordinates)
        order, sizes = np.argsort(tile, kind="stable"), np.bincount(tile, minlength=tiles.number)
        pieces = [
            (number, rows)
            for number, members in enumerate(np.split(order, np.cumsum(sizes)[:-1]))
            for rows in np.split(members, range(PIECE, len(members), PIECE))
        ]

        def show(_: int, piece: tuple[int, npt.NDArray[np.int64]]) -> None:
            number, rows = piece
            inputs = torch.from_numpy((coordinates[rows] - centres[number]) * scale)
            shown[rows] = networks[number](inputs.to(placed.weights[0].device)).cpu().numpy()

        with ThreadPool(threads() if placed.weights[0].device.type == "cpu" else 1) as crew:
            crew.share(show, pieces)
        return shown

    return evaluate


def exact(network: Siren, inputs: Tensor, targets: Tensor, peak: float, lately: Tensor) -> bool:
    """Whether every value shown at inputs (N, I), scaled already, rounds to that of 256 its target (N, O) is.

    `lately` (N, O) is what was shown there: where that is far off no closer look is taken.
    """
    limit = EXACT * peak / 255
    if float(((lately - targets).abs() > limit).float().mean()) > FEW:
        return False
    pieces = zip(torch.split(inputs, PIECE), torch.split(targets, PIECE), strict=True)
    return all(float((network(x) - y).abs().max()) < limit for x, y in pieces)
