"""The kernels of a step of Muon around its products, as LLVM compiles them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from engine.fit.kernel_writer import FLOAT, KernelWriter, Value

EPSILON: Final = 1e-18  # of divisors: far below any gradient here; Adam's usual 1e-8 would freeze the first layer


def nesterov(k: KernelWriter) -> None:
    """momentum += rate * (grad - momentum), and out = grad + decay * (momentum - grad)."""
    grad, momentum, out = k.tensors(3)
    rows, columns, out_row, *strides = k.numbers(7)
    rate, decay, add, sub, mul = k.factor(0), k.factor(1), k.builder.fadd, k.builder.fsub, k.builder.fmul

    def number(row: Value, column: Value) -> None:
        grad_at, momentum_at = _places(k, row, column, (grad, momentum), strides)
        g, m = k.load(grad_at), k.load(momentum_at)
        m = add(m, mul(rate, sub(g, m)))
        k.store(m, momentum_at)
        k.store(add(g, mul(decay, sub(m, g))), k.at(out, k.builder.mul(row, out_row), column))

    _each(k, rows, columns, number)


def normalise(k: KernelWriter) -> None:
    """matrix /= its largest absolute value."""
    [matrix] = k.tensors(1)
    [count] = k.numbers(1)

    def larger(index: Value, largest: Value) -> list[Value]:
        number = k.absolute(k.load(k.at(matrix, index), k.vector))
        return [k.builder.select(k.builder.fcmp_ordered(">", number, largest), number, largest)]

    _, [largest] = k.loop(count, larger, [k.no_sums], step=k.lanes)
    _scale(k, matrix, count, k.builder.fdiv(FLOAT(1.0), k.builder.fadd(k.largest(largest), FLOAT(EPSILON))))


def bound(k: KernelWriter) -> None:
    """gram /= b and matrix /= sqrt(b), where b is the Frobenius norm of `gram`."""
    gram, matrix = k.tensors(2)
    gram_count, matrix_count = k.numbers(2)

    def square(index: Value, total: Value) -> list[Value]:
        numbers = k.load(k.at(gram, index), k.vector)
        return [k.multiply_add(numbers, numbers, total)]

    _, [total] = k.loop(gram_count, square, [k.no_sums], step=k.lanes)
    norm = k.builder.fadd(k.root(k.sum(total)), FLOAT(EPSILON))
    for start, count, divisor in ((gram, gram_count, norm), (matrix, matrix_count, k.root(norm))):
        _scale(k, start, count, k.builder.fdiv(FLOAT(1.0), divisor))


def descend(k: KernelWriter) -> None:
    """matrix -= lr * update * mask."""
    matrix, update, mask, lr = k.tensors(4)
    rows, columns, update_row, *strides = k.numbers(7)
    rate = k.load(lr)

    def number(row: Value, column: Value) -> None:
        matrix_at, mask_at = _places(k, row, column, (matrix, mask), strides)
        change = k.builder.fmul(rate, k.load(k.at(update, k.builder.mul(row, update_row), column)))
        k.store(k.builder.fsub(k.load(matrix_at), k.builder.fmul(change, k.load(mask_at))), matrix_at)

    _each(k, rows, columns, number)


def _scale(k: KernelWriter, start: Value, count: Value, factor: Value) -> None:
    factors = k.splat(factor)

    def multiply(index: Value) -> None:
        place = k.at(start, index)
        k.store(k.builder.fmul(factors, k.load(place, k.vector)), place)

    k.loop(count, multiply, step=k.lanes)


def _places(
    k: KernelWriter, row: Value, column: Value, starts: Sequence[Value], strides: Sequence[Value]
) -> list[Value]:
    """Where an element is in each of the matrices, whose strides of rows and columns come one after another."""
    pairs = zip(starts, strides[::2], strides[1::2], strict=True)
    return [
        k.at(start, k.builder.mul(row, by_row), k.builder.mul(column, by_column)) for start, by_row, by_column in pairs
    ]


def _each(k: KernelWriter, rows: Value, columns: Value, body: Callable[[Value, Value], None]) -> None:
    k.loop(rows, lambda row: k.loop(columns, lambda column: body(row, column)) and None)
