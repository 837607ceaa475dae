"""A Transformer that reads the weights: its tokens are the units of a tile, and their order makes no difference.

A token is a unit's incoming and outgoing weights, each sorted by size, and its bias. Two units of neighbouring layers
attend to one another by what the weight between them is. So the order in which a key puts the units changes nothing.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import torch
from torch import Tensor, nn

from engine.arrays import Doubles, Indices
from engine.siren import Siren

WIDTH: Final = 24  # of a token
HEADS: Final = 2
EPOCHS: Final = 18
BATCH: Final = 8  # tiles
EDGE_FEATURES: Final = 3
Inputs = tuple[Tensor, Tensor, Tensor]  # tokens (T, n D, k), weights (T, n - 1, D, D), layer of each token (n D)


def inputs_of(network: Siren) -> Inputs:
    """What the Transformer reads of a file; each layer's weights count relative to their root mean square."""
    architecture = network.architecture
    tiles, width, hidden = architecture.tiles, architecture.width, architecture.hidden
    weights = [weight.reshape(tiles, *weight.shape[-2:]) for weight in network.weights]
    biases = [bias.reshape(tiles, -1) for bias in network.biases]
    scaled = [weight / weight.square().mean().sqrt() for weight in weights]
    tokens = []
    for layer in range(hidden):
        rows, columns = scaled[layer], scaled[layer + 1].transpose(1, 2)  # (T, D, in), (T, D, out)
        sides = [nn.functional.pad(side.sort(dim=-1).values, (0, width - side.shape[-1])) for side in (rows, columns)]
        bias = biases[layer] / biases[layer].square().mean().sqrt()
        tokens.append(torch.cat([*sides, bias[..., None], bias.abs()[..., None]], dim=-1))
    return torch.cat(tokens, dim=1), torch.stack(scaled[1:-1], dim=1), torch.arange(hidden).repeat_interleave(width)


def stacked(files: list[Inputs]) -> Inputs:
    """Files as one batch: tokens (N, T, n D, k), weights (N, T, n - 1, D, D), layers (n D)."""
    return torch.stack([f[0] for f in files]), torch.stack([f[1] for f in files]), files[0][2]


class Block(nn.Module):
    """Attention of all units to all, with a term for the weight between two of them, and a step of their own."""

    def __init__(self) -> None:
        super().__init__()
        self.before, self.between = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.projections = nn.Linear(WIDTH, 3 * WIDTH)
        self.edge = nn.Linear(EDGE_FEATURES, 2 * HEADS)  # for the unit below, and for the unit above
        self.out = nn.Linear(WIDTH, WIDTH)
        self.own = nn.Sequential(nn.Linear(WIDTH, 2 * WIDTH), nn.GELU(), nn.Linear(2 * WIDTH, WIDTH))

    def forward(self, tokens: Tensor, weights: Tensor) -> Tensor:
        """Tokens (B, M, WIDTH) after this block."""
        queries, keys, values = (
            part.unflatten(-1, (HEADS, -1)).transpose(1, 2)
            for part in self.projections(self.before(tokens)).chunk(3, dim=-1)
        )
        mixed = nn.functional.scaled_dot_product_attention(queries, keys, values, attn_mask=self._edges(weights))
        tokens = tokens + self.out(mixed.transpose(1, 2).flatten(2))
        return tokens + self.own(self.between(tokens))

    def _edges(self, weights: Tensor) -> Tensor:
        """What is added to the attention (B, HEADS, M, M) where a weight joins two units."""
        batch, matrices, width, _ = weights.shape
        terms = self.edge(torch.stack([weights, weights.abs(), weights.square()], dim=-1))  # (B, n - 1, D, D, 2 HEADS)
        up, down = terms.permute(0, 4, 1, 2, 3).chunk(2, dim=1)  # (B, HEADS, n - 1, D, D)
        units = (matrices + 1) * width
        grid = weights.new_zeros(batch, HEADS, matrices + 1, width, matrices + 1, width)
        for below in range(matrices):
            grid[:, :, below + 1, :, below] = up[:, :, below]
            grid[:, :, below, :, below + 1] = down[:, :, below].transpose(-1, -2)
        return grid.reshape(batch, HEADS, units, units)


class WeightTransformer(nn.Module):
    """Two blocks, the mean and the largest over the units, and a class for the tile."""

    def __init__(self, features: int, hidden: int, classes: int) -> None:
        super().__init__()
        self.embed, self.layer = nn.Linear(features, WIDTH), nn.Embedding(hidden, WIDTH)
        self.blocks = nn.ModuleList([Block(), Block()])
        self.head = nn.Sequential(
            nn.Linear(2 * WIDTH, WIDTH), nn.GELU(), nn.Dropout(0.2), nn.Linear(WIDTH, classes)
        )  # fmt: skip

    def forward(self, tokens: Tensor, weights: Tensor, layers: Tensor) -> Tensor:
        """Log odds (B, classes) of tiles."""
        x = self.embed(tokens) + self.layer(layers)
        for block in self.blocks:
            x = block(x, weights)
        return self.head(torch.cat([x.mean(dim=1), x.amax(dim=1)], dim=1))


def held_out_log_odds(inputs: Inputs, labels: Indices, groups: Indices, epochs: int = EPOCHS) -> Doubles:
    """For each file the log odds (N, classes) of a Transformer trained on the other groups, the mean over its tiles.

    A file with the label -1 is tested and never trained on. In each epoch one random tile stands for each file.
    """
    torch.manual_seed(0)
    tokens, weights, layers = inputs
    classes, tiles = int(labels.max()) + 1, tokens.shape[1]
    targets = torch.from_numpy(labels)
    result = np.zeros((len(labels), classes))
    for group in np.unique(groups):
        train = torch.from_numpy(np.flatnonzero((groups != group) & (labels >= 0)))
        test = np.flatnonzero(groups == group)
        counts = torch.bincount(targets[train], minlength=classes)
        balance = len(train) / classes / counts.clamp(min=1)  # rare classes count as much as frequent ones
        model = WeightTransformer(tokens.shape[-1], int(layers.max()) + 1, classes)
        adam = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=0.05)
        steps = epochs * -(-len(train) // BATCH)
        rates = torch.optim.lr_scheduler.OneCycleLR(adam, 3e-3, total_steps=steps)
        for _ in range(epochs):
            for files in train[torch.randperm(len(train))].split(BATCH):
                tile = torch.randint(tiles, files.shape)
                adam.zero_grad()
                outputs = model(tokens[files, tile], weights[files, tile], layers)
                nn.functional.cross_entropy(outputs, targets[files], weight=balance).backward()
                adam.step()
                rates.step()
        model.eval()
        with torch.no_grad():
            for index in test:
                result[index] = model(tokens[index], weights[index], layers).log_softmax(dim=1).mean(dim=0).numpy()
    return result
