"""Keys in all the shapes people send them, and where secrets are saved."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

import engine
from app.reveal.session import COVER, RevealSession
from app.reveal.upscaling import scales_for, size_in_words
from app.worker import TaskQueue


def test_a_file_that_is_none_is_told(qtbot: QtBot, tasks: TaskQueue, picture: Path) -> None:
    session = RevealSession(tasks)
    with qtbot.waitSignal(session.failed, timeout=60_000) as caught:
        session.open(picture)
    assert isinstance(caught.args[0], engine.InvalidStegoError)
    assert session.cover is None
    assert not session.running


def test_save_all_writes_over_nothing(qtbot: QtBot, tasks: TaskQueue, tmp_path: Path, image: engine.Image) -> None:
    session = RevealSession(tasks)
    session.path, session.secrets = Path("cat.undersong"), [image, image]
    kept = tmp_path / "cat 1.png"
    kept.write_bytes(b"mine")
    with qtbot.waitSignal(session.saved) as caught:
        session.save_all(tmp_path)
    assert [path.name for path in caught.args[0]] == ["cat 1 (2).png", "cat 2.png"]
    assert kept.read_bytes() == b"mine"


def test_save_adds_the_suffix_that_is_missing(
    qtbot: QtBot, tasks: TaskQueue, tmp_path: Path, image: engine.Image
) -> None:
    session = RevealSession(tasks)
    session.secrets = [image]
    with qtbot.waitSignal(session.saved):
        session.save(0, tmp_path / "found")
    assert (tmp_path / "found.png").is_file()


@pytest.fixture
def revealed(qtbot: QtBot, tasks: TaskQueue, image: engine.Image, monkeypatch: pytest.MonkeyPatch) -> RevealSession:
    """A session with two secrets of a file that was changed, as the engine would bring them."""
    found = [engine.Revealed(image, True, ()), engine.Revealed(image, False, ())]
    finer = engine.Image(image.pixels.repeat(2, axis=0).repeat(2, axis=1))

    def reveal(_: object, __: engine.Key, *, scale: float = 1.0, **_kw: object) -> list[engine.Revealed]:
        return found if scale == 1 else [engine.Revealed(finer, True, ())] * 2

    monkeypatch.setattr(engine, "reveal", reveal)
    monkeypatch.setattr(engine, "show", lambda *_, **__: finer)
    session = RevealSession(tasks)
    session.path, session.cover = Path("cat.undersong"), image
    session.stego = object()  # type: ignore[assignment]
    with qtbot.waitSignal(session.revealed):
        session.reveal(engine.Key.generate())
    qtbot.waitUntil(tasks.idle)
    return session


def test_a_changed_file_is_told(revealed: RevealSession) -> None:
    assert len(revealed.secrets) == 2
    assert not revealed.intact
    revealed.close()
    assert revealed.intact
    assert revealed._key is None


def test_saved_larger_from_the_networks(qtbot: QtBot, revealed: RevealSession, tmp_path: Path) -> None:
    for index in (1, COVER):
        with qtbot.waitSignal(revealed.saved) as caught:
            revealed.save_larger(index, 2, tmp_path / f"larger {index}")
        made = engine.load(caught.args[0][0])
        assert isinstance(made, engine.Image)
        assert made.pixels.shape == (64, 64, 3)


def test_how_long_larger_takes_grows_with_the_points(revealed: RevealSession) -> None:
    revealed.seconds = [0.5, 2.0]
    assert revealed.seconds_larger(0, 2) == 8
    assert revealed.seconds_larger(COVER, 4) == 8


def test_sizes_beyond_all_bounds_are_not_offered(image: engine.Image) -> None:
    assert scales_for(image) == [2, 4]
    huge = engine.Image(np.zeros((5000, 5000, 1), np.uint8))
    assert scales_for(huge) == []
    assert size_in_words(image, 4) == "128 × 128"
    assert size_in_words(engine.Audio(np.zeros((100, 1), np.float32), 16_000), 2) == "32 kHz"


def test_what_is_dragged_out_leaves_nothing_behind(qtbot: QtBot, revealed: RevealSession) -> None:
    given: list[Path] = []
    for _ in range(2):
        revealed.hand_out(0, given.append)
        qtbot.waitUntil(lambda: not revealed.running)
    path = given[0]
    assert given == [path, path]
    assert path.name == "cat 1.png"
    assert path.is_file()
    revealed.close()
    assert not path.parent.exists()


def test_cancelled_larger_writes_nothing(
    qtbot: QtBot, revealed: RevealSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def show(*_: object, **__: object) -> engine.Medium:
        revealed.cancel()
        return engine.Image(np.zeros((4, 4, 3), np.uint8))

    monkeypatch.setattr(engine, "show", show)
    revealed.save_larger(COVER, 2, tmp_path / "never.png")
    qtbot.waitUntil(revealed.tasks.idle)
    assert not (tmp_path / "never.png").exists()


def test_secrets_and_cover_have_such_names(tasks: TaskQueue, image: engine.Image) -> None:
    session = RevealSession(tasks)
    session.path, session.cover, session.secrets = Path("photo\u202egnp.undersong"), image, [image]
    assert (session.name(COVER), session.name(0)) == ("photognp", "photognp secret")
