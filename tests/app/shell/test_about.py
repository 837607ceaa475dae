"""The list of libraries, and the diagnostics."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest

from app.shell import about

ROOT = Path(__file__).resolve().parents[3]


def test_the_libraries_named_are_those_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = {line.split(";")[0].split("=")[0].split("<")[0].split(">")[0] for line in project["dependencies"]}
    assert {name.lower() for name in about.BUILT_ON} == {name.lower() for name in named}
    assert all(licence != "?" for _, _, licence in about.libraries())


@pytest.mark.usefixtures("qapp")
def test_diagnostics_name_no_file_and_no_person() -> None:
    text = about.diagnostics()
    assert "Undersong" in text
    assert "torch" in text
    for private in (str(Path.home()), os.environ.get("USER", "") or "/", str(ROOT)):
        assert private not in text or private == "root"
