"""The compiled module: threads get one and the same, and every kernel is in it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from engine.fit import kernels


def test_threads_that_come_at_once_get_one_module() -> None:
    kernels._compiled_kernels.cache_clear()
    with ThreadPoolExecutor(4) as pool:
        modules = set(pool.map(lambda _: kernels.kernels(), range(4)))
    assert len(modules) == 1
    [address] = modules
    addresses = [address(write.__name__) for write in (*kernels.KERNELS, kernels.run)]
    assert all(addresses)
    assert len(set(addresses)) == len(addresses)
