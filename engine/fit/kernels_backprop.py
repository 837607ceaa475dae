"""The kernels of a forward and backward pass, as LLVM compiles them.

Matrices are stored by rows. Samples lie along the rows, a row for each unit, and fill whole vectors: then a kernel
takes any width, and a weight matrix either way round. Blocks of a result are as large as the registers allow.
"""

from __future__ import annotations

from collections.abc import Callable

from llvmlite import ir

from engine.fit.kernel_writer import FLOAT, INT, KernelWriter, Value


def product(k: KernelWriter) -> None:
    """out = factor * (bias + left @ right): `bias` has a number for each row."""
    out, left, right, bias = k.tensors(4)
    _product(k, out, left, right, lambda row, _: k.splat(k.load(k.at(bias, row))))


def product_and_sum(k: KernelWriter) -> None:
    """out = factor * (weight * start + left @ right): the strides of `start` are those of `out`."""
    out, left, right, start = k.tensors(4)
    weight = k.splat(k.factor(1))
    _product(k, out, left, right, lambda _, place: k.builder.fmul(weight, k.load(k.at(start, place), k.vector)))


def _product(k: KernelWriter, out: Value, left: Value, right: Value, begin: Callable[[Value, Value], Value]) -> None:
    """`begin` gives what is added to a vector of a row at a place."""
    rows, depth, columns, left_row, left_column = k.numbers(5)
    factor, add, mul = k.splat(k.factor()), k.builder.add, k.builder.mul

    def block(row: Value, height: int, column: Value, vectors: int) -> None:
        each_row = [add(row, INT(r)) for r in range(height)]
        lefts = [k.at(left, mul(r, left_row)) for r in each_row]
        each_vector = [add(column, INT(v * k.lanes)) for v in range(vectors)]
        places = [(r, add(mul(r, columns), vector)) for r in each_row for vector in each_vector]

        def multiply(d: Value, *sums: Value) -> list[Value]:
            line = k.at(right, mul(d, columns))
            rights = [k.load(k.at(line, vector), k.vector) for vector in each_vector]
            numbers = [k.splat(k.load(k.at(at, mul(d, left_column)))) for at in lefts]
            pairs = [(number, vector) for number in numbers for vector in rights]
            return [k.multiply_add(*pair, total) for pair, total in zip(pairs, sums, strict=True)]

        _, sums = k.loop(depth, multiply, [begin(*place) for place in places])
        for total, (_, place) in zip(sums, places, strict=True):
            k.store(k.builder.fmul(total, factor), k.at(out, place))

    def rows_of(column: Value, vectors: int) -> None:
        k.in_blocks(rows, (4, 1) if vectors == 3 else (8, 1), lambda r, height: block(r, height, column, vectors))

    k.in_blocks(columns, (3, 1), rows_of, unit=k.lanes)


def inner_products(k: KernelWriter) -> None:
    """out = left @ right.T."""
    _inner_products(k, k.store)


def inner_products_added(k: KernelWriter) -> None:
    """out += factor * left @ right.T."""
    _inner_products(k, lambda total, place: k.add_to(place, total))


def _inner_products(k: KernelWriter, put: Callable[[Value, Value], None]) -> None:
    """`put` gets some sums and their place."""
    out, left, right = k.tensors(3)
    rows, columns, depth, out_row = k.numbers(4)
    factor, add, mul = k.factor(), k.builder.add, k.builder.mul

    def block(row: Value, height: int, column: Value, width: int) -> None:
        lefts = [k.at(left, mul(add(row, INT(r)), depth)) for r in range(height)]
        rights = [k.at(right, mul(add(column, INT(c)), depth)) for c in range(width)]

        def multiply(d: Value, *sums: Value) -> list[Value]:
            ones, others = ([k.load(k.at(at, d), k.vector) for at in some] for some in (lefts, rights))
            pairs = [(one, other) for one in ones for other in others]
            return [k.multiply_add(*pair, total) for pair, total in zip(pairs, sums, strict=True)]

        _, sums = k.loop(depth, multiply, [k.no_sums] * (height * width), step=k.lanes)
        for r in range(height):
            place, row_sums = k.at(out, mul(add(row, INT(r)), out_row), column), sums[r * width : (r + 1) * width]
            total = k.four_sums(row_sums) if width == 4 else k.sum(row_sums[0])
            put(k.builder.fmul(total, k.splat(factor, 4) if width == 4 else factor), place)

    def columns_of(row: Value, height: int) -> None:
        k.in_blocks(columns, (4, 1), lambda c, width: block(row, height, c, width))

    k.in_blocks(rows, (2, 1), columns_of)


def sines(k: KernelWriter) -> None:
    """sines = sin(angles), and angles = cos(angles)."""
    angles, results = k.tensors(2)
    k.call("sincos", ir.VoidType(), [angles, results, *k.numbers(1)])


def sine_backward(k: KernelWriter) -> None:
    """grad *= cosines, and sums += factor * the sum of each row of it."""
    grad, cosines, sums = k.tensors(3)
    rows, columns = k.numbers(2)
    factor, mul = k.factor(), k.builder.mul

    def row(index: Value) -> None:
        grads, others = (k.at(start, mul(index, columns)) for start in (grad, cosines))

        def multiply(column: Value, total: Value) -> list[Value]:
            place = k.at(grads, column)
            through = k.builder.fmul(k.load(place, k.vector), k.load(k.at(others, column), k.vector))
            k.store(through, place)
            return [k.builder.fadd(total, through)]

        _, [total] = k.loop(columns, multiply, [k.no_sums], step=k.lanes)
        k.add_to(k.at(sums, index), k.builder.fmul(factor, k.sum(total)))

    k.loop(rows, row)


def residual(k: KernelWriter) -> None:
    """outputs = predicted.T, predicted -= targets.T, and zero in the columns beyond the samples.

    sums += factor * the sum of each row of it, and squared_error += the sum of all its squares.
    """
    predicted, targets, outputs, sums, squared_error = k.tensors(5)
    channels, samples, columns, target_row, output_row = k.numbers(5)
    factor, mul = k.factor(), k.builder.mul

    def channel(index: Value) -> None:
        row = k.at(predicted, mul(index, columns))

        def subtract(sample: Value, total: Value, squares: Value) -> list[Value]:
            place = k.at(row, sample)
            shown = k.load(place)
            k.store(shown, k.at(outputs, mul(sample, output_row), index))
            error = k.builder.fsub(shown, k.load(k.at(targets, mul(sample, target_row), index)))
            k.store(error, place)
            return [k.builder.fadd(total, error), k.builder.fadd(squares, k.builder.fmul(error, error))]

        _, [total, squares] = k.loop(samples, subtract, [FLOAT(0.0), FLOAT(0.0)])
        k.loop(columns, lambda column: k.store(FLOAT(0.0), k.at(row, column)), first=samples)
        k.add_to(k.at(sums, index), k.builder.fmul(factor, total))
        k.add_to(squared_error, squares)

    k.loop(channels, channel)


def transpose(k: KernelWriter) -> None:
    """out = matrix.T, and zero in the columns beyond."""
    out, matrix = k.tensors(2)
    rows, samples, columns, matrix_row = k.numbers(4)

    def row(index: Value) -> None:
        start = k.at(out, k.builder.mul(index, columns))

        def copy(sample: Value) -> None:
            k.store(k.load(k.at(matrix, k.builder.mul(sample, matrix_row), index)), k.at(start, sample))

        k.loop(samples, copy)
        k.loop(columns, lambda column: k.store(FLOAT(0.0), k.at(start, column)), first=samples)

    k.loop(rows, row)
