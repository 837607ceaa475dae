"""What the tests of the window share: a task queue that is closed again, and media small enough for a second."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

import engine
from app.worker import TaskQueue


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[TaskQueue]:
    """A task queue; whatever still runs at the end is stopped."""
    result = TaskQueue(qapp)
    yield result
    result.close()


@pytest.fixture
def image() -> engine.Image:
    """A small colour image."""
    y, x = np.mgrid[0:32, 0:32]
    return engine.Image(np.stack([x * 8, y * 8, 255 - x * 4], axis=2).astype(np.uint8))


@pytest.fixture
def picture(tmp_path: Path, image: engine.Image) -> Path:
    """The same as a file."""
    image.write(tmp_path / "picture.png")
    return tmp_path / "picture.png"


@pytest.fixture
def rng() -> np.random.Generator:
    """Numbers that are the same in every run."""
    return np.random.default_rng(0)
