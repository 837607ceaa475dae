"""Quality against seconds, for each modality: our fit and the authors' recipe on the same network, in one run.

    python tests/benchmarks/fit_table.py [--seconds 5 10 20 40] [--width 119] [--media FOLDER] [--out TABLE.md]

The authors' recipe is full-batch Adam at 1e-4 from SIREN's initial weights, with omega 30 (3000 for sound). Our
learning rate decays to the end of the fit, so each time is a fit of its own; theirs is one run.
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

ROOT = Path(__file__).resolve().parents[2]


def decibels(network: Siren, samples: Samples, frequency: tuple[float, ...]) -> float:
    """The quality over all samples, in dB."""
    shown = siren_field(network, frequency)(samples.coordinates)
    error = float(((shown - samples.values) ** 2).mean())
    return 10 * math.log10(samples.peak**2 / error)


def ours(medium: Medium, architecture: Architecture, seconds: float) -> float:
    """The quality of our fit in so many seconds."""
    samples, gain = medium.samples(), medium.gain
    schedule = Schedule(steps=math.inf, seconds=seconds, batch_size=STANDARD.secret_schedule.batch_size)
    fitted = fit(Siren.random(architecture, gain), samples, medium.frequency, schedule)
    return decibels(fitted.network, samples, medium.frequency)


def theirs(medium: Medium, architecture: Architecture, times: list[float]) -> list[float]:
    """The quality of the authors' recipe at each time; the time of evaluating is not counted."""
    samples, scale = medium.samples(), authors.frequency(medium)
    steps = authors.fit_steps(Siren.random(architecture), samples, scale)
    return [decibels(authors.after(seconds, steps), samples, scale) for seconds in times]


def main() -> None:
    """Print the table, and write it to a file if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seconds", type=float, nargs="+", default=[5, 10, 20, 40])
    parser.add_argument("--width", type=int, default=119)
    parser.add_argument("--media", type=Path, default=ROOT / "resources" / "examples")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    torch.set_num_threads(thread_count())
    times = sorted(options.seconds)
    lines = [
        f"Width {options.width}, {STANDARD.hidden} hidden layers, {thread_count()} thread of {os.cpu_count()} cores "
        f"({platform.machine()}, torch {torch.__version__}), media as the standard recipe keeps them.",
        "",
        "| medium | fit | " + " | ".join(f"{seconds:g} s" for seconds in times) + " |",
        "|---|---|" + "---|" * len(times),
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
            "ours": [ours(medium, architecture, seconds) for seconds in times],
            "authors'": theirs(medium, architecture, times),
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
