"""Choices: all that was chosen on the Hide page.  Nothing of it is ever written to disk."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Self

import engine
from app.session import Item

MOST_KEYS = 4  # a file has so many boxes, whether or not they are used


@dataclass(frozen=True, slots=True, eq=False)
class ChosenMedium(Item):
    """A chosen medium: `medium` is the part kept of `whole`, `span` says which in seconds, `owner` is its key."""

    whole: engine.Medium
    span: tuple[float, float] | None = None
    owner: int = 0

    @classmethod
    def of(cls, item: Item) -> ChosenMedium:
        """All of a medium, for the first key."""
        return cls(item.name, item.medium, item.medium)

    def trimmed(self, span: tuple[float, float] | None) -> Self:
        """Only these seconds of it; None for all."""
        return replace(self, medium=self.whole if span is None else self.whole.trimmed(*span), span=span)


@dataclass(slots=True)
class Choices:
    """`keys` are numbered as the secrets' owners number them; one is None while somebody still types it."""

    secrets: list[ChosenMedium] = field(default_factory=list)
    cover: ChosenMedium | None = None
    recipe: str = engine.STANDARD.name
    tuning: dict[str, Any] = field(default_factory=dict)  # fields of the recipe set under Advanced
    keys: list[engine.Key | None] = field(default_factory=lambda: [engine.Key.generate()], repr=False)
    noted: set[engine.Key] = field(default_factory=set, repr=False)  # those that were copied, saved, printed or shown

    @property
    def key(self) -> engine.Key | None:
        """The first key, which is the only one as long as nobody asked for more."""
        return self.keys[0]

    @property
    def unnoted(self) -> bool:
        """Whether a key of words opens a secret and was not taken down with the program's help."""
        used = {self.keys[secret.owner] for secret in self.secrets}
        return any(key is not None and key.has_words and key not in self.noted for key in used)

    @property
    def distinct(self) -> bool:
        """Whether no two keys are the same: such a pair would open each other's secrets."""
        whole = [key for key in self.keys if key is not None]
        return len(set(whole)) == len(whole)

    def order(self) -> list[int]:
        """The places of the secrets in the order they are hidden: those of one key side by side."""
        owners = [secret.owner for secret in self.secrets]
        return sorted(range(len(owners)), key=lambda place: owners.index(owners[place]))

    def owned(self, owner: int) -> list[int]:
        """The places of the secrets that one key opens, in their order."""
        return [place for place, secret in enumerate(self.secrets) if secret.owner == owner]

    def without_key(self, gone: int) -> None:
        """Take a key out; its secrets go to the first that is left."""
        del self.keys[gone]
        self.secrets = [replace(s, owner=0 if s.owner == gone else s.owner - (s.owner > gone)) for s in self.secrets]
