"""All kernels, compiled as one module, and the function that runs a list of them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from llvmlite import ir

from engine.fit import kernels_backprop, kernels_muon
from engine.fit.kernel_writer import INT, KERNEL, POINTER, RECORD, KernelWriter, Value
from engine.fit.llvm import compiled, lanes
from engine.fit.sincos import CODE as SINCOS

KERNELS: Final = (
    kernels_backprop.product, kernels_backprop.product_and_sum, kernels_backprop.inner_products,
    kernels_backprop.inner_products_added, kernels_backprop.sines, kernels_backprop.sine_backward,
    kernels_backprop.residual, kernels_backprop.transpose, kernels_muon.nesterov, kernels_muon.normalise,
    kernels_muon.bound, kernels_muon.descend,
)  # fmt: skip
RUN: Final = ir.FunctionType(ir.VoidType(), [POINTER, INT, POINTER, INT])
_lock = threading.Lock()


def run(k: KernelWriter) -> None:
    """Call the kernels of all records, for one tile after the other."""
    records, count, table, tiles = k.arguments

    def kernel(tile: Value, index: Value) -> None:
        record = k.builder.gep(records, [k.builder.mul(index, INT(RECORD))], source_etype=INT)
        k.builder.call(k.builder.load(record, typ=KERNEL.as_pointer()), [record, table, tile])

    k.loop(tiles, lambda tile: k.loop(count, lambda index: kernel(tile, index)) and None)


def kernels() -> Callable[[str], int]:
    """The address of each kernel, and of `run`, by its name; 0.5 s for the first call."""
    with _lock:  # threads that come at the same time get the same
        return _compiled_kernels(lanes())


@lru_cache
def _compiled_kernels(size: int) -> Callable[[str], int]:
    module = ir.Module()
    for write in (*KERNELS, run):
        writer = KernelWriter(module, write.__name__, size, RUN if write is run else KERNEL)
        write(writer)
        writer.builder.ret_void()
    return compiled(str(module), SINCOS)
