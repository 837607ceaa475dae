"""Names on export are safe on every system, whatever somebody wrote into a file; and as like the original as can be."""

from __future__ import annotations

import unicodedata
from pathlib import Path, PureWindowsPath

import pytest

from engine.safe_names import MAX_NAME_BYTES, MAX_STEM_BYTES, kept_name, numbered, safe_name, safe_stem, with_suffix

SAFE = [
    ("letter.pdf", "letter.pdf"),
    ("Ferien in Köln.zip", "Ferien in Köln.zip"),
    ("Ko\u0308ln.zip", "K\u00f6ln.zip"),
    ("no suffix", "no suffix"),
    ("👨\u200d👩\u200d👧 im Park 🏖️.jpg", "👨\u200d👩\u200d👧 im Park 🏖️.jpg"),
    ("מכתב.txt", "מכתב.txt"),
    ("می\u200cخواهم.txt", "می\u200cخواهم.txt"),
    ("photo\u202egnp.exe", "photognp.exe"),
    ("a\u2066b\u2069\u200e\u200f\u061c.txt", "ab.txt"),
    ("a\nb\x00c\x7f\x1b[31m.txt", "abc[31m.txt"),
    ("../../etc/passwd", "passwd"),
    ("..\\..\\x", "x"),
    ("C:\\Users\\me\\con", "_con"),
    ("C:file.txt", "Cfile.txt"),
    ("\\\\server\\share\\a.txt", "a.txt"),
    ("/", "file"),
    ("a/b/..", "b"),
    ("folder/", "folder"),
    ("..", "file"),
    (".", "file"),
    ("", "file"),
    (" . ", "file"),
    ("\u200f\u2066", "file"),
    ("\u200d", "file"),
    ("CON", "_CON"),
    ("con.tar.gz", "_con.tar.gz"),
    ("Lpt1 .txt", "_Lpt1 .txt"),
    ("COM¹", "_COM¹"),
    ("nul\u200e", "_nul"),
    ("CONIN$", "_CONIN$"),
    ("console.txt", "console.txt"),
    ("-rf", "_-rf"),
    ("--version.txt", "_--version.txt"),
    (".bashrc", "_.bashrc"),
    ("...hidden", "_...hidden"),
    ("\u202e.ssh", "_.ssh"),
    ("ends with dots... ", "ends with dots"),
    ("  spaces.txt", "spaces.txt"),
    ('a<b>c:"d|e?f*g.txt', "abcdefg.txt"),
    ("file.txt:stream", "file.txtstream"),
    ("\ud800lone.txt", "lone.txt"),
    ("~user", "~user"),
    ("x" * 300 + ".pdf", "x" * 251 + ".pdf"),
    ("ü" * 200 + ".tar.gz", "ü" * 124 + ".tar.gz"),
    ("漢" * 100, "漢" * 85),
    ("a." + "b" * 300, "a." + "b" * 253),
    ("x" * 250 + "   " + "y" * 20 + ".pdf", "x" * 250 + ".pdf"),
]


@pytest.mark.parametrize(("name", "expected"), SAFE, ids=range(len(SAFE)))
def test_a_name_is_made_safe(name: str, expected: str) -> None:
    assert safe_name(name) == expected
    assert safe_name(expected) == expected


def test_a_safe_name_is_a_file_of_the_folder_and_nothing_else() -> None:
    for name in [*(name for name, _ in SAFE), *(chr(code) * 3 for code in range(0x3000))]:
        safe = safe_name(name)
        assert safe == unicodedata.normalize("NFC", safe)
        assert 0 < len(safe.encode()) <= MAX_NAME_BYTES
        assert Path(safe).name == safe == PureWindowsPath(safe).name
        assert not safe.startswith(("-", "."))
        assert not safe.endswith((" ", "."))
        assert {unicodedata.category(char) for char in safe if char not in "\u200c\u200d"}.isdisjoint({"Cc", "Cf"})


@pytest.mark.parametrize(("name", "_"), SAFE[::4])
def test_a_file_can_have_the_name(name: str, _: str, tmp_path: Path) -> None:
    path = tmp_path / safe_name(name)
    path.write_bytes(b"x")
    assert path.parent == tmp_path
    assert [unicodedata.normalize("NFC", each.name) for each in tmp_path.iterdir()] == [path.name]


def test_what_is_left_of_nothing_can_be_chosen() -> None:
    assert safe_name("..", "secret-1") == "secret-1"


def test_another_file_of_the_name_gets_a_number() -> None:
    assert numbered("letter.pdf", 2) == "letter (2).pdf"
    assert numbered("backup.tar.gz", 3) == "backup (3).tar.gz"
    assert numbered("letter", 10) == "letter (10)"
    assert numbered("_.bashrc", 2) == "_ (2).bashrc"
    assert numbered("x" * 251 + ".pdf", 12) == "x" * 246 + " (12).pdf"
    assert len(numbered("ü" * 127, 2).encode()) <= MAX_NAME_BYTES


def test_another_format_gets_another_suffix() -> None:
    assert with_suffix("holiday.jpg", ".png") == "holiday.png"
    assert with_suffix("../con", ".wav") == "_con.wav"
    assert with_suffix("v1.2 of the report", ".png") == "v1.2 of the report.png"
    assert with_suffix("", ".png", "secret-1") == "secret-1.png"
    assert len(with_suffix("x" * 255, ".png")) == MAX_NAME_BYTES


def test_a_name_is_kept_as_it_is_where_that_is_possible() -> None:
    for name in ("letter.pdf", "..\\..\\x", "-rf", "CON", "מכתב\u202e.txt", "x" * 255, ""):
        assert kept_name(name) == name
    assert kept_name("x" * 300 + ".pdf") == "x" * 251 + ".pdf"
    assert kept_name(b"caf\xe9.txt".decode("utf-8", "surrogateescape")) == "caf\ufffd.txt"
    assert kept_name("\ud800.txt") == "\ufffd.txt"


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("holiday", "holiday"),
        ("Ko\u0308ln", "K\u00f6ln"),
        ("photo\u202egnp", "photognp"),
        ("a\nb\x00c\x7f", "abc"),
        ("Anna/Berta", "AnnaBerta"),
        ("../../etc/passwd", "_....etcpasswd"),
        ("C:\\con", "Ccon"),
        ("con", "_con"),
        ("  ends with dots... ", "ends with dots"),
        ("\u200f\u2066", "undersong"),
        ("漢字 עברית", "漢字 עברית"),
        ("x" * 300, "x" * MAX_STEM_BYTES),
    ],
)
def test_any_text_becomes_the_beginning_of_a_name(text: str, stem: str) -> None:
    assert safe_stem(text, "undersong") == stem
    assert safe_stem(stem, "undersong") == stem
