"""How long a person waits who cancels: in every stage, from a random moment until the engine has given up.

    python -m tests.benchmarks.cancel [SECONDS]

A call can be stopped at its reports and at its cancellation points. So every stage is run once, and the processor time
between two chances to stop is noted; what a stop itself takes is added. A random moment lies in a long
gap more often than in a short one, which the quantiles respect. Processor time of this process is counted, with one
thread: other programs make no difference, and on two cores a person waits less. SECONDS limit the fits.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

import engine
from app.hide.choices import ChosenMedium
from app.hide.outcome import HideTask, hide_and_check
from app.session import Item
from tests.benchmarks.kept_sizes import photo

KEY = engine.Key.generate()
EXAMPLES = Path(__file__).parents[2] / "resources" / "examples"


class Stop(Exception):
    """What a cancelled call raises from its report."""


class Gaps:
    """The processor seconds between two chances to stop, by what was going on."""

    def __init__(self) -> None:
        self.found: dict[str, list[float]] = defaultdict(list)
        self.stops: dict[str, float] = defaultdict(float)
        self._name, self._stage, self._last = "", "", 0.0

    def watch(self, name: str, call: Callable[[engine.Report], object]) -> None:
        """Run a call to its end, noting every chance to stop; the stages of a hide have names of their own."""
        self._name, self._stage, self._last = name, "", time.process_time()
        token = engine.while_waiting.set(self._note)
        try:
            call(lambda progress: self._note(progress.stage))
        finally:
            engine.while_waiting.reset(token)
        self._note()

    def stop(self, name: str, call: Callable[[engine.Report], object], after: int) -> None:
        """Stop a call at one of its reports, and note how long that takes."""
        count, begun = 0, 0.0

        def report(progress: engine.Progress) -> None:
            nonlocal count, begun
            count += progress.stage == name
            if count >= after:
                begun = time.process_time()
                raise Stop

        try:
            call(report)
        except Stop:
            self.stops[name] = max(self.stops[name], time.process_time() - begun)

    def _note(self, stage: str = "") -> None:
        now, self._stage = time.process_time(), stage or self._stage
        self.found[f"{self._name}: {self._stage}" if self._stage else self._name].append(now - self._last)
        self._last = time.process_time()

    def rows(self) -> list[str]:
        rows = []
        for name, gaps in self.found.items():
            stop = self.stops.get(name.rpartition(": ")[2], 0.0)
            waits = np.sort(np.concatenate([np.linspace(0, gap, max(2, round(gap / 1e-3))) for gap in gaps])) + stop
            middle, high = np.quantile(waits, (0.5, 0.99))
            rows.append(f"| {name} | {len(gaps)} | {middle:.3f} | {high:.3f} | {max(gaps) + stop:.3f} |")
        return rows


def film(frames: int, side: int) -> engine.Video:
    picture = photo(side).pixels
    return engine.Video(np.stack([np.roll(picture, t, axis=1) for t in range(frames)]), 12.0)


def run(seconds: float) -> Gaps:
    gaps, recipe = Gaps(), replace(engine.STANDARD, seconds=seconds)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        photo(2000).write(folder / "photo.png")
        film(48, 360).write(folder / "film.mp4")
        for file in (folder / "photo.png", folder / "film.mp4", EXAMPLES / "spot.ply"):
            gaps.watch(f"load {file.suffix[1:]}", lambda _, file=file: engine.load(file))  # type: ignore[misc]
        cover, shape, clip = photo(1016), engine.load(EXAMPLES / "spot.ply"), engine.load(folder / "film.mp4")
        secrets = [photo(512), shape, clip]
        gaps.watch("plan", lambda report: engine.plan(secrets, cover, recipe, report=report))
        plan = engine.plan([engine.Secret(secret, 0) for secret in secrets], cover, recipe)
        gaps.watch("rehearsal", lambda report: engine.forecast(plan, report=report))
        chosen = tuple(ChosenMedium.of(Item("", medium)) for medium in secrets)
        task = HideTask(chosen, ChosenMedium.of(Item("", cover)), plan, {0: KEY})
        checkpoint = engine.Checkpoint(folder / "job", KEY)
        gaps.watch("hide", lambda report: hide_and_check(task, report, checkpoint))
        for stage in ("secret", "cover"):
            gaps.stop(stage, lambda report: engine.hide(plan, KEY, report=report), 3)
        checkpoint.release()
        loaded = [engine.Checkpoint.load(folder / "job", KEY)]
        loaded[0].release()
        gaps.watch("resume", lambda _: loaded.append(engine.Checkpoint.load(folder / "job", KEY)))
        stego = engine.resume(loaded[-1])
        gaps.watch("show", lambda report: engine.show(stego, report=report))
        gaps.watch("reveal", lambda report: engine.reveal(stego, KEY, report=report))
        gaps.watch("reveal, twice as large", lambda report: engine.reveal(stego, KEY, scale=2, report=report))
        gaps.watch("save", lambda _: stego.save(folder / "a.undersong"))
        gaps.watch("export of the film", lambda _: clip.write(folder / "out.mp4"))
    return gaps


if __name__ == "__main__":
    torch.set_num_threads(1)
    print("| stage | chances to stop | p50, s | p99, s | most, s |\n|---|---|---|---|---|")
    print("\n".join(run(float(sys.argv[1]) if len(sys.argv) > 1 else 60.0).rows()))
