"""The computer stays awake while a file is made, and only then."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import engine
from app.hide.awake import Awake
from app.hide.session import HideSession
from app.session import Item
from app.worker import TaskQueue
from tests.app.logind_bus import needs_a_bus, said

LOGIND = """
def answer(self, message):
    self.read, write = os.pipe()
    handle = QDBusUnixFileDescriptor(write)
    os.close(write)
    print(*message.arguments(), sep=", ", flush=True)
    return [handle]

def look():
    if not hasattr(logind, "read"):
        return
    timer.stop()
    print(client.stdout.readline(), end="", flush=True)
    os.set_blocking(logind.read, False)
    try:
        os.read(logind.read, 1)
    except BlockingIOError:
        print("inhibited", flush=True)
    client.stdin.write("\\n")
    client.stdin.flush()
    print(client.stdout.readline(), end="", flush=True)
    os.set_blocking(logind.read, True)
    print("free" if not os.read(logind.read, 1) else "?", flush=True)
    client.stdin.write("\\n")
    client.stdin.flush()
    app.quit()
"""
CLIENT = """
from app.hide.awake import Awake
awake = Awake()
awake.hold(True)
print("held", awake.held, flush=True)
sys.stdin.readline()
awake.hold(False)
print("held", awake.held, flush=True)
sys.stdin.readline()
"""


@needs_a_bus
def test_logind_is_asked_and_let_go() -> None:
    told = "sleep:idle, Undersong, A file is being made, block"
    assert said(LOGIND, CLIENT) == [told, "held True", "inhibited", "held False", "free"]


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """What was asked of the system: nothing more of it is needed here."""
    asked: list[bool] = []

    def hold(_: Awake, on: bool) -> None:
        if not asked or asked[-1] != on:
            asked.append(on)

    monkeypatch.setattr(Awake, "hold", hold)
    return asked


@pytest.mark.parametrize("end", ["finish", "cancel", "keep", "fail"])
def test_every_end_of_a_hide_gives_the_computer_its_sleep_back(
    end: str, qtbot: QtBot, tasks: TaskQueue, image: engine.Image, held: list[bool], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    session = HideSession(tasks)
    session.checkpoints = tmp_path
    session.choosing.choose("draft")
    session.choosing.tune(seconds=1.0 if end == "finish" else 300.0)
    session.choosing.set_cover(Item("cover", image))
    qtbot.waitUntil(lambda: session.ready, timeout=60_000)
    assert True not in held
    if end == "fail":

        def fail(*_: object, **__: object) -> engine.Stego:
            raise engine.DivergedError("it did")

        monkeypatch.setattr(engine, "hide", fail)
    ends: dict[str, Callable[[], object]] = {"cancel": session.cancel, "keep": session.keep}
    session.start()
    assert held[-1] is True
    if end in ends:
        session.pause()
        assert held[-1] is False  # a hide that is paused may wait for the morning
        session.pause(False)
        assert held[-1] is True
        ends[end]()
    qtbot.waitUntil(lambda: not session.running, timeout=60_000)
    assert held[-1] is False
    session.clear()
    qtbot.waitUntil(tasks.idle, timeout=60_000)
