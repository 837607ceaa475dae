"""The pose in which a file shows a mesh: bent by its morph targets, and by the joints of its skin.  In the helper."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.arrays import Doubles, Indices

MAX_TARGETS = 1024


def morphed(points: Doubles, targets: Sequence[Doubles], weights: Sequence[float]) -> Doubles:
    """Points (N, 3), each moved by its displacements (N, 3) times the weights of these."""
    result = points.copy()
    for target, weight in zip(targets, weights, strict=False):
        result[:, :3] += float(weight) * target[:, :3]
    return result


def skinned(points: Doubles, joints: Indices, weights: Doubles, matrices: Doubles) -> Doubles:
    """Points (N, 3) where the joints (N, K) that hold them are, by `weights` (N, K) and `matrices` (J, 4, 4)."""
    if (
        len(joints) != len(points)
        or weights.shape != joints.shape
        or not 0 <= joints.min() <= joints.max() < len(matrices)
    ):
        raise ValueError("joints that are not there")
    shares = weights / np.maximum(weights.sum(axis=1, keepdims=True), 1e-9)
    result = np.zeros((len(points), 3))
    for column in range(joints.shape[1]):
        of_each = matrices[joints[:, column]]
        result += shares[:, column : column + 1] * (
            np.einsum("nij,nj->ni", of_each[:, :3, :3], points[:, :3]) + of_each[:, :3, 3]
        )
    return result
