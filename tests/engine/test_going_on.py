"""Learning on: a finished hide comes closer to what was given, in a file that has no number of the first one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.checkpoint import Checkpoint
from engine.file.stego import Stego
from engine.going_on import learn_on, resume
from engine.inrsteg import hide, reveal, show
from engine.key import Key
from engine.planning import plan
from engine.progress import Progress
from engine.vault.permutation import unpermute
from tests.engine.tiny import WORDS, picture, tiny

KEY = Key.from_words(WORDS)
STEPS = 40


def finished(path: Path) -> tuple[Checkpoint, Stego]:
    checkpoint = Checkpoint(path / "work", KEY)
    made = hide(plan([picture(20, phase=9)], picture(20), tiny(STEPS)), KEY, checkpoint=checkpoint)
    return checkpoint, made


def errors(stego: Stego) -> tuple[float, float]:
    """The mean squared errors of the secret and of the cover."""
    [secret] = reveal(stego, KEY)
    shown = (secret.medium, picture(20, phase=9)), (show(stego), picture(20))
    first, second = (float(np.square(a.pixels.astype(float) - b.pixels).mean()) for a, b in shown)  # type: ignore[attr-defined]
    return first, second


def test_both_come_closer_and_the_same_key_opens_it(tmp_path: Path) -> None:
    checkpoint, first = finished(tmp_path)
    before = errors(first)
    second = learn_on(checkpoint)
    after = errors(second)
    assert after[0] < before[0]
    assert after[1] < before[1]
    assert [secret.intact for secret in reveal(second, KEY)] == [True]
    third = learn_on(checkpoint)  # and again
    assert sum(errors(third)) < sum(after)
    checkpoint.delete()


def test_no_random_number_is_used_twice(tmp_path: Path) -> None:
    """Else a salt would pad two secrets, and the first file would tell of the second."""
    checkpoint, first = finished(tmp_path)
    assert checkpoint.state is not None
    private = checkpoint.state.private_key
    second = learn_on(checkpoint)
    assert checkpoint.state.private_key != private
    assert first.salt != second.salt
    assert not set(first.boxes) & set(second.boxes)
    assert len(first.to_bytes()) == len(second.to_bytes())
    inner = slice(0, first.settings.vault)
    cells = [
        unpermute(one.network, key, one.version).weights[1][..., inner, inner].numpy().ravel()
        for one, key in ((first, private), (second, checkpoint.state.private_key))
    ]
    assert np.mean(cells[0] == cells[1]) < 0.01  # the vault is full of other noise and of another pad
    checkpoint.delete()


def test_until_it_is_finished_the_first_file_is_what_is_kept(tmp_path: Path) -> None:
    checkpoint, first = finished(tmp_path)

    def stop(progress: Progress) -> None:
        checkpoint.make_due()
        if progress.stage == "cover" and progress.fraction > 0.5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        learn_on(checkpoint, report=stop)
    checkpoint.release()
    again = Checkpoint.load(tmp_path / "work", KEY)
    assert resume(again).to_bytes() == first.to_bytes()
    better = learn_on(again)  # a finished hide that was kept can be learned on, too
    again.release()
    assert resume(Checkpoint.load(tmp_path / "work", KEY)).to_bytes() == better.to_bytes()


def test_what_is_not_finished_cannot_be_learned_on(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not finished"):
        learn_on(Checkpoint(tmp_path / "work", KEY))
