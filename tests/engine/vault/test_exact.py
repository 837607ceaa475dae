"""Bytes as digits of cells: every byte comes back, at a cost that is known, and a wrong digit spoils little."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

from engine.vault import exact
from engine.vault.sealing import seal, unseal
from engine.vault.storage import STORAGES, Storage

each_storage = pytest.mark.parametrize("storage", list(STORAGES.values()), ids=list(STORAGES))
RANDOM = np.random.default_rng(0).integers(0, 256, exact.PIECE + 5000, np.uint8).tobytes()
BITS = {"exact": 20, "half": 11, "quarter": np.log2(255)}


@each_storage
@pytest.mark.parametrize(
    "size", [0, 1, 2, 5, 7, 11, 20, 253, 254, 255, 256, 508, 509, 4096, exact.PIECE - 1, exact.PIECE, len(RANDOM)]
)
def test_a_file_of_any_size_comes_back(storage: Storage, size: int) -> None:
    content = RANDOM[:size]
    digits = exact.to_digits(content, storage)
    assert len(digits) == exact.cells_needed(size, storage)
    assert digits.dtype == np.uint32
    assert not len(digits) or int(digits.max()) < storage.levels
    assert exact.from_digits(digits, size, storage) == content


EVERY_VALUE = [
    bytes(range(256)) * 3, bytes(range(1, 255)), bytes(range(2, 256)), bytes(reversed(range(256))) + b"\0",
    b"\xff" * 1000, bytes(1000), b"\xfe" * 254, b"\xff" * 253 + b"\0", *(bytes([value]) for value in range(256)),
]  # fmt: skip


@each_storage
@pytest.mark.parametrize("content", EVERY_VALUE, ids=range(len(EVERY_VALUE)))
def test_every_value_of_a_byte_comes_back(storage: Storage, content: bytes) -> None:
    assert exact.from_digits(exact.to_digits(content, storage), len(content), storage) == content


@each_storage
def test_no_more_than_a_hundredth_of_the_room_is_wasted(storage: Storage) -> None:
    for size in (1000, 2540, 1 << 16, 1 << 24):
        least = 8 * size / BITS[storage.name]
        assert least <= exact.cells_needed(size, storage) <= 1.01 * least


@each_storage
def test_the_largest_file_that_fits_is_known(storage: Storage) -> None:
    for cells in (*range(600), 1 << 20):
        size = exact.bytes_in(cells, storage)
        assert exact.cells_needed(size, storage) <= cells < exact.cells_needed(size + 1, storage)


@each_storage
def test_it_is_known_by_how_much_a_file_has_to_be_smaller(storage: Storage) -> None:
    for size in range(1000, 1600):
        for cells in (1, 2, 3, 7, 255, 256, 400):
            smaller = size - exact.bytes_for(cells, storage)
            assert exact.cells_needed(smaller, storage) <= exact.cells_needed(size, storage) - cells


@each_storage
def test_a_wrong_digit_spoils_few_bytes(storage: Storage) -> None:
    content = RANDOM[: 254 * 40]
    digits = exact.to_digits(content, storage)
    for index in range(0, len(digits), 7):
        wrong = digits.copy()
        wrong[index] = (wrong[index] + storage.levels // 2) % storage.levels
        read = exact.from_digits(wrong, len(content), storage)
        changed = np.flatnonzero(np.frombuffer(read, np.uint8) != np.frombuffer(content, np.uint8))
        escape = storage.levels == 255 and index % 255 == 0  # of which a whole block's bytes of the value 255 depend
        assert len(changed) <= (12 if escape else 3)
        assert not len(changed) or changed[-1] - changed[0] < (254 if escape else 3)


@each_storage
def test_any_digits_are_read_as_some_file_of_its_size(storage: Storage) -> None:
    digits = np.random.default_rng(1).integers(0, storage.levels, exact.cells_needed(9999, storage), np.uint32)
    assert len(exact.from_digits(digits, 9999, storage)) == 9999
    with pytest.raises(ValueError, match="9999 bytes are"):
        exact.from_digits(digits[:-1], 9999, storage)


@each_storage
def test_sixteen_megabytes_take_eleven_times_their_size_at_most(storage: Storage) -> None:
    content, key = RANDOM * 15, bytes(range(32))
    tracemalloc.start()
    sealed = seal(exact.to_digits(content, storage), key, storage)
    assert exact.from_digits(unseal(sealed, key, storage), len(content), storage) == content
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 11 * len(content)  # two rows of cells are 8 in quarter storage, and the file itself is one
