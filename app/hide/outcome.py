"""What a hiding has become: read back from its bytes with every key, beside what was given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import engine
from app.hide.recipe_preview import kept
from app.session import Item

CHECKING = 0.99  # of the whole is done when the checking begins


@dataclass(frozen=True, slots=True, eq=False)
class ComparedPair:
    """A medium as it was given to the fit, the same as the file gives it back, how far apart, and whose it is."""

    name: str
    before: engine.Medium
    after: engine.Medium
    measures: Mapping[str, float]
    owner: int = 0
    smaller: bool = False  # than what the person chose


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """A finished hiding, read back from the bytes that will be saved; `intact` says they hold all that was sealed."""

    stego: engine.Stego
    size: int
    cover: ComparedPair
    secrets: tuple[ComparedPair, ...]
    intact: bool = True


def hide_and_check(
    secrets: Sequence[Item],
    cover: Item,
    keys: Sequence[engine.Key],
    recipe: engine.Recipe,
    report: engine.Report,
    *,
    numbers: Sequence[int] = (),
    job: engine.Checkpoint | None = None,
) -> Outcome:
    """Hide each secret with its key, parse the bytes again as the receivers would, and compare what comes out.

    `numbers` are what the keys are called, one for each secret. A `job` that was loaded goes on where it stood.
    """

    def checking(progress: engine.Progress) -> None:
        report(replace(progress, stage="check", index=0, count=1, overall=CHECKING, seconds_left=None))

    media = [item.medium for item in secrets]
    plan = engine.plan(media, cover.medium, recipe, list(keys))
    if job is not None and job.state is not None:
        made = engine.resume(job, report=report)
    else:
        made = engine.hide(media, cover.medium, list(keys), recipe=recipe, report=report, job=job)
    data = made.to_bytes()
    stego = engine.Stego.from_bytes(data)
    shown = engine.show(stego, report=checking)
    originals, found, intact = kept(plan), dict[int, engine.Medium](), True
    for key in dict.fromkeys(keys):
        own = [place for place, other in enumerate(keys) if other == key]
        for place, one in zip(own, engine.reveal(stego, key, report=checking), strict=True):
            found[place], intact = one.medium, intact and one.intact
    pairs = []
    for place, (item, before) in enumerate(zip(secrets, originals, strict=True)):
        checking(engine.Progress(stage="check"))
        pairs.append(pair(item, before, found[place], numbers[place] if numbers else 0))
    return Outcome(stego, len(data), pair(cover, plan.cover, shown), tuple(pairs), intact)


def pair(item: Item, before: engine.Medium, after: engine.Medium, owner: int = 0) -> ComparedPair:
    """What was chosen, as it was kept and as it came back, and how far apart these two are."""
    smaller = not isinstance(before, engine.Shape) and before.grid.shape != item.medium.grid.shape
    return ComparedPair(item.name, before, after, before.compare(after), owner, smaller)
