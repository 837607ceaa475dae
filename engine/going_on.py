"""Going on with a hide: resume one that was interrupted, and learn on with one that is finished."""

from __future__ import annotations

from engine.checkpoint import Checkpoint
from engine.file.stego import Stego
from engine.hide_state import HideState
from engine.inrsteg import carry_out
from engine.memory import memory_errors
from engine.progress import Report, ignore
from engine.vault.permutation import unpermute


def resume(checkpoint: Checkpoint, *, report: Report = ignore) -> Stego:
    """Continue an interrupted hide; at most a minute of its work is repeated.

    Parameters
    ----------
    checkpoint : Checkpoint
        From `Checkpoint.load`; that of a finished hide gives its result at once.
    report : callable
        As for `hide`.

    Returns
    -------
    Stego

    Raises
    ------
    ValueError
        The checkpoint was not loaded from a file.
    DeviceError, OutOfMemoryError, DivergedError
        As from `hide`; the checkpoint stays.

    Example
    -------
    >>> checkpoint = engine.Checkpoint.load("unfinished", engine.Key.load("key.txt"))
    >>> engine.resume(checkpoint).save("cat.undersong")
    >>> checkpoint.delete()
    """
    if checkpoint.state is None:
        raise ValueError("this checkpoint was not loaded from a file")
    with checkpoint, memory_errors():
        return carry_out(checkpoint.state.renewed(), report, checkpoint)


def learn_on(checkpoint: Checkpoint, *, report: Report = ignore) -> Stego:
    """Fit the networks of a finished hide once more, from where they are, into a file with a salt of its own.

    Only while the first file was not given away: two files of one cover can be compared, whatever is in them. The keys
    stay the same. The checkpoint keeps the first file until the second one is finished.

    Parameters
    ----------
    checkpoint : Checkpoint
        Of a hide that has just finished, or that was loaded finished; it stays locked if it is.
    report : callable
        As for `hide`.

    Returns
    -------
    Stego

    Raises
    ------
    ValueError
        The hide is not finished.
    DeviceError, OutOfMemoryError, DivergedError
        As from `hide`; the checkpoint stays.

    Example
    -------
    >>> key = engine.Key.load("key.txt")
    >>> checkpoint = engine.Checkpoint("work", key)
    >>> recipe = dataclasses.replace(engine.DRAFT, seconds=1)
    >>> plan = engine.plan([engine.load("letter.png")], engine.load("cat.png"), recipe)
    >>> stego = engine.hide(plan, key, checkpoint=checkpoint)
    >>> engine.learn_on(checkpoint).save("cat.undersong")
    >>> checkpoint.delete()
    """
    state = checkpoint.state
    if state is None or not state.finished:
        raise ValueError("this hide is not finished")
    first = Stego.from_bytes(state.finished)
    cover = unpermute(first.network, state.private_key, first.version)
    starts = (*(result.network for result in state.fitted), cover)
    with memory_errors():
        return carry_out(HideState.begin(state.plan, state.keys, state.notes), report, checkpoint, starts)
