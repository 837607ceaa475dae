"""An interrupted hide goes on: with its key, from what was saved, to a file like any other."""

from pathlib import Path

import pytest

import engine
from engine import checkpoint as checkpoints
from engine.checkpoint import Checkpoint
from engine.checkpoint_file import MAGIC, PREFIX, files_of
from tests.engine.tiny import film, picture, tiny


class Killed(BaseException):
    """Stands for the power going off: nothing gets to tidy up."""


def kill_at(stage: str, path: Path, key: engine.Key, monkeypatch: pytest.MonkeyPatch, **changes: object) -> None:
    """Hide until half of a stage is done, then be gone, with a checkpoint left behind."""
    monkeypatch.setattr(checkpoints, "SAVE_SECONDS", 0.0)

    def report(progress: engine.Progress) -> None:
        if progress.stage == stage and progress.fraction >= 0.5 and progress.index == progress.count - 1:
            raise Killed

    plan = engine.plan([picture(), film(with_sound=True)], picture(phase=3), tiny(400, **changes))
    with pytest.raises(Killed):
        engine.hide(plan, key, report=report, checkpoint=Checkpoint(path, key))
    monkeypatch.undo()


@pytest.mark.parametrize("stage", ["secret", "cover"])
@pytest.mark.parametrize("storage", ["exact", "quarter"])
def test_a_hide_goes_on_where_it_was_interrupted(stage, storage, tmp_path, monkeypatch):
    key, path = engine.Key.generate(), tmp_path / "unfinished"
    kill_at(stage, path, key, monkeypatch, storage=storage)
    checkpoint = Checkpoint.load(path, key)
    assert checkpoint.state is not None
    assert len(checkpoint.state.fitted) == (3 if stage == "cover" else 2)
    reports = []
    stego = engine.resume(checkpoint, report=reports.append)
    assert {p.stage for p in reports} == ({"cover"} if stage == "cover" else {"secret", "cover"})
    revealed = engine.reveal(engine.Stego.from_bytes(stego.to_bytes()), key)
    assert [secret.medium.modality for secret in revealed] == ["image", "video"]
    assert all(secret.intact for secret in revealed)


def test_a_finished_hide_that_is_not_saved_yet_survives_a_crash(tmp_path):
    key, path = engine.Key.generate(), tmp_path / "unfinished"
    checkpoint, planned = Checkpoint(path, key), engine.plan([picture()], picture(phase=1), tiny(30))
    stego = engine.hide(planned, key, checkpoint=checkpoint)
    checkpoint.release()  # as the system does after a crash
    reports = []
    again = engine.resume(Checkpoint.load(path, key), report=reports.append)
    assert again.to_bytes() == stego.to_bytes()
    assert reports == []  # nothing is fitted again


def test_a_resumed_hide_that_fails_keeps_what_was_saved(tmp_path, monkeypatch):
    key, path = engine.Key.generate(), tmp_path / "unfinished"
    kill_at("cover", path, key, monkeypatch)
    saved = [file.read_bytes() for file in files_of(path)]

    def fail(*_: object, **__: object) -> None:
        raise engine.OutOfMemoryError("there is none left")

    monkeypatch.setattr("engine.inrsteg.fit_stacked", fail)
    with pytest.raises(engine.OutOfMemoryError):
        engine.resume(Checkpoint.load(path, key))
    assert [file.read_bytes() for file in files_of(path)] == saved
    monkeypatch.undo()
    engine.resume(Checkpoint.load(path, key))


def test_a_hide_that_is_cancelled_leaves_its_checkpoint_to_its_caller(tmp_path, monkeypatch):
    monkeypatch.setattr(checkpoints, "SAVE_SECONDS", 0.0)
    key, path = engine.Key.generate(), tmp_path / "unfinished"

    def cancel(progress: engine.Progress) -> None:
        if progress.stage == "cover":
            raise InterruptedError

    checkpoint = Checkpoint(path, key)
    with pytest.raises(InterruptedError):
        engine.hide(engine.plan([picture()], picture(phase=1), tiny(300)), key, report=cancel, checkpoint=checkpoint)
    assert path.exists()
    checkpoint.delete()
    assert list(tmp_path.iterdir()) == []


def test_it_is_saved_when_asked_for_however_soon(tmp_path):
    key, path = engine.Key.generate(), tmp_path / "unfinished"
    checkpoint = Checkpoint(path, key)

    def close(_: engine.Progress) -> None:
        if path.exists():
            raise InterruptedError
        checkpoint.make_due()

    with pytest.raises(InterruptedError):
        engine.hide(engine.plan([], picture(), tiny(100_000)), key, report=close, checkpoint=checkpoint)
    assert Checkpoint.load(path, key).plan.cover.modality == "image"


