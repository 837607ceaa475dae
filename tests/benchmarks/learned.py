"""A15: a learned classifier of files that no order of the units can mislead, judged on files it has not seen."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from engine.steganalysis.features import Features
from engine.steganalysis.statistics import TINY

Floats = npt.NDArray[np.float64]
FOLDS: Final = 5
ROUNDS: Final = 150
CELL_MOMENTS: Final = (1, 2, 3, 4)


def raw(look: Features) -> Floats:
    """Numbers of each unit of each hidden layer (n, D, k), which go with the unit wherever it is moved."""
    width, hidden = look.arch.width, look.arch.hidden
    rows = []
    for layer in range(hidden):
        into = look.matrices[layer - 1] if layer else look.network.weights[0].numpy().astype(np.float64)
        out = look.matrices[layer].T if layer < hidden - 1 else look.network.weights[-1].numpy().astype(np.float64).T
        moments = [np.mean(np.abs(m) ** p, axis=1) ** (1 / p) for m in (into, out) for p in CELL_MOMENTS]
        rows.append(np.stack([
            *(np.log(m + TINY) for m in moments), np.abs(look.biases[layer]), np.log(look.effects[layer] + TINY),
            look.chain.scores[layer], np.abs(into).max(axis=1), np.full(width, layer / hidden),
        ], axis=1))  # fmt: skip
    return np.stack(rows)


class Classifier(nn.Module):
    """Each unit through one small network, all units pooled by mean and largest, with the attacks' own scores."""

    def __init__(self, of_unit: int, of_file: int) -> None:
        super().__init__()
        self.unit = nn.Sequential(nn.Linear(of_unit, 24), nn.GELU(), nn.Linear(24, 24), nn.GELU())
        self.file = nn.Sequential(nn.Linear(48 + of_file, 24), nn.GELU(), nn.Dropout(0.3), nn.Linear(24, 1))

    def forward(self, units: Tensor, scores: Tensor) -> Tensor:
        """Logits (N) from units (N, M, k) and scores (N, s)."""
        found = self.unit(units)
        return self.file(torch.cat([found.mean(dim=1), found.amax(dim=1), scores], dim=1))[:, 0]


def held_out(units: Floats, scores: Floats, labels: npt.NDArray[np.bool_]) -> Floats:
    """For each file the logit of a classifier that was trained without it, in deviations of its fold."""
    torch.manual_seed(0)
    x = torch.from_numpy(units.reshape(len(units), -1, units.shape[-1])).float()
    s, y = torch.from_numpy(scores).float(), torch.from_numpy(labels).float()
    found = np.zeros(len(labels))
    for fold in np.array_split(np.random.default_rng(0).permutation(len(labels)), FOLDS):
        train = np.setdiff1d(np.arange(len(labels)), fold)
        means, spreads = x[train].mean(dim=(0, 1)), x[train].std(dim=(0, 1)) + 1e-6
        of_scores, spread_scores = s[train].mean(dim=0), s[train].std(dim=0) + 1e-6
        inside, beside = (x - means) / spreads, (s - of_scores) / spread_scores
        model = Classifier(x.shape[-1], s.shape[-1])
        adam = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=0.05)
        for _ in range(ROUNDS):
            adam.zero_grad()
            nn.functional.binary_cross_entropy_with_logits(model(inside[train], beside[train]), y[train]).backward()
            adam.step()
        model.eval()
        with torch.no_grad():
            logits = model(inside[fold], beside[fold]).numpy()
        found[fold] = (logits - logits.mean()) / (logits.std() + TINY)
    return found
