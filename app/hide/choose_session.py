"""ChooseSession: the verbs that change the choices of the Hide page.  No widgets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

import engine
from app.hide.choices import Box, Choices, ChosenFile, ChosenMedium, ChosenSecret
from app.hide.history import Change, History, Step
from app.hide.opening import load_exactly, load_secret, strip
from app.hide.planning_session import PlanningSession
from app.hide.recipe_preview import Offer
from app.session import Item
from app.worker import TaskQueue


class ChooseSession(PlanningSession):
    """What a person does to the choices; what is removed, trimmed or cropped can be taken back."""

    def __init__(self, tasks: TaskQueue, parent: QObject | None = None) -> None:
        super().__init__(tasks, parent)
        self._history = History()

    @property
    def last_step(self) -> Step | None:
        """The change that `undo` takes back."""
        return self._history.last

    def add_secrets(self, paths: Sequence[Path]) -> None:
        """Open files and folders and append them to the secrets."""
        self.open_with(self.loader, list(paths), self.add, arrives=True)

    @property
    def loader(self) -> Callable[[Path, engine.Report], ChosenSecret]:
        """Opens a secret, and proposes how the recipe that is chosen now should keep it."""
        return partial(load_secret, recipe=self.recipe())

    def add(self, secret: ChosenSecret) -> None:
        """Append a secret."""
        self.choices.secrets.append(secret)
        self._replan()

    def add_medium(self, item: Item) -> None:
        """Append a medium without a file, such as a pasted image."""
        self.add(ChosenMedium.of(item))

    def add_text(self, text: str) -> None:
        """Append a text that was typed or pasted."""
        self.add(ChosenFile.of(engine.ExactFile.of_text(text)))

    def change_text(self, index: int, text: str) -> None:
        """Replace the text of a secret that was typed."""
        owner = self.choices.secrets[index].owner
        self.choices.secrets[index] = replace(ChosenFile.of(engine.ExactFile.of_text(text)), owner=owner)
        self._replan()

    def keep_exactly(self, index: int, exact: bool) -> None:
        """Keep a medium byte for byte, as the file it came from, or learn it again."""
        secret = self.choices.secrets[index]
        if isinstance(secret, ChosenFile) and secret.learned is not None and not exact:
            self.choices.secrets[index] = replace(secret.learned, owner=secret.owner)
            self._replan()
        elif isinstance(secret, ChosenMedium) and secret.path is not None and exact:

            def done(kept: ChosenFile) -> None:
                if secret in self.choices.secrets:  # it may be gone, or trimmed, meanwhile
                    self.choices.secrets[self.choices.secrets.index(secret)] = kept
                    self._replan()

            self.open_with(partial(load_exactly, secret), [secret.path], done)
        self.changed.emit()

    def open_cover(self, path: Path) -> None:
        """Open a file and make it the cover."""

        def done(item: Item) -> None:
            self.folder = path.parent
            self.set_cover(item)

        self.open_media([path], done)

    def set_cover(self, item: Item) -> None:
        """Make a medium the cover."""
        self.choices.cover = ChosenMedium.of(item)
        self._replan()

    def remove(self, index: int) -> None:
        """Remove a secret."""
        self._history.removed(index, self.choices.secrets.pop(index))
        self._replan()

    def clear_secrets(self) -> None:
        """Remove all secrets."""
        self._history.cleared(self.choices.secrets)
        self.choices.secrets = []
        self._replan()

    def undo(self) -> None:
        """Take back the last removal, trim or crop."""
        self._history.undo(self.choices)
        self._replan()

    def move(self, index: int, by: int) -> None:
        """Move a secret up or down."""
        secrets = self.choices.secrets
        to = min(max(index + by, 0), len(secrets) - 1)
        secrets.insert(to, secrets.pop(index))
        self._replan()

    def trim(self, index: int, span: tuple[float, float] | None) -> None:
        """Keep only some seconds of a medium; None for all of it."""
        secret = self.choices.secrets[index]
        if isinstance(secret, ChosenMedium):
            self._change_secret(index, "trimmed", secret.trimmed(span))

    def crop(self, index: int, box: Box | None) -> None:
        """Keep only a part of a picture; None for all of it.  A file that was kept exactly is this part from now on."""
        secret = self.choices.secrets[index]
        if isinstance(secret, ChosenMedium):
            self._change_secret(index, "cropped", secret.cropped(box))
        elif secret.learned is not None:
            part = replace(secret.learned, owner=secret.owner).cropped(box)

            def done(kept: ChosenFile) -> None:
                if secret in self.choices.secrets:
                    self._change_secret(self.choices.secrets.index(secret), "cropped", kept)

            self.open_with(partial(load_exactly, part), [part.path or Path(part.name)], done)

    def strip(self, index: int) -> None:
        """Leave out what an exact file tells of its maker."""
        secret = self.choices.secrets[index]
        if isinstance(secret, ChosenFile):

            def done(kept: ChosenFile) -> None:
                if secret in self.choices.secrets:
                    self._change_secret(self.choices.secrets.index(secret), "stripped", kept)

            self.open_with(partial(strip, secret), [Path(secret.name)], done)

    def trim_cover(self, span: tuple[float, float] | None) -> None:
        """Keep only some seconds of the cover."""
        if self.choices.cover is not None:
            self._change_cover("trimmed", self.choices.cover.trimmed(span))

    def crop_cover(self, box: Box | None) -> None:
        """Keep only a part of a picture that is the cover."""
        if self.choices.cover is not None:
            self._change_cover("cropped", self.choices.cover.cropped(box))

    def _change_secret(self, index: int, change: Change, after: ChosenSecret) -> None:
        self._history.changed(change, self.choices.secrets[index], after)
        self.choices.secrets[index] = after
        self._replan()

    def _change_cover(self, change: Change, after: ChosenMedium) -> None:
        assert self.choices.cover is not None
        self._history.changed(change, self.choices.cover, after)
        self.choices.cover = after
        self._replan()

    def assign(self, index: int, owner: int) -> None:
        """Let another key reveal a secret."""
        self.choices.secrets[index] = replace(self.choices.secrets[index], owner=owner)
        self._replan()

    def add_key(self, name: str = "") -> None:
        """Add a key, for another person."""
        if len(self.choices.keys) < engine.MAX_KEYS:
            self.choices.keys.append(engine.Key.generate())
            self.choices.names.append(name)
            self.changed.emit()

    def name_key(self, index: int, name: str) -> None:
        """Give a key a name; "" for that of its letter."""
        self.choices.names[index] = name
        self.changed.emit()

    def remove_key(self, index: int) -> None:
        """Remove a key; the first one that is left gets its secrets."""
        if len(self.choices.keys) > 1:
            self.choices.without_key(index)
            self._history.forget()  # what it would bring back may be another key's
            self._replan()

    def use_key(self, key: engine.Key | None, index: int = 0) -> None:
        """Replace a key; None while a passphrase is being typed."""
        self.choices.keys[index] = key
        self.changed.emit()

    def note(self, key: engine.Key, kept: bool = True) -> None:
        """The person saved, printed or scanned this key, or says whether it is kept."""
        (self.choices.noted.add if kept else self.choices.noted.discard)(key)
        self.changed.emit()

    def copied(self, key: engine.Key) -> None:
        """The person copied this key, which does not keep it."""
        self.choices.copied.add(key)
        self.changed.emit()

    def choose(self, recipe: str) -> None:
        """Choose a recipe by name."""
        self.choices.recipe = recipe
        self.changed.emit()

    def tune(self, **tuning: Any) -> None:
        """Override fields of every recipe; None removes an override."""
        merged = {**self.choices.tuning, **tuning}
        self.choices.tuning = {name: value for name, value in merged.items() if value is not None}
        self._replan()

    def accept(self, offer: Offer) -> None:
        """Apply an offer, after which everything fits."""
        if offer.leave_out is not None:
            self.remove(offer.leave_out)
            return
        if offer.learn is not None:
            self.keep_exactly(offer.learn, False)
            return
        self.choices.recipe = offer.recipe or self.choices.recipe
        self.tune(**offer.tuning)

    def restore(self, choices: Choices) -> None:
        """Replace all choices."""
        self.choices = choices
        self._history.forget()
        self._replan()

    def clear(self) -> None:
        """Forget everything; a new key is generated."""
        self.restore(Choices())
