"""Kernels for vectors of 8 and of 16 numbers, whatever this CPU has: LLVM makes them of what there is."""

from __future__ import annotations

import pytest

from engine.fit import backprop_compiled, kernels, llvm


@pytest.fixture(params=[8, 16])
def lanes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """The numbers of a vector, for which everything of a test is compiled."""
    size: int = request.param
    for module in (backprop_compiled, kernels, llvm):
        monkeypatch.setattr(module, "lanes", lambda: size)
    return size
