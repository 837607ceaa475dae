"""A pool does everything once, raises what one of its threads raises, and leaves torch as it was."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
import torch

import engine
from engine.fit.thread_pool import ThreadPool
from engine.waiting import while_waiting
from tests.engine.tiny import WORDS, picture, tiny


@pytest.mark.parametrize("count", [1, 2, 4])
def test_every_item_is_done_once(count: int) -> None:
    done, together = [], threading.Barrier(count)
    with ThreadPool(count) as pool:
        pool.map(lambda *_: together.wait(10), range(count))  # would break if one did them all
        pool.map(lambda worker, item: done.append((worker, item)), range(100))
        pool.map(lambda worker, item: done.append((worker, item)), [])
    assert sorted(item for _, item in done) == list(range(100))
    assert {worker for worker, _ in done} <= set(range(count))


@pytest.mark.parametrize("started", range(4))
def test_where_no_more_threads_can_be_started_fewer_do_everything(
    started: int, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    real, starts, done = threading.Thread.start, [], []

    def start(thread: threading.Thread) -> None:
        starts.append(thread)
        if len(starts) > started:
            raise RuntimeError("can't start new thread")
        real(thread)

    pool = ThreadPool(3)
    monkeypatch.setattr(threading.Thread, "start", start)
    for _ in range(2):
        pool.map(lambda _, item: done.append(item), range(50))
        assert sorted(done) == list(range(50))
        done.clear()
    monkeypatch.undo()
    pool.map(lambda _, item: done.append(item), range(50))
    assert sorted(done) == list(range(50))  # nothing of the calls before is done once more
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("count", [1, 3])
def test_what_one_raises_comes_out_when_all_have_stopped(count: int) -> None:
    done = []

    def work(_: int, item: int) -> None:
        if item == 2:
            raise RuntimeError("out of memory")
        done.append(item)

    with ThreadPool(count) as pool:
        with pytest.raises(RuntimeError, match="out of memory"):
            pool.map(work, range(6))
        assert set(done) >= {0, 1}
        pool.map(work, [7, 8])
    assert {7, 8} <= set(done)


def test_its_threads_end_with_it() -> None:
    before = threading.active_count()
    with ThreadPool(3) as pool:
        pool.map(lambda *_: None, range(9))
        assert threading.active_count() > before
    assert threading.active_count() == before


def in_new_thread(work: Callable[[], int]) -> int:
    with ThreadPoolExecutor(1) as other:
        return other.submit(work).result()


@pytest.mark.parametrize("count", [1, 2])
def test_torch_uses_one_core_in_a_pool_and_as_many_as_before_after_it(count: int) -> None:
    torch.set_num_threads(3)
    with ThreadPool(count) as pool:
        assert torch.get_num_threads() == 1
        used: list[int] = []
        pool.map(lambda *_: used.append(torch.get_num_threads()), range(8))
        assert set(used) == {1}
        with ThreadPool(count) as inner:
            inner.map(lambda *_: None, range(8))
        assert torch.get_num_threads() == 1  # the outer pool still counts
    assert torch.get_num_threads() == 3
    assert in_new_thread(torch.get_num_threads) == 3


def test_an_error_inside_a_pool_restores_it_too() -> None:
    torch.set_num_threads(3)
    with pytest.raises(ZeroDivisionError), ThreadPool(2) as outer, ThreadPool(2):
        outer.map(lambda *_: 1 / 0, range(4))
    assert torch.get_num_threads() == 3
    assert in_new_thread(torch.get_num_threads) == 3


def test_a_pool_in_another_thread_changes_nothing_here() -> None:
    """A reveal goes on beside a fit: whichever ends first, both threads and all later ones are as they were."""
    torch.set_num_threads(3)
    opened, close, both_started = threading.Event(), threading.Event(), threading.Barrier(2)

    def beside() -> int:
        with ThreadPool(2) as pool:
            pool.map(lambda *_: both_started.wait(10), range(2))
            opened.set()
            assert close.wait(10)
        return torch.get_num_threads()

    with ThreadPoolExecutor(1) as other:
        future = other.submit(beside)
        assert opened.wait(10)
        assert torch.get_num_threads() == in_new_thread(torch.get_num_threads) == 3
        with ThreadPool(2) as pool:
            close.set()
            assert future.result() == 3
            assert torch.get_num_threads() == 1
            pool.map(lambda *_: None, range(4))
    assert torch.get_num_threads() == in_new_thread(torch.get_num_threads) == 3


def test_a_pool_that_nobody_entered_leaves_torch_alone() -> None:
    torch.set_num_threads(3)
    ThreadPool().map(lambda *_: None, range(3))
    assert torch.get_num_threads() == 3


@pytest.mark.parametrize("threads", [1, 2])
def test_hide_show_and_reveal_leave_torch_as_it_was(threads: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also one beside another: a person reveals one file while another one is made."""
    monkeypatch.setattr("engine.device._preferred", ("cpu", threads))
    torch.set_num_threads(3)
    key = engine.Key.from_words(WORDS)
    stego = engine.hide(engine.plan([picture()], picture(), tiny(8)), key)
    assert torch.get_num_threads() == 3

    with ThreadPoolExecutor(1) as other:
        assert other.submit(torch.get_num_threads).result() == 3  # one that asks later may get the number of a moment
        beside = other.submit(engine.reveal, stego, key)
        engine.show(stego)
        beside.result()
        assert torch.get_num_threads() == other.submit(torch.get_num_threads).result() == 3
    assert in_new_thread(torch.get_num_threads) == 3


@pytest.mark.parametrize("count", [1, 3])
def test_a_cancellation_point_ends_it_when_all_have_stopped(count: int) -> None:
    """In this thread: the others finish what they have in hand, and take nothing more."""
    done: list[int] = []

    def work(_: int, item: int) -> None:
        time.sleep(0.01)
        done.append(item)

    def stop() -> None:
        raise KeyboardInterrupt

    token = while_waiting.set(stop)
    with ThreadPool(count) as pool:
        with pytest.raises(KeyboardInterrupt):
            pool.map(work, range(1000))
        stopped = len(done)
        while_waiting.reset(token)
        pool.map(work, [1000, 1001])
    assert stopped < 500
    assert sorted(done[stopped:]) == [1000, 1001]
