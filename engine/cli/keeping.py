"""A hide on the command line that is kept in a file while it runs: Ctrl+C, SIGTERM and SIGHUP keep it, too."""

from __future__ import annotations

import os
import signal
from argparse import Namespace
from collections.abc import Collection
from pathlib import Path
from types import FrameType, TracebackType
from typing import Final, Self

from engine.checkpoint import LOCK, Checkpoint
from engine.checkpoint_file import SECOND, files_of
from engine.cli.output import complain
from engine.cli.replacing import refuse_inputs
from engine.errors import EngineError, SaveError
from engine.key import Key
from engine.naming import named
from engine.progress import Progress
from engine.saving import try_folder

SIGNALS: Final = ("SIGINT", "SIGTERM", "SIGHUP")


def new_checkpoint(options: Namespace, keys: Collection[Key], inputs: Collection[Path]) -> Checkpoint | None:
    """The checkpoint that `--job` names, or None.  Raises SaveError where a file is there, or none can be made."""
    if options.job is None:
        return None
    if options.job.suffix in (SECOND, LOCK):
        raise SaveError(
            f"“{named(options.job)}” is what a file beside another job would be called: choose another name."
        )
    refuse_inputs(options.job, [*inputs, options.out])
    refuse_files_beside(options.job, [*inputs, options.out])
    for file in files_of(options.job):
        if os.path.lexists(file):
            raise SaveError(f"“{named(file)}” exists: go on with a kept hide by “resume”, or choose another name.")
        try_folder(file)
    lock = options.job.with_name(options.job.name + LOCK)
    try_folder(lock)  # whose name is the longest
    if lock.exists() and lock.stat().st_size:
        raise SaveError(f"“{named(lock)}” is no lock of a job: choose another name for the job.")
    return Checkpoint(options.job, keys)


def refuse_files_beside(job: Path, others: Collection[Path | None]) -> None:
    """Raise SaveError where another file is one of the two beside a job, which are deleted with its end."""
    for file in (files_of(job)[1], job.with_name(job.name + LOCK)):
        refuse_inputs(file, others)


class Keeping:
    """While a hide runs, a signal that ends programs saves the checkpoint and stops the hide at its next report.

    Call it with every report. It raises KeyboardInterrupt once there was a signal; further ones change nothing. Without
    a checkpoint signals do what they always do.
    """

    def __init__(self, checkpoint: Checkpoint | None) -> None:
        self._checkpoint, self._stopping = checkpoint, False
        self._before: dict[int, object] = {}

    def __enter__(self) -> Self:
        for name in SIGNALS:
            number = getattr(signal, name, None)  # Windows has no SIGHUP
            if self._checkpoint is not None and number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                self._before[number] = signal.signal(number, self._stop)
        return self

    def __exit__(
        self, error_type: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if isinstance(error, EngineError) and self._checkpoint is not None and self._checkpoint.exists:
            complain(_kept_text(self._checkpoint))
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]  # what signal.signal returned

    def __call__(self, progress: Progress) -> None:
        if self._stopping:
            kept = self._checkpoint is not None and self._checkpoint.exists
            raise KeyboardInterrupt(f"stopped. {_kept_text(self._checkpoint)}" if kept and self._checkpoint else "")

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._stopping = True
        if self._checkpoint is not None:
            self._checkpoint.make_due()


def _kept_text(checkpoint: Checkpoint) -> str:
    """Where the hide is kept, how it goes on, and what is missing if the last save failed."""
    kept = f"The hide is kept in “{named(Path(checkpoint.path))}”: go on with it by “undersong-cli resume”."
    return kept if checkpoint.problem is None else f"{kept} Its last minutes are missing: {checkpoint.problem}"
