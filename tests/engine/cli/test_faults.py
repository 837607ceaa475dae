"""The commands under faults: whichever file call fails, one sentence, the old file or the new one, and no lost key."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.cli import hide as hide_command
from engine.key import Key
from tests.engine.cli.command_line import Run, hidden
from tests.engine.faults import Faults
from tests.engine.tiny import WORDS

pytestmark = pytest.mark.skipif(os.name != "posix", reason="calls are counted otherwise here")
OLD, NEW, KEY = b"an older file", b"new" * 1000, Key.from_words(WORDS)
CALLS = ("open", "write", "fchmod", "fsync", "link", "replace", "unlink", "mkdir", "stat", "lstat")
MAX_CALLS = 120


def below(folder: Path, call: Callable[..., Any], counted: Callable[..., Any]) -> Callable[..., Any]:
    """The call, counted where it names a path in the folder, or an open file."""

    def chosen(*arguments: Any, **named: Any) -> Any:
        path = arguments[0]
        inside = isinstance(path, int) or str(path).startswith((str(folder), "/proc/self/fd"))
        return (counted if inside else call)(*arguments, **named)

    return chosen


@pytest.fixture
def faults(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Faults]:
    counted = Faults()
    (tmp_path / "spare").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "spare"))
    with monkeypatch.context() as patched:
        for name in CALLS:
            patched.setattr(os, name, below(tmp_path, getattr(os, name), counted.wrapped(name, getattr(os, name))))
        yield counted
        counted.fail_at = 0


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hides take no time: the fit is left out, which does not save anything, and always makes this key."""
    monkeypatch.setattr(Key, "generate", lambda: KEY)
    monkeypatch.setattr(hide_command, "_run", lambda *_: (NEW, {"cover": {}, "secrets": []}))


def one_sentence(code: int, error: str) -> None:
    assert code in (0, 2, 6)
    assert "Traceback" not in error
    assert code == 0 or error
    assert all(line.startswith("undersong: ") for line in error.splitlines())


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("kind", ["ENOSPC", "EIO", "EACCES", "short"])
@pytest.mark.parametrize("lasting", [False, True], ids=["once", "from then on"])
@pytest.mark.parametrize("old", [False, True], ids=["new", "over"])
def test_hide(folder: Path, tmp_path: Path, run: Run, faults: Faults, old: bool, lasting: bool, kind: str) -> None:
    for index in range(1, MAX_CALLS):
        place = folder / str(index)
        place.mkdir()
        key, out = place / "key", place / "out.undersong"
        if old:
            out.write_bytes(OLD)
        faults.arm(index, kind, lasting=lasting)
        secret, force = ("--secret", folder / "cat.png"), (("--force",) if old else ())
        code, _, error = run("hide", folder / "cat.png", *secret, "-o", out, "--key-file", key, *force)
        reached, faults.fail_at = len(faults.names) >= index, 0
        one_sentence(code, error)
        rescued = [path for path in (tmp_path / "spare").iterdir() if path.suffix == ".undersong"]
        keys = [path for path in (tmp_path / "spare").iterdir() if path.name == "key"]  # which cannot be saved there
        made = [path for path in (*rescued, *place.glob("out*")) if path.read_bytes() != OLD]
        assert len(made) == (code == 0 or bool(rescued or keys))
        for path in made:
            assert (path.read_bytes(), Key.load((keys or [key])[0])) == (NEW, KEY)  # never a file without its key
        if old and out not in made:
            assert out.read_bytes() == OLD
        for path in (*rescued, *keys):
            path.unlink()
        if not reached:
            return
    raise AssertionError(f"more calls than are tried: {faults.names}")


@pytest.mark.parametrize("kind", ["ENOSPC", "EIO", "EACCES", "short"])
@pytest.mark.parametrize("lasting", [False, True], ids=["once", "from then on"])
def test_reveal(folder: Path, run: Run, faults: Faults, lasting: bool, kind: str) -> None:
    stego = hidden(folder, secrets=2)
    for index in range(1, MAX_CALLS):
        found = folder / str(index) / "found"
        faults.arm(index, kind, lasting=lasting)
        code, said, error = run("reveal", stego, "--key-file", folder / "key", "-d", found)
        reached, faults.fail_at = len(faults.names) >= index, 0
        assert code in (0, 2, 4, 6)
        assert "Traceback" not in error
        assert bool(error) == (code != 0)
        names = [Path(line.rpartition(" (")[0]) for line in said.splitlines()]
        assert len(names) == 2 or code != 0
        assert all(path.read_bytes().startswith(b"\x89PNG") for path in names)
        if not reached:
            return
    raise AssertionError(f"more calls than are tried: {faults.names}")
