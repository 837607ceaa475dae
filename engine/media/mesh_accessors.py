"""The numbers in a GLB: its accessors, sparse and normalised ones too.  In the helper process."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from engine.arrays import Doubles
from engine.media.wire import Refused

COMPRESSED: Final = {
    "KHR_draco_mesh_compression": "Draco",
    "EXT_meshopt_compression": "meshopt",
    "KHR_meshopt_compression": "meshopt",
}
_NUMBERS: Final = {5120: "i1", 5121: "u1", 5122: "<i2", 5123: "<u2", 5125: "<u4", 5126: "<f4"}
_WIDTHS: Final = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT4": 16}


class Accessors:
    """The accessors of one document, whose bytes are in one buffer."""

    def __init__(self, document: dict[str, Any], binary: bytes) -> None:
        self.document, self.binary = document, binary

    def numbers(self, number: int) -> Doubles:
        """The numbers (N, width) of an accessor: scaled where they are integers that stand for fractions."""
        accessor = self.document["accessors"][number]
        count, width = int(accessor["count"]), _WIDTHS[accessor["type"]]
        kind = np.dtype(_NUMBERS[accessor["componentType"]])
        if "bufferView" in accessor:
            values = self._view(accessor["bufferView"], accessor.get("byteOffset", 0), count, width, kind)
        elif 0 <= count * width <= len(self.binary) * 64:
            values = np.zeros((count, width))
        else:
            raise ValueError("too many numbers")
        if "sparse" in accessor:
            sparse = accessor["sparse"]
            places, changed = sparse["indices"], sparse["values"]
            few = int(sparse["count"])
            index_kind = np.dtype(_NUMBERS[places["componentType"]])
            index = self._view(places["bufferView"], places.get("byteOffset", 0), few, 1, index_kind).ravel()
            values[index.astype(int)] = self._view(
                changed["bufferView"], changed.get("byteOffset", 0), few, width, kind
            )
        if accessor.get("normalized") and kind.kind in "iu":
            values = np.maximum(values / np.iinfo(kind).max, -1.0)
        return values

    def _view(self, number: int, offset: int, count: int, width: int, kind: np.dtype[Any]) -> Doubles:
        view = self.document["bufferViews"][number]
        if any(key in view.get("extensions", {}) for key in COMPRESSED):
            words = "is compressed with meshopt; save it without that compression first"
            raise Refused(words, "compressed-mesh", "meshopt")
        if view.get("buffer", 0) != 0 or count < 0:
            raise ValueError("another buffer")
        size = width * kind.itemsize
        stride = int(view.get("byteStride", 0)) or size
        start = int(view.get("byteOffset", 0)) + int(offset)
        if count == 0:
            return np.zeros((0, width))
        data = np.frombuffer(self.binary, np.uint8)[start:]
        needed = stride * (count - 1) + size
        if start < 0 or stride < size or needed > len(data):
            raise ValueError("cut off")
        rows = np.lib.stride_tricks.as_strided(data, (count, size), (stride, 1), writeable=False)
        result: Doubles = np.ascontiguousarray(rows).view(kind).reshape(count, width).astype(np.float64)
        return result
