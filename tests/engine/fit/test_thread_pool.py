"""A crew: everything done once, by as many as there are; what one raises comes out; nobody is left behind."""

import threading

import pytest

from engine.fit.thread_pool import ThreadPool


@pytest.mark.parametrize("count", [1, 2, 4])
def test_every_item_is_done_once(count):
    done, together = [], threading.Barrier(count)
    with ThreadPool(count) as crew:
        crew.share(lambda *_: together.wait(10), range(count))  # would break if one did them all
        crew.share(lambda worker, item: done.append((worker, item)), range(100))
        crew.share(lambda worker, item: done.append((worker, item)), [])
    assert sorted(item for _, item in done) == list(range(100))
    assert {worker for worker, _ in done} <= set(range(count))


@pytest.mark.parametrize("count", [1, 3])
def test_what_one_raises_comes_out_when_all_have_stopped(count):
    done = []

    def work(_, item):
        if item == 2:
            raise RuntimeError("out of memory")
        done.append(item)

    with ThreadPool(count) as crew:
        with pytest.raises(RuntimeError, match="out of memory"):
            crew.share(work, range(6))
        assert set(done) >= {0, 1}
        crew.share(work, [7, 8])
    assert {7, 8} <= set(done)


def test_its_threads_end_with_it():
    before = threading.active_count()
    with ThreadPool(3) as crew:
        crew.share(lambda *_: None, range(9))
        assert threading.active_count() > before
    assert threading.active_count() == before
