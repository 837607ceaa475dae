"""What bootstrap decides: what is missing, what is stale, what is broken. Nothing here needs a network."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

import bootstrap
import environment
import system_packages
from environment import SetupError, Venv

PYPROJECT = tomllib.loads((bootstrap.ROOT / "pyproject.toml").read_text("utf-8"))
VERSION = f"{sys.version_info[0]}.{sys.version_info[1]}"
posix = pytest.mark.skipif(os.name == "nt", reason="an environment lies otherwise on Windows")


def filled(folder: Path, names: set[str]) -> Venv:
    """An environment whose Python is this one, and which looks as if `names` were installed in it."""
    venv = Venv(folder)
    site = folder / f"lib/python{VERSION}/site-packages"
    site.mkdir(parents=True)
    for name in names:
        papers = site / f"{name.replace('-', '_')}-1.0.dist-info"
        papers.mkdir()
        (papers / "METADATA").touch()
    venv.python.parent.mkdir()
    venv.python.symlink_to(sys.executable)
    return venv


def stamped(venv: Venv, mode: str) -> Venv:
    mark = environment.fingerprint(PYPROJECT, VERSION, bootstrap.ROOT)
    venv.stamp.write_text(json.dumps({"fingerprint": mark, "modes": [mode]}), "utf-8")
    return venv


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What `provide` would have done: 'make' and 'fill'."""
    deeds: list[str] = []

    def make(venv: Venv) -> None:
        deeds.append("make")
        venv.folder.mkdir(exist_ok=True)

    monkeypatch.setattr(environment, "make", make)
    monkeypatch.setattr(environment, "fill", lambda *_: deeds.append("fill"))
    return deeds


def test_requirements_are_names_in_one_spelling() -> None:
    project = {"dependencies": ["PySide6_Essentials>=6.11,<6.12", "torch==2.13.0"]}
    project["optional-dependencies"] = {"test": ["pytest-qt >= 4.4"], "package": ["pyinstaller"]}
    assert environment.requirements(project, "run") == {"pyside6-essentials", "torch"}
    assert environment.requirements(project, "test") == {"pyside6-essentials", "torch", "pytest-qt"}
    assert environment.requirements(project, "package") == {"pyside6-essentials", "torch", "pyinstaller"}


@posix
@pytest.mark.parametrize(("stamp", "mode"), [("run", "run"), ("test", "test"), ("test", "run")])
def test_nothing_is_done_when_all_is_there(tmp_path: Path, done: list[str], stamp: str, mode: str) -> None:
    venv = stamped(filled(tmp_path / "a venv", environment.requirements(PYPROJECT["project"], "test")), stamp)
    environment.provide(venv, bootstrap.ROOT, PYPROJECT, mode)
    assert done == []


@posix
def test_tests_need_more_than_the_program(tmp_path: Path, done: list[str]) -> None:
    names = environment.requirements(PYPROJECT["project"], "run") | {"pip"}
    environment.provide(stamped(filled(tmp_path / "v", names), "run"), bootstrap.ROOT, PYPROJECT, "test")
    assert done == ["fill"]


@posix
def test_a_package_taken_away_is_put_back(tmp_path: Path, done: list[str]) -> None:
    names = environment.requirements(PYPROJECT["project"], "run") - {"torch"} | {"pip"}
    environment.provide(stamped(filled(tmp_path / "v", names), "run"), bootstrap.ROOT, PYPROJECT, "run")
    assert done == ["fill"]


@posix
def test_an_environment_without_pip_is_made_anew(tmp_path: Path, done: list[str]) -> None:
    environment.provide(filled(tmp_path / "v", {"torch"}), bootstrap.ROOT, PYPROJECT, "run")
    assert done == ["make", "fill"]


@posix
def test_an_environment_with_a_torn_package_is_made_anew(tmp_path: Path, done: list[str]) -> None:
    venv = filled(tmp_path / "v", environment.requirements(PYPROJECT["project"], "run") | {"pip"})
    next(venv.folder.rglob("torch-*.dist-info/METADATA")).unlink()
    environment.provide(venv, bootstrap.ROOT, PYPROJECT, "run")
    assert done == ["make", "fill"]


