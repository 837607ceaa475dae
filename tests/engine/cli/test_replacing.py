"""Files that are there: nothing is replaced unless somebody says so, and it is said before the work."""

from __future__ import annotations

import io
import os
import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine.cli import hide as hide_command, show as show_command
from engine.cli.replacing import agree_to_replace, refuse_inputs, refuse_suffix, write_beside
from engine.errors import SaveError
from tests.engine.cli.command_line import Run, expect, hidden

PRECIOUS = b"precious"
PICTURE = "(image, 16 x 16, colour)"


class Keyboard(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def precious(tmp_path: Path) -> Path:
    path = tmp_path / "mine.undersong"
    path.write_bytes(PRECIOUS)
    return path


def never(*_: Any, **__: Any) -> Any:
    raise AssertionError("worked")


def test_hide_and_show_leave_a_file_and_say_so_before_the_work(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    stego, mine, picture = hidden(folder), folder / "mine.undersong", folder / "mine.png"
    for path in (mine, picture):
        path.write_bytes(PRECIOUS)
    with monkeypatch.context() as patched:
        patched.setattr(hide_command, "load", never)
        patched.setattr(show_command, "show_cover", never)
        expect(run("hide", folder / "cat.png", "-o", mine), 6, "“mine.undersong” exists", "--force")
        expect(run("show", stego, "-o", picture), 6, "“mine.png” exists", "--force")
    assert mine.read_bytes() == picture.read_bytes() == PRECIOUS
    assert run("hide", folder / "cat.png", "-o", mine, "--force")[0] == 0
    assert run("show", stego, "-o", picture, "--force")[0] == 0
    assert PRECIOUS not in (mine.read_bytes(), picture.read_bytes())


def test_reveal_puts_a_number_behind_the_name_of_a_file_that_is_there(folder: Path, run: Run) -> None:
    stego, found = hidden(folder, secrets=2), folder / "found"
    found.mkdir()
    (found / "secret-1.png").write_bytes(PRECIOUS)
    command = ("reveal", stego, "--key-file", folder / "key", "-d", found)
    code, said, error = run(*command)
    assert (code, said) == (0, f"{found / 'secret-1 (2).png'} {PICTURE}\n{found / 'secret-2.png'} {PICTURE}\n")
    assert error == "undersong: “secret-1.png” exists, and was left as it is: this is “secret-1 (2).png”.\n"
    assert (found / "secret-1.png").read_bytes() == PRECIOUS
    code, said, error = run(*command, "--force")
    assert (code, said, error) == (0, f"{found / 'secret-1.png'} {PICTURE}\n{found / 'secret-2.png'} {PICTURE}\n", "")
    assert (found / "secret-1.png").read_bytes() == (found / "secret-1 (2).png").read_bytes()


@pytest.mark.parametrize(
    ("answer", "replaces"), [("y\n", True), ("Yes\n", True), ("n\n", False), ("\n", False), ("", False)]
)
def test_somebody_at_a_terminal_is_asked(
    precious: Path, monkeypatch: pytest.MonkeyPatch, answer: str, replaces: bool
) -> None:
    asked = Keyboard()
    monkeypatch.setattr(sys, "stdin", Keyboard(answer))
    monkeypatch.setattr(sys, "stderr", asked)
    if replaces:
        assert agree_to_replace(precious, force=False)
    else:
        with pytest.raises(SaveError, match="was left as it is"):
            agree_to_replace(precious, force=False)
    assert asked.getvalue() == "“mine.undersong” exists. Replace it? [y/N] "


def test_nobody_is_asked_where_there_is_nothing_to_replace(tmp_path: Path, precious: Path) -> None:
    assert not agree_to_replace(tmp_path / "new", force=False)
    assert not agree_to_replace(tmp_path / "nowhere" / "new", force=False)
    assert agree_to_replace(precious, force=True)
    assert agree_to_replace(tmp_path, force=False)  # a folder is refused in its own words


@pytest.mark.skipif(os.name != "posix", reason="links need rights elsewhere")
def test_a_link_that_is_named_means_what_it_points_to(folder: Path, run: Run) -> None:
    real, link, new = folder / "real.undersong", folder / "link.undersong", folder / "link to a new one"
    real.write_bytes(b"old")
    link.symlink_to(real)
    new.symlink_to(folder / "new.undersong")
    for path in (link, new):
        assert run("hide", folder / "cat.png", "-o", path)[0] == 0
        assert path.is_symlink()
        assert path.read_bytes()[8:9] == b"{"
    loop = folder / "loop"
    loop.symlink_to(loop)
    expect(run("hide", folder / "cat.png", "-o", loop), 6, "“loop” could not be saved: it is a link that leads nowhere")
    expect(run("hide", loop, "-o", folder / "a"), 4, "“loop” could not be opened")
    expect(run("show", loop, "-o", folder / "a.png"), 4, "“loop” cannot be read")
    expect(run("reveal", hidden(folder), "--key-file", loop, "-d", folder / "found"), 2, "“loop” cannot be read")
    expect(run("reveal", hidden(folder), "--key-file", folder / "key", "-d", loop), 6, "“loop” could not be made")


@pytest.mark.skipif(os.name != "posix", reason="no pipes with names here")
def test_a_pipe_is_still_there(folder: Path, run: Run) -> None:
    pipe = folder / "pipe"
    os.mkfifo(pipe)
    expect(run("hide", folder / "cat.png", "-o", pipe), 6, "“pipe” could not be saved: a device or a pipe")
    expect(run("hide", folder / "cat.png", "-o", pipe, "--force"), 6, "“pipe” could not be saved: a device or a pipe")
    assert pipe.is_fifo()


@pytest.mark.parametrize("name", ["a.png", "a.JPG", "a.wav", "film.mp4", "box.ply", "a.gif"])
def test_a_name_that_promises_a_medium_is_refused(name: str) -> None:
    with pytest.raises(SaveError, match=r"Call it “\w+\.undersong”"):
        refuse_suffix(Path("folder") / name, force=False)
    refuse_suffix(Path(name), force=True)
    refuse_suffix(Path("a.undersong"), force=False)
    refuse_suffix(Path("trip 12.5"), force=False)


def test_a_file_that_was_given_is_never_replaced(folder: Path, run: Run) -> None:
    cat = folder / "cat.png"
    before = cat.read_bytes()
    again = folder / "again"
    os.link(cat, again)  # a second name of one file
    for out in (cat, folder / ".." / folder.name / "cat.png", again):
        expect(run("hide", cat, "-o", out, "--force"), 6, "is one of the files given")
    expect(run("hide", cat, "-o", folder / "key", "--key-file", folder / "key", "--force"), 6, "one of the files given")
    stego = hidden(folder).rename(folder / "x.png")
    expect(run("show", stego, "-o", stego, "--force"), 6, "is one of the files given")
    assert cat.read_bytes() == before
    with pytest.raises(SaveError):
        refuse_inputs(folder / "new", [None, folder / "new"])  # also where neither is there yet


def test_a_file_that_another_program_made_meanwhile_is_left(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, real = folder / "out.undersong", hide_command.hide_media

    def slow(*given: Any, **named: Any) -> Any:
        out.write_bytes(PRECIOUS)
        return real(*given, **named)

    monkeypatch.setattr(hide_command, "hide_media", slow)
    code, said, error = run("hide", folder / "cat.png", "-o", out)
    assert (code, said.splitlines()[0]) == (0, f"{folder / 'out (2).undersong'} is ready.")
    assert "“out.undersong” exists, and was left as it is: this is “out (2).undersong”." in error
    assert out.read_bytes() == PRECIOUS


def test_a_free_name_is_found_for_any_number_of_files(tmp_path: Path) -> None:
    writes: Callable[[Path], int] = lambda path: path.write_bytes(PRECIOUS)  # noqa: E731
    options = Namespace(force=False)
    names = [write_beside(tmp_path / "a.b.png", writes, options).name for _ in range(3)]
    assert names == ["a.b.png", "a.b (2).png", "a.b (3).png"]
