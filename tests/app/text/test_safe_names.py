"""Names on export are safe on every system, whatever the file they came from was called."""

from __future__ import annotations

import pytest

from app.text.safe_names import MAX_LENGTH, safe_stem


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("holiday", "holiday"),
        ("Ferien in Köln", "Ferien in Köln"),
        ("Ko\u0308ln", "K\u00f6ln"),
        ("photo\u202egnp", "photognp"),
        ("a\nb\x00c\x7f", "abc"),
        ("../../etc/passwd", "etcpasswd"),
        ("C:\\con", "Ccon"),
        ("con", "_con"),
        ("CON.tar", "_CON.tar"),
        ("LPT1", "_LPT1"),
        ("  ends with dots... ", "ends with dots"),
        ("\u200f\u2066", "undersong"),
        ("漢字 עברית", "漢字 עברית"),
        ("x" * 300, "x" * MAX_LENGTH),
    ],
)
def test_a_name(stem: str, name: str) -> None:
    assert safe_stem(stem, "undersong") == name
    assert safe_stem(name, "undersong") == name
