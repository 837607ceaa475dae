"""Functions for the CPU at hand, compiled by LLVM in a fraction of a second."""

from __future__ import annotations

import struct
from collections.abc import Callable
from functools import lru_cache

import llvmlite.binding as llvm


def compiled(module: str, *others: str) -> Callable[[str], int]:
    """Compile LLVM's assembly, several modules as one; gives a function's address by its name, for as long as it is
    kept.
    """
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    machine = llvm.Target.from_default_triple().create_target_machine(
        cpu=llvm.get_host_cpu_name(), features=llvm.get_host_cpu_features().flatten(), opt=3
    )
    parsed = llvm.parse_assembly(module)
    for other in others:
        parsed.link_in(llvm.parse_assembly(other))
    passes = llvm.create_pass_builder(machine, llvm.create_pipeline_tuning_options(speed_level=3))
    passes.getModulePassManager().run(parsed, passes)
    engine = llvm.create_mcjit_compiler(parsed, machine)
    engine.finalize_object()

    def address(name: str) -> int:
        found: int = engine.get_function_address(name)  # of an engine that lives as long as this function
        return found

    return address


@lru_cache(maxsize=1)
def lanes() -> int:
    """How many float32 numbers a vector of this CPU has; where it has fewer than eight, LLVM takes several vectors."""
    return 16 if llvm.get_host_cpu_features().get("avx512f") else 8


def whole_vectors(count: int) -> int:
    """A count of float32 numbers, rounded up to whole vectors."""
    return -(-count // lanes()) * lanes()


def literal(value: float) -> str:
    """A float32 as LLVM's assembly writes it: with the bits of the float64 of the same value."""
    [single] = struct.unpack("f", struct.pack("f", value))
    return f"0x{struct.pack('>d', single).hex()}"
