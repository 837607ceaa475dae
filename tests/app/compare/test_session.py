"""Which two are compared, without a window."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from pytestqt.qtbot import QtBot

import engine
from app.compare.session import CompareSession
from app.session import Item
from app.worker import TaskQueue


def test_two_of_one_kind_are_measured(qtbot: QtBot, tasks: TaskQueue, picture: Path, image: engine.Image) -> None:
    session = CompareSession(tasks)
    session.open(0, picture)
    assert session.free == 0
    qtbot.waitUntil(lambda: session.items[0] is not None, timeout=20_000)
    assert session.free == 1
    assert session.both is None
    with qtbot.waitSignal(session.compared, timeout=20_000):
        session.put(1, Item("same", image))
    assert session.measures is not None
    assert session.measures["psnr"] == 200


def test_two_kinds_are_not(qtbot: QtBot, tasks: TaskQueue, image: engine.Image) -> None:
    session = CompareSession(tasks)
    session.put(0, Item("image", image))
    session.put(1, Item("sound", engine.Audio(np.zeros((10, 1), np.float32), 8000)))
    assert session.mismatch
    qtbot.waitUntil(tasks.idle)
    assert session.measures is None


def test_only_the_last_choice_counts(qtbot: QtBot, tasks: TaskQueue, image: engine.Image) -> None:
    other = engine.Image(255 - image.pixels)
    session = CompareSession(tasks)
    session.put(0, Item("one", image))
    session.put(1, Item("far", other))
    session.put(1, Item("same", image))
    qtbot.waitUntil(tasks.idle, timeout=20_000)
    assert session.measures == image.compare(image)
    session.clear()
    assert session.items == [None, None]
    assert session.measures is None


def test_a_file_asked_for_before_the_page_was_cleared_stays_away(qtbot: QtBot, tasks: TaskQueue, picture: Path) -> None:
    session = CompareSession(tasks)
    session.open(0, picture)
    session.clear()
    qtbot.waitUntil(lambda: not session.opening, timeout=20_000)
    assert session.items == [None, None]


def test_exchanged_they_are_measured_the_other_way(qtbot: QtBot, tasks: TaskQueue, image: engine.Image) -> None:
    session = CompareSession(tasks)
    session.put(0, Item("one", image))
    with qtbot.waitSignal(session.compared, timeout=20_000):
        session.put(1, Item("half", image.scaled(256)))
    with qtbot.waitSignal(session.compared, timeout=20_000):
        session.swap()
    assert session.measures == image.scaled(256).compare(image)


def test_two_files_that_are_no_media_are_compared_byte_by_byte(qtbot: QtBot, tasks: TaskQueue, tmp_path: Path) -> None:
    session = CompareSession(tasks)
    (tmp_path / "a.bin").write_bytes(bytes(1000))
    (tmp_path / "b.bin").write_bytes(bytes(999) + b"x")
    with qtbot.waitSignal(session.compared, timeout=20_000):
        session.open(0, tmp_path / "a.bin")
        session.open(1, tmp_path / "b.bin")
    assert session.result is not None
    assert session.result.judgement == engine.Judgement(
        engine.Verdict.NOT_USABLE, "file", (engine.Remark("bytes", 999),)
    )
    assert session.measures == {}


def test_two_media_files_with_the_same_bytes_are_the_same_byte_for_byte(
    qtbot: QtBot, tasks: TaskQueue, picture: Path
) -> None:
    session = CompareSession(tasks)
    with qtbot.waitSignal(session.compared, timeout=20_000):
        session.open(0, picture)
        session.open(1, picture)
    assert session.result is not None
    assert session.result.judgement.modality == "file"
    assert session.result.judgement.verdict is engine.Verdict.SAME


def test_a_file_that_cannot_be_shown_is_compared_with_a_picture_by_their_bytes(
    qtbot: QtBot, tasks: TaskQueue, picture: Path, tmp_path: Path, image: engine.Image
) -> None:
    session = CompareSession(tasks)
    (tmp_path / "cut.png").write_bytes(picture.read_bytes()[:60])
    with qtbot.waitSignal(session.compared, timeout=20_000):
        session.open(0, picture)
        session.open(1, tmp_path / "cut.png")
    assert session.result is not None
    assert session.result.files is not None
    session.put(0, Item("in memory", image))
    assert session.mismatch
