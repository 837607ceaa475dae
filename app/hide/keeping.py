"""A hide that is kept ends at its next report, not before: there the engine saves a checkpoint that is due."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import engine
from app.worker import Cancelled


@contextmanager
def unless_to_be_saved(checkpoint: engine.Checkpoint | None) -> Iterator[None]:
    """Suppress Cancelled while the checkpoint of the hide is due."""
    try:
        yield
    except Cancelled:
        if checkpoint is None or checkpoint.deleted or not checkpoint.due():
            raise
