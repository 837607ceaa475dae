"""Compiled arithmetic against torch's: one thread's gradient of some tiles, and Muon's update, in one run.

    python -m tests.benchmarks.compiled [--samples 387] [--tiles 12]

Milliseconds, the best of several runs by turns; 5 hidden layers, 2 inputs, 3 outputs.
"""

from __future__ import annotations

import argparse
import math
import time
from collections.abc import Callable
from typing import Final

import torch

from engine.fit.backprop import CpuBackprop
from engine.fit.backprop_compiled import CompiledBackprop
from engine.fit.muon_compiled import MOMENTUM, CompiledUpdate
from engine.fit.optimizer import orthogonalised
from engine.fit.parameters import FlatParameters
from engine.siren import Architecture, Siren

WIDTHS: Final = (16, 24, 32, 48, 64, 88, 128, 192, 256)
ROUNDS, REPEATS = 8, 5


def gradient(kind: type[CpuBackprop], tiles: int, width: int, samples: int) -> Callable[[], None]:
    """The gradient of a batch, as one chunk."""
    network = Siren.random(Architecture(2, 3, width, 5, tiles=tiles))
    weights, biases = list(network.weights), list(network.biases)
    backprop = kind(weights, biases, tiles * samples)
    backprop.begin(FlatParameters.zeros_like(weights, biases, torch.device("cpu")), low_precision=False)
    x, y = (torch.rand(samples, tiles, size).transpose(0, 1) - 0.5 for size in (2, 3))
    outputs = torch.zeros_like(y)

    def run() -> None:
        backprop.accumulate(*backprop.prepared(weights, biases), slice(0, tiles), x, y, 1e-3, outputs)

    return run


def updates(tiles: int, width: int) -> tuple[Callable[[], None], Callable[[], None]]:
    """Muon's update of as many matrices, by torch and compiled."""
    matrix, grad, momentum = (torch.randn(tiles, width, width) for _ in range(3))
    compiled, lr = CompiledUpdate(), torch.tensor(1e-3)

    def by_torch() -> None:
        momentum.lerp_(grad, 1 - MOMENTUM)
        matrix.sub_(orthogonalised(torch.lerp(grad, momentum, MOMENTUM)).mul_(lr))

    return by_torch, lambda: compiled(matrix, grad, momentum, None, lr)


def best(*runs: Callable[[], None]) -> list[float]:
    """Milliseconds of each, by turns: a machine that is slower for a while is so for all."""
    times = [math.inf] * len(runs)
    for _ in range(ROUNDS):
        for index, run in enumerate(runs):
            run()
            started = time.perf_counter()
            for _ in range(REPEATS):
                run()
            times[index] = min(times[index], 1000 * (time.perf_counter() - started) / REPEATS)
    return times


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--samples", type=int, default=387)
    parser.add_argument("--tiles", type=int, default=12)
    options = parser.parse_args()
    torch.set_num_threads(1)
    print(
        "| width | gradient: torch | compiled | part | update: torch | compiled | part |\n|---|---|---|---|---|---|---|"
    )
    for width in WIDTHS:
        kinds: tuple[type[CpuBackprop], ...] = (CpuBackprop, CompiledBackprop)
        passes = [gradient(kind, options.tiles, width, options.samples) for kind in kinds]
        pairs = best(*passes), best(*updates(options.tiles, width))
        print(f"| {width} |", " | ".join(f"{a:.2f} | {b:.2f} | {b / a:.2f}" for a, b in pairs), "|", flush=True)


if __name__ == "__main__":
    main()