@posix
@pytest.mark.parametrize("harm", ["gone", "dangling", "not a program", "empty"])
def test_an_environment_that_does_not_start_is_made_anew(tmp_path: Path, done: list[str], harm: str) -> None:
    names = environment.requirements(PYPROJECT["project"], "run") | {"pip"}
    venv = stamped(filled(tmp_path / "v", names), "run")
    venv.python.unlink()
    if harm == "dangling":
        venv.python.symlink_to(tmp_path / "nowhere")
    elif harm != "gone":
        venv.python.write_text("" if harm == "empty" else "no program")
        venv.python.chmod(0o755)
    assert venv.version() is None
    environment.provide(venv, bootstrap.ROOT, PYPROJECT, "run")
    assert done == ["make", "fill"]


@posix
def test_a_failed_installation_leaves_no_stamp(tmp_path: Path) -> None:
    venv = filled(tmp_path / "v", {"pip"})
    pip = tmp_path / "pip-that-fails"
    pip.write_text('#!/bin/sh\n[ "$1" = -I ] && exec ' + f'"{sys.executable}" "$@"\nexit 1\n')
    pip.chmod(0o755)
    venv.python.unlink()
    venv.python.symlink_to(pip)
    with pytest.raises(SetupError, match="Run the same command again"):
        environment.provide(venv, bootstrap.ROOT, PYPROJECT, "run")
    assert not venv.stamp.exists()


def test_what_changes_the_fingerprint() -> None:
    here = Path("here")
    mark = environment.fingerprint(PYPROJECT, "3.11", here)
    linted = PYPROJECT | {"tool": PYPROJECT["tool"] | {"ruff": {}}}
    assert environment.fingerprint(linted, "3.11", here) == mark
    other = PYPROJECT | {"project": PYPROJECT["project"] | {"dependencies": ["torch==2.13.1"]}}
    assert environment.fingerprint(other, "3.11", here) != mark
    assert environment.fingerprint(PYPROJECT, "3.12", here) != mark
    assert environment.fingerprint(PYPROJECT, "3.11", Path("there")) != mark


@pytest.mark.parametrize("written", ["", "{", "[]", '{"fingerprint": "x"}', '{"fingerprint": "x", "modes": 3}', "3"])
def test_a_damaged_stamp_is_no_stamp(tmp_path: Path, written: str) -> None:
    stamp = tmp_path / "stamp"
    assert not environment.provided(stamp, "x")
    stamp.write_text(written)
    assert not environment.provided(stamp, "x")


def test_what_was_installed_for_one_mode_is_not_forgotten_for_another(tmp_path: Path, done: list[str]) -> None:
    names = environment.requirements(PYPROJECT["project"], "test") | {"pip"}
    venv = stamped(filled(tmp_path / "v", names), "test")
    environment.provide(venv, bootstrap.ROOT, PYPROJECT, "package")
    assert done == ["fill"]
    mark = environment.fingerprint(PYPROJECT, VERSION, bootstrap.ROOT)
    assert environment.provided(venv.stamp, mark) == {"run", "test", "package"}
    assert not environment.provided(venv.stamp, "another")


def test_leftovers_of_other_pythons_stay_out() -> None:
    kept = environment.clean_environment({"PYTHONPATH": "x", "PYTHONHOME": "y", "VIRTUAL_ENV": "z", "HOME": "h"})
    assert kept == {"HOME": "h", "PYTHONNOUSERSITE": "1"}


def test_missing_system_packages() -> None:
    listing = "libgl1 installed\nlibpulse0 not-installed\nlibegl1 config-files\nlibglib2.0-0t64 installed\n"
    asked = ["libgl1", "libpulse0", "libegl1", "libglib2.0-0", "xvfb"]
    assert system_packages.missing(asked, listing) == ["libpulse0", "libegl1", "xvfb"]


