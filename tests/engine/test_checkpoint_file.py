"""Two files in turn, several keys, one user at a time: what becomes of a checkpoint under faults."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from safetensors.torch import save as save_tensors

import engine
from engine.checkpoint import Checkpoint
from engine.checkpoint_file import MAGIC, OPEN_BYTES, CheckpointLabel, DataKey, files_of, packed
from engine.hide_state import HideState
from engine.key import Key
from tests.engine.faults import Faults
from tests.engine.tiny import picture, tiny

KEY = Key.generate()
TRY = "import sys, engine; engine.Checkpoint.load(sys.argv[1], engine.Key.from_text(sys.argv[2]))"


def saved(path: Path, times: int, *keys: Key) -> Checkpoint:
    """A checkpoint that was saved so often; the number of fitted steps says which save it is."""
    checkpoint, plan = Checkpoint(path, keys or KEY), engine.plan([], picture(), tiny(3))
    for number in range(1, times + 1):
        checkpoint.save(HideState(plan, {}, bytes(16), bytes(16), number))
    return checkpoint


def loaded(path: Path, key: Key = KEY) -> int:
    """Which save it goes on from."""
    checkpoint = Checkpoint.load(path, key)
    checkpoint.release()
    assert checkpoint.state is not None
    return checkpoint.state.start_seed


def test_two_files_are_written_in_turn_and_the_newer_one_counts(tmp_path: Path) -> None:
    path = tmp_path / "job"
    for times in range(1, 6):
        saved(path, times)
        assert loaded(path) == times
        assert sorted(tmp_path.iterdir()) == sorted(files_of(path)[: min(times, 2)])
        Checkpoint.remove(path)
        assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("times", [2, 3])
@pytest.mark.parametrize("fault", ["cut", "empty", "torn", "flipped", "head", "other", "gone", "folder"])
def test_a_damaged_newer_file_is_skipped_and_its_place_is_written_next(times: int, fault: str, tmp_path: Path) -> None:
    path = tmp_path / "job"
    saved(path, times)
    newer = files_of(path)[(times - 1) % 2]
    data = newer.read_bytes()
    damaged = {
        "cut": data[:-100], "empty": b"", "torn": data[: len(data) // 2] + bytes(len(data) - len(data) // 2),
        "flipped": data[:-9] + bytes([data[-9] ^ 1]) + data[-8:], "head": data[:20], "other": b"\x89PNG" + data[4:],
    }  # fmt: skip
    newer.unlink()
    if fault in damaged:
        newer.write_bytes(damaged[fault])
    elif fault == "folder":
        newer.mkdir()
    assert loaded(path) == times - 1
    assert Checkpoint.label(path).modality == "image"
    if fault != "folder":
        checkpoint = Checkpoint.load(path, KEY)
        assert checkpoint.state is not None
        checkpoint.save(checkpoint.state)
        checkpoint.release()
        assert newer.read_bytes().startswith(MAGIC)
        assert loaded(path) == times - 1


@pytest.mark.skipif(os.name != "posix", reason="calls are counted otherwise here")
@pytest.mark.parametrize("kind", ["ENOSPC", "EIO", "EACCES", "short"])
@pytest.mark.parametrize("lasting", [False, True], ids=["once", "from then on"])
def test_whichever_call_of_a_save_fails_the_save_before_it_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lasting: bool, kind: str
) -> None:
    faults = Faults()
    for name in ("open", "write", "fchmod", "fsync", "link", "replace"):
        monkeypatch.setattr(os, name, faults.wrapped(name, getattr(os, name)))
    for index in range(1, 30):
        path = tmp_path / str(index) / "job"
        path.parent.mkdir()
        checkpoint = saved(path, 2)
        state = HideState(engine.plan([], picture(), tiny(3)), {}, bytes(16), bytes(16), 3)
        faults.arm(index, kind, lasting=lasting)
        checkpoint.save_if_possible(state)
        reached, faults.fail_at = len(faults.names) >= index, 0
        assert loaded(path) == (2 if checkpoint.problem else 3)
        assert sorted(path.parent.iterdir()) == sorted(files_of(path))
        checkpoint.save_if_possible(state)  # a minute later
        assert checkpoint.problem is None
        assert loaded(path) == 3
        if not reached:
            return
    raise AssertionError("more calls than are tried")


def test_with_both_damaged_the_right_key_hears_of_damage_and_a_wrong_one_of_itself(tmp_path: Path) -> None:
    path = tmp_path / "job"
    saved(path, 2)
    for file in files_of(path):
        data = file.read_bytes()
        file.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    with pytest.raises(engine.CheckpointError, match="damaged"):
        Checkpoint.load(path, KEY)
    with pytest.raises(engine.WrongKeyError):
        Checkpoint.load(path, Key.generate())
    assert sorted(tmp_path.iterdir()) == sorted(files_of(path))  # nothing is deleted, and no lock is left


def test_each_of_several_keys_opens_it_and_nobody_can_count_them(tmp_path: Path) -> None:
    keys = [KEY, Key.generate(), Key.from_passphrase("one of several")]
    sizes = set()
    for count in range(1, 4):
        path = tmp_path / f"job {count}"
        saved(path, 1, *keys[:count]).release()
        assert [loaded(path, key) for key in keys[:count]] == [1] * count
        for stranger in [*keys[count:], Key.generate()]:
            with pytest.raises(engine.WrongKeyError):
                Checkpoint.load(path, stranger)
        sizes.add(len(path.read_bytes()))
    assert len(sizes) == 1
    assert OPEN_BYTES == 16 + 4 * 48 + 12  # a salt, four entries that look alike, a nonce


def test_nobody_else_can_go_on_with_a_hide_that_is_going_on(tmp_path: Path) -> None:
    path = tmp_path / "job"
    saved(path, 2)
    first = Checkpoint.load(path, KEY)
    for use in (lambda: Checkpoint.load(path, KEY), lambda: Checkpoint.remove(path), Checkpoint(path, KEY).lock):
        with pytest.raises(engine.CheckpointInUseError, match="going on"):
            use()
    other = subprocess.run([sys.executable, "-c", TRY, path, KEY.words], capture_output=True, text=True, check=False)
    assert "CheckpointInUseError" in other.stderr
    first.release()
    assert loaded(path) == 2
    assert subprocess.run([sys.executable, "-c", TRY, path, KEY.words], check=False).returncode == 0
    assert loaded(path) == 2  # whoever had it is gone, with its lock


def test_a_hide_locks_its_checkpoint_until_its_file_is_saved(tmp_path: Path) -> None:
    path, planned = tmp_path / "job", engine.plan([], picture(), tiny(5))
    checkpoint = Checkpoint(path, KEY)
    engine.hide(planned, {}, checkpoint=checkpoint)
    with pytest.raises(engine.CheckpointInUseError):
        engine.hide(planned, {}, checkpoint=Checkpoint(path, KEY))
    checkpoint.delete()
    assert not list(tmp_path.iterdir())


def test_a_hide_that_fails_gives_its_checkpoint_free(tmp_path: Path) -> None:
    path, planned = tmp_path / "job", engine.plan([], picture(), tiny(5))
    checkpoint = Checkpoint(path, KEY)

    def fail(_: engine.Progress) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        engine.hide(planned, {}, report=fail, checkpoint=checkpoint)
    Checkpoint(path, KEY).lock()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes")
@pytest.mark.parametrize("what", ["pipe", "device", "hole"])
def test_what_has_no_end_in_place_of_a_file_is_not_read(what: str, tmp_path: Path) -> None:
    """Whoever lists a folder of somebody else's, or goes on with what lies in it, does not wait for ever."""
    path = tmp_path / "job"
    saved(path, 2)
    path.unlink()
    if what == "pipe":
        os.mkfifo(path)
    elif what == "device":
        path.symlink_to("/dev/zero")
    else:
        with path.open("wb") as file:
            file.truncate(1 << 43)
    assert Checkpoint.label(path).modality == "image"
    assert loaded(path) == 2
    files_of(path)[1].unlink()
    with pytest.raises(engine.CheckpointError):
        Checkpoint.label(path)


@pytest.mark.parametrize("state", [None, "", "{}", '{"plan": {}}', "[" * 100_000], ids=["short", *"1234"])
def test_what_somebody_with_a_key_wrote_is_damaged_and_no_fault_of_the_program(
    state: str | None, tmp_path: Path
) -> None:
    finished = {"finished": torch.zeros(1, dtype=torch.uint8)}
    plain = b"" if state is None else save_tensors(finished, {"state": state, "finished": "0"})
    label, data_key = CheckpointLabel(1e9, "image", (8, 8), 0.0), DataKey.create([KEY])
    (tmp_path / "job").write_bytes(packed(1, label, data_key, plain, len(plain) + 50))
    with pytest.raises(engine.CheckpointError):
        Checkpoint.load(tmp_path / "job", KEY)
