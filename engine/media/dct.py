"""How much content a medium has: its N-term approximation in the discrete cosine basis."""

from __future__ import annotations

import numpy as np

from engine.arrays import AnyFloats, Floats


def coefficients_for(lattice: AnyFloats, axes: int, mean_square: float) -> int:
    """The smallest number of cosine coefficients whose approximation has at most this mean squared error.

    `lattice` holds raw values. Its first `axes` axes are those of the medium, and the last may be channels.
    The transform is orthonormal, so the best coefficients are the largest, and their squares are energy.
    """
    energy = _energy(lattice, axes)
    # Summed from the smallest up, so that the many small ones are not rounded away.
    errors = np.cumsum(energy, dtype=np.float64)
    return max(1, int(energy.size - np.searchsorted(errors, mean_square * energy.size, side="right")))


def truncation_error(lattice: AnyFloats, axes: int, count: int) -> float:
    """The mean squared error of the approximation by the `count` largest coefficients."""
    energy = _energy(lattice, axes)
    return float(energy[: max(0, energy.size - count)].sum(dtype=np.float64)) / energy.size


def decorrelated(lattice: AnyFloats) -> AnyFloats:
    """The same values with the channels, their last axis, rotated onto their principal axes (Karhunen-Loeve).

    A grey picture saved in colour then counts as grey, and a colour picture as hardly twice a grey one.
    """
    channels = lattice.reshape(-1, lattice.shape[-1]).astype(np.float32)
    if len(channels) == 1:
        return lattice
    # A rotation changes no squared error.
    _, axes = np.linalg.eigh(np.cov(channels, rowvar=False).reshape(lattice.shape[-1], -1))
    return (channels @ axes.astype(np.float32)).reshape(lattice.shape)


def _energy(lattice: AnyFloats, axes: int) -> Floats:
    """The squares of all coefficients in ascending order."""
    from scipy.fft import dctn  # 0.3 s to import, and only planning and the attacks need it

    spectrum = dctn(lattice.astype(np.float32), axes=tuple(range(axes)), norm="ortho")
    return np.sort(np.square(spectrum, dtype=np.float32).ravel())
