"""What a hiding will be and what it has become: forecasts before, and the comparison with what the receiver gets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import engine
from app.amounts import duration, file_size
from app.session import Item

CHECKING = 0.99  # of the whole is done when the checking begins

Forecast = engine.Plan | engine.EngineError


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """A medium as it was given to the fit, the same as the file gives it back, and how far apart they are."""

    name: str
    before: engine.Medium
    after: engine.Medium
    measures: Mapping[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """A finished hiding, read back from the bytes that will be saved."""

    stego: engine.Stego
    size: int
    cover: Pair
    secrets: tuple[Pair, ...]


def about(plan: engine.Plan) -> str:
    """What a plan comes to: how long, where that is known, and how large."""
    size, seconds = file_size(plan.bytes), getattr(plan, "seconds", None)
    return size if seconds is None else f"≈ {duration(seconds)}  ·  {size}"


def forecast(secrets: list[engine.Medium], cover: engine.Medium, recipes: list[engine.Recipe]) -> dict[str, Forecast]:
    """For each recipe its plan, or the error that says why there is none."""
    result: dict[str, Forecast] = {}
    for recipe in recipes:
        try:
            result[recipe.name] = engine.plan(secrets, cover, recipe)
        except engine.EngineError as error:
            result[recipe.name] = error
    return result


def hide_and_check(
    secrets: Sequence[Item],
    cover: Item,
    key: engine.Key,
    recipe: engine.Recipe,
    report: Callable[[engine.Progress], None],
) -> Outcome:
    """Hide, parse the bytes again as a receiver would, and compare what comes out with what went in."""

    def checking(progress: engine.Progress) -> None:
        report(replace(progress, stage="check", index=0, count=1, overall=CHECKING, seconds_left=None))

    media = [item.medium for item in secrets]
    plan = engine.plan(media, cover.medium, recipe)
    data = engine.hide(media, cover.medium, key, recipe=recipe, report=report).to_bytes()
    stego = engine.Stego.from_bytes(data)
    shown = engine.show(stego, report=checking)
    revealed = engine.reveal(stego, key, report=checking) if media else []
    pairs = [
        pair(item.name, before, found.medium) for item, before, found in zip(secrets, kept(plan), revealed, strict=True)
    ]
    return Outcome(stego, len(data), pair(cover.name, plan.cover, shown), tuple(pairs))


def pair(name: str, before: engine.Medium, after: engine.Medium) -> Pair:
    """Two media and their distance."""
    return Pair(name, before, after, before.compare(after))


def kept(plan: engine.Plan) -> list[engine.Medium]:
    """Each secret as it will be hidden: the plan's parts put together again."""
    result: list[engine.Medium] = []
    for secret in plan.secrets:
        if secret.joins:
            result[-1] = result[-1].joined(secret.medium)
        else:
            result.append(secret.medium)
    return result
