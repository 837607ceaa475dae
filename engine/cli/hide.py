"""The command `hide`: fit, seal, check what the written bytes give back, and save."""

from __future__ import annotations

import tempfile
import time
from argparse import Namespace
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from engine.boxes import keys_of
from engine.checkpoint import Checkpoint
from engine.cli.advice import advise
from engine.cli.keeping import Keeping, new_checkpoint
from engine.cli.new_key import HidingKey
from engine.cli.options import inputs_of, recipe_of, secrets_of
from engine.cli.outcome import measured, tell
from engine.cli.output import complain, say, say_json
from engine.cli.progress_bar import ProgressBar
from engine.cli.replacing import agree_to_replace, refuse_inputs, refuse_suffix, write_beside
from engine.errors import SaveError
from engine.inrsteg import hide as hide_media
from engine.media import load
from engine.naming import named, spelled
from engine.planning import plan
from engine.progress import Progress
from engine.saving import save_bytes, save_new, try_folder

RESCUED_CODE: Final = 6


def hide(options: Namespace) -> int:
    """Hide the secrets in the cover.

    A new key is printed, or written to its file, before the result is saved: nobody could open it otherwise. With
    `--job` it is so before the fit begins: nobody could go on with what is kept.
    """
    started, inputs = time.monotonic(), inputs_of(options)
    refuse_inputs(options.out, inputs)
    refuse_suffix(options.out, force=options.force)
    options.force = agree_to_replace(options.out, force=options.force)
    with HidingKey(options) as key:
        try_folder(options.out)
        checkpoint = new_checkpoint(options, [key.key], inputs)
        with Keeping(checkpoint) as keeping:
            data, result = _run(options, key, keeping, checkpoint)
            result = {"out": str(options.out), "seconds": round(time.monotonic() - started, 2), **result}
            if key.words and options.json:
                say_json({**result, "words": key.words})
            elif key.words:
                say("The key, which is kept nowhere else:", f"  {key.words}")
            rescued = key.save_or_rescue()
            code = save_result(options, data, result, checkpoint) or (RESCUED_CODE if rescued else 0)
    tell(options, result, quiet=bool(key.words))
    if key.given is not None and not options.json:  # perhaps a hide left it that was killed before its file was saved
        say(f"  its key: the one that was in “{named(key.given)}” already")
    return code


def save_result(options: Namespace, data: bytes, result: dict[str, Any], checkpoint: Checkpoint | None) -> int:
    """Save the bytes, put the path into the result, and delete the checkpoint; the exit code.

    What was fitted for an hour is not thrown away because a disk is full: without a checkpoint it then goes into the
    folder for temporary files, which is told. Raises SaveError where that is refused too, and where it is kept.
    """
    try:
        result["out"] = str(write_beside(options.out, lambda path: save_bytes(path, data), options))
    except SaveError as error:
        if checkpoint is not None and checkpoint.exists and checkpoint.problem is None:  # else it is an older state
            raise
        try:
            rescued = save_new(Path(tempfile.gettempdir()) / options.out.name, lambda path: save_bytes(path, data))
        except (SaveError, OSError):
            raise error from None
        complain(f"{error} The finished file is “{spelled(rescued)}” instead: move it to where it is to stay.")
        result["out"] = str(rescued)
        return RESCUED_CODE
    if checkpoint is not None:
        checkpoint.delete()
    return 0


def _run(
    options: Namespace, key: HidingKey, keeping: Keeping, checkpoint: Checkpoint | None
) -> tuple[bytes, dict[str, Any]]:
    """Fit everything; the bytes of the file and their measures."""
    cover, secrets = load(options.cover), secrets_of(options)
    recipe = replace(recipe_of(options), seconds=options.seconds, decibels=options.psnr)
    steps: dict[tuple[str, int], int] = {}
    with ProgressBar(quiet=options.json) as bar:

        def planning(progress: Progress) -> None:
            keeping(progress)
            bar(progress)

        planned = plan(secrets, cover, recipe, report=planning)
    advise(secrets, planned, options)
    with ProgressBar(quiet=options.json) as bar:

        def report(progress: Progress) -> None:
            keeping(progress)
            steps[progress.stage, progress.index] = progress.step * progress.together
            bar(progress)

        try_folder(options.out, planned.bytes)
        if checkpoint is not None:
            key.hand_over()
        data = hide_media(planned, key.key, report=report, checkpoint=checkpoint).to_bytes()
        bar(Progress(stage="check", overall=1.0, fraction=1.0))
        given, keys = [secret.what for secret in secrets], keys_of(planned, key.key)
        data, measures = measured(cover, given, planned, data, keys, checkpoint)
    totals = {"steps": sum(steps.values()), "parameters": planned.stego.parameter_count, "bytes": len(data)}
    return data, {**totals, **measures}
