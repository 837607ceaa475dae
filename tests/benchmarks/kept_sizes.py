"""What a kept hide takes on the disk, padded and not, and how long a save takes.

    python -m tests.benchmarks.kept_sizes

The states are those of the fit of the cover, which takes the most, with networks and moments of zeros: only their sizes
count here.
"""

from __future__ import annotations

import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

import engine
from engine.checkpoint import Checkpoint
from engine.checkpoint_size import padded_size
from engine.fit.task import FitResult, OptimizerState, ResumePoint
from engine.hide_state import HideState
from engine.planned import Plan
from engine.siren import Architecture, Siren

KEY = engine.Key.generate()
SAVES = 3


def photo(side: int) -> engine.Image:
    """A picture with detail of all sizes."""
    rough = np.random.default_rng(side).normal(size=(side, side, 3)).cumsum(0).cumsum(1)
    rough -= rough.mean(axis=(0, 1))
    return engine.Image((128 + 50 * rough / rough.std()).clip(0, 255).astype(np.uint8))


def zeros(architecture: Architecture) -> Siren:
    random = Siren.random(architecture)
    return Siren(tuple(torch.zeros_like(w) for w in random.weights), tuple(torch.zeros_like(b) for b in random.biases))


def late(plan: Plan) -> HideState:
    """The state in the fit of the cover."""
    stego, weights = zeros(plan.stego), plan.stego.parameter_count
    matrices = sum(w.numel() for w in stego.weights[1:-1])
    moments = [torch.zeros(weights - matrices) for _ in range(2)]
    point = ResumePoint(zeros(plan.stego), 100, 10.0, OptimizerState(torch.zeros(matrices), *moments, 100))
    fitted = tuple(FitResult(zeros(secret.architecture), 100, 40.0) for secret in plan.secrets)
    begun = HideState.begin(plan, dict.fromkeys(plan.owners, KEY))
    return replace(begun, fitted=fitted, written=stego, resume_point=point)


def row(side: int, count: int, recipe: engine.Recipe) -> str:
    plan = engine.plan([photo(side)] * count, photo(side + 8), recipe)
    early, state = HideState.begin(plan, dict.fromkeys(plan.owners, KEY)), late(plan)
    sizes = [len(one.to_bytes()) for one in (early, state)]
    padded = {padded_size(plan, size) for size in sizes}
    with tempfile.TemporaryDirectory() as folder:
        checkpoint, seconds = Checkpoint(Path(folder) / "job", KEY), []
        for _ in range(SAVES):
            begun = time.process_time()
            checkpoint.save(state)
            seconds.append(time.process_time() - begun)
        [length] = {file.stat().st_size for file in Path(folder).iterdir()}
        checkpoint.delete()
    assert len(padded) == 1
    mega = [f"{size / 1e6:.1f}" for size in (*sizes, length)]
    return f"| {recipe.name}, {side} x {side} | {count} | {' | '.join(mega)} | {min(seconds):.2f} |"


if __name__ == "__main__":
    print("| recipe, cover | secrets | at the start, MB | in the cover's fit, MB | padded, MB | processor, s a save |")
    print("|---|---|---|---|---|---|")
    for side, recipe in ((256, engine.DRAFT), (256, engine.STANDARD), (1016, engine.STANDARD)):
        for count in range(3):
            print(row(side, count, recipe))
            sys.stdout.flush()
