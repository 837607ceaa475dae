from __future__ import annotations

import numpy as np
import pytest
import torch

from engine.siren import Architecture
from engine.vault.keystream import noise
from engine.vault.storage import STORAGES
from engine.vault.vault import Span, Vault
from tests.engine.tiny import random_siren, same

STEGO = Architecture(2, 3, 32, 4)
STACK = Architecture(2, 3, 32, 4, tiles=6)
each_storage = pytest.mark.parametrize("storage", list(STORAGES.values()), ids=list(STORAGES))


each_stego = pytest.mark.parametrize("stego", [STEGO, STACK], ids=["one", "stack"])


def vault_of(storage, gain: float = 1.5, stego: Architecture = STEGO) -> Vault:
    return Vault(stego, 20, gain, storage)


@each_storage
@each_stego
@pytest.mark.parametrize("gain", [0.7, 1.0, 1.5])
def test_what_is_written_is_read(storage, stego: Architecture, gain: float) -> None:
    vault = vault_of(storage, gain, stego)
    cells = noise(vault.capacity(), storage.levels)
    cells[:2] = cells[-2:] = 0, storage.levels - 1
    network = random_siren(stego)
    filled = vault.write(network, cells)
    assert np.array_equal(vault.read(filled), cells)
    scale = storage.scale(vault.amplitude(1))
    stored = type(filled)(
        (filled.weights[0], *(storage.rounded(w, scale) for w in filled.weights[1:-1]), filled.weights[-1]),
        filled.biases,
    )
    assert np.array_equal(vault.read(stored), cells)


@each_storage
def test_every_value_of_a_cell_survives_the_file(storage) -> None:
    vault = Vault(Architecture(1, 1, 1024, 2), 1024, 1.5, storage)
    cells = (np.arange(vault.capacity()) % storage.levels).astype(np.uint32)
    network = random_siren(vault.stego)
    assert np.array_equal(vault.read(vault.write(network, cells)), cells)


@each_storage
@each_stego
def test_only_the_vault_is_written(storage, stego: Architecture) -> None:
    vault, network = vault_of(storage, stego=stego), random_siren(stego)
    before = random_siren(stego)
    filled = vault.write(network, noise(vault.capacity(), storage.levels))
    assert same(network, before)  # a network is never changed in place
    mask = vault.trainable()
    for masked, old, new in zip(mask.tensors(), network.tensors(), filled.tensors(), strict=True):
        assert torch.equal(old[masked == 1], new[masked == 1])
    assert sum(int((m == 0).sum()) for m in mask.tensors()) == vault.capacity() == stego.tiles * 3 * 20 * 20


@each_storage
@each_stego
def test_cells_go_tile_by_tile_then_matrix_by_matrix_then_row_by_row(storage, stego: Architecture) -> None:
    vault, shape = vault_of(storage, stego=stego), (stego.tiles, 3, 20, 20)
    cells = noise(vault.capacity(), storage.levels)
    filled = vault.write(random_siren(stego), cells)
    amplitude = 1.5 * (6 / 32) ** 0.5 / 30
    for index in (0, 1, 20, 400, 1199, vault.capacity() - 1):
        tile, matrix, row, column = (int(at) for at in np.unravel_index(index, shape))
        weight = float(filled.tile(tile).weights[1 + matrix][row, column])
        value = amplitude * (2 * (int(cells[index]) + 0.5) / storage.levels - 1)
        assert weight == pytest.approx(value, abs=amplitude / storage.levels)  # half a cell


def test_the_cells_of_a_stack_are_those_of_its_networks_one_after_another() -> None:
    storage = STORAGES["exact"]
    whole, part, network = vault_of(storage, stego=STACK), vault_of(storage), random_siren(STACK)
    parts = [part.read(network.tile(tile)) for tile in range(6)]
    assert np.array_equal(whole.read(network), np.concatenate(parts))
    assert len({cells.tobytes() for cells in parts}) == 6


@each_storage
def test_cells_lie_like_initial_weights(storage) -> None:
    vault = Vault(Architecture(2, 3, 256, 3), 256, 1.0, storage)
    filled = vault.write(random_siren(vault.stego), noise(vault.capacity(), storage.levels)).weights[1].ravel()
    fresh = random_siren(vault.stego, 1).weights[1].ravel()
    bound = vault.amplitude(1)
    assert float(filled.abs().max()) <= bound
    for power in (1, 2, 4):
        one, other = (float((w.double() / bound).pow(power).mean()) for w in (filled, fresh))
        assert abs(one - other) < 0.01


@each_storage
def test_a_weight_that_was_changed_gives_the_nearest_cell(storage) -> None:
    vault = vault_of(storage)
    cells = noise(vault.capacity(), storage.levels)
    filled = vault.write(random_siren(STEGO), cells)
    weights = [w.clone() for w in filled.weights]
    for column, value in enumerate((1e9, -1e9, float("inf"), -float("inf"), float("nan"))):
        weights[1][0, column] = value
    read = vault.read(type(filled)(tuple(weights), filled.biases))
    assert read[:4].tolist() == [storage.levels - 1, 0, storage.levels - 1, 0]
    assert 0 <= read[4] < storage.levels
    assert np.array_equal(read[5:], cells[5:])


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (Span(3, 4), [3, 4, 5, 6]), (Span(8, 4), [8, 9, 0, 1]), (Span(1 << 32, 2), [6, 7]), (Span(9, 1), [9]),
        (Span(4, 10), [4, 5, 6, 7, 8, 9, 0, 1, 2, 3]), (Span(0, 10), list(range(10))), (Span(0, 0), []),
        (Span(5, 0), []),
    ],
    ids=str,
)  # fmt: skip
def test_after_the_last_cell_a_span_continues_at_the_first(span: Span, expected: list[int]) -> None:
    cells = np.arange(10, dtype=np.uint32)
    assert span.of(cells).tolist() == expected
    written = np.full(10, 99, np.uint32)
    span.put(written, np.array(expected, np.uint32))
    assert written.tolist() == [cell if cell in expected else 99 for cell in range(10)]
