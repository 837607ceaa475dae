"""Changes that find faults: in bytes, in JSON, in words.  The same seed gives the same changes."""

from __future__ import annotations

import copy
import math
import struct
from collections.abc import Sequence
from random import Random
from typing import Any, Final

MAX_BYTES: Final = 1 << 18
_EDGES: Final = (0, 1, 2, 7, 8, 127, 128, 255, 256, 32767, 32768, 65535, 65536, (1 << 31) - 1, 1 << 31, (1 << 32) - 1)
_VALUES: Final = (
    None, True, False, 0, 1, -1, 2, 3, 4, 16, 255, 4096, 4097, 1 << 16, 1 << 23, (1 << 23) + 1, 1 << 26, 1 << 31,
    1 << 32, 1 << 63, 1 << 64, 10**30, 0.0, -0.0, 0.5, 1.0, -1.0, 1e-300, 1e300, math.nan, math.inf, -math.inf,
    "", "0", "\0",
    "image", "audio", "video", "shape", "F32", "F16", "I8", "\ud800", "é" * 300, "../../x", [], {}, [[]], [1], [0, 0],
    "A" * 9999,
)  # fmt: skip
_TEXTS: Final = (
    "\0", "\r", "\n", "\x85", "\u2028", "\u200b", "\ufeff", "\u202e", "\ud800", "0", "12", "١", "ﬁ", "İ", "-", "--",
    "=", "=x", ",", "nan", "inf", "-1", "1e999", "0x10", "é", "abandon", "zoo", "Undersong", "’", " ", "\t", "*",
    "?", "%s",
)  # fmt: skip


def mutate_bytes(data: bytes, others: Sequence[bytes], random: Random) -> bytes:
    """The data with one to eight changes."""
    result = bytearray(data)
    for _ in range(1 << random.randrange(4)):
        random.choice(_CHANGES)(result, others, random)
    return bytes(result[:MAX_BYTES])


def _place(data: bytearray, random: Random) -> int:
    """A place, as often among the first bytes, where headers are, as anywhere."""
    return random.randrange(max(1, min(len(data), random.choice((16, 64, 512, len(data))))))


def _flip(data: bytearray, _: Sequence[bytes], random: Random) -> None:
    if data:
        data[_place(data, random)] ^= 1 << random.randrange(8)


def _set(data: bytearray, _: Sequence[bytes], random: Random) -> None:
    if data:
        data[_place(data, random)] = random.choice((0, 1, 127, 128, 255, random.randrange(256)))


def _number(data: bytearray, _: Sequence[bytes], random: Random) -> None:
    size, order = random.choice((1, 2, 4, 8)), random.choice("<>")
    place, value = _place(data, random), random.choice(_EDGES) + random.choice((0, 0, 1, -1))
    if random.random() < 0.3 and place + size <= len(data):
        value = int.from_bytes(data[place : place + size], "little" if order == "<" else "big") + random.randint(
            -16, 16
        )
    written = struct.pack(order + "Q", value % (1 << 64))
    data[place : place + size] = written[:size] if order == "<" else written[-size:]


def _cut(data: bytearray, _: Sequence[bytes], random: Random) -> None:
    start = _place(data, random)
    del data[start : start + random.choice((1, 2, 4, 16, 256))]


def _end(data: bytearray, _: Sequence[bytes], random: Random) -> None:
    del data[_place(data, random) :]


def _repeat(data: bytearray, _: Sequence[bytes], random: Random) -> None:
    start, length = _place(data, random), random.choice((1, 4, 16, 64, 1024))
    place = _place(data, random)
    data[place:place] = data[start : start + length] * random.choice((1, 1, 2, 50))


def _splice(data: bytearray, others: Sequence[bytes], random: Random) -> None:
    other = random.choice(others)
    start, place = random.randrange(max(1, len(other))), _place(data, random)
    length = random.choice((4, 16, 64, 1024))
    data[place : place + random.choice((0, length))] = other[start : start + length]


def _noise(data: bytearray, _: Sequence[bytes], random: Random) -> None:
    place, length = _place(data, random), random.choice((1, 4, 16, 64))
    data[place : place + length] = random.randbytes(length)


def _digit(data: bytearray, _: Sequence[bytes], random: Random) -> None:
    """A number that is written in words, as in OBJ, PLY and JSON."""
    digits = [index for index, byte in enumerate(data[:4096]) if 48 <= byte <= 57]
    if digits:
        place = random.choice(digits)
        data[place : place + 1] = random.choice((b"-1", b"99999999999", b"nan", b"1e400", b"0", b"", b"4294967296"))


_CHANGES: Final = (_flip, _flip, _set, _set, _number, _number, _number, _cut, _end, _repeat, _splice, _noise, _digit)


def mutate_json(value: Any, random: Random) -> Any:
    """The JSON value with one to four changes; the value itself stays as it is."""
    value = copy.deepcopy(value)
    for _ in range(random.choice((1, 1, 2, 4))):
        value = _changed(value, random)
    return value


def _changed(value: Any, random: Random) -> Any:
    """The value with a change somewhere: an entry of it, a number, or all of it."""
    if isinstance(value, dict) and value and random.random() < 0.95:
        name = random.choice(sorted(value))
        what = random.randrange(12)
        if what == 0:
            del value[name]
        elif what == 1:
            value[random.choice(("tiles", "name", "note", "modality", "siren", "bytes", name + "x"))] = value[name]
        else:
            value[name] = _changed(value[name], random)
        return value
    if isinstance(value, list) and value and random.random() < 0.9:
        index, what = random.randrange(len(value)), random.randrange(8)
        if what == 0:
            del value[index]
        elif what == 1:
            value[index:index] = [copy.deepcopy(value[index])] * random.choice((1, 2, 40))
        else:
            value[index] = _changed(value[index], random)
        return value
    if type(value) is int and random.random() < 0.6:
        return random.choice((value + random.choice((1, -1, 2, 100)), value * 2, value // 2, -value, value + 0.5))
    if type(value) is float and random.random() < 0.6:
        return random.choice((value + random.choice((1, -1, 100)), value * 2, value / 1e6, -value, value * 1e9))
    if isinstance(value, str) and random.random() < 0.5:
        return mutate_text(value, random)
    return copy.deepcopy(random.choice(_VALUES))


def mutate_text(text: str, random: Random) -> str:
    """The text with one to four changes of signs and words."""
    for _ in range(random.choice((1, 1, 2, 4))):
        place, what = random.randrange(len(text) + 1), random.randrange(6)
        if what == 0:
            text = text[:place] + random.choice(_TEXTS) + text[place:]
        elif what == 1:
            text = text[:place] + text[place + random.choice((1, 1, 5, 50)) :]
        elif what == 2:
            text = text[:place] + chr(random.choice((random.randrange(256), random.randrange(0x3000)))) + text[place:]
        elif what == 3 and text:
            start = random.randrange(len(text))
            text = text[:place] + text[start : start + 40] * random.choice((1, 1, 3, 60)) + text[place:]
        elif what == 4:
            words = text.split(" ")
            random.shuffle(words)
            text = " ".join(words)
        else:
            text = random.choice((text.upper(), text[::-1], text.replace(" ", random.choice(_TEXTS))))
    return text[: MAX_BYTES // 4]
