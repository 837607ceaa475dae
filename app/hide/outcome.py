"""What a hiding has become: read back from its bytes with every key, beside what was given."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace

import engine
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
    """A finished hide, read back from `data`, the very bytes that will be saved.

    `intact` says that these hold all that was sealed.
    """

    stego: engine.Stego
    data: bytes
    cover: ComparedPair
    secrets: tuple[ComparedPair, ...]
    intact: bool = True


def hide_and_check(
    secrets: Sequence[Item],
    cover: Item,
    plan: engine.Plan,
    keys: Mapping[Hashable, engine.Key],
    report: engine.Report,
    *,
    checkpoint: engine.Checkpoint | None = None,
) -> Outcome:
    """Carry out the plan, parse the bytes again as the receivers would, and compare what comes out.

    `keys` has a key for each owner in the plan. A checkpoint that was loaded goes on where it stood.
    """

    def checking(progress: engine.Progress) -> None:
        report(replace(progress, stage="check", index=0, count=1, overall=CHECKING, seconds_left=None))

    if checkpoint is not None and checkpoint.state is not None:
        made = engine.resume(checkpoint, report=report)
    else:
        made = engine.hide(plan, keys, report=report, checkpoint=checkpoint)
    data = made.to_bytes()
    stego = engine.Stego.from_bytes(data)
    shown = engine.show(stego, report=checking)
    revealed: dict[int, engine.Revealed] = {}
    owner_of = {secret.index: secret.owner for secret in plan.secrets}
    for owner, key in keys.items():
        indices = [index for index, whose in owner_of.items() if whose == owner]
        if indices:
            revealed |= zip(indices, engine.reveal(stego, key, report=checking), strict=True)
    pairs = []
    for index, (item, before) in enumerate(zip(secrets, plan.media, strict=True)):
        checking(engine.Progress(stage="check"))
        owner = owner_of[index]
        pairs.append(pair(item, before, revealed[index].medium, owner if isinstance(owner, int) else 0))
    intact = all(secret.intact for secret in revealed.values())
    return Outcome(stego, data, pair(cover, plan.cover, shown), tuple(pairs), intact)


def pair(item: Item, before: engine.Medium, after: engine.Medium, owner: int = 0) -> ComparedPair:
    """What was chosen, as it was kept and as it came back, and how far apart these two are."""
    smaller = not isinstance(before, engine.Shape) and before.grid.shape != item.medium.grid.shape
    return ComparedPair(item.name, before, after, before.compare(after), owner, smaller)
