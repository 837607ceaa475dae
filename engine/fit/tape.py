"""A tape: kernels that run one after another, tile after tile, without Python and without its lock."""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from engine.fit.kernel_writer import FACTORS, NUMBERS, RECORD, TENSORS
from engine.fit.kernels import kernels


@dataclass(frozen=True, slots=True)
class Operand:
    """What a kernel knows of a tensor (T, ...): its number, and shape, strides and first element of a tile's part."""

    slot: int
    tile_stride: int
    shape: tuple[int, ...]
    strides: tuple[int, ...]
    offset: int = 0

    @property
    def transposed(self) -> Operand:
        """The same matrix the other way round."""
        return replace(self, shape=self.shape[::-1], strides=self.strides[::-1])

    def part(self, *axes: slice) -> Operand:
        """The part that slices without a step say."""
        ranges = [range(size)[axis] for size, axis in zip(self.shape, axes, strict=True)]
        offset = sum(r.start * stride for r, stride in zip(ranges, self.strides, strict=True))
        return replace(self, shape=tuple(map(len, ranges)), offset=self.offset + offset)


class Tape:
    """Kernels of tensors by name: recorded once, then run with any tensors of these names, shapes and strides.

    The first axis of a tensor is that of the tiles. A call from Python to each kernel would take as long as the kernel
    itself where two threads want the interpreter.
    """

    def __init__(self, tensors: Mapping[str, Tensor]) -> None:
        self._operands = {
            name: Operand(slot, tensor.stride(0), tuple(tensor.shape[1:]), tensor.stride()[1:])
            for slot, (name, tensor) in enumerate(tensors.items())
        }
        self._records: list[list[int]] = []

    def __getitem__(self, name: str) -> Operand:
        return self._operands[name]

    def record(self, kernel: str, operands: Sequence[Operand], numbers: Sequence[int], *factors: float) -> None:
        """Append a kernel: its operands, numbers and factors."""
        fields = [field for o in operands for field in (o.slot, o.tile_stride, o.offset)]
        fields += [0] * (3 * TENSORS - len(fields))
        bits = [struct.unpack("i", struct.pack("f", factor))[0] for factor in factors]
        tail = [0] * (NUMBERS - len(numbers)), bits, [0] * (FACTORS - len(factors))
        self._records.append([kernels()(kernel), *fields, *numbers, *chain(*tail)])

    def run(self, tensors: Mapping[str, Tensor], tiles: int) -> None:
        """Run all kernels for one tile after the other."""
        table = np.array([tensors[name].data_ptr() for name in self._operands], np.int64)
        self._run(self._recorded.ctypes.data, len(self._recorded), table.ctypes.data, tiles)

    @cached_property
    def _recorded(self) -> npt.NDArray[np.int64]:
        return np.array(self._records, np.int64).reshape(-1, RECORD)

    @cached_property
    def _run(self) -> Any:
        prototype = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_int64, ctypes.c_void_p, ctypes.c_int64)
        return prototype(kernels()("run"))


def shared_buffers(shapes: Mapping[str, tuple[int, ...]]) -> dict[str, Tensor]:
    """Zeros in these shapes that all tiles use in turn: the first axis has a stride of zero."""
    return {name: torch.zeros(shape).expand(2, *shape) for name, shape in shapes.items()}
