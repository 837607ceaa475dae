from __future__ import annotations

import numpy as np
import pytest
import torch

from engine.siren import Architecture, Siren
from engine.vault import sealing
from engine.vault.storage import STORAGES, Storage
from tests.engine.tiny import random_siren, same

SECRET = Architecture(2, 3, 24, 4, output_bias=False)
KEY = bytes(range(32))
each_storage = pytest.mark.parametrize("storage", list(STORAGES.values()), ids=list(STORAGES))


def quantized_secret(secret: Siren, ranges: sealing.Ranges, storage: Storage) -> Siren:
    """The secret as the receiver will have it."""
    return sealing.from_digits(sealing.to_digits(secret, ranges, storage), secret.architecture, ranges, storage)


@each_storage
def test_a_quantized_secret_comes_back_bit_for_bit(storage) -> None:
    network = random_siren(SECRET)
    ranges = sealing.ranges(network)
    quantized = quantized_secret(network, ranges, storage)
    digits = sealing.to_digits(quantized, ranges, storage)
    assert len(digits) == sealing.cells_needed(SECRET, storage)
    cells = sealing.seal(digits, KEY, storage)
    assert int(cells.max()) < storage.levels
    assert not np.array_equal(cells, digits)
    opened = sealing.unseal(cells, KEY, storage)
    assert np.array_equal(opened, digits)
    assert same(sealing.from_digits(opened, SECRET, ranges, storage), quantized)


@each_storage
def test_the_error_of_quantization(storage) -> None:
    network = random_siren(SECRET)
    ranges = sealing.ranges(network)
    quantized = quantized_secret(network, ranges, storage)
    tensors = zip(network.tensors(), quantized.tensors(), ranges, sealing.cell_formats(SECRET, storage), strict=True)
    for before, after, value_range, cell_format in tensors:
        assert after.dtype == torch.float32
        step = value_range / (1 - 2 * sealing.GUARD) / (cell_format.levels - 1)
        assert float((before - after).abs().max()) <= step * 1.001 + 1e-7
    formats = sealing.cell_formats(SECRET, storage)
    assert storage.name != "exact" or all(cell_format.levels >= 2**20 for cell_format in formats)
    assert formats[0].levels >= 2**23  # a sound's coordinates are scaled by hundreds
    assert all(f.levels >= (2**10 if f.shape == (24, 24) else 2**15) for f in formats)


@each_storage
def test_values_at_both_ends_and_tensors_of_zeros(storage) -> None:
    weights = [torch.zeros(shape) for shape in SECRET.weight_shapes]
    weights[1][0, 0], weights[1][0, 1] = 5.0, -5.0
    network = Siren(tuple(weights), tuple(torch.full(shape, -1e-30) for shape in SECRET.bias_shapes))
    ranges = sealing.ranges(network)
    digits = sealing.to_digits(network, ranges, storage)
    back = sealing.from_digits(digits, SECRET, ranges, storage)
    assert all(bool(torch.isfinite(t).all()) for t in back.tensors())
    assert not back.weights[0].any()
    assert float(back.weights[1][0, 0]) == pytest.approx(5, rel=2.2 / storage.levels)
    assert float(back.weights[1][0, 1]) == pytest.approx(-5, rel=2.2 / storage.levels)
    assert float(back.biases[0][0]) == pytest.approx(-1e-30, rel=1e-3)
    assert same(quantized_secret(back, ranges, storage), back)


@each_storage
def test_cells_are_uniform_without_the_key(storage) -> None:
    digits = np.zeros(400_000, np.uint32)  # the least random content there is
    cells = sealing.seal(digits, KEY, storage)
    bins = 255 if storage.name == "quarter" else 256
    counts = np.bincount((cells.astype(np.int64) * bins // storage.levels), minlength=bins)
    expected = len(cells) / bins
    chi_square = float(((counts - expected) ** 2 / expected).sum())
    assert abs(chi_square - (bins - 1)) < 5 * np.sqrt(2 * bins)
    assert abs(np.corrcoef(cells[:-1], cells[1:])[0, 1]) < 0.01


@each_storage
def test_content_leaves_no_trace_in_the_cells(storage) -> None:
    network = random_siren(Architecture(2, 3, 100, 4, output_bias=False))
    digits = sealing.to_digits(network, sealing.ranges(network), storage)
    cells = sealing.seal(digits, KEY, storage)
    assert abs(np.corrcoef(digits, cells)[0, 1]) < 0.02
    wrong = sealing.unseal(cells, KEY[::-1], storage)
    assert abs(np.corrcoef(digits, wrong)[0, 1]) < 0.02
    assert float((wrong == digits).mean()) < 3 / storage.levels + 1e-4


@each_storage
@pytest.mark.parametrize("moved", [-1, 1])
def test_a_cell_off_by_one_is_a_small_error_and_never_wraps_around(storage, moved: int) -> None:
    network = random_siren(SECRET)
    ranges = sealing.ranges(network)
    quantized = quantized_secret(network, ranges, storage)
    cells = sealing.seal(sealing.to_digits(quantized, ranges, storage), KEY, storage)
    outside = ((cells.astype(np.int64) + moved) % storage.levels).astype(np.uint32)
    back = sealing.from_digits(sealing.unseal(outside, KEY, storage), SECRET, ranges, storage)
    step = 2 * (2 if storage.sublevels > 1 else 1) / (storage.levels - 1) / (1 - 2 * sealing.GUARD)
    for layer in range(1, SECRET.hidden):  # where a weight has one digit of its own
        value_range = ranges[2 * layer]
        assert float((back.weights[layer] - quantized.weights[layer]).abs().max()) <= value_range * (step + 1e-7)


@each_storage
def test_the_pad_is_used_from_its_start_and_once(storage) -> None:
    longer = sealing.seal(np.zeros(5000, np.uint32), KEY, storage)
    assert np.array_equal(sealing.seal(np.zeros(100, np.uint32), KEY, storage), longer[:100])
    assert len(np.unique(sealing.seal(np.zeros(100, np.uint32), KEY[::-1], storage) == longer[:100])) <= 2
    assert len(sealing.seal(np.zeros(0, np.uint32), KEY, storage)) == 0


def test_the_mac_depends_on_every_cell_and_the_key() -> None:
    content = np.arange(100, dtype="<u4")
    mac = sealing.authenticate(content.tobytes(), KEY)
    assert len(mac) == sealing.MAC_BYTES
    changed = content.copy()
    changed[99] += 1
    assert sealing.authenticate(changed.tobytes(), KEY) != mac
    assert sealing.authenticate(content.tobytes(), KEY[::-1]) != mac
