"""Names on export are safe on every system, whatever the file they came from was called."""

from __future__ import annotations

from pathlib import Path

import pytest

import engine
from app.reveal.session import COVER, RevealSession
from app.text.safe_names import LONGEST, plain
from app.worker import TaskQueue


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
        ("x" * 300, "x" * LONGEST),
    ],
)
def test_a_name(stem: str, name: str) -> None:
    assert plain(stem, "undersong") == name
    assert plain(name, "undersong") == name


def test_secrets_and_cover_have_such_names(tasks: TaskQueue, image: engine.Image) -> None:
    session = RevealSession(tasks)
    session.path, session.cover, session.secrets = Path("photo\u202egnp.undersong"), image, [image]
    assert (session.name(COVER), session.name(0)) == ("photognp", "photognp secret")
