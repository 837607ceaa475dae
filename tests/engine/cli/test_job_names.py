"""The three files of a job, which go with its end: no other file is ever one of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine import checkpoint as checkpoints
from engine.checkpoint import Checkpoint
from engine.checkpoint_file import files_of
from engine.file.stego import Stego
from engine.file_lock import FileLock
from engine.key import Key
from engine.planning import plan
from tests.engine.cli.command_line import Run, expect
from tests.engine.tiny import WORDS, picture, tiny


def command(folder: Path, out: Path, key: Path, job: Path) -> tuple[object, ...]:
    return ("hide", folder / "cat.png", "--recipe", "draft", "--force", "-o", out, "--key-file", key, "--job", job)


@pytest.fixture
def kept(folder: Path) -> Path:
    """A hide that waits to be resumed."""
    key = Key.from_words(WORDS)
    checkpoint = Checkpoint(folder / "job", key)
    checkpoint.put_off(plan([], picture(), tiny(5)), {})
    checkpoint.release()
    return folder / "job"


@pytest.mark.parametrize("name", ["job", "job.2", "job.lock"])
def test_neither_the_result_nor_the_key_is_one_of_them(name: str, folder: Path, run: Run) -> None:
    expect(run(*command(folder, folder / name, folder / "key", folder / "job")), 6, f"“{name}” is one of the files")
    (folder / name).write_text(WORDS)
    expect(run(*command(folder, folder / "out", folder / name, folder / "job")), 6, f"“{name}” is one of the files")
    assert (folder / name).read_text() == WORDS


@pytest.mark.parametrize("name", ["job", "job.2", "job.lock"])
def test_the_same_where_a_job_goes_on(name: str, folder: Path, kept: Path, run: Run) -> None:
    out, key = folder / "out", folder / "key"
    expect(run("resume", kept, "-o", folder / name, "--force", "--key-file", key), 6, f"“{name}” is one of the files")
    if name != "job":
        (folder / name).write_text(WORDS)
        expect(run("resume", kept, "-o", out, "--key-file", folder / name), 6, f"“{name}” is one of the files")
        assert (folder / name).read_text() == WORDS


@pytest.mark.parametrize("name", ["other.2", "other.lock"])
def test_no_job_is_called_like_a_file_beside_another_one(name: str, folder: Path, run: Run) -> None:
    expect(run(*command(folder, folder / "out", folder / "key", folder / name)), 6, f"“{name}” is what a file beside")


def test_a_file_of_another_program_that_has_the_name_of_a_lock_stays(folder: Path, run: Run) -> None:
    lock = folder / "package.lock"
    lock.write_text("precious")
    expect(run(*command(folder, folder / "out", folder / "key", folder / "package")), 6, "“package.lock” is no lock")
    FileLock(lock).release()
    assert lock.read_text() == "precious"


def test_a_finished_file_is_saved_elsewhere_where_the_job_could_not_keep_it(
    folder: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(checkpoints, "SAVE_SECONDS", 0.0)
    (there := folder / "there").mkdir()
    save, saves = checkpoints.save_bytes, list[Path]()

    def full(path: Path, data: bytes, **how: bool) -> None:
        if saves:  # all but the first save, which is then far behind
            raise checkpoints.SaveError("The disk is full.")
        saves.append(path)
        save(path, data, **how)
        there.rmdir()

    monkeypatch.setattr(checkpoints, "save_bytes", full)
    code, _, error = run(*command(folder, there / "out.undersong", folder / "key", folder / "job"))
    assert code == 6
    assert f"The finished file is “{tmp_path / 'out.undersong'}” instead" in error
    assert Stego.load(tmp_path / "out.undersong").settings.modality == "image"
    assert [file for file in files_of(folder / "job") if file.exists()] == saves
