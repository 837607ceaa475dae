"""NumPy array types, named after their elements."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
AnyFloats = npt.NDArray[np.floating[Any]]
Bytes = npt.NDArray[np.uint8]
Indices = npt.NDArray[np.int64]
AnyIntegers = npt.NDArray[np.integer[Any]]
Flags = npt.NDArray[np.bool_]
Cells = npt.NDArray[np.uint32]  # cells of the vault: integers modulo the number of levels
Triangles = npt.NDArray[np.int32]  # faces (F, 3) of a mesh: indices of its vertices
AnyArray = npt.NDArray[Any]
