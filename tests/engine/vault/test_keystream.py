from __future__ import annotations

import numpy as np
import pytest

from engine.vault.keystream import MIN_CHUNK, Keystream, noise

KEY = bytes(range(32))


def test_portions_do_not_matter() -> None:
    at_once = Keystream(KEY).uniform(3 * MIN_CHUNK, 1000)
    drawn = Keystream(KEY)
    parts = [drawn.uniform(count, 1000) for count in (1, 0, MIN_CHUNK, 2 * MIN_CHUNK - 1)]
    assert np.array_equal(at_once, np.concatenate(parts))


def test_another_key_gives_another_stream() -> None:
    assert not np.array_equal(Keystream(KEY).uniform(9, 1 << 20), Keystream(KEY[::-1]).uniform(9, 1 << 20))


def test_a_count_or_a_range_of_nothing() -> None:
    assert Keystream(KEY).uniform(0, 5).shape == (0,)
    assert Keystream(KEY).uniform(5, 1).tolist() == [0] * 5
    assert Keystream(KEY).permutation(0).tolist() == []
    assert Keystream(KEY).permutation(1).tolist() == [0]


@pytest.mark.parametrize("below", [3, 255, 2**11])
def test_uniform(below: int) -> None:
    count = 200 * below
    counts = np.bincount(Keystream(KEY).uniform(count, below), minlength=below)
    chi_square = float(((counts - 200) ** 2 / 200).sum())
    assert len(counts) == below
    assert abs(chi_square - (below - 1)) < 5 * np.sqrt(2 * below)


def test_no_bias_where_words_are_skipped() -> None:
    below = 3 << 30  # a word mod this would fall into the lower third of it twice as often
    drawn = Keystream(KEY).uniform(30_000, below)
    assert abs(float((drawn < below // 3).mean()) - 1 / 3) < 0.02


@pytest.mark.parametrize("size", [2, 17, 256])
def test_a_permutation_is_one(size: int) -> None:
    order = Keystream(KEY).permutation(size)
    assert sorted(order.tolist()) == list(range(size))
    assert np.array_equal(order, Keystream(KEY).permutation(size))


def test_permutations_are_all_alike() -> None:
    drawn = [tuple(Keystream(bytes([i, j]) * 16).permutation(3).tolist()) for i in range(40) for j in range(30)]
    counts = [drawn.count(order) for order in set(drawn)]
    assert len(counts) == 6
    assert max(abs(count - 200) for count in counts) < 60


def test_noise_is_never_the_same() -> None:
    assert not np.array_equal(noise(20, 1 << 20), noise(20, 1 << 20))
    assert noise(1000, 7).max() == 6