@pytest.fixture
def debian(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """A Debian that lacks nothing, where nobody may install: 'lacks' says what it lacks."""
    told: dict[str, list[str]] = {"lacks": []}
    monkeypatch.setattr(system_packages.shutil, "which", lambda name: name)
    monkeypatch.setattr(system_packages, "privilege", lambda: None)
    monkeypatch.setattr(system_packages, "missing", lambda *_: told["lacks"])
    monkeypatch.setattr(system_packages, "listing", lambda _: "")
    return told


def test_a_person_is_told_what_to_install(debian: dict[str, list[str]], capsys: pytest.CaptureFixture[str]) -> None:
    system_packages.provide("run", makes_venv=False)
    assert capsys.readouterr() == ("", "")
    debian["lacks"] = ["libpulse0"]
    system_packages.provide("run", makes_venv=False)
    assert "install --no-install-recommends libpulse0" in capsys.readouterr().err
    debian["lacks"] = ["libegl1", "libpulse0"]
    with pytest.raises(system_packages.MissingPackagesError, match="--no-install-recommends libegl1 libpulse0"):
        system_packages.provide("run", makes_venv=False)


@posix
def test_of_a_hundred_complaints_one_is_told(
    debian: dict[str, list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    apt = tmp_path / "apt-get"
    apt.write_text('#!/bin/sh\nfor n in 1 2 3; do echo "E: Failed to fetch $n" >&2; done\nexit 100\n')
    apt.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(system_packages, "privilege", list)
    debian["lacks"] = ["libegl1"]
    with pytest.raises(system_packages.MissingPackagesError, match="Install them with"):
        system_packages.provide("run", makes_venv=False)
    said = capsys.readouterr().err
    assert said.count("E: ") == 1
    assert "there is no network" in said


def test_xvfb_is_for_tests_and_venv_only_where_python_lacks_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "xvfb" in system_packages.required("test", makes_venv=True)
    assert "xvfb" not in system_packages.required("run", makes_venv=True)
    monkeypatch.setattr(system_packages, "find_spec", lambda _: None)
    assert f"python{VERSION}-venv" in system_packages.required("run", makes_venv=True)
    assert f"python{VERSION}-venv" not in system_packages.required("run", makes_venv=False)


@pytest.mark.parametrize("version", [(2, 7), (3, 10), (3, 15), (4, 0)])
def test_an_unsupported_python_is_told_so(version: tuple[int, int]) -> None:
    said = bootstrap.unsupported(version)
    assert said is not None
    assert f"this is Python {version[0]}.{version[1]}" in said


def test_the_supported_pythons_are_those_of_pyproject() -> None:
    assert PYPROJECT["project"]["requires-python"] == ">=3.11,<3.15"
    assert bootstrap.unsupported((3, 11)) is bootstrap.unsupported((3, 14)) is None


def test_the_main_suite_closes_and_windows_are_tested_only_where_asked(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    names = [stage.name for stage in bootstrap.stages(tmp_path, "linux")]
    assert names == ["ruff check", "ruff format", "mypy", "lint-imports", "budget", "pytest"]
    (tmp_path / "tests" / "test_a.py").write_text("pytestmark = pytest.mark." + "xvfb")
    assert [stage.platform for stage in bootstrap.stages(tmp_path, "linux")][-2:] == ["xcb", "offscreen"]
    assert [stage.name for stage in bootstrap.stages(tmp_path, "darwin")] == names


@pytest.mark.parametrize("arguments", [[], ["walk"], ["test", "more"]])
def test_a_wrong_command_is_answered_with_the_right_ones(arguments: list[str]) -> None:
    command = [sys.executable, bootstrap.__file__, *arguments]
    answer = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert answer.returncode == 2
    assert "bootstrap.py run" in answer.stderr
    assert "Traceback" not in answer.stderr


@posix
def test_the_second_time_starts_nothing_but_a_look_at_the_interpreter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    venv = stamped(filled(tmp_path / "v", environment.requirements(PYPROJECT["project"], "test")), "test")
    run, started = subprocess.run, []

    def counted(command: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        started.append(command)
        return run(command, **options)

    monkeypatch.setattr(environment.subprocess, "run", counted)
    before = sorted(venv.folder.rglob("*"))
    environment.provide(venv, bootstrap.ROOT, PYPROJECT, "test")
    assert [command[0] for command in started] == [str(venv.python)]
    assert sorted(venv.folder.rglob("*")) == before


@posix
def test_a_real_environment_is_made_where_the_path_has_spaces(tmp_path: Path) -> None:
    venv = Venv(tmp_path / "a path with spaces" / ".venv")
    venv.folder.mkdir(parents=True)
    (venv.folder / "broken").touch()
    environment.make(venv)
    assert venv.version() == VERSION
    assert not (venv.folder / "broken").exists()
    assert "pip" in venv.installed(VERSION)
