"""The virtual environment at the repository's root: made, filled, checked, and mended when it is broken."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# They would send pip, Python or Qt to another installation than the one made here.
LEFTOVERS = {
    *("PYTHONHOME", "PYTHONPATH", "PYTHONPLATLIBDIR", "PYTHONSTARTUP", "PYTHONUSERBASE"),
    *("VIRTUAL_ENV", "__PYVENV_LAUNCHER__", "PIP_PREFIX", "PIP_ROOT", "PIP_TARGET", "PIP_USER"),
    *("QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH"),
}

EXTRAS = ("test", "package")  # modes that need more than the program itself does, as pyproject lists it


class SetupError(Exception):
    """The environment could not be made; the text is for the person who started it."""


@dataclass(frozen=True)
class Venv:
    """A virtual environment in `folder`, which may be missing or broken."""

    folder: Path

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def stamp(self) -> Path:
        """The file that says what was installed the last time."""
        return self.folder / "undersong.json"

    def version(self) -> str | None:
        """Return the version of its Python, such as '3.11', or None when that does not start."""
        ask = [str(self.python), "-I", "-S", "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
        try:
            answer = subprocess.run(ask, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)
        except (OSError, subprocess.TimeoutExpired):
            return None
        return answer.stdout.strip() if answer.returncode == 0 else None

    def installed(self, version: str) -> set[str]:
        """Return the names of the packages in it; names of folders, because reading each one's papers takes longer."""
        return {normal(folder.name.split("-")[0]) for folder in self._papers(version)}

    def torn(self, version: str) -> bool:
        """Return whether a package in it lacks its papers: an installation was killed, and pip may fail at it."""
        return any(not (folder / "METADATA").is_file() for folder in self._papers(version))

    def _papers(self, version: str) -> Iterator[Path]:
        library = "Lib" if os.name == "nt" else f"lib/python{version}"
        return (self.folder / library / "site-packages").glob("*.dist-info")


def normal(name: str) -> str:
    """Return a package's name in the one spelling in which two names can be compared (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def requirements(project: dict[str, Any], mode: str) -> set[str]:
    """Return the names of the packages that `mode` needs, of pyproject's table `project`."""
    lines = project["dependencies"] + (project["optional-dependencies"][mode] if mode in EXTRAS else [])
    return {normal(re.split(r"[^A-Za-z0-9._-]", line.strip(), maxsplit=1)[0]) for line in lines}


def fingerprint(pyproject: dict[str, Any], version: str, root: Path) -> str:
    """Return a hash of all that decides what gets installed: a change of a linter's setting is none of it."""
    told = [pyproject["project"], pyproject["build-system"], pyproject["tool"]["setuptools"], version, str(root)]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def provided(stamp: Path, mark: str) -> set[str]:
    """Return the modes that installations of `mark` were made for; any of them is enough to run the program."""
    try:
        told = json.loads(stamp.read_text("utf-8"))
        modes = {str(mode) for mode in told["modes"]} if told["fingerprint"] == mark else set()
    except (OSError, ValueError, KeyError, TypeError):
        return set()
    return modes | {"run"} if modes else modes


def clean_environment(environment: dict[str, str]) -> dict[str, str]:
    """Return `environment` without what other installations of Python and Qt may have left in it."""
    kept = {name: value for name, value in environment.items() if name not in LEFTOVERS}
    return kept | {"PYTHONNOUSERSITE": "1"}


def make(venv: Venv) -> None:
    """Make the environment anew, whatever is in its place now."""
    print(f"Making a Python environment in {venv.folder}", flush=True)
    if venv.folder.is_symlink() or venv.folder.is_file():
        venv.folder.unlink()
    try:
        if venv.folder.exists():
            shutil.rmtree(venv.folder)
    except OSError as error:
        raise SetupError(f"The broken environment {venv.folder} cannot be removed: {error.strerror}.") from error
    # Not the interpreter of a venv: it could be the one that was just removed.
    base = getattr(sys, "_base_executable", None) or sys.executable
    command = [base, "-I", "-m", "venv", str(venv.folder)]
    answer = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if answer.returncode != 0 or venv.version() is None:
        said = (answer.stdout + answer.stderr).strip()
        raise SetupError(f"Python could not make the environment {venv.folder}. It says:\n{said}")


def fill(venv: Venv, root: Path, mode: str) -> None:
    """Install the program, and what tests or packages need besides, into the environment."""
    print(
        "Installing what is missing. The first time this takes minutes, and 3 to 6 GB of disk.",
        flush=True,
    )
    command = [str(venv.python), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    command += [] if sys.stdout.isatty() else ["--quiet"]
    # With the folder as the working directory: a path with spaces or brackets is no requirement pip could read.
    command += ["--editable", f".[{mode}]" if mode in EXTRAS else "."]
    environment = clean_environment(dict(os.environ))
    if subprocess.run(command, cwd=root, env=environment, stdin=subprocess.DEVNULL, check=False).returncode != 0:
        raise SetupError(
            "Some packages could not be installed; the lines above say which. Most often the network or the package "
            "index cannot be reached, or the disk is full. Put that right and run the same command again: it goes on "
            "where it stopped."
        )


def provide(venv: Venv, root: Path, pyproject: dict[str, Any], mode: str) -> None:
    """Leave a working environment with everything `mode` needs; do next to nothing when it is there already."""
    version = venv.version()
    needed = requirements(pyproject["project"], mode)
    if version is not None:
        mark = fingerprint(pyproject, version, root)
        here = venv.installed(version)
        if mode in provided(venv.stamp, mark) and needed <= here:
            return
    if version is None or "pip" not in here or venv.torn(version):
        make(venv)
        version = venv.version() or ""
        mark = fingerprint(pyproject, version, root)
    fill(venv, root, mode)
    modes = provided(venv.stamp, mark) | {mode}
    venv.stamp.write_text(json.dumps({"fingerprint": mark, "modes": sorted(modes)}), "utf-8")
