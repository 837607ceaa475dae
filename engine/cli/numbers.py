"""The numbers among the options, and what is said of those that are none."""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections.abc import Callable

MAX_SECONDS = 1e7


def seconds(text: str) -> float:
    """A number of seconds above zero."""
    return _between(text, f"{text} is not a number of seconds above zero", 0.0, MAX_SECONDS)


def decibels(text: str) -> float:
    """A number of decibels above zero."""
    return _between(text, f"{text} is not a number of decibels above zero", 0.0, MAX_SECONDS)


def scale(text: str) -> float:
    """A factor that media can be rendered finer by."""
    return _between(text, f"{text} is not a number from 0.125 to 8", 0.125, 8.0)


def width(text: str) -> int:
    """A width of the cover's networks."""
    return _whole(text, f"{text} is not a whole number from 16 to 1024", lambda number: 16 <= number <= 1024)


def room(text: str) -> int:
    """A factor on the room for secrets."""
    return _whole(text, f"{text} is not 1, 2, 4 or 16", lambda number: number in (1, 2, 4, 16))


def _between(text: str, sentence: str, least: float, most: float) -> float:
    if "," in text:
        raise ArgumentTypeError(f"{sentence}: decimals are written with a point")
    try:
        value = float(text)
    except ValueError:
        raise ArgumentTypeError(sentence) from None
    if not (least <= value <= most and value > 0):
        raise ArgumentTypeError(sentence)
    return value


def _whole(text: str, sentence: str, allowed: Callable[[int], bool]) -> int:
    try:
        value = int(text)
    except ValueError:
        raise ArgumentTypeError(sentence) from None
    if not allowed(value):
        raise ArgumentTypeError(sentence)
    return value
