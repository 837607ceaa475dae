"""Quality against seconds, for each modality: our fit beside the authors' recipe, same network, same run.

    python tests/benchmarks/fit_table.py [--seconds 5 10 20 40] [--width 119] [--media FOLDER] [--out TABLE.md]

The authors' recipe is Adam at 1e-4 on the whole medium a step, SIREN's plain initial weights, omega 30
(3000 for sound). Ours is planned to end at each time, so each is a fit of its own; theirs is one run.
"""

from __future__ import annotations

import argparse
import math
import os
import platform
from pathlib import Path

import authors
import torch

import engine
from engine.device import thread_count
from engine.fit.loop import fit
from engine.fit.render import siren_field
from engine.fit.schedule import Schedule
from engine.media import Medium, Samples
from engine.recipe import STANDARD
from engine.siren import Architecture, Siren

HERE = Path(__file__).resolve().parents[2]


def decibels(network: Siren, samples: Samples, frequency: tuple[float, ...]) -> float:
    """The quality over all samples."""
    shown = siren_field(network, frequency)(samples.coordinates)
    error = float(((shown - samples.values) ** 2).mean())
    return 10 * math.log10(samples.peak**2 / error)


def ours(medium: Medium, architecture: Architecture, seconds: float) -> float:
    """The quality of our fit planned for so many seconds."""
    samples, gain = medium.samples(), medium.gain
    schedule = Schedule(steps=math.inf, seconds=seconds, batch_size=STANDARD.secret_schedule.batch_size)
    fitted = fit(Siren.random(architecture, gain), samples, medium.frequency, schedule)
    return decibels(fitted.network, samples, medium.frequency)


def theirs(medium: Medium, architecture: Architecture, marks: list[float]) -> list[float]:
    """The quality of the authors' recipe at each time mark; the time of measuring is not counted."""
    samples, scale = medium.samples(), authors.frequency(medium)
    steps = authors.course(Siren.random(architecture), samples, scale)
    return [decibels(authors.after(mark, steps), samples, scale) for mark in marks]


def main() -> None:
    """Print the table, and write it where asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seconds", type=float, nargs="+", default=[5, 10, 20, 40])
    parser.add_argument("--width", type=int, default=119)
    parser.add_argument("--media", type=Path, default=HERE / "resources" / "examples")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    torch.set_num_threads(thread_count())
    marks = sorted(options.seconds)
    lines = [
        f"Width {options.width}, {STANDARD.hidden} hidden layers, {thread_count()} thread of {os.cpu_count()} cores "
        f"({platform.machine()}, torch {torch.__version__}), media as the standard recipe keeps them.",
        "",
        "| medium | fit | " + " | ".join(f"{mark:g} s" for mark in marks) + " |",
        "|---|---|" + "---|" * len(marks),
    ]
    for path in sorted(
        p
        for p in options.media.iterdir()
        if p.suffix in {".png", ".jpg", ".wav", ".mp4", ".obj", ".ply", ".flac", ".ogg"}
    ):
        medium = engine.load(path)
        medium = medium.scaled(STANDARD.samples[medium.modality]).parts()[0]
        architecture = Architecture(medium.in_features, medium.grid.channels, options.width, STANDARD.hidden, False)
        rows = {
            "ours": [ours(medium, architecture, m) for m in marks],
            "authors'": theirs(medium, architecture, marks),
        }
        for name, row in rows.items():
            label = f"{path.name}: {medium.describe()}, {medium.unit} dB" if name == "ours" else ""
            lines.append(f"| {label} | {name} | " + " | ".join(f"{value:.1f}" for value in row) + " |")
            print(lines[-1], flush=True)
    table = "\n".join(lines) + "\n"
    print("\n" + table)
    if options.out:
        options.out.write_text(table)


if __name__ == "__main__":
    main()
