"""Creates, fills, checks and repairs the virtual environment at the repository's root."""

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

# Variables that would point pip, Python or Qt to another installation.
LEFTOVERS = {
    *("PYTHONHOME", "PYTHONPATH", "PYTHONPLATLIBDIR", "PYTHONSTARTUP", "PYTHONUSERBASE"),
    *("VIRTUAL_ENV", "__PYVENV_LAUNCHER__", "PIP_PREFIX", "PIP_ROOT", "PIP_TARGET", "PIP_USER"),
    *("QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH"),
}

EXTRAS = ("test", "package")  # modes with optional dependencies of their own in pyproject.toml


class SetupError(Exception):
    """The environment could not be created; the message is for the user."""


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
        """The file that records what was installed last."""
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
        """Return the names of the installed packages, from folder names: reading the metadata takes longer."""
        return {normal(folder.name.split("-")[0]) for folder in self._dist_infos(version)}

    def torn(self, version: str) -> bool:
        """Return whether a package has no METADATA: an installation was killed, and pip may fail because of it."""
        return any(not (folder / "METADATA").is_file() for folder in self._dist_infos(version))

    def _dist_infos(self, version: str) -> Iterator[Path]:
        library = "Lib" if os.name == "nt" else f"lib/python{version}"
        return (self.folder / library / "site-packages").glob("*.dist-info")


def normal(name: str) -> str:
    """Return a package's normalised name (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def requirements(project: dict[str, Any], mode: str) -> set[str]:
    """Return the names of the packages that `mode` needs, from pyproject's table `project`."""
    lines = project["dependencies"] + (project["optional-dependencies"][mode] if mode in EXTRAS else [])
    return {normal(re.split(r"[^A-Za-z0-9._-]", line.strip(), maxsplit=1)[0]) for line in lines}


def fingerprint(pyproject: dict[str, Any], version: str, root: Path) -> str:
    """Return a hash of everything that determines what is installed; settings of linters are not part of it."""
    facts = [pyproject["project"], pyproject["build-system"], pyproject["tool"]["setuptools"], version, str(root)]
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def provided(stamp: Path, mark: str) -> set[str]:
    """Return the modes installed with the fingerprint `mark`; any of them is enough to run the program."""
    try:
        record = json.loads(stamp.read_text("utf-8"))
        modes = {str(mode) for mode in record["modes"]} if record["fingerprint"] == mark else set()
    except (OSError, ValueError, KeyError, TypeError):
        return set()
    return modes | {"run"} if modes else modes


def clean_environment(environment: dict[str, str]) -> dict[str, str]:
    """Return `environment` without variables of other installations of Python and Qt."""
    kept = {name: value for name, value in environment.items() if name not in LEFTOVERS}
    return kept | {"PYTHONNOUSERSITE": "1"}


def make(venv: Venv) -> None:
    """Create the environment, replacing whatever is in its place."""
    print(f"Creating a Python environment in {venv.folder}", flush=True)
    if venv.folder.is_symlink() or venv.folder.is_file():
        venv.folder.unlink()
    try:
        if venv.folder.exists():
            shutil.rmtree(venv.folder)
    except OSError as error:
        raise SetupError(f"The broken environment {venv.folder} cannot be removed: {error.strerror}.") from error
    # The base interpreter: one in a venv could be the one that was just removed.
    base = getattr(sys, "_base_executable", None) or sys.executable
    command = [base, "-I", "-m", "venv", str(venv.folder)]
    answer = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if answer.returncode != 0 or venv.version() is None:
        output = (answer.stdout + answer.stderr).strip()
        raise SetupError(f"Python could not create the environment {venv.folder}:\n{output}")


def fill(venv: Venv, root: Path, mode: str) -> None:
    """Install the program and the optional dependencies of the mode into the environment."""
    print(
        "Installing missing packages. The first time this takes minutes, and 3 to 6 GB of disk.",
        flush=True,
    )
    command = [str(venv.python), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    command += [] if sys.stdout.isatty() else ["--quiet"]
    # A relative path: pip cannot parse a requirement that is a path with spaces or brackets.
    command += ["--editable", f".[{mode}]" if mode in EXTRAS else "."]
    environment = clean_environment(dict(os.environ))
    if subprocess.run(command, cwd=root, env=environment, stdin=subprocess.DEVNULL, check=False).returncode != 0:
        raise SetupError(
            "Some packages could not be installed; the lines above say which. Most often the network or the package "
            "index cannot be reached, or the disk is full. Run the same command again: it continues where it stopped."
        )


def provide(venv: Venv, root: Path, pyproject: dict[str, Any], mode: str) -> None:
    """Ensure a working environment with everything `mode` needs; quick if it already exists."""
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
