"""Which key opens which secret."""

from __future__ import annotations

import pytest

import engine
from app.hide.choices import Choices, ChosenMedium


def test_a_key_that_goes_leaves_its_secrets_to_the_first(image: engine.Image) -> None:
    choices = Choices(
        secrets=[
            ChosenMedium(name, image, image, owner=owner) for name, owner in zip("abcd", (2, 0, 1, 2), strict=True)
        ]
    )
    choices.keys = [engine.Key.generate() for _ in range(3)]
    assert choices.owned(2) == [0, 3]
    choices.without_key(1)
    assert [secret.owner for secret in choices.secrets] == [1, 0, 0, 1]
    assert choices.distinct
    choices.keys[1] = choices.keys[0]
    assert not choices.distinct


def test_a_missing_key_is_never_skipped() -> None:
    choices = Choices()
    assert choices.complete_keys() == choices.keys
    choices.keys = [None, engine.Key.generate()]
    with pytest.raises(ValueError, match="not complete"):
        choices.complete_keys()