def test_only_its_key_opens_it_and_nothing_can_be_read_in_it(tmp_path, monkeypatch):
    key, path = engine.Key.from_passphrase("a long enough phrase"), tmp_path / "unfinished"
    kill_at("cover", path, key, monkeypatch)
    data = path.read_bytes()
    for trace in (picture().pixels.tobytes()[:64], b"passphrase", b"a long enough phrase", b"modality"):
        assert trace not in data
    with pytest.raises(engine.WrongKeyError, match="not the key of the unfinished work"):
        Checkpoint.load(path, engine.Key.generate())


def test_the_work_of_another_version_and_a_missing_file_have_sentences_of_their_own(tmp_path, monkeypatch):
    key, path = engine.Key.generate(), tmp_path / "unfinished"
    kill_at("cover", path, key, monkeypatch)
    second = path.with_name("unfinished.2")
    second.unlink()
    path.write_bytes(path.read_bytes().replace(MAGIC, PREFIX + b"1\n", 1))
    with pytest.raises(engine.CheckpointError, match="Another version"):
        Checkpoint.load(path, key)
    with pytest.raises(engine.CheckpointError, match="cannot be read"):
        Checkpoint.load(tmp_path / "missing", key)


def test_the_label_tells_the_time_and_the_cover_and_nothing_of_what_is_hidden(tmp_path):
    key, heads = engine.Key.generate(), []
    for name, secrets in (("none", []), ("some", [picture(), film(with_sound=True)])):
        checkpoint = Checkpoint(tmp_path / name, key, _began=1_000_000_000.0)
        engine.hide(engine.plan(secrets, picture(phase=3), tiny(30)), key, checkpoint=checkpoint)
        checkpoint.release()
        label = Checkpoint.label(tmp_path / name)
        assert label.began == Checkpoint.load(tmp_path / name, key)._began == 1_000_000_000.0
        assert (label.modality, label.shape, label.seconds) == ("image", picture().grid.shape, 0.0)
        data = (tmp_path / name).read_bytes()
        heads.append(data[: data.index(b"\n", len(MAGIC))])
    assert heads[0] == heads[1]


@pytest.mark.parametrize("clock", [-86_400.0, 1e12])
def test_a_clock_that_is_wrong_by_ages_damages_no_checkpoint(clock, tmp_path):
    key = engine.Key.generate()
    checkpoint = Checkpoint(tmp_path / "kept", key, _began=clock)
    checkpoint.put_off(engine.plan([], picture(), tiny(5)), {})
    checkpoint.release()
    assert Checkpoint.load(tmp_path / "kept", key).plan.cover.modality == "image"


@pytest.mark.parametrize("line", [b"", b"[]\n", b"[1e400, 1, 2, 3]\n", b'[1, "image", "x", 0]\n', b"[" * 1024 + b"\n"])
def test_a_damaged_label_is_a_damaged_checkpoint(line, tmp_path):
    path = tmp_path / "unfinished"
    path.write_bytes(MAGIC + line + bytes(400))
    for read in (Checkpoint.label, lambda path: Checkpoint.load(path, engine.Key.generate())):
        with pytest.raises(engine.CheckpointError, match="damaged"):
            read(path)


def test_what_was_thrown_away_does_not_come_back_with_the_next_save(tmp_path, monkeypatch):
    path, save_bytes = tmp_path / "unfinished", checkpoints.save_bytes
    checkpoint = Checkpoint(path, engine.Key.generate())

    def thrown_away_meanwhile(*arguments, **options):
        checkpoint.delete()
        save_bytes(*arguments, **options)

    def cancel(_: engine.Progress) -> None:
        if checkpoint.deleted:
            raise InterruptedError
        checkpoint.make_due()

    monkeypatch.setattr(checkpoints, "save_bytes", thrown_away_meanwhile)
    for _ in range(2):
        with pytest.raises(InterruptedError):
            engine.hide(engine.plan([], picture(), tiny(100_000)), checkpoint.key, report=cancel, checkpoint=checkpoint)
        assert list(tmp_path.iterdir()) == []


def test_a_hide_that_was_put_off_begins_later_and_its_notes_come_back(tmp_path):
    key, path = engine.Key.generate(), tmp_path / "unfinished"
    checkpoint, planned = Checkpoint(path, key), engine.plan([picture()], picture(phase=1), tiny(30))
    checkpoint.put_off(planned, {None: key}, {"target": "anna/cat.undersong"})
    assert Checkpoint.in_use(path)  # by whoever put it off
    checkpoint.release()
    assert b"anna" not in path.read_bytes()
    loaded = Checkpoint.load(path, key)
    assert dict(loaded.notes) == {"target": "anna/cat.undersong"}
    assert not loaded.begun
    stego = engine.resume(loaded)
    [secret] = engine.reveal(engine.Stego.from_bytes(stego.to_bytes()), key)
    assert secret.intact
    loaded.release()
    again = Checkpoint.load(path, key)
    assert again.begun
    assert again.notes == loaded.notes
