"""Saving under faults: whichever file call fails, there is the old file or the new one, and nothing else."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from engine.errors import SaveError
from engine.saving import format_of, make_folder, replacing, save_bytes, save_new, try_folder, try_new_folder
from tests.engine.faults import KINDS, Faults

posix = pytest.mark.skipif(os.name != "posix", reason="modes, links and names are counted otherwise here")
OLD, NEW = b"old " * 1000, b"new" * 5000


@pytest.fixture(params=["unnamed", "named"])
def faults(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Faults]:
    """Once as on Linux, once as where there are no files without a name."""
    counted = Faults()
    with monkeypatch.context() as patched:
        if request.param == "named":
            patched.setattr(sys, "platform", "darwin")
        elif sys.platform != "linux":
            pytest.skip("only Linux has files without a name")
        patched.setattr(Path, "stat", counted.wrapped("stat", Path.stat))
        for name in ("open", "write", "fchmod", "fsync", "link", "replace"):
            if hasattr(os, name):
                patched.setattr(os, name, counted.wrapped(name, getattr(os, name)))
        yield counted


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


MAX_CALLS = 24


@posix
def test_the_calls_that_are_tried(tmp_path: Path, faults: Faults) -> None:
    for name, before in (("new", None), ("over", OLD)):
        target = tmp_path / name
        if before:
            target.write_bytes(before)
        faults.names.clear()
        save_bytes(target, NEW)
        calls = list(faults.names)
        assert len(calls) < MAX_CALLS
        # The content is on the disk before its name is, and the name before the call returns.
        published = len(calls) - calls[::-1].index("link" if before is None and "link" in calls else "replace")
        assert calls[:published].index("write") < calls[:published].index("fsync")
        assert calls[published:] == ["open", "fsync"]


@posix
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lasting", [False, True], ids=["once", "from then on"])
@pytest.mark.parametrize("before", [{}, {"file": OLD}], ids=["new", "over"])
def test_the_old_file_or_the_new_one(
    tmp_path: Path, faults: Faults, before: dict[str, bytes], lasting: bool, kind: str
) -> None:
    for index in range(1, MAX_CALLS + 1):
        folder = tmp_path / str(index)
        folder.mkdir()
        if before:
            (folder / "file").write_bytes(OLD)
        faults.arm(index, kind, lasting=lasting)
        failed: BaseException | None = None
        try:
            save_bytes(folder / "file", NEW)
        except (SaveError, KeyboardInterrupt) as error:
            failed = error
        reached = len(faults.names) >= index
        faults.fail_at = 0
        if failed is None:
            assert contents(folder) == {"file": NEW}
        elif isinstance(failed, SaveError):
            assert reached
            assert kind != "short"
            assert str(failed).startswith("“file” could not be saved: ")
            assert str(tmp_path) not in str(failed)
            assert contents(folder) == before
        else:
            assert reached
            assert contents(folder) in (before, {"file": NEW})  # whole, however late it was stopped
        if not reached:
            return
    raise AssertionError("more calls than are tried")


@posix
@pytest.mark.parametrize("kind", ["EIO", "Ctrl+C"])
def test_a_file_that_must_be_new(tmp_path: Path, faults: Faults, kind: str) -> None:
    for index in range(MAX_CALLS):
        folder = tmp_path / str(index)
        folder.mkdir()
        faults.arm(index, kind, lasting=True)
        try:
            save_bytes(folder / "file", NEW, exclusive=True)
        except SaveError:
            faults.fail_at = 0
            assert contents(folder) == {}
        except KeyboardInterrupt:
            faults.fail_at = 0
            assert contents(folder) in ({}, {"file": NEW})
        else:
            faults.fail_at = 0
            assert contents(folder) == {"file": NEW}
            with pytest.raises(FileExistsError):
                save_bytes(folder / "file", OLD, exclusive=True)
            assert contents(folder) == {"file": NEW}


@posix
def test_a_full_disk_is_said(tmp_path: Path, faults: Faults) -> None:
    faults.arm(3, "ENOSPC", lasting=True)
    with pytest.raises(SaveError, match="the disk is full"):
        save_bytes(tmp_path / "file", NEW)


def test_what_the_block_raises_comes_out_and_the_old_file_stays(tmp_path: Path) -> None:
    target = tmp_path / "file.png"
    target.write_bytes(OLD)

    def interrupted() -> None:
        with replacing(target) as temporary:
            temporary.write_bytes(NEW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        interrupted()
    assert contents(tmp_path) == {"file.png": OLD}


def test_a_block_that_writes(tmp_path: Path) -> None:
    target = tmp_path / "file.png"
    for content in (OLD, NEW):
        with replacing(target) as temporary:
            temporary.write_bytes(content)
        assert contents(tmp_path) == {"file.png": content}


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
        ("plain/file", "“plain” is a file, not a folder"),
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
def test_what_is_no_regular_file_is_never_replaced(tmp_path: Path) -> None:
    pipe, link, device = tmp_path / "pipe", tmp_path / "link to a pipe", tmp_path / "device"
    os.mkfifo(pipe)
    link.symlink_to(pipe)
    with suppress(PermissionError):  # an administrator alone makes devices, and could replace them
        os.mknod(device, stat.S_IFCHR | 0o666, os.makedev(1, 3))
    given = sorted(tmp_path.iterdir())
    for path in given:
        for refused in (lambda path=path: save_bytes(path, NEW), lambda path=path: try_folder(path)):
            with pytest.raises(SaveError, match="a device or a pipe has this name"):
                refused()
        with pytest.raises(SaveError, match="a device or a pipe has this name"), replacing(path) as temporary:
            temporary.write_bytes(NEW)
    assert not any(path.is_file() for path in given)
    assert link.is_symlink()
    assert sorted(tmp_path.iterdir()) == given


@posix
def test_a_link_stays_and_what_it_points_to_is_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    for name, before in (("file", OLD), ("not there yet", None)):
        target, link = folder / name, tmp_path / f"link to {name}"
        if before:
            target.write_bytes(before)
        link.symlink_to(target)
        save_bytes(link, NEW)
        assert link.is_symlink()
        assert target.read_bytes() == NEW
        with replacing(link) as temporary:
            temporary.write_bytes(OLD)
        assert link.is_symlink()
        assert target.read_bytes() == OLD
    assert len(list(folder.iterdir())) == 2
    circle = tmp_path / "circle"
    circle.symlink_to(circle)
    with pytest.raises(SaveError, match="a link that leads nowhere"):
        save_bytes(circle, NEW)


@posix
@pytest.mark.usefixtures("faults")
@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_modes(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        for name, mode in (("new", None), ("closed", 0o600), ("open", 0o666), ("odd", 0o640)):
            target, private = tmp_path / name, tmp_path / f"{name} private"
            for path in (target, private):
                if mode is not None:
                    path.write_bytes(OLD)
                    path.chmod(mode)
            save_bytes(target, NEW)
            assert mode_of(target) == (0o666 & ~mask if mode is None else mode)
            with replacing(target) as temporary:
                assert mode_of(temporary) in (0o600, 0o666 & ~mask)
                temporary.write_bytes(OLD)
            assert mode_of(target) == (0o666 & ~mask if mode is None else mode)
            save_bytes(private, NEW, private=True)
            assert mode_of(private) == 0o600
    finally:
        os.umask(before)


@posix
@pytest.mark.usefixtures("faults")
def test_a_private_file_is_so_from_the_first_moment(tmp_path: Path) -> None:
    seen: list[int] = []
    real = os.write

    def write(handle: int, data: bytes) -> int:
        seen.append(stat.S_IMODE(os.fstat(handle).st_mode))
        return real(handle, data)

    before = os.umask(0)
    os.write = write
    try:
        save_bytes(tmp_path / "file", NEW, private=True)
    finally:
        os.write = real
        os.umask(before)
    assert seen == [0o600]


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
    save_bytes(str(target), NEW)
    assert target.read_bytes() == NEW


def test_formats() -> None:
    assert format_of(Path("a/b.PNG"), {".png": "PNG"}) == "PNG"
    with pytest.raises(SaveError, match=r"“b\.txt” could not be saved: its name must end in \.png, \.jpg"):
        format_of(Path("a/b.txt"), {".png": "PNG", ".jpg": "JPEG"})


@posix
@pytest.mark.parametrize("kind", ["ENOSPC", "EIO", "short"])
@pytest.mark.parametrize("lasting", [False, True], ids=["once", "from then on"])
def test_a_file_that_was_there_is_never_touched_by_a_new_one(
    tmp_path: Path, faults: Faults, lasting: bool, kind: str
) -> None:
    for index in range(MAX_CALLS):
        folder = tmp_path / str(index)
        folder.mkdir()
        (folder / "file.png").write_bytes(OLD)
        faults.arm(index, kind, lasting=lasting)
        try:
            written = save_new(folder / "file.png", lambda path: save_bytes(path, NEW))
        except SaveError:
            faults.fail_at = 0
            assert contents(folder) == {"file.png": OLD}
        else:
            faults.fail_at = 0
            assert written.name == "file (2).png"
            assert contents(folder) == {"file.png": OLD, "file (2).png": NEW}


def test_a_file_that_appears_while_another_is_written_is_left(tmp_path: Path) -> None:
    def write(path: Path) -> None:
        if path.name == "file":
            path.write_bytes(OLD)  # another program is faster
        with replacing(path) as temporary:
            temporary.write_bytes(NEW)

    assert save_new(tmp_path / "file", write) == tmp_path / "file (2)"
    assert contents(tmp_path) == {"file": OLD, "file (2)": NEW}
    with replacing(tmp_path / "file") as temporary:  # what is new for one call is not for the next
        temporary.write_bytes(NEW)
    assert contents(tmp_path) == {"file": NEW, "file (2)": NEW}


def test_folders(tmp_path: Path) -> None:
    try_new_folder(tmp_path / "a" / "b")
    assert contents(tmp_path) == {}
    make_folder(tmp_path / "a" / "b")
    make_folder(tmp_path / "a" / "b")
    try_new_folder(tmp_path / "a" / "b")
    (tmp_path / "file").write_bytes(OLD)
    for refuse in (make_folder, try_new_folder):
        with pytest.raises(SaveError, match="The folder “file” could not be made: a file has this name"):
            refuse(tmp_path / "file")
        with pytest.raises(SaveError, match="The folder “c” could not be made: “file” is a file, not a folder"):
            refuse(tmp_path / "file" / "b" / "c")


@posix
@pytest.mark.parametrize("kind", ["EACCES", "EIO", "ENOSPC"])
def test_a_folder_that_the_system_refuses(tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    words = {"EACCES": "you may not write", "EIO": "the disk reports an error", "ENOSPC": "the disk is full"}
    faults = Faults()
    monkeypatch.setattr(os, "mkdir", faults.wrapped("mkdir", os.mkdir))
    faults.arm(1, kind, lasting=True)
    with pytest.raises(SaveError, match=words[kind]):
        make_folder(tmp_path / "new")


def test_a_disk_with_too_little_room(tmp_path: Path) -> None:
    with pytest.raises(SaveError, match=r"the disk has [\d,.]+ MB left, and the file takes 1,000,000,000\.0 MB"):
        try_folder(tmp_path / "file", 10**15)
    try_folder(tmp_path / "file", 1)
