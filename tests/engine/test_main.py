"""The command line from the outside: a process of its own, its exit code and what a person reads."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from engine.__main__ import EXIT_CODES, main
from engine.errors import EngineError
from engine.key import Key
from engine.recipe import MAX_SECRETS
from engine.version import __version__
from tests.engine.tiny import WORDS, picture

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = ("hide", "reveal", "show", "compare")


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-W", "error", "-m", "engine", *[str(argument) for argument in arguments]]


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments), cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip


@pytest.mark.parametrize(
    "arguments",
    [
        [], ["sing"], ["hide"], ["hide", "a.png"], ["reveal", "a"], ["reveal", "a", "-d", "b"], ["show", "a"],
        ["compare", "a"], ["hide", "a", "-o", "b", "--recipe", "gourmet"], ["hide", "a", "-o", "b", "--width", "8"],
        ["hide", "a", "-o", "b", "--width", "2000"], ["hide", "a", "-o", "b", "--seconds", "0"],
        ["hide", "a", "-o", "b", "--seconds", "nan"], ["hide", "a", "-o", "b", "--psnr", "-3"],
        ["hide", "a", "-o", "b", "--seconds", "soon"], ["hide", "a", "-o", "b", "--device", "abacus"],
        ["hide", "a", "-o", "b", "--key-file", "k", "--passphrase-file", "p"],
        ["show", "a", "-o", "b", "--scale", "9"], ["show", "a", "-o", "b", "--scale", "inf"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_wrong_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "usage:" in said.err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ("hide a -o b --seconds abc", "--seconds: abc is not a number of seconds above zero"),
        ("hide a -o b --seconds 0", "--seconds: 0 is not a number of seconds above zero"),
        ("hide a -o b --seconds 1,5", "1,5 is not a number of seconds above zero: decimals are written with a point"),
        ("hide a -o b --psnr loud", "--psnr: loud is not a number of decibels above zero"),
        ("hide a -o b --width big", "--width: big is not a whole number from 16 to 1024"),
        ("hide a -o b --width 12", "--width: 12 is not a whole number from 16 to 1024"),
        ("hide a -o b --width 64.5", "--width: 64.5 is not a whole number from 16 to 1024"),
        ("forecast a --room many", "--room: many is not 1, 2, 4 or 16"),
        ("forecast a --room 3", "--room: 3 is not 1, 2, 4 or 16"),
        ("show a -o b.png --scale huge", "--scale: huge is not a number from 0.125 to 8"),
        ("reveal a --key-file k -d b --scale nan", "--scale: nan is not a number from 0.125 to 8"),
    ],
)
def test_a_wrong_number_is_told_in_words(arguments: str, sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments.split())
    assert stopped.value.code == 2
    said = capsys.readouterr().err
    assert said.endswith(f"{sentence}\n")
    assert "invalid" not in said


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_version(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([option])
    assert stopped.value.code == 0
    assert capsys.readouterr().out == f"undersong-cli {__version__}\n"


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([name, "--help"] if name else ["--help"])
    assert stopped.value.code == 0
    said = capsys.readouterr().out
    if name:
        assert "--json" in said
        assert (f"up to {MAX_SECRETS} times" in said) == (name == "hide")
    else:
        assert all(f"    {each} " in said for each in COMMANDS)
        assert "3 nothing revealed" in " ".join(said.split())


def test_every_code_is_for_one_of_our_errors() -> None:
    assert all(issubclass(kind, EngineError) and code in range(2, 7) for kind, code in EXIT_CODES)


def test_a_process_of_its_own(tmp_path: Path) -> None:
    place = tmp_path / "Müll & Söhne 🎶"
    place.mkdir()
    picture(16).write(place / "cat.png")
    picture(12).write(place / "letter.png")
    key, out = place / "the key", place / "cat 🐈.undersong"
    chosen = ("--recipe", "draft", "--seconds", "0.4", "--width", "64", "--device", "cpu")
    done = run("hide", place / "cat.png", "--secret", place / "letter.png", "-o", out, "--key-file", key, *chosen)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{out} is ready.\n")
    assert len(Key.load(key).words.split()) == 12

    done = run("reveal", out, "--key-file", key, "-d", place / "found")
    found = place / "found" / "letter.png"
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{found} (image, 12 x 12, colour). ")

    (place / "wrong").write_text(WORDS)
    done = run("reveal", out, "--key-file", place / "wrong", "-d", place / "new")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("undersong: Nothing was revealed. ")
    assert done.stderr.count("\n") == 1


@pytest.mark.skipif(os.name != "posix", reason="needs a shell")
def test_a_folder_that_was_deleted_is_said(tmp_path: Path) -> None:
    picture(16).write(tmp_path / "cat.png")
    script = 'mkdir gone; cd gone; rmdir ../gone; exec "$0" -m engine compare "$1" "$1"'
    done = subprocess.run(
        ["sh", "-c", script, sys.executable, str(tmp_path / "cat.png")], cwd=tmp_path, capture_output=True, text=True,
        check=False, timeout=120, env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr == "undersong: The current folder was deleted. Change to another one.\n"


@pytest.mark.skipif(os.name != "posix", reason="needs a terminal to watch")
@pytest.mark.parametrize("presses", [1, 3])
def test_stopping_a_hide_leaves_nothing(tmp_path: Path, presses: int) -> None:
    import pty

    picture(16).write(tmp_path / "cat.png")
    out, key = tmp_path / "out.undersong", tmp_path / "key"
    out.write_bytes(b"an older file")
    try:
        terminal, other_end = pty.openpty()
    except OSError:
        pytest.skip("this system has no terminals to give away")
    arguments = ("hide", tmp_path / "cat.png", "-o", out, "--key-file", key, "--seconds", "100", "--force")
    with subprocess.Popen(
        command(*arguments),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=other_end,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # ignored where tests run in the background
    ) as process:
        os.close(other_end)
        seen = b""
        while b"fitting the cover" not in seen:
            seen += os.read(terminal, 4096)
        for _ in range(presses):
            process.send_signal(signal.SIGINT)
        try:
            while more := os.read(terminal, 4096):
                seen += more
        except OSError:  # what Linux says when the other end is closed
            pass
        assert process.wait(timeout=60) == 130
        assert process.stdout is not None
        assert process.stdout.read() == b""
    os.close(terminal)
    assert seen.rstrip().endswith(b"undersong: stopped; nothing was saved.")
    assert b"Traceback" not in seen
    assert out.read_bytes() == b"an older file"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cat.png", "out.undersong"]


@pytest.mark.parametrize("word", ["a\0b.png", pytest.param("\ud800.png", marks=pytest.mark.skipif(
    sys.platform == "win32", reason="a name may hold half of a sign there"))])  # fmt: skip
@pytest.mark.parametrize("line", ["show {} -o a.png", "hide {} -o a.undersong", "reveal a -d {} --key-file k", "{}"])
def test_a_word_that_no_file_can_be_called(capsys: pytest.CaptureFixture[str], line: str, word: str) -> None:
    assert main([part.replace("{}", word) for part in line.split(" ")]) == 2
    assert "no name of a file has" in capsys.readouterr().err
