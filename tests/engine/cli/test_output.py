"""What is printed comes out, whatever the output can spell; where it does not, that is an error and no traceback."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from engine.cli.output import complain, say, say_json, spell_everything
from engine.errors import SaveError
from tests.engine.tiny import picture

ROOT = Path(__file__).resolve().parents[3]
NAME = "日本 🎶 ü.undersong"


def stream(encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="")


def written(output: io.TextIOWrapper) -> str:
    output.flush()
    buffer = output.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode(output.encoding)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437", "latin-1", "utf-8"])
def test_any_name_is_printed_in_any_encoding(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    output, errors = stream(encoding), stream(encoding)
    monkeypatch.setattr(sys, "stdout", output)
    monkeypatch.setattr(sys, "stderr", errors)
    spell_everything()
    say(f"{NAME} is ready.", "\udcff")
    complain(f"“{NAME}”")
    spelled = NAME.encode(encoding, "backslashreplace").decode(encoding)
    assert written(output) == f"{spelled} is ready.\n\\udcff\n"
    assert spelled in written(errors)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_json_is_json_in_any_encoding(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    output = stream(encoding)
    monkeypatch.setattr(sys, "stdout", output)
    spell_everything()
    say_json({"out": NAME})
    assert json.loads(written(output)) == {"out": NAME}
    assert (NAME in written(output)) == (encoding == "utf-8")


class Broken(io.StringIO):
    def write(self, _: str) -> int:
        raise BrokenPipeError


def test_an_output_that_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", Broken())
    monkeypatch.setattr(sys, "stderr", Broken())
    with pytest.raises(SaveError, match="Nothing can be printed"):
        say("words")
    complain("nobody hears it, and nothing stops for it")
    for name in ("stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    with pytest.raises(SaveError, match="closed"):
        say_json({})
    complain("nobody hears it")


def test_a_new_key_is_printed_whole_where_the_output_cannot_spell_the_files_name(tmp_path: Path) -> None:
    picture(16).write(tmp_path / "cat.png")
    chosen = ("--recipe", "draft", "--seconds", "0.3", "--width", "64", "--device", "cpu")
    arguments = ("hide", tmp_path / "cat.png", "--secret", tmp_path / "cat.png", "-o", tmp_path / NAME, *chosen)
    done = subprocess.run(
        [sys.executable, "-m", "engine", *map(str, arguments)], cwd=ROOT, capture_output=True, check=False, timeout=120,
        env=os.environ | {"PYTHONIOENCODING": "cp1252"},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    _, words, ready, *_ = done.stdout.decode("cp1252").splitlines()
    assert len(words.split()) == 12
    assert ready.endswith("\\u65e5\\u672c \\U0001f3b6 ü.undersong is ready.")
    assert (tmp_path / NAME).is_file()
