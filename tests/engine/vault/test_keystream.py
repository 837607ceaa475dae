from __future__ import annotations

import numpy as np
import pytest

from engine.vault.keystream import CHUNK, Keystream, noise, permutations
from tests.engine import second

KEY = bytes(range(32))


def test_portions_do_not_matter() -> None:
    at_once = Keystream(KEY).uniform(3 * CHUNK, 1000)
    for chunk in (0, 5, CHUNK):
        drawn = Keystream(KEY, chunk)
        parts = [drawn.uniform(count, 1000) for count in (1, 0, CHUNK, 2 * CHUNK - 1)]
        assert np.array_equal(at_once, np.concatenate(parts))


def test_another_key_gives_another_stream() -> None:
    assert not np.array_equal(Keystream(KEY).uniform(9, 1 << 20), Keystream(KEY[::-1]).uniform(9, 1 << 20))


def test_a_count_or_a_range_of_nothing() -> None:
    assert Keystream(KEY).uniform(0, 5).shape == (0,)
    assert Keystream(KEY).uniform(5, 1).tolist() == [0] * 5
    assert permutations([KEY, KEY], 0).tolist() == [[], []]
    assert permutations([KEY, KEY], 1).tolist() == [[0], [0]]


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


@pytest.mark.parametrize("size", [1, 2, 17, 256])
def test_every_key_gives_its_own_permutation_whatever_the_others_are(size: int) -> None:
    keys = [KEY, bytes(32), KEY[::-1], KEY]
    drawn = permutations(keys, size).tolist()
    assert drawn == [second.shuffled(key, size) for key in keys]
    assert drawn == [permutations([key], size).tolist()[0] for key in keys]
    assert all(sorted(order) == list(range(size)) for order in drawn)


def test_a_permutation_skips_the_words_that_would_make_it_biased() -> None:
    size, keys = 1 << 16, [bytes([number]) * 32 for number in range(3)]
    bounds = np.arange(size, 1, -1)
    skipped = [Keystream(key)._take(size - 1) >= (1 << 32) // bounds * bounds for key in keys]
    assert [int(words.sum()) for words in skipped] == [0, 1, 0]  # and what follows in that stream moves up by one
    assert permutations(keys, size).tolist() == [second.shuffled(key, size) for key in keys]


def test_permutations_are_all_alike() -> None:
    drawn = [
        tuple(order) for order in permutations([bytes([i, j]) * 16 for i in range(40) for j in range(30)], 3).tolist()
    ]
    counts = [drawn.count(order) for order in set(drawn)]
    assert len(counts) == 6
    assert max(abs(count - 200) for count in counts) < 60


def test_noise_is_never_the_same() -> None:
    assert not np.array_equal(noise(20, 1 << 20), noise(20, 1 << 20))
    assert noise(1000, 7).max() == 6
