"""The 2,048 English words of BIP39 that keys are written in: completing one, and finding the one that was meant."""

from __future__ import annotations

from functools import lru_cache

from mnemonic import Mnemonic

MOST_ERRORS = 2  # letters between what was typed and what was meant; a word of three letters may have one


@lru_cache(maxsize=1)
def word_list() -> tuple[str, ...]:
    """All of the words, in the order of the alphabet."""
    return tuple(Mnemonic("english").wordlist)


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset(word_list())


def is_word(word: str) -> bool:
    """Whether keys may hold this word, which is in lower case."""
    return word in _known()


def words_beginning(start: str) -> list[str]:
    """The words that begin with these letters; four letters leave one word at most."""
    return [word for word in word_list() if word.startswith(start)]


def nearest_words(word: str) -> list[str]:
    """The words that take the fewest letters to be added, left out, changed or exchanged; none where that is many."""
    limit = min(MOST_ERRORS, len(word) // 3)
    near = [(distance(word, known, limit), known) for known in word_list() if abs(len(known) - len(word)) <= limit]
    least = min((errors for errors, _ in near), default=limit + 1)
    return [known for errors, known in near if errors == least <= limit]


def distance(one: str, other: str, limit: int) -> int:
    """The letters to be added, left out, changed or exchanged with the next to get from one word to the other.

    Counting ends beyond `limit`: a word takes some 10 ms to be compared with all others.
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        earlier, before, row = before, row, [place]
        for column, wanted in enumerate(other, 1):
            errors = min(before[column] + 1, row[-1] + 1, before[column - 1] + (letter != wanted))
            if place > 1 < column and letter == other[column - 2] and one[place - 2] == wanted:
                errors = min(errors, earlier[column - 2] + 1)
            row.append(errors)
        if min(row) > limit:
            return limit + 1
    return row[-1]
