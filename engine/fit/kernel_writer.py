"""A kernel being written for LLVM: loads and stores, vectors, counted loops.

A kernel is a function of a record, a table of tensors and the index of a tile. Its record names up to `TENSORS` tensors
of the table, each with the distance of a tile's part from the next one's and its offset, then integers and two factors.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from llvmlite import ir

TENSORS: Final = 5
NUMBERS: Final = 7
FACTORS: Final = 2
RECORD: Final = 1 + 3 * TENSORS + NUMBERS + FACTORS  # fields of eight bytes; the first is the kernel's address
FLOAT, INT, POINTER = ir.FloatType(), ir.IntType(64), ir.PointerType()
KERNEL: Final = ir.FunctionType(ir.VoidType(), [POINTER, POINTER, INT])
Value = Any  # of llvmlite, which has no types


class KernelWriter:
    """Writes one function of a module; every call appends what it says, and gives its result."""

    def __init__(self, module: ir.Module, name: str, lanes: int, kind: ir.FunctionType = KERNEL) -> None:
        self.lanes, self.vector = lanes, ir.VectorType(FLOAT, lanes)
        self._module, function = module, ir.Function(module, kind, name)
        self.arguments = function.args
        self.builder = ir.IRBuilder(function.append_basic_block())
        self.no_sums = ir.Constant(self.vector, [0.0] * lanes)

    def tensors(self, count: int) -> list[Value]:
        """Where this tile's parts of the record's first tensors are."""
        _, table, tile = self.arguments
        result = []
        for index in range(count):
            slot, stride, offset = (self._field(1 + 3 * index + field) for field in range(3))
            start = self.builder.load(self.builder.gep(table, [slot], source_etype=POINTER), typ=POINTER)
            result.append(self.at(start, self.builder.mul(stride, tile), offset))
        return result

    def numbers(self, count: int) -> list[Value]:
        """The record's first integers."""
        return [self._field(1 + 3 * TENSORS + index) for index in range(count)]

    def factor(self, index: int = 0) -> Value:
        """One of the record's float32 numbers, which are its last fields."""
        return self._field(RECORD - FACTORS + index, FLOAT)

    def _field(self, index: int, kind: ir.Type = INT) -> Value:
        return self.builder.load(self.builder.gep(self.arguments[0], [INT(index)], source_etype=INT), typ=kind)

    def at(self, start: Value, *offsets: Value) -> Value:
        """The address of a float32 at the sum of these offsets."""
        for offset in offsets:
            start = self.builder.gep(start, [offset], source_etype=FLOAT)
        return start

    def load(self, address: Value, kind: ir.Type = FLOAT) -> Value:
        """A number or a vector, at any address."""
        return self.builder.load(address, typ=kind, align=4)

    def store(self, value: Value, address: Value) -> None:
        self.builder.store(value, address, align=4)

    def add_to(self, address: Value, value: Value) -> None:
        self.store(self.builder.fadd(self.load(address, value.type), value), address)

    def splat(self, number: Value, lanes: int | None = None) -> Value:
        """A vector of one number."""
        lanes = lanes or self.lanes
        undefined = ir.Constant(ir.VectorType(FLOAT, lanes), ir.Undefined)
        return self._shuffle(self.builder.insert_element(undefined, number, ir.IntType(32)(0)), undefined, [0] * lanes)

    def multiply_add(self, left: Value, right: Value, total: Value) -> Value:
        """left * right + total, in one instruction where the CPU has one."""
        return self._intrinsic("fmuladd", self.vector, [left, right, total])

    def sum(self, vector: Value) -> Value:
        """The sum of a vector's numbers."""
        return self._intrinsic("vector.reduce.fadd", FLOAT, [FLOAT(0.0), vector], fastmath=("reassoc",))

    def four_sums(self, vectors: Sequence[Value]) -> Value:
        """The sums of four vectors, as a vector of four: in half the instructions of four sums."""
        size = self.lanes
        while size > 4:
            size //= 2
            vectors = [self._fold(v, v, range(size), range(size, 2 * size)) for v in vectors]
        a, b, c, d = vectors
        ab, cd = (self._fold(x, y, (0, 4, 1, 5), (2, 6, 3, 7)) for x, y in ((a, b), (c, d)))
        return self._fold(ab, cd, (0, 1, 4, 5), (2, 3, 6, 7))

    def largest(self, vector: Value) -> Value:
        """The largest of a vector's numbers, which are not negative."""
        return self._intrinsic("vector.reduce.fmax", FLOAT, [vector])

    def absolute(self, vector: Value) -> Value:
        return self._intrinsic("fabs", self.vector, [vector])

    def root(self, number: Value) -> Value:
        """The square root of one number."""
        return self.call("llvm.sqrt.f32", FLOAT, [number])

    def _fold(self, one: Value, other: Value, some: Sequence[int], rest: Sequence[int]) -> Value:
        return self.builder.fadd(self._shuffle(one, other, some), self._shuffle(one, other, rest))

    def _shuffle(self, one: Value, other: Value, lanes: Sequence[int]) -> Value:
        return self.builder.shuffle_vector(one, other, ir.Constant(ir.VectorType(ir.IntType(32), len(lanes)), [*lanes]))

    def _intrinsic(self, name: str, result: ir.Type, arguments: Sequence[Value], **options: Any) -> Value:
        return self.call(f"llvm.{name}.v{self.lanes}f32", result, arguments, **options)

    def call(self, name: str, result: ir.Type, arguments: Sequence[Value], **options: Any) -> Value:
        """Call a function of another module."""
        function = self._module.globals.get(name)
        if function is None:
            function = ir.Function(self._module, ir.FunctionType(result, [a.type for a in arguments]), name)
        return self.builder.call(function, arguments, **options)

    def loop(
        self, stop: Value, body: Callable[..., Sequence[Value] | None], carried: Sequence[Value] = (), *,
        step: int = 1, first: Value | None = None,
    ) -> tuple[Value, Sequence[Value]]:  # fmt: skip
        """A loop while a whole `step` is left before `stop`: body(index, *carried) gives what is carried on.

        Gives the index from which less is left, and what was carried last.
        """
        builder, before = self.builder, self.builder.block
        head, inside, after = (builder.append_basic_block() for _ in range(3))
        builder.branch(head)
        builder.position_at_end(head)
        index = builder.phi(INT)
        index.add_incoming(INT(0) if first is None else first, before)
        values = [builder.phi(value.type) for value in carried]
        for value, start in zip(values, carried, strict=True):
            value.add_incoming(start, before)
        following = builder.add(index, INT(step))
        builder.cbranch(builder.icmp_unsigned("<=", following, stop), inside, after)
        builder.position_at_end(inside)
        for value, result in zip([index, *values], [following, *(body(index, *values) or ())], strict=True):
            value.add_incoming(result, builder.block)
        builder.branch(head)
        builder.position_at_end(after)
        return index, values

    def in_blocks(self, stop: Value, sizes: Sequence[int], body: Callable[[Value, int], None], unit: int = 1) -> None:
        """body(index, size) for blocks of the first of the sizes, times `unit`, then of the next for what is left."""
        first = None
        for size in sizes:
            first, _ = self.loop(stop, lambda index, size=size: body(index, size), step=size * unit, first=first)
