"""Every error a person can act on has words of its own, and none of them shows what it should not."""

from __future__ import annotations

from typing import get_args

import pytest

import engine
from app.text.messages import NOTES, REASONS, WORDS, note_text, words


def leaves(error_type: type[engine.EngineError]) -> list[type[engine.EngineError]]:
    """Every error of the engine that is raised: all below the root."""
    below = [sub for sub in error_type.__subclasses__() if sub.__module__.startswith("engine.")]
    return [*below, *(leaf for sub in below for leaf in leaves(sub))]


LEAVES = leaves(engine.EngineError)


def test_the_list_of_words_is_the_tree_of_errors() -> None:
    assert {kind for kind in WORDS if kind.__module__.startswith("engine.")} == set(LEAVES)


@pytest.mark.parametrize("kind", LEAVES, ids=lambda kind: kind.__name__)
def test_says_what_happened_and_what_to_do(kind: type[engine.EngineError]) -> None:
    message = words(kind() if kind is engine.NothingRevealedError else kind("one plain sentence"))
    assert message.what.endswith(".")
    assert message.todo.endswith(".")
    for forbidden in ("embed", "payload", "epoch", "tensor", "model", "Traceback", "null", "None"):
        assert forbidden not in message.what + message.todo


@pytest.mark.parametrize("note", get_args(engine.Note))
def test_a_note_is_a_sentence(note: engine.Note) -> None:
    assert note_text(note).endswith(".")
    assert set(NOTES) == set(get_args(engine.Note))


def test_unfinished_work_is_not_called_somebody_elses_file() -> None:
    for error in (engine.CheckpointError("x"), engine.WrongKeyError("x")):
        message = words(error)
        assert "unfinished hide" in message.what
        assert "not an Undersong file" not in message.what + message.todo
        assert "not a complete key" not in message.what
    assert "%" not in words(engine.TooManySecretsError("x", needed=9, available=8)).what  # counts, not cells


def test_too_much_says_by_how_much() -> None:
    assert "50 %" in words(engine.CapacityError("x", needed=300, available=200)).what


def test_another_program_is_advised_only_where_it_helps() -> None:
    gone = words(engine.UnreadableFileError("x", "missing"), ["letter.png"])
    raw = words(engine.UnreadableFileError("x", "raw-photo", "CR2"), ["photo.cr2"])
    broken = words(engine.UnreadableFileError("x", "damaged"), ["cat.png"])
    assert gone.todo == "Choose it again where it is now, or another file."
    assert (raw.what.endswith("save it as JPEG or PNG first."), raw.todo) == (True, "Then choose the file you saved.")
    assert "another program" in broken.todo


def test_every_reason_a_file_is_refused_for_has_words() -> None:
    assert set(REASONS) == set(get_args(engine.UnreadableReason))


@pytest.mark.parametrize("reason", REASONS)
def test_why_a_file_is_refused_is_told_where_one_looks(reason: engine.UnreadableReason) -> None:
    error = engine.UnreadableFileError("“a thing” has a fault.", reason)
    assert REASONS[reason] in words(error, ["a thing"]).what
    assert REASONS[reason] not in words(error, ["a thing", "another"]).what  # it may be true of one of them only


def test_without_a_reason_nothing_is_added() -> None:
    assert words(engine.UnreadableFileError("x"), ["a thing"]).what.endswith("could not be opened.")
