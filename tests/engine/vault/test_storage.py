from __future__ import annotations

import pytest
import torch

from engine.vault.storage import STORAGES


@pytest.mark.parametrize("storage", list(STORAGES.values()), ids=list(STORAGES))
def test_what_was_rounded_is_stored_as_it_is(storage) -> None:
    weight = torch.randn(40, 40, generator=torch.Generator().manual_seed(0)) * 0.02
    weight[0, 0], weight[0, 1] = -1e-9, 5.0
    once = storage.rounded(weight, 2e-3)
    again = storage.rounded(once, 2e-3)
    assert once.dtype == torch.float32
    assert once.numpy().tobytes() == again.numpy().tobytes()


def test_whole_numbers_have_no_negative_zero() -> None:
    rounded = STORAGES["quarter"].rounded(torch.tensor([-1e-6, 1e-6, -0.5]), 0.5)
    assert torch.signbit(rounded).tolist() == [False, False, True]


def test_whole_numbers_stay_within_a_byte() -> None:
    rounded = STORAGES["quarter"].rounded(torch.tensor([-1e6, 1e6]), 0.5)
    assert rounded.tolist() == [-63.5, 63.5]


@pytest.mark.parametrize(("name", "other", "first"), [("exact", 1, 2), ("half", 2, 3), ("quarter", 2, 3)])
def test_digits(name: str, other: int, first: int) -> None:
    assert (STORAGES[name].digits(15), STORAGES[name].digits(23)) == (other, first)
