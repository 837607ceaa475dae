"""What the program may cost, as a table: time and memory at the start, dependencies, and the size of packages.

    python packaging/budget.py [--bundle FOLDER] [--package FILE]...

A line over its limit fails. Wall-clock seconds are shown; CPU seconds are limited, because other programs that run at
the same time do not lengthen them. Every limit leaves room for chance, and none for a second torch.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import environment
import sizes

ROOT = Path(__file__).resolve().parent.parent
MAX_MEMORY = 450.0  # MB at the start
RUNS = 2  # starts; the quickest counts, because the first fills the disk cache


@dataclass(frozen=True)
class Line:
    """One measurement; without a limit it is only shown."""

    what: str
    value: float
    unit: str
    limit: float | None = None

    @property
    def over(self) -> bool:
        """Whether the measurement exceeds its limit."""
        return self.limit is not None and self.value > self.limit


def main(arguments: list[str]) -> int:
    """Measure, print the table, and return 1 where a line is over its limit."""
    parser = argparse.ArgumentParser(description="What the program costs, and may cost.")
    parser.add_argument("--bundle", type=Path, help="the folder of the frozen program")
    parser.add_argument("--package", type=Path, action="append", default=[], help="what people download")
    options = parser.parse_args(arguments)
    lines = list(frozen(options.bundle, options.package) if options.bundle else installed())
    print(table(lines), flush=True)
    for line in lines:
        if line.over:
            print(f"Over budget: {line.what}, {line.value:.1f} {line.unit}", file=sys.stderr, flush=True)
    return 1 if any(line.over for line in lines) else 0


def installed() -> Iterator[Line]:
    """What the program costs when it runs from source."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    installed_names = closure(environment.requirements(project, "run"))
    # Where pip finds no CPU build of torch for Linux it installs the CUDA build: more disk, and more is loaded.
    cuda = any(name.startswith("nvidia-") for name in installed_names)
    command = [sys.executable, "-P", "-m", "app"]
    yield from measure_start(command, splash=1.5, window=9.0, memory=750 if cuda else MAX_MEMORY)
    yield Line("dependencies asked for", len(project["dependencies"]), "packages", 22)
    yield Line("dependencies installed with them", len(installed_names), "packages", 75)
    yield Line("their size on disk", sum(map(size_on_disk, installed_names)) / 1e6, "MB", 6500 if cuda else 3000)


def frozen(bundle: Path, packages: list[Path]) -> Iterator[Line]:
    """What the packaged program costs."""
    program = bundle / ("undersong.exe" if os.name == "nt" else "undersong")
    yield from measure_start([str(program)], splash=2.0, window=8.0)
    yield Line("the program's folder", sizes.of(bundle) / 1e6, "MB", 1600)
    for path in packages:
        yield Line(path.name, path.stat().st_size / 1e6, "MB", 450)


def measure_start(command: list[str], splash: float, window: float, memory: float = MAX_MEMORY) -> Iterator[Line]:
    """The seconds until the splash screen and the window, with limits in CPU seconds, and the memory in MB."""
    facts = min((run_start_test(command) for _ in range(RUNS)), key=lambda facts: facts["window"][0])
    for stage, limit in (("splash", splash), ("window", window)):
        wall, cpu = facts[stage]
        yield Line(f"{stage} after, wall clock", wall, "s")
        yield Line(f"{stage} after, CPU", cpu, "s", limit)
    if facts["megabytes"] is not None:
        yield Line("memory at the start", facts["megabytes"], "MB", memory)


def run_start_test(command: list[str]) -> dict[str, Any]:
    """Start the program once with `--start-test` and without settings; what it measured."""
    with tempfile.TemporaryDirectory() as home:
        settings = os.environ | {"XDG_CONFIG_HOME": home, "XDG_DATA_HOME": home}
        settings["QT_QPA_PLATFORM"] = os.environ.get("QT_QPA_PLATFORM", "offscreen")
        asked = [*command, "--start-test", repr(time.time())]
        done = subprocess.run(asked, cwd=ROOT, env=settings, capture_output=True, text=True, timeout=300, check=True)
    return dict(json.loads(done.stdout.strip().splitlines()[-1]))


def closure(names: set[str]) -> dict[str, Distribution]:
    """The distributions with these names and all they depend on here, without extras."""
    from packaging.requirements import Requirement  # the library; this folder is no package

    distributions: dict[str, Distribution] = {}
    todo = sorted(names)
    while todo:
        name = environment.normal(todo.pop())
        if name in distributions:
            continue
        try:
            distributions[name] = distribution(name)
        except PackageNotFoundError:
            continue
        for line in distributions[name].requires or []:
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                todo.append(requirement.name)
    return distributions


def size_on_disk(name: str) -> int:
    """The bytes of a distribution's files."""
    files = [path.locate() for path in distribution(name).files or []]
    return sum(Path(path).stat().st_size for path in files if Path(path).is_file())


def table(lines: list[Line]) -> str:
    """The lines as Markdown."""
    rows = ["| what | measured | limit |", "|---|---|---|"]
    for line in lines:
        limit = "" if line.limit is None else f"{line.limit:g} {line.unit}"
        rows.append(f"| {line.what} | {line.value:.1f} {line.unit} | {limit}{' **over**' if line.over else ''} |")
    return "\n".join(rows)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
