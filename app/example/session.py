"""ExampleSession: the example that comes with the program, hidden and revealed in memory.  No widgets."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject

import engine
from app.hide.choices import ChosenMedium
from app.hide.outcome import HideTask, Outcome
from app.hide.runner import HideRunner
from app.session import Item, load_item
from app.worker import TaskQueue
from resources import ROOT

FILES = ("coffee.jpg", "rocket.jpg", "spot.ply")  # the cover, then the secrets
# Small enough for half a minute on an old laptop; a faster one finishes the steps earlier.
RECIPE = replace(
    engine.DRAFT,
    samples={**engine.DRAFT.samples, "image": 20_000, "shape": 20_000},
    cover_width=96,
    secret_schedule=replace(engine.DRAFT.secret_schedule, steps=400, seconds=8),
    cover_schedule=replace(engine.DRAFT.cover_schedule, steps=300, seconds=9),
)


class ExampleSession(HideRunner):
    """Hides the example with a new key and reveals it again, as soon as it is told to begin."""

    def __init__(self, tasks: TaskQueue, parent: QObject | None = None) -> None:
        super().__init__(tasks, parent)
        self.key = engine.Key.generate()
        self.seconds = 0.0  # from the start to the outcome
        self._started = 0.0

    def begin(self) -> None:
        """Open the files, hide them, and reveal them again."""
        if not self.running:
            self.discard()
            self.key, self._started = engine.Key.generate(), time.monotonic()
            self.run(partial(_load, _names(), self.key), self.carry_out)

    def _finish(self, outcome: Outcome) -> None:
        self.seconds = time.monotonic() - self._started
        super()._finish(outcome)


def _names() -> list[str]:
    """The names of the files on the screen."""
    say = QCoreApplication.translate
    return [say("Example", "A cup of coffee"), say("Example", "A rocket"), say("Example", "A cow")]


def _load(names: list[str], key: engine.Key, report: engine.Report) -> HideTask:
    media = []
    for index, (name, file) in enumerate(zip(names, FILES, strict=True)):
        report(engine.Progress(stage="show", fraction=index / len(FILES)))
        media.append(ChosenMedium.of(Item(name, load_item(ROOT / "examples" / file, report).medium)))
    cover, *secrets = media
    plan = engine.plan([engine.Secret(secret.medium, secret.owner) for secret in secrets], cover.medium, RECIPE)
    return HideTask(tuple(secrets), cover, plan, {0: key})
