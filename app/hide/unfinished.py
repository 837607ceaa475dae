"""Unfinished hides: one checkpoint each, in the program's data folder, until its file is saved or thrown away."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from secrets import token_hex
from stat import S_ISREG

from PySide6.QtCore import QCoreApplication

import engine
from app.hide.checkpoint_folder import NAME
from app.hide.choices import Choices, ChosenFile, ChosenMedium, ChosenSecret
from app.hide.outcome import HideTask
from app.hide.queue_order import read_order
from app.session import Item

# Fields that a person may have set.
TUNABLE = ("storage", "protection", "room", "width", "device", "seconds", "decibels", "exact_cover")


def new_path(folder: Path) -> Path:
    """A file name no other hide has."""
    return folder / f"{NAME}-{token_hex(8)}"


def unfinished(folder: Path) -> list[Path]:
    """The checkpoints in the folder that no hide is using, the newest first; each has one or two files.

    Those of the queue are not among them. Locks of hides that were killed before anything was kept are deleted.
    """
    dates: dict[Path, float] = {}
    for file in folder.glob(f"{NAME}*"):
        with suppress(OSError):  # gone meanwhile
            facts = file.stat()
            if file.suffix == ".lock":
                path = file.with_suffix("")
                if not engine.Checkpoint.files(path):
                    engine.Checkpoint.in_use(path)  # which deletes it where nobody holds it
            elif S_ISREG(facts.st_mode):
                path = engine.Checkpoint.path_of(file)
                dates[path] = max(facts.st_mtime, dates.get(path, 0.0))
    queued = read_order(folder)
    free = [path for path in dates if path not in queued and not engine.Checkpoint.in_use(path)]
    return sorted(free, key=dates.__getitem__, reverse=True)


def notes_of(task: HideTask, choices: Choices) -> dict[str, str]:
    """What is kept, encrypted, beside a hide itself: the names of its cover and of its keys."""
    names = [choices.names[owner] if isinstance(owner, int) else "" for owner in task.keys]
    return {"cover": task.cover.name, "names": json.dumps(names)}


def restore(checkpoint: engine.Checkpoint) -> tuple[Choices, HideTask]:
    """The choices and the task of a loaded checkpoint; a medium or a cover without a name gets one."""
    plan, state = checkpoint.plan, checkpoint.state
    assert state is not None
    say, owners = QCoreApplication.translate, {secret.index: secret.owner for secret in plan.stored}
    names = {secret.index: secret.name for secret in plan.secrets if not secret.part}
    chosen: list[ChosenSecret] = []
    for index, what in enumerate(plan.given):
        owner = owners[index]
        assert isinstance(owner, int)  # a checkpoint numbers the owners
        if isinstance(what, engine.ExactFile):
            chosen.append(replace(ChosenFile.of(what), owner=owner))
        else:
            name = names[index] or say("Unfinished", "Secret %d") % (index + 1)
            item = Item(name, what)
            chosen.append(replace(ChosenMedium.of(item), owner=owner))
    cover = ChosenMedium.of(Item(checkpoint.notes.get("cover") or say("Unfinished", "Cover"), plan.cover))
    recipe, default = plan.recipe, engine.RECIPES[plan.recipe.name]
    tuning = {name: getattr(recipe, name) for name in TUNABLE if getattr(recipe, name) != getattr(default, name)}
    keys = list(state.keys.values()) or list(checkpoint.keys)
    key_names = _key_names(checkpoint.notes, len(keys))
    choices = Choices(chosen, cover, recipe.name, tuning, list(keys), set(checkpoint.keys), names=key_names)
    return choices, HideTask(tuple(chosen), cover, plan, dict(state.keys), restored=True)


def _key_names(notes: Mapping[str, str], count: int) -> list[str]:
    found: list[str] = []
    with suppress(ValueError):
        found = [str(name) for name in json.loads(notes.get("names", "[]"))]
    return [*found, *[""] * count][:count]
