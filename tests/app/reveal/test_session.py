"""Keys in all the shapes people send them, and where secrets are saved."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

import engine
from app.reveal.session import COVER, RevealSession
from app.reveal.upscaling import scales_for, size_in_words
from app.worker import TaskQueue

LONG = 60_000


def test_a_file_that_is_none_is_told(qtbot: QtBot, tasks: TaskQueue, picture: Path) -> None:
    session = RevealSession(tasks)
    with qtbot.waitSignal(session.failed, timeout=60_000) as caught:
        session.open(picture)
    assert isinstance(caught.args[0], engine.InvalidStegoError)
    assert session.cover is None
    assert not session.running


def test_save_all_writes_over_nothing(qtbot: QtBot, tasks: TaskQueue, tmp_path: Path, image: engine.Image) -> None:
    session = RevealSession(tasks)
    session.path, session.secrets = Path("cat.undersong"), [engine.Revealed(image, True)] * 2
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
    session.secrets = [engine.Revealed(image, True)]
    with qtbot.waitSignal(session.saved):
        session.save(0, tmp_path / "found")
    assert (tmp_path / "found.png").is_file()


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, engine.Key]:
    """A file with two secrets, of which some bits were changed after hiding, and its key."""
    y, x = np.mgrid[0:32, 0:32]
    image, key = engine.Image(np.stack([x * 8, y * 8, 255 - x * 4], axis=2).astype(np.uint8)), engine.Key.generate()
    data = bytearray(
        engine.hide(engine.plan([image, image], image, replace(engine.DRAFT, seconds=1.0)), key).to_bytes()
    )
    length = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + length])
    for layer in range(1, 6):
        begin, end = header[f"weight.{layer}"]["data_offsets"]
        for position in range(8 + length + begin + 1, 8 + length + end, 4):
            data[position] ^= 1  # a bit in the middle of the fraction of each weight
    path = tmp_path_factory.mktemp("changed") / "cat.undersong"
    path.write_bytes(data)
    return path, key


@pytest.fixture
def revealed(qtbot: QtBot, tasks: TaskQueue, changed: tuple[Path, engine.Key]) -> RevealSession:
    session, (path, key) = RevealSession(tasks), changed
    with qtbot.waitSignal(session.opened, timeout=LONG):
        session.open(path)
    with qtbot.waitSignal(session.revealed, timeout=LONG):
        session.reveal(key)
    qtbot.waitUntil(tasks.idle, timeout=LONG)
    return session


def test_a_changed_file_is_told(revealed: RevealSession) -> None:
    assert len(revealed.secrets) == 2
    assert (revealed.what_changed, revealed.sealed) == ("secrets", True)
    revealed.close()
    assert revealed.what_changed is None


def test_the_key_is_forgotten_as_soon_as_it_was_used(revealed: RevealSession) -> None:
    assert revealed.secrets
    assert not any(isinstance(value, engine.Key) for value in vars(revealed).values())


def test_saved_larger_from_the_networks(qtbot: QtBot, revealed: RevealSession, tmp_path: Path) -> None:
    for index in (1, COVER):
        with qtbot.waitSignal(revealed.saved, timeout=LONG) as caught:
            revealed.save_larger(index, 2, tmp_path / f"larger {index}")
        made = engine.load(caught.args[0][0])
        assert isinstance(made, engine.Image)
        assert made.pixels.shape == (64, 64, 3)


def test_larger_takes_longer_by_the_points_of_one_secret(revealed: RevealSession) -> None:
    revealed.seconds = [0.5, 2.0]
    assert revealed.seconds_larger(0, 2) == 4  # the second one is not rendered
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
    session.path, session.cover = Path("photo\u202egnp.undersong"), image
    session.secrets = [engine.Revealed(image, True)]
    assert (session.name(COVER), session.name(0)) == ("photognp", "photognp secret")


PDF = engine.ExactFile("letter.pdf", b"%PDF-1.7 not much of one")


def exactly(*files: engine.ExactFile) -> list[engine.Revealed]:
    return [engine.Revealed(file, True, name=file.name) for file in files]


def test_secrets_are_saved_under_the_names_that_were_sealed_with_them_made_safe(
    qtbot: QtBot, tasks: TaskQueue, tmp_path: Path, image: engine.Image
) -> None:
    session = RevealSession(tasks)
    session.path = Path("cat.undersong")
    session.secrets = [
        *exactly(PDF, engine.ExactFile("..\\..\\x\u202e", b"1"), PDF),
        *exactly(engine.ExactFile("", b"2"), engine.ExactFile("CON", b"")),
        engine.Revealed(image, True, name="Köln.jpg"),
    ]
    kept = tmp_path / "Köln.png"
    kept.write_bytes(b"mine")
    with qtbot.waitSignal(session.saved) as caught:
        session.save_all(tmp_path)
    names = ["letter.pdf", "x", "letter (2).pdf", "cat 4", "_CON", "Köln (2).png"]
    assert [path.name for path in caught.args[0]] == names
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*names, "Köln.png"])
    assert (tmp_path / "letter (2).pdf").read_bytes() == PDF.content
    assert kept.read_bytes() == b"mine"


def test_an_exact_file_keeps_the_suffix_the_person_gives(qtbot: QtBot, tasks: TaskQueue, tmp_path: Path) -> None:
    session = RevealSession(tasks)
    session.secrets = exactly(PDF)
    with qtbot.waitSignal(session.saved):
        session.save(0, tmp_path / "as it is")
    assert (tmp_path / "as it is").read_bytes() == PDF.content


def test_two_files_of_one_name_are_dragged_out_each_as_itself(qtbot: QtBot, tasks: TaskQueue) -> None:
    session, given = RevealSession(tasks), list[Path]()
    session.secrets = exactly(PDF, engine.ExactFile("letter.pdf", b"another"))
    for index in (0, 1):
        session.hand_out(index, given.append)
        qtbot.waitUntil(lambda: not session.running)
    assert [path.name for path in given] == ["letter.pdf", "letter.pdf"]
    assert [path.read_bytes() for path in given] == [PDF.content, b"another"]
    session.close()
    assert not any(path.exists() for path in given)


def test_larger_takes_the_time_of_learned_secrets_alone(tasks: TaskQueue, image: engine.Image) -> None:
    session = RevealSession(tasks)
    session.secrets, session.seconds = [*exactly(PDF), engine.Revealed(image, True)], [0.0, 2.0]
    assert session.seconds_larger(1, 2) == 8
    assert session.seconds_larger(0, 2) == 0


def test_the_file_of_an_exact_secret_is_decoded_and_no_copy_stays(
    qtbot: QtBot, tasks: TaskQueue, tmp_path: Path, picture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "memory"))
    (tmp_path / "memory").mkdir()
    session = RevealSession(tasks)
    session.secrets = exactly(engine.ExactFile.load(picture), PDF, engine.ExactFile.of_text("hello"))
    for index in range(3):
        session.decode(index)
    qtbot.waitUntil(tasks.idle, timeout=LONG)
    assert isinstance(session.decoded[0], engine.Image)
    assert session.decoded[1] is None
    assert 2 not in session.decoded  # a text is one
    assert list((tmp_path / "memory").iterdir()) == []
