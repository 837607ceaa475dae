"""How long a fit takes and how large its steps are."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

# Muon's learning rate: 0.18 over the width, and 2e-3 at most. With 1.5e-3 at a width of 224 two hard photos came to
# 40.6 and 43.1 dB, with 0.8e-3 to 47.5 and 44.8. Below a width of 128 even 2e-3 is hardly too large.
MATRIX_LR: Final = 0.18
MAX_MATRIX_LR: Final = 2e-3
# Where Muon orthogonalises the blocks around a vault each by itself: with 2, 1.4 and 1e-3 a photo came to 30.4, 31.1
# and 31.4 dB (width 88, vault 70), with 2, 1.4 and 0.8e-3 to 29.9, 30.4 and 29.9 (128 and 120).
MAX_BLOCK_LR: Final = 1.3e-3


@dataclass(frozen=True, slots=True)
class Schedule:
    """Learning rates fall in a straight line to zero over `steps` or `seconds`, whichever is over first.

    The quality rises mostly while the learning rate falls, so the end is planned from the start. Two options end a
    fit earlier: it stops at `target_db`; it goes down to a learning rate of zero in a few more steps once `plateau_db`
    is reached, where nobody sees or hears an improvement. An `exact` fit trains in half of its time, and then
    solves tile after tile until every 8-bit value is right.
    """

    steps: float  # math.inf: as many as `seconds` allow
    seconds: float = math.inf
    target_db: float = math.inf
    plateau_db: float = math.inf
    batch_size: int = 4096
    matrix_lr: float | None = None  # of Muon; None: the one that suits the width
    adam_lr: float = 1e-3
    exact: bool = False

    def matrix_lr_for(self, width: int, *, in_blocks: bool = False) -> float:
        """Muon's learning rate in a network of this width, all of whose weights it moves, or blocks of them."""
        most = MAX_BLOCK_LR if in_blocks else MAX_MATRIX_LR
        return min(most, MATRIX_LR / width) if self.matrix_lr is None else self.matrix_lr

    @property
    def training_share(self) -> float:
        """The share of the fit in which the network is trained."""
        return 0.5 if self.exact else 1.0
