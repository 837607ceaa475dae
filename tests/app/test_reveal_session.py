"""Keys in all the shapes people send them, and where secrets are saved."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import engine
from app.reveal_session import RevealSession, key_from
from app.worker import Bench


def test_words_in_any_layout_are_the_key() -> None:
    key = engine.Key.generate()
    words = key.words.split()
    for text in (key.words, "\n".join(words), "  " + "   ".join(words).upper(), f"Undersong\n\n{key.words}\n"):
        assert key_from(text, passphrase=False) == key


@pytest.mark.parametrize("text", ["", "one two three", "zzzz " * 12])
def test_a_typo_is_no_key(text: str) -> None:
    with pytest.raises(engine.InvalidKeyError):
        key_from(text, passphrase=False)


def test_a_file_that_is_none_is_told(qtbot: QtBot, bench: Bench, picture: Path) -> None:
    session = RevealSession(bench)
    with qtbot.waitSignal(session.failed, timeout=10_000) as caught:
        session.open(picture)
    assert isinstance(caught.args[0], engine.InvalidStegoError)
    assert session.cover is None
    assert not session.running


def test_save_all_writes_over_nothing(qtbot: QtBot, bench: Bench, tmp_path: Path, image: engine.Image) -> None:
    session = RevealSession(bench)
    session.path, session.secrets = Path("cat.undersong"), [image, image]
    kept = tmp_path / "cat 1.png"
    kept.write_bytes(b"mine")
    with qtbot.waitSignal(session.saved) as caught:
        session.save_all(tmp_path)
    assert [path.name for path in caught.args[0]] == ["cat 1 (2).png", "cat 2.png"]
    assert kept.read_bytes() == b"mine"


def test_save_adds_the_suffix_that_is_missing(qtbot: QtBot, bench: Bench, tmp_path: Path, image: engine.Image) -> None:
    session = RevealSession(bench)
    session.secrets = [image]
    with qtbot.waitSignal(session.saved):
        session.save(0, tmp_path / "found")
    assert (tmp_path / "found.png").is_file()
