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

LOCKS = Path(__file__).resolve().parent / "locks"
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

    def has(self, package: str, release: str) -> bool:
        """Return whether this release of a package is installed, in whichever build."""
        version = self.version() or ""
        names = [folder.name for folder in self._dist_infos(version)]
        return any(re.fullmatch(rf"{package}-{re.escape(release)}(\+\w+)?\.dist-info", name) for name in names)

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
    facts += [path.read_text("utf-8") for path in sorted(LOCKS.glob("*.txt"))]
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
    """Install what the locks say, every file of it with its hash, and the program itself into the environment.

    Nothing is resolved, and nothing is built from source but the program, by the setuptools of the lock.
    """
    print(
        "Installing missing packages. The first time this takes minutes, and 3 to 6 GB of disk.",
        flush=True,
    )
    _install_torch(venv, root)
    code = _pip(venv, root, *_locked(mode))
    # A relative path: pip cannot parse a requirement that is a path with spaces or brackets.
    if code or _pip(venv, root, "--no-index", "--no-deps", "--no-build-isolation", "--editable", "."):
        raise SetupError(
            "Some packages could not be installed; the lines above say which. Most often the network or the package "
            "index cannot be reached, or the disk is full. Run the same command again: it continues where it stopped."
        )


def _install_torch(venv: Venv, root: Path) -> None:
    """Install torch of the lock's version, unless some build of it is there.

    On Linux the index for everybody has the build for graphics cards, which needs gigabytes of CUDA. The build for the
    processor is taken where pip finds it: in a folder of PIP_FIND_LINKS, or in the index that TORCH_INDEX names, from
    which nothing else is taken.
    """
    lock = (LOCKS / "torch.txt").read_text("utf-8")
    [release] = re.findall(r"^torch==(\S+)", lock, re.MULTILINE)
    if venv.has("torch", release):
        return
    index = os.environ.get("TORCH_INDEX")
    source = ["--index-url", index] if index else []
    if sys.platform == "linux":
        _pip(venv, root, *source, *_locked("torch-cpu"), quiet=True)  # where there is none, nothing happens
    if not venv.has("torch", release) and not _pip(venv, root, *_locked("torch")) and sys.platform == "linux":
        _pip(venv, root, *_locked("cuda"))


def _locked(lock: str) -> list[str]:
    """What makes pip install exactly the files of a lock."""
    return ["--require-hashes", "--no-deps", "--only-binary", ":all:", "--requirement", str(LOCKS / f"{lock}.txt")]


def _pip(venv: Venv, root: Path, *arguments: str, quiet: bool = False) -> int:
    """Run pip install; returns its exit code."""
    command = [str(venv.python), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    command += [] if sys.stdout.isatty() else ["--quiet"]
    output = subprocess.DEVNULL if quiet else None
    return subprocess.run(
        [*command, *arguments],
        cwd=root, env=clean_environment(dict(os.environ)), stdin=subprocess.DEVNULL, stderr=output, check=False,
    ).returncode  # fmt: skip


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
