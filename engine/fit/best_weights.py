"""Validation after every epoch: the best weights so far, and whether the training diverged."""

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

MAX_ROLLBACKS: Final = 4  # times that a diverged fit goes back to its best weights, at half the learning rate
# An epoch diverged when its loss is not finite, or exceeds two limits at once: this many times the best loss, and twice
# the loss of showing nothing at all. The first limit spares an early epoch, whose best loss is hardly below that of
# showing nothing either. From 2 to 100 the factor makes no difference at learning rates up to 5e-3 (recipes have 2e-3
# at most); with 1,000 a sound of three samples wandered off and ended 15 dB lower.
DIVERGED_FACTOR: Final = 100.0


class BestWeights:
    """The quality of M media epoch by epoch, and a snapshot of the best weights.

    `latest_losses` (M,) and `latest_db` are of the last epoch; `best_db` is of the best epoch, the one with the lowest
    mean loss, and `restore` gives the weights of that epoch.
    """

    def __init__(self, media: Sequence[Samples], network: Siren) -> None:
        self._peaks = [max(samples.peak, 1e-12) for samples in media]
        mean_squares = [float(np.vdot(samples.values, samples.values)) / samples.values.size for samples in media]
        self._diverged_above = 1e-3 + 2 * torch.tensor(mean_squares)  # (M,); 1e-3 for a medium that is silent
        self._rollbacks = 0
        self.restore: Callable[[], Siren] = lambda: network
        self.latest_db = [0.0] * len(media)
        self.reset()
        self.latest_losses = self._best_losses

    def reset(self) -> None:
        """Forget the best quality: from here on the network is another one, for example a quantized one."""
        self._best_losses = torch.full_like(self._diverged_above, math.inf)
        self.best_db = [0.0] * len(self._peaks)

    def losses(self, squared_error: Tensor, values: int) -> Tensor:
        """Mean squared errors (M,) from the sums over each SIREN (T,) of the stack and the number of values in all."""
        count = len(self._peaks)
        return squared_error.detach().cpu().view(count, -1).sum(1) * count / values

    def in_decibels(self, losses: Tensor) -> list[float]:
        """The losses (M,) as PSNR or SNR of each medium; 0 where they are not finite."""
        pairs = zip(self._peaks, losses.tolist(), strict=True)
        return [decibels(peak**2, loss) if math.isfinite(loss) else 0.0 for peak, loss in pairs]

    def accept(self, losses: Tensor, snapshot: Callable[[], Callable[[], Siren]]) -> bool:
        """Validate an epoch: keep its weights if they are the best. False: it diverged; go back by `restore`.

        Raises DivergedError after too many of them.
        """
        self.latest_losses, self.latest_db = losses, self.in_decibels(losses)
        limits = torch.maximum(DIVERGED_FACTOR * self._best_losses, self._diverged_above)
        if not losses.isfinite().all() or (losses > limits).any():
            self._rollbacks += 1
            if self._rollbacks > MAX_ROLLBACKS:
                raise DivergedError("Training failed to converge. Try another recipe.")
            return False
        if losses.mean() < self._best_losses.mean():
            self._best_losses, self.best_db, self.restore = losses, self.latest_db, snapshot()
        return True
