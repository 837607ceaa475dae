"""One reading of a key's text, wherever it comes from: the window, paper, a QR code, a file of another program."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from engine.errors import InvalidKeyError
from engine.key import Key
from tests.engine.tiny import WORDS

LIST = WORDS.split()
NUMBERED = [f"{number}. {word}" for number, word in enumerate(LIST, 1)]
COLUMNS = [f"{number}  {LIST[number - 1]}" for number in (1, 4, 7, 10, 2, 5, 8, 11, 3, 6, 9, 12)]
SHEET = "Undersong\nmy 2 secrets\nWhoever has these words and the Undersong file can reveal the secrets.\n"

FORMS = {
    "numbered": "\n".join(NUMBERED),
    "numbered in one line": " ".join(NUMBERED),
    "two digits": "\n".join(f"{number:02d}) {word}" for number, word in enumerate(LIST, 1)),
    "numbers in lines of their own": "\n".join(f"{number}\n{word}" for number, word in enumerate(LIST, 1)),
    "numbers that touch": " ".join(f"{number}{word}" for number, word in enumerate(LIST, 1)),
    "circled numbers": " ".join(f"{chr(0x245F + number)} {word}" for number, word in enumerate(LIST, 1)),
    "the printed page": SHEET + "\n".join(f"{number}  {word}" for number, word in enumerate(LIST, 1)),
    "copied column by column": SHEET + "\n".join(COLUMNS),
    "the page and a note": SHEET + "\n".join(NUMBERED) + "\n13 of these are not needed, 2 of them neither.",
    "items of a list": "\n".join(f"- {word}" for word in LIST),
    "bullets": "\n".join(f"• {word}" for word in LIST),
    "quotes": ", ".join(f"“{word}”" for word in LIST),
    "a list of Python's": repr(LIST),
    "a table": "| " + " | ".join(LIST) + " |",
    "dashes": " – ".join(LIST),
    "hyphens": "-".join(LIST),
    "semicolons and a full stop": "; ".join(LIST) + ".",
    "wide blanks": "\u3000".join(LIST),
    "blanks that are never seen": "\u200b \u2060".join(LIST) + "\u200b",
    "soft hyphens": " ".join("\u00ad".join(word) for word in LIST),
    "marks of direction": "\u200e" + WORDS + "\u202c",
    "ligatures": WORDS.replace("ff", "\ufb00"),
    "capitals": " ".join(word.capitalize() for word in LIST),
    "line separators": WORDS.replace(" ", "\u2028"),
    "four lines below a heading": "Undersong\n\n" + "\n".join(" ".join(LIST[at : at + 3]) for at in range(0, 12, 3)),
    "twelve lines below two headings": "Undersong\nmy own\n" + "\n".join(LIST),
    "a note below": f"{WORDS}\n\nfor the file that Anna has",
    "a longer line below": f"{WORDS}\n{WORDS} legal",
    "the same key twice": f"{WORDS}\n\n{WORDS}",
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_the_same_key(form: str) -> None:
    for text in (FORMS[form], f"\n \t{FORMS[form]} \r\n", FORMS[form].replace("\n", "\r\n")):
        assert Key.from_text(text) == Key.from_words(text) == Key.from_words(WORDS)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "BOM and utf-16-be"]
)
def test_a_file_in_any_encoding_of_unicode(tmp_path: Path, form: str, encoding: str) -> None:
    mark = codecs.BOM_UTF16_BE if encoding.startswith("BOM") else b""
    text = FORMS[form].lstrip("\u200e•|“①")  # without a mark, UTF-16 is told by ASCII's zero bytes
    (tmp_path / "key").write_bytes(mark + text.encode(encoding.removeprefix("BOM and ")))
    assert Key.load(tmp_path / "key") == Key.from_words(WORDS)


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "mac-roman"])
def test_a_heading_in_an_older_encoding_does_not_matter(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "key").write_bytes(f"Schlüssel für Köln\n\n{WORDS}\n".encode(encoding))
    assert Key.load(tmp_path / "key") == Key.from_words(WORDS)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_a_passphrase_file_in_any_encoding_of_unicode(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "phrase").write_bytes("correct horse, Müller \r\nand a note".encode(encoding))
    assert Key.load(tmp_path / "phrase", passphrase=True) == Key.from_passphrase("correct horse, Müller")


def test_a_passphrase_in_an_older_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "phrase").write_bytes("Müller".encode("cp850"))
    with pytest.raises(InvalidKeyError, match="cannot be read as a text"):
        Key.load(tmp_path / "phrase", passphrase=True)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("\n".join(NUMBERED[:-1]), "this has 11"),
        ("\n".join(NUMBERED).replace("wave", "wavve"), "Word 5 "),
        ("\n".join(COLUMNS).replace("wave", "wavve"), "Word 5 "),
        (SHEET + "\n".join(NUMBERED).replace("wave", "wavve"), "Word 5 "),
        ("Undersong\n\n" + "\n".join(NUMBERED[:-1]), "this has 11"),
        ("\n".join([NUMBERED[0].replace("legal", "zoo"), *NUMBERED[1:]]), "do not belong together"),
        ("1 2 3 4 5 6 7 8 9 10 11 12", "this has 0"),
    ],
)
def test_every_form_of_a_mistake_has_the_same_verdict(text: str, message: str) -> None:
    with pytest.raises(InvalidKeyError, match=message):
        Key.from_text(text)
    with pytest.raises(InvalidKeyError, match=message):
        Key.from_words(text)


def test_a_blank_behind_a_passphrase(tmp_path: Path) -> None:
    (tmp_path / "cmd.txt").write_bytes(b"correct horse battery staple \r\n")  # echo correct horse ... > cmd.txt
    key = Key.load(tmp_path / "cmd.txt", passphrase=True)
    assert key == Key.from_text("correct horse battery staple", passphrase=True)
