"""What the tests of the commands share: a folder of files, and the command line as a function."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.__main__ import main
from engine.recipe import RECIPES
from tests.engine.cli.command_line import Run
from tests.engine.tiny import WORDS, film, picture, solid, sound, tiny


@pytest.fixture(autouse=True)
def draft(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(RECIPES, "draft", tiny(5))
    monkeypatch.setitem(RECIPES, "standard", tiny(5))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Files of every modality, in a folder with spaces and signs in its name."""
    path = tmp_path / "my files 🎶 ü"
    path.mkdir()
    picture(16).write(path / "cat.png")
    picture(12, phase=5).write(path / "letter with spaces.png")
    sound().write(path / "bell.wav")
    film(with_sound=True).write(path / "film.mp4")
    solid().write(path / "box.ply")
    (path / "key").write_text(WORDS)
    return path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: object) -> tuple[int, str, str]:
        code = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call
