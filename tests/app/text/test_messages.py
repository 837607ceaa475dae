"""Every error a person can act on has words of its own, and none of them shows what it should not."""

from __future__ import annotations

from pathlib import Path

import pytest

import engine
from app.text.messages import REASONS, WORDS, words

LEAVES = engine.EngineError.__subclasses__()


def test_the_list_of_words_is_the_tree_of_errors() -> None:
    assert {kind for kind in WORDS if kind.__module__.startswith("engine.")} == set(LEAVES)


@pytest.mark.parametrize("kind", LEAVES, ids=lambda kind: kind.__name__)
def test_says_what_happened_and_what_to_do(kind: type[engine.EngineError]) -> None:
    message = words(kind() if kind is engine.NothingRevealedError else kind("one plain sentence"))
    assert message.what.endswith(".")
    assert message.todo.endswith(".")
    for forbidden in ("embed", "payload", "epoch", "tensor", "model", "Traceback", "null", "None"):
        assert forbidden not in message.what + message.todo


def test_too_much_says_by_how_much() -> None:
    assert "50 %" in words(engine.CapacityError("x", needed=300, available=200)).what


@pytest.mark.parametrize("end", REASONS)
def test_why_a_file_is_refused_is_told_where_one_looks(end: str) -> None:
    media = Path(engine.__file__).parent / "media"
    assert any(
        f'"{end}"' in path.read_text("utf-8") or f" {end}." in path.read_text("utf-8") for path in media.glob("*.py")
    )
    error = engine.UnreadableFileError(f"“a thing” {end}.")
    assert REASONS[end] in words(error, ["a thing"]).what
    assert REASONS[end] not in words(error, ["a thing", "another"]).what  # it may be so of one of them only
