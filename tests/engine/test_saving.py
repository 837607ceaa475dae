"""Saving under faults: whichever file call fails, there is the old file or the new one, and nothing else."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.errors import SaveError
from engine.saving import format_of, replacing, save_bytes, try_folder

posix = pytest.mark.skipif(os.name != "posix", reason="folders are opened and names counted otherwise here")
OLD, NEW = b"old " * 1000, b"new" * 5000


class File:
    """An open file whose calls are counted, too."""

    def __init__(self, file: Any, faults: Faults) -> None:
        self._file, self._faults = file, faults

    def __enter__(self) -> File:
        return self

    def __exit__(self, *error: object) -> None:
        self._file.close()
        self._faults.count("close")

    def write(self, data: bytes) -> int:
        if self._faults.count("write", short=True):
            return int(self._file.write(data[: len(data) // 2]))
        return int(self._file.write(data))

    def fileno(self) -> int:
        return int(self._file.fileno())


class Faults:
    """Counts file calls, and lets one of them fail: with an error, or by writing half of what it was given."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.fail_at, self.error = 0, None

    def count(self, name: str, *, short: bool = False) -> bool:
        self.names.append(name)
        if len(self.names) != self.fail_at:
            return False
        if self.error is None:
            return short
        raise self.error

    def wrapped(self, name: str, call: Callable[..., Any], opens: bool = False) -> Callable[..., Any]:
        def counted(*arguments: Any, **named: Any) -> Any:
            self.count(name)
            result = call(*arguments, **named)
            return File(result, self) if opens else result

        return counted


@pytest.fixture
def faults(monkeypatch: pytest.MonkeyPatch) -> Iterator[Faults]:
    found = Faults()
    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", found.wrapped("open", Path.open, opens=True))
        patched.setattr(Path, "stat", found.wrapped("stat", Path.stat))
        for name in ("fsync", "replace", "open"):
            patched.setattr(os, name, found.wrapped(f"os.{name}", getattr(os, name)))
        yield found


def contents(folder: Path) -> dict[str, bytes]:
    found = {}
    for name in os.listdir(folder):  # noqa: PTH208 - Path's calls are counted here
        handle = os.open(folder / name, os.O_RDONLY)
        found[name] = os.read(handle, 1 << 20)
        os.close(handle)
    return found


KINDS = {
    "ENOSPC": OSError(errno.ENOSPC, "No space left on device"),
    "EIO": OSError(errno.EIO, "Input/output error"),
    "EACCES": PermissionError(errno.EACCES, "Permission denied"),
    "EDQUOT": OSError(errno.EDQUOT, "Disk quota exceeded"),
    "Ctrl+C": KeyboardInterrupt(),
    "short": None,
}
MOST_CALLS = 12


@posix
def test_the_calls_that_are_tried(tmp_path: Path, faults: Faults) -> None:
    save_bytes(tmp_path / "file", NEW)
    calls = faults.names
    assert len(calls) < MOST_CALLS
    order = ["write", "os.fsync", "os.replace", "os.open", "os.fsync"]
    assert [name for name in calls if name in order] == order  # the content is on the disk before its name is
    assert {"open", "stat", "close"} < set(calls)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("before", [{}, {"file": OLD}], ids=["new", "over"])
@pytest.mark.parametrize("place", range(1, MOST_CALLS + 1))
def test_the_old_file_or_the_new_one(
    tmp_path: Path, faults: Faults, place: int, before: dict[str, bytes], kind: str
) -> None:
    target = tmp_path / "file"
    if before:
        target.write_bytes(OLD)
    faults.names.clear()
    faults.fail_at, faults.error = place, KINDS[kind]
    failed: BaseException | None = None
    try:
        save_bytes(target, NEW)
    except (SaveError, KeyboardInterrupt) as error:
        failed = error
    if isinstance(failed, SaveError):
        assert str(failed).startswith("“file” could not be saved: ")
        assert str(tmp_path) not in str(failed)
    reached = len(faults.names) >= place
    wrote_half = kind == "short" and reached and faults.names[place - 1] == "write"
    raised = kind != "short" and reached
    faults.fail_at = 0
    found = contents(tmp_path)
    if failed:
        assert wrote_half or raised
        # once the new name is there it stays, though it may be said that it is not settled
        assert found == ({"file": NEW} if "os.replace" in faults.names[: place - 1] else before)
    else:
        assert found == {"file": NEW}
        assert not wrote_half


def test_a_full_disk_is_said(tmp_path: Path, faults: Faults) -> None:
    faults.fail_at, faults.error = 3, KINDS["ENOSPC"]
    with pytest.raises(SaveError, match="the disk is full"):
        save_bytes(tmp_path / "file", NEW)


def test_what_the_block_raises_comes_out_and_the_old_file_stays(tmp_path: Path) -> None:
    target = tmp_path / "file.png"
    target.write_bytes(OLD)

    def interrupted() -> None:
        with replacing(target) as unfinished:
            assert unfinished.parent == tmp_path
            assert unfinished.suffix == ".png"
            unfinished.write_bytes(NEW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        interrupted()
    assert contents(tmp_path) == {"file.png": OLD}


def test_a_block_that_writes_nothing(tmp_path: Path) -> None:
    target = tmp_path / "file"
    target.write_bytes(OLD)
    with pytest.raises(SaveError), replacing(target):
        pass
    assert contents(tmp_path) == {"file": OLD}


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("nowhere/file", "the folder does not exist"),
        ("plain/file", "the folder does not exist"),
        ("folder", "a folder has this name"),
    ],
)
def test_places_where_nothing_can_be_saved(tmp_path: Path, name: str, why: str) -> None:
    (tmp_path / "plain").write_bytes(OLD)
    (tmp_path / "folder").mkdir()
    for refused in (lambda: save_bytes(tmp_path / name, NEW), lambda: try_folder(tmp_path / name)):
        with pytest.raises(SaveError, match=why):
            refused()
    assert sorted(os.listdir(tmp_path)) == ["folder", "plain"]  # noqa: PTH208
    assert not list((tmp_path / "folder").iterdir())


@posix
def test_a_name_that_is_too_long(tmp_path: Path) -> None:
    with pytest.raises(SaveError, match="too long"):
        save_bytes(tmp_path / ("n" * 300), NEW)
    assert contents(tmp_path) == {}
    save_bytes(tmp_path / ("n" * 255), NEW)  # the longest there is, and our own beside it


def test_trying_a_folder_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(OLD)
    try_folder(tmp_path / "file")
    try_folder(tmp_path / "new")
    assert contents(tmp_path) == {"file": OLD}


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="no folder is closed to an administrator")
def test_a_folder_one_may_not_write_to(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    with pytest.raises(SaveError, match="may not write"):
        save_bytes(closed / "file", NEW)
    with pytest.raises(SaveError, match="may not write"):
        try_folder(closed / "file")


def test_a_name_with_spaces_and_signs(tmp_path: Path) -> None:
    target = tmp_path / "ein Lied 🎶 «ü».undersong"
    save_bytes(target, NEW)
    assert target.read_bytes() == NEW


def test_formats() -> None:
    assert format_of(Path("a/b.PNG"), {".png": "PNG"}) == "PNG"
    with pytest.raises(SaveError, match=r"“b\.txt” could not be saved: its name must end in \.png, \.jpg"):
        format_of(Path("a/b.txt"), {".png": "PNG", ".jpg": "JPEG"})
