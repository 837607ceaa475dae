"""The example that comes with the program: hidden, and revealed again, before one's eyes and in memory alone."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject

import engine
from app.hide.choices import Choices, ChosenMedium
from app.hide.outcome import Outcome, hide_and_check
from app.hide.session import HideSession, stages
from app.session import Item, load_item
from app.worker import TaskQueue
from resources import ROOT

FILES = ("coffee.jpg", "rocket.jpg", "spot.ply")  # the cover, then the secrets
# Small enough for half a minute on an old laptop; a newer one is through with the steps earlier.
RECIPE = replace(
    engine.DRAFT,
    samples={**engine.DRAFT.samples, "image": 20_000, "shape": 20_000},
    cover_width=96,
    secret_schedule=replace(engine.DRAFT.secret_schedule, steps=400, seconds=8),
    cover_schedule=replace(engine.DRAFT.cover_schedule, steps=300, seconds=9),
)


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """The example's files, and what is going to be done with them."""

    cover: ChosenMedium
    secrets: tuple[ChosenMedium, ...]
    plan: engine.Plan


class ExampleSession(HideSession):
    """Hides the example with a key of its own as soon as it is told to begin, and reads it back with it."""

    def __init__(self, tasks: TaskQueue, parent: QObject | None = None) -> None:
        super().__init__(tasks, parent)
        self.seconds = 0.0  # the whole of it took
        self._began = 0.0

    def begin(self) -> None:
        """Open the files, hide them, and reveal them again."""
        if not self.running:
            self.choices, self.outcome, self.path, self._began = Choices(), None, None, time.monotonic()
            names = names_of()
            self.run(lambda report: _open(names, report), self._go_on)

    def _go_on(self, found: Opened) -> None:
        choices, key = self.choices, self.choices.key
        choices.cover, choices.secrets, choices.recipe = found.cover, list(found.secrets), RECIPE.name
        self.stages = stages(choices, found.plan)
        if key is not None:
            keys = dict.fromkeys(found.plan.owners, key)
            call = partial(hide_and_check, found.secrets, found.cover, found.plan, keys)
            self.run(call, self._finish, fit=True)

    def _finish(self, outcome: Outcome) -> None:
        self.seconds = time.monotonic() - self._began
        super()._finish(outcome)


def names_of() -> list[str]:
    """What the files are called on the screen."""
    say = QCoreApplication.translate
    return [say("Example", "A cup of coffee"), say("Example", "A rocket"), say("Example", "A cow")]


def _open(names: list[str], report: engine.Report) -> Opened:
    media = []
    for number, (name, file) in enumerate(zip(names, FILES, strict=True)):
        report(engine.Progress(stage="show", fraction=number / len(FILES)))
        media.append(ChosenMedium.of(Item(name, load_item(ROOT / "examples" / file, report).medium)))
    cover, *secrets = media
    return Opened(cover, tuple(secrets), engine.plan([one.medium for one in secrets], cover.medium, RECIPE))
