"""The seam: one outcome for each call, one call at a time, and results that arrive in the window's thread."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

import engine
from app.worker import TaskQueue


def test_result_and_progress_arrive_in_the_windows_thread(qtbot: QtBot, tasks: TaskQueue) -> None:
    threads, told = [], []

    def call(report: engine.Report) -> int:
        threads.append(threading.get_ident())
        report(engine.Progress(stage="cover"))
        return 7

    worker = tasks.submit(call)
    worker.progressed.connect(lambda progress: told.append((progress.stage, threading.get_ident())))
    worker.succeeded.connect(lambda _: threads.append(threading.get_ident()))
    with qtbot.waitSignal(worker.succeeded) as caught:
        pass
    assert caught.args == [7]
    assert threads[1] == threading.get_ident() != threads[0]
    assert told == [("cover", threading.get_ident())]


@pytest.mark.parametrize("error", [engine.SaveError("full"), ValueError("a bug")])
def test_every_error_is_told_untouched(qtbot: QtBot, tasks: TaskQueue, error: Exception) -> None:
    def call(_: engine.Report) -> None:
        raise error

    worker = tasks.submit(call)
    with qtbot.waitSignal(worker.failed) as caught:
        pass
    assert caught.args == [error]


@pytest.mark.parametrize("error", [MemoryError(), RuntimeError("DefaultCPUAllocator: can't allocate memory")])
def test_memory_that_runs_out_is_told_as_the_engine_tells_it(qtbot: QtBot, tasks: TaskQueue, error: Exception) -> None:
    def call(_: engine.Report) -> None:
        raise error

    worker = tasks.submit(call)
    with qtbot.waitSignal(worker.failed) as caught:
        pass
    assert isinstance(caught.args[0], engine.OutOfMemoryError)


def test_cancel_leaves_at_the_next_report(qtbot: QtBot, tasks: TaskQueue) -> None:
    started = threading.Event()

    def call(report: engine.Report) -> None:
        started.set()
        while True:
            report(engine.Progress(stage="cover"))

    worker = tasks.submit(call)
    qtbot.waitUntil(started.is_set)
    with qtbot.waitSignal(worker.cancelled, timeout=1000):
        worker.cancel()
    qtbot.waitUntil(tasks.idle)


def test_a_pause_stands_still_until_it_goes_on_or_is_cancelled(qtbot: QtBot, tasks: TaskQueue) -> None:
    told: list[int] = []
    started = threading.Event()

    def call(report: engine.Report) -> None:
        for step in range(3):
            told.append(step)
            report(engine.Progress(stage="cover", step=step))
            started.set()
        while True:
            report(engine.Progress(stage="cover"))

    worker = tasks.submit(call)
    worker.pause()
    with qtbot.waitSignal(worker.progressed):
        pass
    assert worker.paused
    assert told == [0]
    assert not started.is_set()
    worker.resume()
    qtbot.waitUntil(started.is_set)
    worker.pause()
    with qtbot.waitSignal(worker.cancelled, timeout=1000):
        worker.cancel()


def test_enough_is_raised_once_and_in_its_own_stage_only(qtbot: QtBot, tasks: TaskQueue) -> None:
    ended: list[int] = []

    def call(report: engine.Report) -> None:
        for index in (0, 1, 1, 2):
            try:
                report(engine.Progress(stage="secret", index=index))
            except engine.FinishNow:
                ended.append(index)

    worker = tasks.submit(call)
    worker.finish(("secret", 1))
    with qtbot.waitSignal(worker.succeeded):
        pass
    assert ended == [1]


def test_a_file_that_is_being_read_is_given_up(qtbot: QtBot, tasks: TaskQueue, tmp_path: Path) -> None:
    path, read = tmp_path / "large.png", list[engine.Medium]()
    engine.Image(np.random.default_rng(0).integers(0, 256, (1500, 1500, 3), np.uint8)).write(path)

    def call(_: engine.Report) -> None:
        worker.cancel()
        read.append(engine.load(path))

    worker = tasks.submit(call)
    with qtbot.waitSignal(worker.cancelled, timeout=60_000):
        pass
    assert not read


def test_cancelled_while_waiting_never_starts(qtbot: QtBot, tasks: TaskQueue) -> None:
    ran = []
    worker = tasks.submit(lambda _: ran.append(1))
    with qtbot.waitSignal(worker.cancelled):
        worker.cancel()
    assert not ran


def test_one_call_at_a_time_in_order(qtbot: QtBot, tasks: TaskQueue) -> None:
    running, order, most = [], [], []

    def call(number: int) -> None:
        running.append(number)
        most.append(len(running))
        order.append(number)
        running.remove(number)

    workers = [tasks.submit(lambda _, n=n: call(n)) for n in range(4)]
    with qtbot.waitSignals([worker.succeeded for worker in workers]):
        pass
    assert order == [0, 1, 2, 3]
    assert max(most) == 1


def test_a_fit_keeps_no_other_call_waiting_but_the_next_fit(qtbot: QtBot, tasks: TaskQueue) -> None:
    enough, order = threading.Event(), []

    def fit(_: engine.Report) -> None:
        enough.wait()
        order.append("fit")

    first, second = tasks.submit(fit, fit=True), tasks.submit(lambda _: order.append("next fit"), fit=True)
    with qtbot.waitSignal(tasks.submit(lambda _: order.append("other")).succeeded):
        pass
    assert not tasks.idle()
    with qtbot.waitSignals([first.succeeded, second.succeeded]):
        enough.set()  # not before: a signal that comes before anybody listens is lost
    assert order == ["other", "fit", "next fit"]


def test_a_call_that_is_held_goes_on_by_itself_and_can_be_cancelled(qtbot: QtBot, tasks: TaskQueue) -> None:
    reports: list[int] = []

    def call(report: engine.Report) -> None:
        for number in range(1000):
            report(engine.Progress(stage="cover", step=number))
            reports.append(number)

    first = tasks.submit(call)
    first.hold(True)
    assert not first.paused  # it is not the person who wants that
    with qtbot.waitSignal(first.progressed):
        pass
    assert reports == []
    with qtbot.waitSignal(first.succeeded):
        first.hold(False)
    second = tasks.submit(call)
    second.hold(True)
    with qtbot.waitSignal(second.cancelled):
        second.cancel()
