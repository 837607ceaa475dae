"""The docstrings of the public verbs: every parameter is explained, and every example runs as it is written."""

from __future__ import annotations

import dataclasses
import doctest
import inspect
import io
import re
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest

import engine
from engine.inrsteg import hide
from engine.planning import plan
from tests.engine.tiny import WORDS, picture, tiny

VERBS = ("load", "plan", "forecast", "hide", "resume", "reveal", "show", "examine", "examine_pair")
METHODS = ("Revealed.finer", "Key.create", "Key.load", "Key.from_text", "Stego.load", "Checkpoint.load")
EXAMPLES = (*VERBS, "Revealed.finer", "Key", "Stego", "Checkpoint")
SAME_AS = re.compile(r"Parameters, result and errors are those of `\w+`\.")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the examples stand."""
    folder = tmp_path_factory.mktemp("examples")
    picture(12).write(folder / "letter.png")
    picture(16).write(folder / "cat.png")
    key, planned = engine.Key.from_words(WORDS), plan([picture(12)], picture(16), tiny(2))
    key.save(folder / "key.txt")
    hide(planned, key, checkpoint=engine.Checkpoint(folder / "unfinished", key)).save(folder / "cat.undersong")
    return folder


def public(name: str) -> Any:
    return attrgetter(name)(engine)


@pytest.mark.parametrize("name", [*VERBS, *METHODS])
def test_every_parameter_is_explained(name: str) -> None:
    text = inspect.getdoc(public(name)) or ""
    if SAME_AS.search(text):
        return
    parameters = re.split(r"\n\w+\n-+\n", text.split("\nParameters\n----------\n")[1])[0]
    explained = [
        part for line in parameters.splitlines() if line[0] != " " for part in line.split(" : ")[0].split(", ")
    ]
    assert explained == [parameter for parameter in inspect.signature(public(name)).parameters if parameter != "self"]
    assert "\nReturns\n-------\n" in text
    assert "\nRaises\n------\n" in text


@pytest.mark.parametrize("name", ["", *EXAMPLES])
def test_the_example_runs(name: str, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(files)
    names = {"engine": engine, "dataclasses": dataclasses}
    [test] = doctest.DocTestFinder(recurse=False).find(public(name) if name else engine, name or "engine", globs=names)
    assert test.examples
    output = io.StringIO()
    doctest.DocTestRunner().run(test, out=output.write)
    assert not output.getvalue(), output.getvalue()
