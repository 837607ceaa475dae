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
import time
from pathlib import Path

import torch
from torch import Tensor

import engine
from engine.device import threads
from engine.fitting import fit
from engine.media import Medium, Samples
from engine.recipe import GAINS, STANDARD
from engine.rendering import field
from engine.schedule import Schedule
from engine.siren import OMEGA, Architecture, Siren, initialised

HERE = Path(__file__).resolve().parents[2]
AUTHORS_RATE = 1e-4
AUTHORS_AUDIO = 100.0  # omega 3000 is a coordinate scale of 100 at omega 30


def decibels(network: Siren, samples: Samples, frequency: tuple[float, ...]) -> float:
    """The quality over all samples."""
    shown = field(network, frequency)(samples.coordinates)
    error = float(((shown - samples.values) ** 2).mean())
    return 10 * math.log10(samples.peak**2 / error)


def ours(medium: Medium, architecture: Architecture, seconds: float) -> float:
    """The quality of our fit planned for so many seconds."""
    samples, gain = medium.samples(), GAINS[medium.modality]
    schedule = Schedule(steps=1 << 40, seconds=seconds, batch=STANDARD.secret_schedule.batch)
    fitted = fit(initialised(architecture, gain), samples, medium.frequency, schedule)
    return decibels(fitted.network, samples, medium.frequency)


def authors(medium: Medium, architecture: Architecture, marks: list[float]) -> list[float]:
    """The quality of the authors' recipe at each time mark; the time of measuring is not counted."""
    samples = medium.samples()
    frequency = (AUTHORS_AUDIO,) if medium.modality == "audio" else (1.0,) * medium.in_features
    x = torch.from_numpy(samples.coordinates) * torch.tensor(frequency)
    y = torch.from_numpy(samples.values)
    network = initialised(architecture)
    tensors = [t.requires_grad_() for t in network.tensors()]
    adam = torch.optim.Adam(tensors, lr=AUTHORS_RATE)
    found: list[float] = []
    spent = 0.0
    while len(found) < len(marks):
        started = time.monotonic()
        adam.zero_grad()
        (differentiable(network, x) - y).square().mean().backward()
        adam.step()
        spent += time.monotonic() - started
        if spent >= marks[len(found)]:
            still = Siren(tuple(w.detach() for w in network.weights), tuple(b.detach() for b in network.biases))
            found.append(decibels(still, samples, frequency))
    return found


def differentiable(network: Siren, x: Tensor) -> Tensor:
    """Equation 1 as automatic differentiation sees it."""
    for weight, bias in zip(network.weights[:-1], network.biases, strict=False):
        x = torch.sin(OMEGA * torch.nn.functional.linear(x, weight, bias))
    last = network.biases[-1] if len(network.biases) == len(network.weights) else None
    return torch.nn.functional.linear(x, network.weights[-1], last)


def main() -> None:
    """Print the table, and write it where asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seconds", type=float, nargs="+", default=[5, 10, 20, 40])
    parser.add_argument("--width", type=int, default=119)
    parser.add_argument("--media", type=Path, default=HERE / "resources" / "examples")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    torch.set_num_threads(threads())
    marks = sorted(options.seconds)
    lines = [
        f"Width {options.width}, {STANDARD.hidden} hidden layers, {threads()} thread of {os.cpu_count()} cores "
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
            "authors'": authors(medium, architecture, marks),
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
