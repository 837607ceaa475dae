"""Background calls of previews: the newest of a slot is shown, and a deleted widget is told nothing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from app.previews.background import idle, in_background, silence


@pytest.fixture
def shown() -> list[str]:
    return []


def test_the_newest_call_of_a_slot_is_shown(qtbot: QtBot, shown: list[str]) -> None:
    owner, other = QObject(), QObject()
    for name in ("old", "new"):
        in_background(owner, lambda name=name: name, shown.append, "picture")
    in_background(other, lambda: "other owner", shown.append, "picture")
    in_background(owner, lambda: "other slot", shown.append, "sound")
    for name in ("one", "two"):
        in_background(owner, lambda name=name: name, shown.append)
    qtbot.waitUntil(idle)
    assert shown == ["new", "other owner", "other slot", "one", "two"]


def test_a_silenced_call_is_not_shown(qtbot: QtBot, shown: list[str]) -> None:
    owner = QObject()
    in_background(owner, lambda: "late", shown.append, "picture")
    silence(owner, "picture")
    qtbot.waitUntil(idle)
    assert not shown


def test_a_deleted_owner_is_told_nothing(qtbot: QtBot, shown: list[str]) -> None:
    owner = QObject()
    in_background(owner, lambda: "late", shown.append)
    delete(owner)
    qtbot.waitUntil(idle)
    assert not shown


def test_a_bug_comes_out_in_the_windows_thread(qtbot: QtBot, shown: list[str]) -> None:
    owner = QObject()

    def broken() -> str:
        raise ZeroDivisionError

    with qtbot.captureExceptions() as crashes:
        in_background(owner, broken, shown.append)
        qtbot.waitUntil(lambda: bool(crashes))
    assert [kind for kind, _, _ in crashes] == [ZeroDivisionError]
    qtbot.waitUntil(idle)
