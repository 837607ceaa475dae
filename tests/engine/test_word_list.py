"""The words of keys: which one a person is typing, and which one they meant."""

from __future__ import annotations

import pytest

from engine.word_list import MOST_ERRORS, distance, is_word, nearest_words, word_list, words_beginning


def test_four_letters_leave_one_word() -> None:
    words = word_list()
    assert len(words) == len(set(words)) == 2048
    assert all(words_beginning(word[:4]) == [word] for word in words if len(word) >= 4)
    assert words_beginning("tor") == ["torch", "tornado", "tortoise"]
    assert words_beginning("xyz") == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tortise", ["tortoise"]),  # left out
        ("abuot", ["about"]),  # exchanged
        ("yelow", ["below", "yellow"]),
        ("wrng", ["wing", "wrong"]),
        ("acress", ["access", "across", "actress"]),
        ("about", ["about"]),
        ("qqqqqq", []),
        ("ab", []),  # too short to say
        ("", []),
    ],
)
def test_the_word_that_was_meant_is_the_nearest(typed: str, meant: list[str]) -> None:
    assert nearest_words(typed) == meant


@pytest.mark.parametrize(
    ("one", "other", "errors"),
    [("cat", "cat", 0), ("cat", "cart", 1), ("cat", "act", 1), ("cat", "dog", 3), ("", "ab", 2)],
)
def test_distance_counts_letters(one: str, other: str, errors: int) -> None:
    assert distance(one, other, MOST_ERRORS) == errors
    assert distance(other, one, MOST_ERRORS) == errors


def test_words_are_in_lower_case() -> None:
    assert is_word("zoo")
    assert not is_word("Zoo")
