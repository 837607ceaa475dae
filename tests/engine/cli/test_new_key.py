"""A new key: nobody else's file is touched, and nothing is saved under a key that nobody has."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tempfile
import time
from argparse import Namespace
from pathlib import Path
from typing import IO, Any

import pytest

from engine.__main__ import main
from engine.cli import hide as hide_command
from engine.cli.new_key import HidingKey
from engine.errors import InvalidKeyError, SaveError
from engine.file.stego import Stego
from engine.inrsteg import reveal
from engine.key import Key
from tests.engine.tiny import WORDS, picture

ROOT = Path(__file__).resolve().parents[3]
OLDER = b"an older file"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    picture(16).write(tmp_path / "cat.png")
    picture(12).write(tmp_path / "letter.png")
    return tmp_path


def hide(folder: Path, name: str, *more: object, seconds: float = 0.4) -> list[str]:
    """The arguments of a short hide."""
    chosen = ("--recipe", "draft", "--seconds", seconds, "--width", 64, "--device", "cpu")
    files = (folder / "cat.png", "--secret", folder / "letter.png", "-o", folder / name)
    return [str(argument) for argument in ("hide", *files, *chosen, *more)]


def start(arguments: list[str], stdout: int | IO[bytes] | None = subprocess.PIPE) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-W", "error", "-m", "engine", *arguments]
    return subprocess.Popen(command, cwd=ROOT, stdout=stdout, stderr=subprocess.PIPE)


def complaint(process: subprocess.Popen[bytes], code: int) -> str:
    """The one sentence on standard error."""
    assert process.stderr is not None
    with process:
        said = process.stderr.read().decode()
    assert (process.returncode, said.count("\n")) == (code, 1), said
    assert said.startswith("undersong: ")
    return said


def test_of_two_hides_that_make_one_key_file_every_result_opens_with_it(folder: Path) -> None:
    key, names = folder / "key", ("a.undersong", "b.undersong")
    processes = [start(hide(folder, name, "--key-file", key, seconds=1)) for name in names]
    for process in processes:
        process.communicate()
    codes = {name: process.returncode for name, process in zip(names, processes, strict=True)}
    assert 0 in codes.values()
    assert set(codes.values()) <= {0, 2}
    for name, code in codes.items():
        assert (folder / name).exists() == (code == 0)
        assert code or reveal(Stego.load(folder / name), Key.load(key))


def test_a_key_file_that_another_hide_makes_is_left_alone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "key"
    with HidingKey(Namespace(key_file=path, passphrase_file=None, secret=[])) as first:
        assert main(hide(folder, "b.undersong", "--key-file", path)) == 2
        assert "“key” is empty: another hide" in capsys.readouterr().err
        first.save()
    assert Key.load(path) == first.key
    assert not (folder / "b.undersong").exists()


def test_a_key_file_that_is_there_already_is_used_and_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "key"
    Key.from_words(WORDS).save(path)  # as a hide leaves it that is killed between its two files
    assert main(hide(folder, "a.undersong", "--key-file", path)) == 0
    assert "its key: the one that was in “key” already" in capsys.readouterr().out
    assert reveal(Stego.load(folder / "a.undersong"), Key.from_words(WORDS))
    assert main(hide(folder, "b.undersong", "--key-file", folder / "new")) == 0
    assert "already" not in capsys.readouterr().out


def test_a_new_key_file_is_its_owners_alone(folder: Path) -> None:
    key = folder / "key"
    assert main(hide(folder, "a.undersong", "--key-file", key)) == 0
    if os.name == "posix":
        assert key.stat().st_mode & 0o077 == 0


def full(*_: object) -> None:
    raise SaveError("The disk is full.")


def test_a_hide_that_fails_deletes_the_key_file_it_made_and_no_other(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hide_command, "save_bytes", full)
    new, old = folder / "new", folder / "old"
    old.write_text(WORDS)
    for key in (new, old):
        assert main(hide(folder, "a.undersong", "--key-file", key)) == 6
    assert not new.exists()
    assert old.read_text() == WORDS


def test_a_key_file_that_vanished_meanwhile_is_written_again(folder: Path) -> None:
    path = folder / "key"
    path.write_text(WORDS)
    with HidingKey(Namespace(key_file=path, passphrase_file=None, secret=[])) as key:
        path.unlink()
        key.save()
    assert Key.load(path) == Key.from_words(WORDS)


def test_a_folder_that_was_renamed_during_the_fit_takes_neither_the_file_nor_its_new_key_along(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "there").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    fit = hide_command.hide_media

    def slow(*given: Any, **named: Any) -> Any:
        stego = fit(*given, **named)
        (folder / "there").rename(folder / "renamed")
        return stego

    monkeypatch.setattr(hide_command, "hide_media", slow)
    assert main(hide(folder, "there/a.undersong", "--key-file", folder / "there" / "new")) == 6
    error = capsys.readouterr().err
    assert f"The key is in “{tmp_path / 'new'}” instead" in error
    assert f"The finished file is “{tmp_path / 'a.undersong'}” instead" in error
    assert reveal(Stego.load(tmp_path / "a.undersong"), Key.load(tmp_path / "new"))[0].intact
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o600
    monkeypatch.setattr(hide_command, "save_bytes", full)
    (folder / "renamed").rename(folder / "there")
    assert main(hide(folder, "there/b.undersong", "--key-file", folder / "there" / "other")) == 6
    assert not (tmp_path / "other").exists()  # a key of nothing


@pytest.mark.parametrize("json", [(), ("--json",)])
@pytest.mark.parametrize("output", ["closed", "full", "pipe"])
def test_a_key_that_cannot_be_printed_hides_nothing(folder: Path, output: str, json: tuple[str, ...]) -> None:
    out = folder / "old.undersong"
    out.write_bytes(OLDER)
    arguments = hide(folder, out.name, *json, "--force")
    if output == "pipe":
        process = start(arguments)
        assert process.stdout is not None
        process.stdout.close()
    elif output == "full":
        if not Path("/dev/full").exists():
            pytest.skip("this system has no device that is always full")
        with Path("/dev/full").open("wb") as full:
            process = start(arguments, full)
    else:
        if os.name != "posix":
            pytest.skip("needs a shell that can close a stream")
        command = ["sh", "-c", 'exec "$0" "$@" >&-', sys.executable, "-m", "engine", *arguments]
        process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE)
    assert "tandard output" in complaint(process, 6)
    assert out.read_bytes() == OLDER
    assert sorted(path.name for path in folder.iterdir()) == ["cat.png", "letter.png", "old.undersong"]


@pytest.mark.skipif(os.name != "posix", reason="needs links and pipes")
def test_a_link_to_a_key_file_that_is_not_there_yet(folder: Path) -> None:
    link, key = folder / "link", folder / "key"
    link.symlink_to(key)
    with HidingKey(Namespace(key_file=link, passphrase_file=None, secret=[])) as new:
        new.save()
    assert link.is_symlink()
    assert Key.load(key) == new.key


@pytest.mark.skipif(not Path("/dev/fd").is_dir(), reason="needs open files with names")
def test_a_key_from_a_pipe_as_shells_substitute_it() -> None:
    read_end, write_end = os.pipe()
    os.write(write_end, f"1. {WORDS}".encode())
    os.close(write_end)
    try:
        with HidingKey(Namespace(key_file=Path(f"/dev/fd/{read_end}"), passphrase_file=None, secret=[])) as given:
            given.save()
    finally:
        os.close(read_end)
    assert given.key == Key.from_words(WORDS)


@pytest.mark.parametrize("name", ["closed/key", "closed/new"])
def test_a_folder_that_one_may_not_enter(
    folder: Path, name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = os.open

    def closed(path: object, *arguments: object, **named: object) -> int:
        if "closed" in str(path):
            raise PermissionError(13, "Permission denied")
        return real(path, *arguments, **named)  # type: ignore[arg-type]

    def opened(path: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "open", closed)
    monkeypatch.setattr(os, "access", lambda *_: False)
    monkeypatch.setattr(Path, "open", opened)
    assert main(hide(folder, "a.undersong", "--key-file", folder / name)) == 2
    assert capsys.readouterr().err == f"undersong: You are not allowed to read “{Path(name).name}”.\n"


@pytest.mark.skipif(os.name != "posix", reason="without locks nobody can tell")
def test_an_empty_key_file_whose_hide_was_killed_is_taken_over(folder: Path) -> None:
    path, arguments = folder / "key", hide(folder, "a.undersong", "--key-file", folder / "key", seconds=100)
    process = start(arguments)
    with process:
        while not path.exists():
            assert process.poll() is None
        process.kill()
    assert path.read_bytes() == b""
    # More than once: on a busy machine the lock was still held at first, once; by whom could not be seen again.
    again = hide(folder, "b.undersong", "--key-file", path)
    assert any(main(again) == 0 or time.sleep(0.25) for _ in range(20))
    assert reveal(Stego.load(folder / "b.undersong"), Key.load(path))


def test_an_empty_key_file_is_left_where_there_are_no_locks(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "key").touch()
    monkeypatch.setattr(sys, "platform", "win32")
    with pytest.raises(InvalidKeyError, match="is empty: another hide"):
        HidingKey(Namespace(key_file=folder / "key", passphrase_file=None, secret=[]))
    with HidingKey(Namespace(key_file=folder / "new", passphrase_file=None, secret=[])) as new:
        new.save()
    assert Key.load(folder / "new") == new.key
