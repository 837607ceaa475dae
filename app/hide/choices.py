"""Choices: everything chosen on the Hide page.  None of it is written to disk."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Self

import numpy as np

import engine
from app.session import FileItem, Item

Box = tuple[int, int, int, int]  # of a picture, in its pixels: left, top, width, height


@dataclass(frozen=True, slots=True, eq=False)
class ChosenMedium(Item):
    """A medium that was chosen, perhaps trimmed or cropped.

    `medium` is the part of `full` that `span` (seconds) or `box` (pixels) leaves; `owner` is the index of the key that
    reveals it.
    """

    full: engine.Medium
    span: tuple[float, float] | None = None
    owner: int = 0
    path: Path | None = None  # of its file, which can be kept byte for byte instead
    size: int = 0  # bytes of that file
    box: Box | None = None

    @classmethod
    def of(cls, item: Item) -> ChosenMedium:
        """All of a medium, for the first key."""
        return cls(item.name, item.medium, item.medium)

    @property
    def what(self) -> engine.Medium:
        """What is to be hidden."""
        return self.medium

    def trimmed(self, span: tuple[float, float] | None) -> Self:
        """Only these seconds of it; None for all."""
        return replace(self, medium=self.full if span is None else self.full.trimmed(*span), span=span)

    def cropped(self, box: Box | None) -> Self:
        """Only this part of a picture; None for all.  Any other medium stays as it is."""
        if not isinstance(self.full, engine.Image):
            return self
        return replace(self, medium=self.full if box is None else crop(self.full, box), box=box)


def crop(image: engine.Image, box: Box) -> engine.Image:
    """The pixels of a picture inside a box."""
    left, top, width, height = box
    return engine.Image(np.ascontiguousarray(image.pixels[top : top + height, left : left + width]))


@dataclass(frozen=True, slots=True, eq=False)
class ChosenFile(FileItem):
    """A file that was chosen to be kept byte for byte.

    `learned` is what it would be as a medium, where it is one; `damaged` says that it seemed to be one and could not be
    read; `proposed` why the program chose to keep it so. `told` is what the file tells of its maker, which goes along
    with it; `removable` says that it can be left out. `owner` is as of any other secret.
    """

    learned: ChosenMedium | None = None
    owner: int = 0
    damaged: bool = False
    proposed: engine.Shortfall | None = None
    told: tuple[engine.MetadataItem, ...] = ()
    removable: bool = False

    @classmethod
    def of(
        cls,
        file: engine.ExactFile,
        *,
        learned: ChosenMedium | None = None,
        damaged: bool = False,
        proposed: engine.Shortfall | None = None,
    ) -> ChosenFile:
        """A file for the key that has opened it so far, at first the first one."""
        medium, owner = None, 0
        if learned is not None:  # the file of a medium that was trimmed is the whole of it
            medium, owner = learned.full if learned.box is None else learned.medium, learned.owner
        return cls(file.name, file, medium, learned, owner, damaged, proposed)

    @property
    def what(self) -> engine.ExactFile:
        """What is to be hidden."""
        return self.file


ChosenSecret = ChosenMedium | ChosenFile


def file_size_of(secret: ChosenSecret) -> int | None:
    """The bytes of the file of a medium, which can be kept learned or exactly; None where there is no such choice."""
    if isinstance(secret, ChosenFile):
        return secret.file.size if secret.learned is not None else None
    return secret.size if secret.path is not None else None


@dataclass(slots=True)
class Choices:
    """Secrets, cover, recipe and keys. `keys` has None where a passphrase is not complete yet.

    `names` are those of the keys, "" where the person gave none.
    """

    secrets: list[ChosenSecret] = field(default_factory=list)
    cover: ChosenMedium | None = None
    recipe: str = engine.STANDARD.name
    tuning: dict[str, Any] = field(default_factory=dict)  # fields of the recipe set under Advanced
    keys: list[engine.Key | None] = field(default_factory=lambda: [engine.Key.generate()], repr=False)
    noted: set[engine.Key] = field(default_factory=set, repr=False)  # keys the person saved, printed, scanned or typed
    copied: set[engine.Key] = field(default_factory=set, repr=False)  # to the clipboard, which keeps them for a minute
    names: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.names += [""] * (len(self.keys) - len(self.names))

    @property
    def key(self) -> engine.Key | None:
        """The first key: the only one, unless the person asked for more."""
        return self.keys[0]

    def complete_keys(self) -> list[engine.Key]:
        """All keys.  Raises ValueError while one is missing: each secret's owner is an index into them."""
        complete = [key for key in self.keys if key is not None]
        if len(complete) < len(self.keys):
            raise ValueError("a key is not complete yet")
        return complete

    def copy(self) -> Choices:
        """The same choices, to be changed on their own; which keys were noted is a fact about both."""
        return replace(
            self,
            secrets=list(self.secrets),
            tuning=dict(self.tuning),
            keys=list(self.keys),
            names=list(self.names),
        )

    def next(self) -> Choices:
        """None yet, for the file after this one: the quality stays, and passphrases do; words are new ones."""
        passphrases = [key for key in self.keys if key is not None and not key.has_words]
        again = len(passphrases) == len(self.keys)
        keys: list[engine.Key | None] = [*passphrases] if again else [engine.Key.generate()]
        names = list(self.names) if again else []
        return Choices(recipe=self.recipe, tuning=dict(self.tuning), keys=keys, names=names)

    @property
    def unnoted(self) -> set[engine.Key]:
        """The keys of words that open a secret and were not noted with the program's help."""
        used = {self.keys[secret.owner] for secret in self.secrets}
        return {key for key in used if key is not None and key.has_words and key not in self.noted}

    @property
    def unkept_copies(self) -> set[engine.Key]:
        """Those of them that were copied: the clipboard forgets them within a minute."""
        return self.unnoted & self.copied

    @property
    def distinct(self) -> bool:
        """Whether all keys differ: two equal ones would open each other's secrets."""
        complete = [key for key in self.keys if key is not None]
        return len(set(complete)) == len(complete)

    def owned(self, owner: int) -> list[int]:
        """Indices of the secrets that a key opens."""
        return [index for index, secret in enumerate(self.secrets) if secret.owner == owner]

    def without_key(self, index: int) -> None:
        """Remove a key; its secrets go to the first one that is left."""
        del self.keys[index]
        del self.names[index : index + 1]
        self.secrets = [replace(s, owner=0 if s.owner == index else s.owner - (s.owner > index)) for s in self.secrets]
