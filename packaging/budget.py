"""What the program may cost, as a table: time and memory at the start, dependencies, and the size of packages.

    python packaging/budget.py [--bundle FOLDER] [--package FILE]...

A line over its limit fails. Seconds of the clock are shown; those of the processor are limited, because a computer
that does other things at the time cannot lengthen them. Every limit leaves room for chance and none for a second torch.
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

import environment
import sizes

ROOT = Path(__file__).resolve().parent.parent
MEMORY = 450.0  # MB at the start
RUNS = 2  # starts; the quickest counts, because the first fills the disk's cache


@dataclass(frozen=True)
class Line:
    """One thing measured; with no limit it is only told."""

    what: str
    value: float
    unit: str
    limit: float | None = None

    @property
    def over(self) -> bool:
        """Whether it costs more than it may."""
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
    """What the program costs where it is started from source."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    found = closure(environment.requirements(project, "run"))
    # Where pip finds no smaller torch for Linux it brings the one for graphics cards: more disk, and more is loaded.
    cards = any(name.startswith("nvidia-") for name in found)
    yield from started([sys.executable, "-P", "-m", "app"], splash=1.0, window=6.0, memory=750 if cards else MEMORY)
    yield Line("dependencies asked for", len(project["dependencies"]), "packages", 21)
    yield Line("dependencies installed with them", len(found), "packages", 75)
    yield Line("their size on disk", sum(map(weight, found)) / 1e6, "MB", 6500 if cards else 3000)


def frozen(bundle: Path, packages: list[Path]) -> Iterator[Line]:
    """What the packaged program costs."""
    program = bundle / ("undersong.exe" if os.name == "nt" else "undersong")
    yield from started([str(program)], splash=2.0, window=8.0)
    yield Line("the program's folder", sizes.of(bundle) / 1e6, "MB", 1450)
    for path in packages:
        yield Line(path.name, path.stat().st_size / 1e6, "MB", 450)


def started(command: list[str], splash: float, window: float, memory: float = MEMORY) -> Iterator[Line]:
    """How long the program takes to start, and what memory it then has."""
    best = min((start(command) for _ in range(RUNS)), key=lambda said: json.loads(said)["window"][0])
    yield from told(best, splash, window, memory)


def told(said: str, splash: float, window: float, memory: float = MEMORY) -> Iterator[Line]:
    """What `--start-test` said, with the limits for both stages and of the memory in MB."""
    facts = json.loads(said.strip().splitlines()[-1])
    for stage, limit in (("splash", splash), ("window", window)):
        clock, processor = facts[stage]
        yield Line(f"{stage} after, by the clock", clock, "s")
        yield Line(f"{stage} after, of the processor", processor, "s", limit)
    if facts["megabytes"] is not None:
        yield Line("memory at the start", facts["megabytes"], "MB", memory)


def start(command: list[str]) -> str:
    """Start it once, as a person without settings would; what it says of that."""
    with tempfile.TemporaryDirectory() as home:
        settings = os.environ | {"XDG_CONFIG_HOME": home, "XDG_DATA_HOME": home}
        settings["QT_QPA_PLATFORM"] = os.environ.get("QT_QPA_PLATFORM", "offscreen")
        asked = [*command, "--start-test", repr(time.time())]
        done = subprocess.run(asked, cwd=ROOT, env=settings, capture_output=True, text=True, timeout=300, check=True)
    return done.stdout.strip().splitlines()[-1]


def closure(names: set[str]) -> dict[str, Distribution]:
    """The distributions of that name and all they ask for on this computer, without their extras."""
    from packaging.requirements import Requirement  # the library; this folder is no package

    found: dict[str, Distribution] = {}
    todo = sorted(names)
    while todo:
        name = environment.normal(todo.pop())
        if name in found:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            continue
        for line in found[name].requires or []:
            asked = Requirement(line)
            if asked.marker is None or asked.marker.evaluate({"extra": ""}):
                todo.append(asked.name)
    return found


def weight(name: str) -> int:
    """The bytes of a distribution's files."""
    files = [path.locate() for path in distribution(name).files or []]
    return sum(Path(path).stat().st_size for path in files if Path(path).is_file())


def table(lines: list[Line]) -> str:
    """The lines as Markdown."""
    rows = ["| what | measured | may be |", "|---|---|---|"]
    for line in lines:
        most = "" if line.limit is None else f"{line.limit:g} {line.unit}"
        rows.append(f"| {line.what} | {line.value:.1f} {line.unit} | {most}{' **over**' if line.over else ''} |")
    return "\n".join(rows)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
