"""History: the last changes of the choices, each with the way back.  No widgets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from app.hide.choices import Choices, ChosenMedium, ChosenSecret

MOST = 20  # steps: each may hold a medium that is on the page no longer

Change = Literal["removed", "cleared", "cropped", "trimmed", "stripped"]


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One change: what was done to the secret or cover of this name, and how it is taken back."""

    change: Change
    name: str
    undo: Callable[[Choices], None]


class History:
    """The steps that can be taken back, the newest last.

    A step takes back its own change and nothing that came after it: what was added since stays.
    """

    def __init__(self) -> None:
        self._steps: list[Step] = []

    @property
    def last(self) -> Step | None:
        """The step that `undo` takes back."""
        return self._steps[-1] if self._steps else None

    def undo(self, choices: Choices) -> None:
        """Take back the last step."""
        if self._steps:
            self._steps.pop().undo(choices)

    def forget(self) -> None:
        """Take nothing back any more: other choices are on the page, or other keys."""
        self._steps.clear()

    def removed(self, index: int, secret: ChosenSecret) -> None:
        """A secret was removed."""
        self._add("removed", secret.name, lambda choices: choices.secrets.insert(index, secret))

    def cleared(self, secrets: list[ChosenSecret]) -> None:
        """All secrets were removed."""
        before = list(secrets)
        self._add("cleared", "", lambda choices: choices.secrets.__setitem__(slice(0, 0), before))

    def changed(self, change: Change, before: ChosenSecret, after: ChosenSecret) -> None:
        """A secret or the cover was cropped or trimmed."""

        def undo(choices: Choices) -> None:
            if choices.cover is after and isinstance(before, ChosenMedium):
                choices.cover = before
            elif after in choices.secrets:
                choices.secrets[choices.secrets.index(after)] = before

        self._add(change, before.name, undo)

    def _add(self, change: Change, name: str, undo: Callable[[Choices], None]) -> None:
        self._steps = [*self._steps[1 - MOST :], Step(change, name, undo)]
