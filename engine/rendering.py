"""A network as a field: what a medium is rebuilt from."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from engine.crew import Crew
from engine.device import threads
from engine.media import Field
from engine.media.medium import Floats
from engine.siren import Siren

PIECE = 1 << 13  # rows evaluated at once


def field(network: Siren, frequency: tuple[float, ...], device: torch.device | None = None) -> Field:
    """The network as a function of unscaled coordinates."""
    placed = network.to(device or "cpu")
    scale = torch.tensor(frequency)

    def evaluate(coordinates: Floats) -> Floats:
        pieces = torch.split(torch.from_numpy(coordinates) * scale, PIECE)
        found: list[Tensor] = [scale] * len(pieces)

        def show(_: int, number: int) -> None:
            found[number] = placed(pieces[number].to(placed.weights[0].device)).cpu()

        with Crew(threads() if placed.weights[0].device.type == "cpu" else 1) as crew:
            crew.share(show, range(len(pieces)))
        return np.asarray(torch.cat(found).numpy(), np.float32)

    return evaluate


def farthest(network: Siren, inputs: Tensor, targets: Tensor) -> float:
    """The largest difference between what the network shows at inputs (N, I), scaled already, and targets (N, O)."""
    pieces = zip(torch.split(inputs, PIECE), torch.split(targets, PIECE), strict=True)
    return max(float((network(x) - y).abs().max()) for x, y in pieces)
