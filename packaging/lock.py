"""Renew packaging/locks: which version of every package is installed, and the hashes of all files it may come in.

    python packaging/lock.py [WHEEL ...]

It asks the package index for the newest versions that pyproject.toml allows, for Linux, Windows and macOS and every
Python that is supported. WHEEL: a build of torch for the processor, whose hash is to be allowed too; those in the
present lock stay as long as the version does. The work is done by uv, itself from a lock.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tomllib
import venv
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT, LOCKS = HERE.parent, HERE / "locks"
UV = "uv==0.13.9"
MODES = {"run": [], "test": ["--extra", "test"], "package": ["--extra", "package"]}
TOP = "# Made by packaging/lock.py; do not edit.\n"
CUDA = ("nvidia-", "cuda-", "triton")  # what torch for graphics cards brings, on Linux alone


def main(wheels: list[str]) -> int:
    """Write the locks; returns the exit code."""
    work = ROOT / "build" / "lock"
    venv.create(work / "venv", with_pip=True, clear=True)
    python = work / "venv" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    uv_lock = LOCKS / "uv.txt"
    source = ["--require-hashes", "-r", str(uv_lock)] if f"\n{UV} " in read(uv_lock) else [UV]
    subprocess.run([str(python), "-m", "pip", "install", "--quiet", "--no-deps", *source], check=True)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    (work / "build.in").write_text("\n".join(project["build-system"]["requires"]), "utf-8")
    (work / "uv.in").write_text(UV, "utf-8")
    inputs = [str(ROOT / "pyproject.toml"), str(work / "build.in")]
    # All at once first: then a package has one version, whatever is installed with it.
    everything = compiled(python, [*inputs, "--all-extras"])
    (work / "all.txt").write_text(everything, "utf-8")
    together: dict[str, str] = {}
    for mode, extra in MODES.items():
        entries = dict(split(compiled(python, [*inputs, *extra, "--constraints", str(work / "all.txt")])))
        together |= entries
        write(mode, (text for name, text in entries.items() if name != "torch" and not name.startswith(CUDA)))
    write("torch", [together["torch"]])
    write("cuda", (text for name, text in together.items() if name.startswith(CUDA)))
    write("torch-cpu", processor_builds(together["torch"], [Path(wheel) for wheel in wheels]))
    write("uv", (text for _, text in split(compiled(python, [str(work / "uv.in")]))))
    return 0


def compiled(python: Path, arguments: list[str]) -> str:
    """The lock that uv makes for every system, without comments and addresses."""
    command = [str(python), "-m", "uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11"]
    command += ["--generate-hashes", "--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"]
    return subprocess.run([*command, *arguments], cwd=ROOT, check=True, capture_output=True, text=True).stdout


def split(lock: str) -> Iterator[tuple[str, str]]:
    """The name and the lines of every package in a lock; one of several versions has all their lines."""
    entries: dict[str, str] = {}
    for text in re.split(r"\n(?=[A-Za-z0-9])", lock.strip()):
        name = re.split(r"[=\s]", text, maxsplit=1)[0]
        entries[name] = f"{entries[name]}\n{text}" if name in entries else text
    yield from entries.items()


def processor_builds(torch: str, wheels: list[Path]) -> list[str]:
    """A line for each build of torch for the processor: the one Python that it is for, and its hash.

    The index for everybody does not have them on Linux, so uv cannot find them.
    """
    version = re.split(r"==|\s", torch)[1] + "+cpu"
    kept = [text for _, text in split(read(LOCKS / "torch-cpu.txt").removeprefix(TOP)) if f"=={version} " in text]
    for wheel in wheels:
        match = re.fullmatch(r"torch-(.+?)-cp3(\d+)-.*manylinux.*x86_64\.whl", wheel.name)
        if match is None or match[1] != version:
            raise SystemExit(f"{wheel.name} is no build of torch {version} for Linux")
        digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
        marker = f"python_version == '3.{match[2]}' and sys_platform == 'linux' and platform_machine == 'x86_64'"
        kept.append(f"torch=={version} ; {marker} \\\n    --hash=sha256:{digest}")
    return sorted(set("\n".join(kept).replace("\ntorch==", "\n\ntorch==").split("\n\n"))) if kept else []


def read(path: Path) -> str:
    """The text of a lock; nothing where there is none."""
    return path.read_text("utf-8") if path.exists() else ""


def write(name: str, entries: Iterator[str] | list[str]) -> None:
    """Write one lock."""
    (LOCKS / f"{name}.txt").write_text(TOP + "".join(f"{text}\n" for text in entries), "utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
