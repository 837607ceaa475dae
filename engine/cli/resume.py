"""The command `resume`: go on with a kept hide, with any of its keys, and save its file."""

from __future__ import annotations

import getpass
import sys
import time
from argparse import Namespace
from pathlib import Path

from engine.checkpoint import Checkpoint
from engine.checkpoint_file import first_of
from engine.cli.hide import save_result
from engine.cli.keeping import Keeping, refuse_files_beside
from engine.cli.options import key_of
from engine.cli.outcome import measured, tell
from engine.cli.output import complain
from engine.cli.progress_bar import ProgressBar
from engine.cli.replacing import agree_to_replace, refuse_inputs, refuse_suffix
from engine.errors import InvalidKeyError, SaveError
from engine.going_on import resume as resume_media
from engine.key import Key
from engine.naming import named
from engine.progress import Progress
from engine.saving import try_folder


def resume(options: Namespace) -> int:
    """Go on with the hide; its checkpoint is deleted once its file is saved."""
    started, job = time.monotonic(), _first_file(options.job)
    refuse_inputs(options.out, [job, options.key_file, options.passphrase_file])
    refuse_files_beside(job, [options.out, options.key_file, options.passphrase_file])
    refuse_suffix(options.out, force=options.force)
    checkpoint = Checkpoint.load(job, _key(options))
    if _is_saved(checkpoint, options.out):
        checkpoint.delete()
        complain(f"“{named(options.out)}” is there already, finished.")
        return 0
    try:
        options.force = agree_to_replace(options.out, force=options.force)
    except SaveError:
        checkpoint.release()
        raise
    planned, state = checkpoint.plan, checkpoint.state
    assert state is not None
    with Keeping(checkpoint) as keeping, ProgressBar(quiet=options.json) as bar:
        try_folder(options.out, planned.bytes)

        def report(progress: Progress) -> None:
            keeping(progress)
            bar(progress)

        data = resume_media(checkpoint, report=report).to_bytes()
        bar(Progress(stage="check", overall=1.0, fraction=1.0))
        data, measures = measured(
            planned.cover, planned.given, planned, data, state.keys, checkpoint, resumed=True
        )  # fmt: skip
        result = {"out": "", "seconds": round(time.monotonic() - started, 2), "bytes": len(data), **measures}
        code = save_result(options, data, result, checkpoint)
    tell(options, result)
    return code


def _is_saved(checkpoint: Checkpoint, out: Path) -> bool:
    """Whether the finished file is there: a kill came between its save and the end of the job."""
    finished = checkpoint.state.finished if checkpoint.state is not None else b""
    try:
        return bool(finished) and out.stat().st_size == len(finished) and out.read_bytes() == finished
    except OSError:
        return False


def _first_file(job: Path) -> Path:
    """The first file of a checkpoint, where the second was named."""
    return first if (first := first_of(job)).exists() else job


def _key(options: Namespace) -> Key:
    """The key of the options, or the one that is typed: twelve words, or else a passphrase."""
    if options.key_file or options.passphrase_file:
        return key_of(options)
    if sys.stdin is None or not sys.stdin.isatty():
        raise InvalidKeyError("A key of the hide is needed: name a --key-file or a --passphrase-file.")
    typed = getpass.getpass("The key, twelve words or a passphrase: ")
    try:
        return Key.from_words(typed)
    except InvalidKeyError:
        return Key.from_text(typed, passphrase=True)
