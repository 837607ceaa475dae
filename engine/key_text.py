"""The text of a key: one reading of it for key files, paper, QR codes, the clipboard and what is typed.

Numbers, punctuation, typographic signs and line breaks around words mean nothing; headings and notes are left out.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from itertools import accumulate
from typing import Final

WORDS: Final = 12
HEADING: Final = "Undersong"  # the first line of a key file
_BOMS: Final = (  # UTF-32's begins like UTF-16's
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_TYPOGRAPHIC: Final = {ord(sign): plain for plain, signs in (("'", "‘’‚‛′"), ('"', "“”„‟″")) for sign in signs}
_WORD: Final = r"[^\W\d_]+"
_NUMBERED: Final = re.compile(rf"(?<![^\W_])0?(1[0-2]|[1-9])(?!\d)[\W_]*({_WORD})")


def decode(data: bytes, *, words: bool) -> str | None:
    """The text in the bytes of a file: UTF-8, or UTF-16 and UTF-32 as Windows writes them; None where it is no text.

    Where only `words` matter, which are ASCII, a heading may be in any other encoding.
    """
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), "utf-8-sig")
    if encoding == "utf-8-sig" and len(data) > 1 and 0 in data[:2]:  # UTF-16 without its mark: every other byte is 0
        encoding = "utf-16-be" if data[0] == 0 else "utf-16-le"
    for name in (encoding, "latin-1") if words else (encoding,):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        return None if re.search(r"[\0-\x08\x0e-\x1f]", text) else text
    return None


def split_words(text: str) -> list[str]:
    """The runs of letters in a text, in lower case and in Unicode's NFKC; without the heading of a key file."""
    return [word for line in _lines(text) for word in line]


def candidates(text: str) -> list[list[str]]:
    """The places of a text that hold twelve words, the likeliest first; each is a list of words in order.

    They are twelve words numbered from 1 to 12, in whatever order they stand (a page copied column by column); all the
    words of the text; the last lines, below a heading; the first lines, above a note.
    """
    lines = _lines(text)
    below, above = _lines_of_twelve(lines[::-1])[::-1], _lines_of_twelve(lines)
    found = [*_numbered(text), *([word for line in part for word in line] for part in (lines, below, above))]
    return [words for words in found if len(words) == WORDS]


def words_in(text: str) -> list[str]:
    """The words that a text seems to mean as a key, in order: twelve of them where it has such a place, else all."""
    return next(iter(candidates(text)), split_words(text))


def passphrase_in(text: str) -> str:
    """The passphrase in a text: its first line that is not blank, as it was typed."""
    return next((line for line in re.split(r"[\r\n]+", text) if line.strip()), "")


def normal_passphrase(text: str) -> str:
    """The one form of a passphrase, however it was typed: NFC, plain quotes, no blanks around it, nothing invisible."""
    text = unicodedata.normalize("NFC", text).translate(_TYPOGRAPHIC)
    text = "".join(" " if sign.isspace() else sign for sign in text if not _invisible(sign))
    return text.strip()


def _folded(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).lower() if not _invisible(sign))


def _invisible(sign: str) -> bool:
    """Whether a sign is a soft hyphen, a byte order mark, a mark of direction, or another one that is never seen."""
    return unicodedata.category(sign) == "Cf"


def _lines(text: str) -> list[list[str]]:
    """The words of each line that has some, without the heading that every key file has."""
    lines = [re.findall(_WORD, _folded(line)) for line in text.splitlines()]
    return [line for line in lines if line not in ([], [HEADING.lower()])]


def _numbered(text: str) -> Iterator[list[str]]:
    """Twelve words in a row that have the numbers from 1 to 12 before them, in the order of their numbers."""
    pairs = [(int(number), word) for number, word in _NUMBERED.findall(_folded(text))]
    for start in range(len(pairs) - WORDS + 1):
        part = dict(pairs[start : start + WORDS])
        if len(part) == WORDS:
            yield [part[number] for number in range(1, WORDS + 1)]


def _lines_of_twelve(lines: list[list[str]]) -> list[list[str]]:
    """As many of the first lines as have twelve words together; none where no number of lines does."""
    counts = list(accumulate(map(len, lines)))
    return lines[: counts.index(WORDS) + 1] if WORDS in counts else []
