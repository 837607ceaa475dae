"""Judge: how near each medium of a fit is, pass after pass, and the best weights there were."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
import torch
from torch import Tensor

from engine.errors import DivergedError
from engine.media import Samples
from engine.metrics import decibels
from engine.siren import Siren

TRIES: Final = 4  # times a diverged fit goes back to its best weights


class BestWeights:
    """`latest` are the losses of each medium in the last pass, and `decibels` how good that is.

    `best_decibels` are those of the best pass, and `best` gives its weights.
    """

    def __init__(self, media: Sequence[Samples], network: Siren) -> None:
        self._peaks = [max(samples.peak, 1e-12) for samples in media]
        shown_nothing = [float(np.vdot(samples.values, samples.values)) / samples.values.size for samples in media]
        self._nothing = 1e-3 + 2 * torch.tensor(shown_nothing)  # clearly worse than to show nothing at all
        self._tries = 0
        self.best: Callable[[], Siren] = lambda: network
        self.decibels = [0.0] * len(media)
        self.forget()
        self.latest = self._best

    def forget(self) -> None:
        """From here on another network is judged."""
        self._best = torch.full_like(self._nothing, math.inf)
        self.best_decibels = [0.0] * len(self._peaks)

    def losses(self, total: Tensor, seen: int) -> Tensor:
        """Mean squared errors (M,) of all media, from their sums over the networks (T,) and how many values went in."""
        count = len(self._peaks)
        return total.detach().cpu().view(count, -1).sum(1) * count / seen

    def in_decibels(self, losses: Tensor) -> list[float]:
        """How good that is for each of them."""
        found = zip(self._peaks, losses.tolist(), strict=True)
        return [decibels(peak**2, loss) if math.isfinite(loss) else 0.0 for peak, loss in found]

    def goes_on(self, losses: Tensor, snapshot: Callable[[], Callable[[], Siren]]) -> bool:
        """Judge a pass: keep the best weights, or say that the numbers went wrong.  Raises DivergedError."""
        self.latest, self.decibels = losses, self.in_decibels(losses)
        if not losses.isfinite().all() or (losses > torch.maximum(100 * self._best, self._nothing)).any():
            self._tries += 1
            if self._tries > TRIES:
                raise DivergedError("The fit did not settle. Try another recipe.")
            return False
        if losses.mean() < self._best.mean():
            self._best, self.best_decibels, self.best = losses, self.decibels, snapshot()
        return True
