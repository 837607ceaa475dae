"""The length of a kept hide follows from what everybody may know: whoever has the folder learns nothing from it."""

from __future__ import annotations

import struct
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

import engine
from engine import checkpoint as checkpoints
from engine.checkpoint import Checkpoint
from engine.checkpoint_file import NONCE_BYTES, UNPADDED, CheckpointLabel, DataKey, files_of
from engine.checkpoint_size import MAX_SPARE, padded_size
from engine.hide_state import HideState
from engine.planned import Secret
from tests.engine.tiny import film, picture, solid, sound, tiny

ONE, OTHER = engine.Key.generate(), engine.Key.generate()


def lengths(
    folder: Path, secrets: list[object], monkeypatch: pytest.MonkeyPatch, **changes: object
) -> tuple[set[int], set[str]]:
    """Those of every save of a hide from its first report to its end, and the stages in which there were saves."""
    sizes, stages, save_bytes = set[int](), set[str](), checkpoints.save_bytes

    def measured(path: Path, data: bytes, **options: bool) -> None:
        sizes.add(len(data))
        save_bytes(path, data, **options)

    monkeypatch.setattr(checkpoints, "save_bytes", measured)
    monkeypatch.setattr(checkpoints, "SAVE_SECONDS", 0.0)
    folder.mkdir()
    planned = engine.plan(secrets, picture(20, phase=3), tiny(30, **changes))  # type: ignore[arg-type]
    keys = {owner: owner or ONE for owner in planned.owners}
    checkpoint = Checkpoint(folder / "job", list(keys.values()) or ONE)
    engine.hide(planned, keys, report=lambda p: stages.add(p.stage), checkpoint=checkpoint)  # type: ignore[arg-type]
    sizes |= {file.stat().st_size for file in files_of(folder / "job")}
    checkpoint.delete()
    monkeypatch.undo()
    return sizes, stages


@pytest.mark.parametrize("storage", ["exact", "half", "quarter"])
def test_it_is_the_same_for_nothing_for_one_secret_and_for_two_in_every_stage(
    storage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = engine.ExactFile("letter.txt", b"words" * 200, "text")
    hides: dict[str, list[object]] = {
        "nothing": [],
        "one": [picture()],
        "two": [picture(), picture(phase=9)],
        "a film with sound and a shape": [film(with_sound=True), solid()],
        "a file": [file],
        "two keys": [Secret(picture(), ONE, "a name" * 20), Secret(sound(), OTHER)],
    }
    found = set[int]()
    for name, secrets in hides.items():
        sizes, stages = lengths(tmp_path / name, secrets, monkeypatch, storage=storage)
        assert stages >= {"cover"}
        found |= sizes
    assert len(found) == 1


def test_it_is_the_same_for_a_room_that_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    room = engine.plan([], picture(20, phase=3), tiny()).room_for_files
    full = engine.ExactFile("all.bin", bytes(room), "file")
    rich = engine.Image(np.random.default_rng(0).integers(0, 256, (40, 40, 3), np.uint8))
    hides = {"nothing": [], "file": [full], "pictures": [rich] * 4}
    assert len({size for name, what in hides.items() for size in lengths(tmp_path / name, what, monkeypatch)[0]}) == 1


def test_what_takes_more_bytes_than_its_weights_say_doubles_the_spare_part_alone() -> None:
    nothing = engine.plan([], picture(), engine.DRAFT)
    least = padded_size(nothing, 0)
    spare = 16 * engine.DRAFT.samples["video"]
    assert spare < MAX_SPARE
    assert padded_size(nothing, least) == least
    assert padded_size(nothing, least + 1) == padded_size(nothing, least + spare) == least + spare
    assert padded_size(nothing, least + spare + 1) == least + 3 * spare
    assert padded_size(replace(nothing, recipe=engine.FINE), 0) - least == MAX_SPARE - spare


def test_a_checkpoint_of_the_time_before_it_was_padded_still_opens(tmp_path: Path) -> None:
    planned, path, data_key = (
        engine.plan([picture()], picture(phase=1), tiny(20)),
        tmp_path / "job",
        DataKey.create([ONE]),
    )
    state = HideState.begin(planned, {None: ONE})
    head = UNPADDED + CheckpointLabel(1e9, "image", (16, 16), 0.0).to_bytes() + data_key.salt + data_key.wrapped
    nonce, plain = bytes(NONCE_BYTES), struct.pack("<Q", 1) + state.to_bytes()
    path.write_bytes(head + nonce + ChaCha20Poly1305(data_key.secret).encrypt(nonce, plain, head))
    checkpoint = Checkpoint.load(path, ONE)
    again = engine.Stego.from_bytes(engine.resume(checkpoint).to_bytes())
    assert [secret.intact for secret in engine.reveal(again, ONE)] == [True]
    checkpoint.delete()
    assert not list(tmp_path.iterdir())
