"""How much there is to say about a medium: the N-term approximation in the cosine basis."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt


def coefficients_for(lattice: npt.NDArray[np.floating[Any]], axes: int, mean_square: float) -> int:
    """How many cosine coefficients it takes so that what is left out has at most this mean square.

    `lattice` holds raw values, its first `axes` axes are those of the medium and the last may be channels.
    The transform is orthonormal, so the largest coefficients are the best ones and their squares are energy.
    """
    energy = _energy(lattice, axes)
    # Summed from the smallest up, so that the many small ones are not rounded away.
    truncation_error = np.cumsum(energy, dtype=np.float64)
    return max(1, int(energy.size - np.searchsorted(truncation_error, mean_square * energy.size, side="right")))


def truncation_error(lattice: npt.NDArray[np.floating[Any]], axes: int, count: int) -> float:
    """The mean square of what the `count` largest coefficients leave out."""
    energy = _energy(lattice, axes)
    return float(energy[: max(0, energy.size - count)].sum(dtype=np.float64)) / energy.size


def decorrelated(lattice: npt.NDArray[np.floating[Any]]) -> npt.NDArray[np.floating[Any]]:
    """The same values with the last axis, their channels, turned so that none tells of another (Karhunen-Loeve).

    A grey picture saved in colours has no more to say so, and one in colours hardly twice as much.
    """
    channels = lattice.reshape(-1, lattice.shape[-1]).astype(np.float32)
    if len(channels) == 1:
        return lattice
    # A turn leaves every square error what it was.
    _, axes = np.linalg.eigh(np.cov(channels, rowvar=False).reshape(lattice.shape[-1], -1))
    return (channels @ axes.astype(np.float32)).reshape(lattice.shape)


def _energy(lattice: npt.NDArray[np.floating[Any]], axes: int) -> npt.NDArray[np.float32]:
    """The squares of all coefficients, from the smallest up."""
    from scipy.fft import dctn  # 0.3 s to import, and few programs' runs need it

    spectrum = dctn(lattice.astype(np.float32), axes=tuple(range(axes)), norm="ortho")
    return np.sort(np.square(spectrum, dtype=np.float32).ravel())
