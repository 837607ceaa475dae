"""One thread: the networks here are too small for more, and other things run on this computer."""

from __future__ import annotations

import pytest
import torch

from engine.fit import loop


@pytest.fixture(autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


@pytest.fixture
def always_reporting(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fit tells of every step."""
    monkeypatch.setattr(loop, "REPORT_EVERY", 0.0)
