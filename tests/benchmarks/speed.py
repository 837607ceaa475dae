"""Speed of the fit: against the authors' recipe to the same quality, and against the machine's matrix product.

    python -m tests.benchmarks.speed PHOTO [--device cuda] [--decibels 35] [--limit 900] [--no-authors]

On a CPU: one thread, CPU seconds, so that other programs do not count. On a GPU: wall-clock seconds, batches sixteen
times as large, and the product in TF32 with the matrix transposed or not, whichever is faster. The network is the
paper's, width 256 with 7 hidden layers. Ours is fitted anew for each number of steps, and the shortest fit that is good
enough counts. Theirs is one fit, evaluated every ten steps.
"""

from __future__ import annotations

import argparse
import math
import time
from itertools import islice
from pathlib import Path

import torch

import engine
from engine.fit import loop
from engine.fit.batches import batch_size_on
from engine.fit.loop import fit
from engine.fit.render import siren_field
from engine.fit.schedule import Schedule
from engine.fit.thread_pool import ThreadPool
from engine.media import Medium, Samples
from engine.siren import Architecture, Siren
from tests.benchmarks import authors

PAPER = Architecture(2, 3, 256, 7)
STEPS = (40, 50, 60, 75, 90, 110, 130, 160, 200, 250, 300, 400)
WIDTHS = {"cpu": (112, 192, 256), "cuda": (128, 256, 512)}
BATCH = 4096
BATCHES = {"cpu": BATCH, "cuda": 16 * BATCH}
WARM_UP = 50  # steps on a GPU, in which libraries allocate memory and the step is captured as a graph
PIXELS = 256 * 256


def decibels(network: Siren, samples: Samples, frequency: tuple[float, ...]) -> float:
    """The quality over all samples, in dB."""
    shown = siren_field(network, frequency)(samples.coordinates)
    return 10 * math.log10(samples.peak**2 / float(((shown - samples.values) ** 2).mean()))


def ours(medium: Medium, goal: float) -> tuple[float, int]:
    """Seconds and steps of the shortest fit that reaches the goal."""
    samples = medium.samples()
    for steps in STEPS:
        start = time.process_time()
        schedule = Schedule(steps=steps, batch_size=BATCH, matrix_lr=1e-3)
        fitted = fit(Siren.random(PAPER, medium.gain), samples, medium.frequency, schedule)
        spent = time.process_time() - start
        reached = decibels(fitted.network, samples, medium.frequency)
        print(f"ours, {steps} steps: {reached:.1f} dB in {spent:.1f} s", flush=True)
        if reached >= goal:
            return spent, steps
    raise SystemExit(f"{STEPS[-1]} steps do not reach {goal} dB")


def theirs(medium: Medium, goal: float, limit: float) -> tuple[float, int, float]:
    """Seconds, steps and quality when the authors' recipe reaches the goal, or its time is over."""
    samples, scale = medium.samples(), authors.frequency(medium)
    fit_steps = authors.fit_steps(Siren.random(PAPER), samples, scale)
    for index, (spent, network) in enumerate(islice(fit_steps, 9, None, 10), 1):
        reached = decibels(network, samples, scale)
        print(f"the authors' recipe, {10 * index} steps: {reached:.1f} dB in {spent:.0f} s", flush=True)
        if reached >= goal or spent > limit:
            return spent, 10 * index, reached
    raise AssertionError("the fit is endless")


def product(width: int, device: torch.device) -> float:
    """The device's rate for products of a batch and a matrix, in FLOP/s."""
    now, batch = authors.clock(device.type), BATCHES[device.type]
    left, right = torch.randn(batch, width, device=device), torch.randn(width, width, device=device)
    torch.backends.cuda.matmul.fp32_precision = "tf32"
    best, out, repeats = math.inf, torch.empty_like(left), 100 if device.type == "cuda" else 10
    for matrix in (right, right.T):
        until = time.monotonic() + 0.5
        while time.monotonic() < until:
            start = now()
            for _ in range(repeats):
                torch.mm(left, matrix, out=out)
            float(out[0, 0])  # waits for the GPU
            best = min(best, (now() - start) / repeats)
    torch.backends.cuda.matmul.fp32_precision = "ieee"
    return 2 * batch * width**2 / best


def hot_loop(medium: Medium, width: int, device: torch.device) -> float:
    """The rate of the fit in FLOP/s, with gradient, optimizer, shuffling and reports; on a GPU without the warm-up."""
    architecture, samples = Architecture(2, 3, width, 7), medium.samples()
    network, now, batch = Siren.random(architecture, 1.5), authors.clock(device.type), BATCHES[device.type]

    def seconds(steps: int) -> float:
        start = now()
        schedule = Schedule(steps=steps, batch_size=batch // batch_size_on(device, 1))
        fit(network, samples, medium.frequency, schedule, device=device)
        return now() - start

    warm_up, steps = 0.0, 48
    if device.type == "cuda":
        seconds(WARM_UP)  # loads the kernels
        warm_up, steps = min(seconds(WARM_UP) for _ in range(3)), 1000
    best = min(seconds(steps + (WARM_UP if warm_up else 0)) - warm_up for _ in range(3)) / steps
    return 6 * batch * architecture.parameter_count / best


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("photo", type=Path)
    parser.add_argument("--device", choices=tuple(BATCHES), default="cpu")
    parser.add_argument("--decibels", type=float, default=35.0)
    parser.add_argument("--limit", type=float, default=900.0, help="seconds the authors' recipe may take")
    parser.add_argument("--no-authors", action="store_true")
    options = parser.parse_args()
    device = torch.device(options.device)
    loop.thread_count = lambda: 1
    with ThreadPool():  # one thread for torch itself too
        medium = engine.load(options.photo).scaled(PIXELS)
    print("| width | fit, relative to the product | GFLOP/s |\n|---|---|---|")
    for width in WIDTHS[device.type]:
        rate, peak = hot_loop(medium, width, device), product(width, device)
        print(f"| {width} | {100 * rate / peak:.0f} % | {rate / 1e9:.0f} of {peak / 1e9:.0f} |", flush=True)
    if options.no_authors or options.device != "cpu":  # paper_tables.py compares both recipes on a GPU
        return
    seconds, steps = ours(medium, options.decibels)
    their_seconds, their_steps, reached = theirs(medium, options.decibels, options.limit)
    print(
        f"\n{options.photo.name} to {options.decibels:g} dB: ours {seconds:.1f} s ({steps} steps), the authors' recipe "
        f"{their_seconds:.0f} s ({their_steps} steps, {reached:.1f} dB): {their_seconds / seconds:.0f} times as long"
    )


if __name__ == "__main__":
    main()
