"""A15: a trained classifier of files that ignores the order of the units, tested on files it was not trained on."""

from __future__ import annotations

from typing import Final

import numpy as np
import torch
from torch import Tensor, nn

from engine.arrays import Doubles, Flags
from engine.steganalysis.features import Features
from engine.steganalysis.statistics import TINY
from engine.steganalysis.tile import TileFeatures

FOLDS: Final = 5
EPOCHS: Final = 150
MOMENTS: Final = (1, 2, 3, 4)


def unit_features(features: Features) -> Doubles:
    """Features (T n, D, k) of each unit of each hidden layer of each tile, which do not depend on where the unit is."""
    return np.concatenate([_unit_features_of_tile(tile) for tile in features.tiles])


def _unit_features_of_tile(tile: TileFeatures) -> Doubles:
    width, hidden = tile.network.architecture.width, tile.network.architecture.hidden
    layers = []
    for layer in range(hidden):
        incoming = tile.matrices[layer - 1] if layer else tile.network.weights[0].numpy().astype(np.float64)
        last = tile.network.weights[-1].numpy().astype(np.float64)
        outgoing = (tile.matrices[layer] if layer < hidden - 1 else last).T
        moments = [np.mean(np.abs(m) ** p, axis=1) ** (1 / p) for m in (incoming, outgoing) for p in MOMENTS]
        layers.append(np.stack([
            *(np.log(m + TINY) for m in moments), np.abs(tile.biases[layer]), tile.energies[layer],
            np.log(tile.unit_importance[layer] + TINY), tile.bicluster.scores[layer],
            np.abs(incoming).max(axis=1), np.full(width, layer / hidden),
        ], axis=1))  # fmt: skip
    return np.stack(layers)


class Classifier(nn.Module):
    """One network for each unit, mean and max pooling over units, then a head that also sees the attacks' scores."""

    def __init__(self, per_unit: int, per_file: int) -> None:
        super().__init__()
        self.unit = nn.Sequential(nn.Linear(per_unit, 24), nn.GELU(), nn.Linear(24, 24), nn.GELU())
        self.file = nn.Sequential(nn.Linear(48 + per_file, 24), nn.GELU(), nn.Dropout(0.3), nn.Linear(24, 1))

    def forward(self, units: Tensor, scores: Tensor) -> Tensor:
        """Logits (N,) from units (N, M, k) and scores (N, s)."""
        embeddings = self.unit(units)  # (N, M, 24)
        return self.file(torch.cat([embeddings.mean(dim=1), embeddings.amax(dim=1), scores], dim=1))[:, 0]


def cross_validated_logits(units: Doubles, scores: Doubles, labels: Flags) -> Doubles:
    """For each file the logit of a classifier trained on the other folds, standardised within its fold."""
    torch.manual_seed(0)
    x = torch.from_numpy(units.reshape(len(units), -1, units.shape[-1])).float()  # (N, n D, k)
    s, y = torch.from_numpy(scores).float(), torch.from_numpy(labels).float()
    result = np.zeros(len(labels))
    for fold in np.array_split(np.random.default_rng(0).permutation(len(labels)), FOLDS):
        train = np.setdiff1d(np.arange(len(labels)), fold)
        unit_mean, unit_std = x[train].mean(dim=(0, 1)), x[train].std(dim=(0, 1)) + 1e-6
        score_mean, score_std = s[train].mean(dim=0), s[train].std(dim=0) + 1e-6
        x_scaled, s_scaled = (x - unit_mean) / unit_std, (s - score_mean) / score_std
        model = Classifier(x.shape[-1], s.shape[-1])
        adam = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=0.05)
        for _ in range(EPOCHS):
            adam.zero_grad()
            nn.functional.binary_cross_entropy_with_logits(model(x_scaled[train], s_scaled[train]), y[train]).backward()
            adam.step()
        model.eval()
        with torch.no_grad():
            logits = model(x_scaled[fold], s_scaled[fold]).numpy()
        result[fold] = (logits - logits.mean()) / (logits.std() + TINY)
    return result
