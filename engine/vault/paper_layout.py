"""The paper's own layout (3.3): every secret is a working block of each layer of the stego network.

It is used with protection="paper" only, for the paper's tables and as the control of the attacks: anybody with the file
can read such secrets without the key.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch

from engine.errors import CapacityError
from engine.siren import Architecture, Siren


@dataclass(frozen=True, slots=True)
class Block:
    """The part of one layer of the stego network that one layer of a secret occupies."""

    layer: int
    rows: slice
    cols: slice


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a secret sits: its architecture and the index of its first hidden unit."""

    architecture: Architecture
    offset: int

    def blocks(self, stego: Architecture) -> list[Block]:
        """One block for each layer of the secret (paper, Fig. 2).

        If the secret has more inputs than the stego network, its first layer lies in columns of the first hidden
        matrix; if it has more outputs, its last layer lies in rows of the last hidden matrix.
        """
        secret = self.architecture
        first = int(secret.in_features > stego.in_features)
        blocks = []
        for index, (rows, cols) in enumerate(secret.weight_shapes):
            layer = index + first
            top = self.offset if layer < stego.hidden else 0
            left = self.offset if layer > 0 else 0
            blocks.append(Block(layer, slice(top, top + rows), slice(left, left + cols)))
        return blocks


def hidden_layers(in_features: int, out_features: int, stego: Architecture) -> int:
    """The number of hidden layers of a secret: the stego's, less one for more inputs and less one for more outputs."""
    return stego.hidden - (in_features > stego.in_features) - (out_features > stego.out_features)


def allocate(secrets: list[Architecture], stego: Architecture) -> list[Placement]:
    """Place secrets along the diagonal, in order.  Raises CapacityError if their widths exceed the network's."""
    placements, offset = [], 0
    for secret in secrets:
        placements.append(Placement(secret, offset))
        offset += secret.width
    if offset > stego.width:
        raise CapacityError(
            f"The secrets need {offset} units side by side; the network has {stego.width}.",
            needed=offset,
            available=stego.width,
            width=offset,
        )
    return placements


def insert(stego: Siren, secret: Siren, placement: Placement) -> Siren:
    """The network with the secret's weights and biases in its blocks (equations 3 and 4)."""
    weights, biases = list(stego.weights), list(stego.biases)
    for index, block in enumerate(placement.blocks(stego.architecture)):
        weights[block.layer] = weights[block.layer].clone()
        weights[block.layer][block.rows, block.cols] = secret.weights[index]
        if index < len(secret.biases):
            biases[block.layer] = biases[block.layer].clone()
            biases[block.layer][block.rows] = secret.biases[index]
    return Siren(tuple(weights), tuple(biases))


def extract(stego: Siren, placement: Placement) -> Siren:
    """The inverse of `insert`: the secret's network."""
    blocks = placement.blocks(stego.architecture)
    weights = tuple(stego.weights[b.layer][b.rows, b.cols].clone() for b in blocks)
    return Siren(weights, tuple(stego.biases[b.layer][b.rows].clone() for b in blocks[:-1]))


def trainable(stego: Architecture, placements: list[Placement]) -> Siren:
    """The paper's binary mask: zero in every block, one elsewhere."""
    mask = Siren(
        tuple(torch.ones(shape) for shape in stego.weight_shapes),
        tuple(torch.ones(shape) for shape in stego.bias_shapes),
    )
    for placement in placements:
        blocks = placement.blocks(stego)
        for index, block in enumerate(blocks):
            mask.weights[block.layer][block.rows, block.cols] = 0
            if index < len(blocks) - 1:
                mask.biases[block.layer][block.rows] = 0
    return mask
