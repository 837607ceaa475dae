"""What the queue says of one hide: what it is made of, how far it has come, and why it failed."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import QCoreApplication, QLocale

import engine
from app.hide.resume_dialog import description
from app.queue.entry import Entry
from app.text.bidi import isolated
from app.text.formatting import duration, time_left
from app.text.messages import words
from app.text.verdicts import headline


def title_of(entry: Entry) -> str:
    """The name of its cover; of a hide that is locked, what its label says."""
    if entry.task is not None:
        return entry.task.cover.name
    with suppress(OSError, ValueError):
        if entry.path is not None:
            return description(entry.path)
    return QCoreApplication.translate("Queue", "A hide of an earlier time")


def made_of(entry: Entry, secrets: str) -> str:
    """As in "2 secrets · Standard · cat.undersong in Pictures"; empty while it is locked. `secrets` says how many."""
    if entry.task is None or entry.choices is None:
        return ""
    say = QCoreApplication.translate
    recipes = {
        "draft": say("RecipeChoice", "Draft"),
        "standard": say("RecipeChoice", "Standard"),
        "fine": say("RecipeChoice", "Fine"),
    }
    target = entry.saved or entry.target
    place = say("Queue", "%s in %s") % (isolated(target.name), isolated(target.parent.name or str(target.parent)))
    return "  ·  ".join((secrets, recipes.get(entry.choices.recipe, entry.choices.recipe), place))


def state_of(entry: Entry, progress: engine.Progress | None, *, halted: bool) -> tuple[str, str]:
    """The role and the text of the line that says how far it has come."""
    say = QCoreApplication.translate
    if entry.state == "locked":
        return "small", say("Queue", "Kept from last time. It goes on once you enter its key.")
    if entry.state == "done":
        done = say("Queue", "Done: saved as %s") % isolated((entry.saved or entry.target).name)
        worst = entry.outcome.worst() if entry.outcome is not None else None
        if worst is None or worst[1].verdict > engine.Verdict.RECOGNISABLE:
            return "good", done
        return "danger", f"{isolated(worst[0])}: {headline(worst[1])}  ·  {done}"
    if entry.state == "failed":
        return "danger", _failure(entry)
    if entry.state == "fitting":
        return "strong", _advance(progress, halted=halted)
    parts = [say("Queue", "Waiting, begun already") if entry.begun else say("Queue", "Waiting")]
    if entry.seconds is not None:
        parts.append(say("Expectations", "about %s") % duration(entry.seconds))
    return "small", "  ·  ".join(parts)


def _advance(progress: engine.Progress | None, *, halted: bool) -> str:
    say = QCoreApplication.translate
    if progress is None:
        return say("Queue", "Paused") if halted else say("Queue", "Its turn has come")
    percent = say("Queue", "%s %%") % QLocale().toString(round(100 * progress.overall))
    if halted:
        return "  ·  ".join((percent, say("Queue", "Paused")))
    if progress.seconds_left is None:
        return percent
    return f"{percent}  ·  {time_left(progress.seconds_left)}"


def _failure(entry: Entry) -> str:
    if entry.error is None:
        text = QCoreApplication.translate("Queue", "The check failed: a secret could not be revealed completely.")
        return text if entry.outcome is not None else QCoreApplication.translate("Queue", "It could not be made.")
    message = words(entry.error, [entry.target.name])
    return f"{message.what} {message.todo}"
