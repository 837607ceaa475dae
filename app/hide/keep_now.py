"""Keeping a hide at once: it stops for later only where what it has computed is on the disk."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEventLoop

from app.hide.runner import HideRunner


def kept_now(runner: HideRunner) -> bool:
    """Save the checkpoint of the hide under way, which goes on, and return whether that succeeded; else it is told.

    Waits for the next report of a fit.
    """
    checkpoint, paused, flags = runner.checkpoint, runner.paused, QEventLoop.ProcessEventsFlag
    if checkpoint is None or runner.improving:  # a finished file is kept already
        return True
    runner.pause(False)
    checkpoint.make_due()
    while checkpoint.due() and runner.running and runner.outcome is None:
        QCoreApplication.processEvents(flags.WaitForMoreEvents | flags.ExcludeUserInputEvents)
    if checkpoint.problem is None or runner.outcome is not None or not runner.running:
        return True
    runner.pause(paused)
    runner.failed.emit(checkpoint.problem, "")
    return False
