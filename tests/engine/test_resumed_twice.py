"""What is kept can be copied and resumed twice: the two files must not give each other away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import engine
from engine import checkpoint as checkpoints
from engine.checkpoint import Checkpoint
from engine.checkpoint_file import files_of
from engine.file.manifest import unlock
from engine.key import Key
from engine.vault.permutation import unpermute
from engine.vault.storage import STORAGES
from engine.vault.vault import Vault
from tests.engine.tiny import picture, tiny

KEYS = {"mine": Key.generate(), "yours": Key.generate()}
Twice = Callable[..., list[engine.Stego]]


@pytest.fixture
def twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Twice:
    """Interrupts a hide in a stage, resumes copies of what was kept, and gives the files."""

    def run(stage: str, **changes: object) -> list[engine.Stego]:
        path = tmp_path / "job"

        def stop(progress: engine.Progress) -> None:
            if progress.stage == stage and progress.fraction >= 0.5 and progress.index == progress.count - 1:
                raise InterruptedError

        monkeypatch.setattr(checkpoints, "SAVE_SECONDS", 0.0)
        secrets = [engine.Secret(picture(), "mine"), engine.Secret(picture(phase=9), "yours")]
        planned = engine.plan(secrets, picture(phase=3), tiny(300, **changes))
        with pytest.raises(InterruptedError):
            engine.hide(planned, KEYS, report=stop, checkpoint=Checkpoint(path, list(KEYS.values())))
        monkeypatch.undo()
        kept, files = [file.read_bytes() for file in files_of(path)], []
        for number, key in enumerate(KEYS.values()):  # any key of the hide will do
            for file, data in zip(files_of(tmp_path / f"copy {number}"), kept, strict=True):
                file.write_bytes(data)
            files.append(engine.resume(Checkpoint.load(tmp_path / f"copy {number}", key)))
        return files

    return run


def cells(stego: engine.Stego) -> np.ndarray:
    """All cells of the vault, as the holder of a key reads them."""
    manifest = unlock(stego.boxes, KEYS["mine"].derive(stego.salt))
    assert manifest is not None
    network, settings = unpermute(stego.network, manifest.private_key, stego.version), stego.settings
    return Vault(network.architecture, settings.vault, settings.gain, STORAGES[settings.storage]).read(network)


def reveals_all(stego: engine.Stego) -> bool:
    return all(secret.intact for key in KEYS.values() for secret in engine.reveal(stego, key))


def test_before_anything_is_sealed_the_two_have_nothing_in_common(twice: Twice) -> None:
    one, other = twice("secret")
    assert reveals_all(one)
    assert reveals_all(other)
    assert one.salt != other.salt
    assert not set(one.boxes) & set(other.boxes)
    a, b = (unlock(stego.boxes, KEYS["mine"].derive(stego.salt)) for stego in (one, other))
    assert a is not None
    assert b is not None
    assert a.private_key != b.private_key
    assert a.entries[0].start != b.entries[0].start
    assert np.mean(cells(one) == cells(other)) < 1e-3


def test_once_they_are_sealed_all_cells_are_the_same_and_no_boxes(twice: Twice) -> None:
    """What differed, or was alike only where something is hidden, would tell how much is hidden."""
    one, other = twice("cover")
    assert reveals_all(one)
    assert reveals_all(other)
    assert one.salt == other.salt
    parts = [
        {box[start : start + 12] for box in stego.boxes for start in range(0, len(box) - 11, 4)}
        for stego in (one, other)
    ]
    assert not parts[0] & parts[1]  # not even the commitments of those that a key opens
    assert np.array_equal(cells(one), cells(other))


def test_the_papers_layout_has_no_pads_and_draws_anew_at_any_time(twice: Twice) -> None:
    one, other = twice("cover", protection="paper", storage="quarter")
    assert one.salt != other.salt
    assert not set(one.boxes) & set(other.boxes)
    assert reveals_all(one)
