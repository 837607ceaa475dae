"""hide_and_check: carry out a plan, then read the file back with every key and compare it with what was given."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import engine
from app.hide.choices import ChosenFile, ChosenMedium, ChosenSecret

CHECK_STARTS = 0.99  # fraction of the whole call that is done when the check begins


@dataclass(frozen=True, slots=True, eq=False)
class HideTask:
    """What one hide is made from: the chosen media, the plan of their sizes, and a key for each owner of a secret."""

    secrets: tuple[ChosenSecret, ...]
    cover: ChosenMedium
    plan: engine.Plan
    keys: Mapping[Hashable, engine.Key] = field(repr=False)
    restored: bool = False  # from what is kept: of a medium that is kept smaller the one that was given is gone


@dataclass(frozen=True, slots=True, eq=False)
class ComparedPair:
    """A medium as it was given, the same as the file returns it, their distance, and the verdict on it.

    `owner` is the index of its key.
    """

    name: str
    before: engine.Medium
    after: engine.Medium
    measures: Mapping[str, float]
    judgement: engine.Judgement | None
    owner: int


@dataclass(frozen=True, slots=True, eq=False)
class ComparedFile:
    """An exact secret as it was given, and the same as the file returns it.

    `medium` is what can be shown of it, if anything; `owner` is the index of its key.
    """

    name: str
    before: engine.ExactFile
    after: engine.ExactFile
    medium: engine.Medium | None
    owner: int

    @property
    def same(self) -> bool:
        """Whether every byte came back."""
        return self.before == self.after


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """A finished hide: `data` are the bytes that were checked, and that will be saved.

    `intact` says that every secret came back bit for bit, from a file that is as it was made.
    """

    data: bytes = field(repr=False)
    cover: ComparedPair
    secrets: tuple[ComparedPair | ComparedFile, ...]
    intact: bool

    def worst(self) -> tuple[str, engine.Judgement] | None:
        """The name of the medium that comes back least well, and the verdict on it; None if none was measured."""
        pairs = [pair for pair in (*self.secrets, self.cover) if isinstance(pair, ComparedPair)]
        judged = [(pair.name, pair.judgement) for pair in pairs if pair.judgement is not None]
        return min(judged, key=lambda one: one[1].verdict, default=None)


def hide_and_check(
    task: HideTask, report: engine.Report, checkpoint: engine.Checkpoint | None = None, *, on: bool = False
) -> Outcome:  # fmt: skip
    """Hide, or resume a loaded checkpoint; then parse the bytes as a receiver would, reveal everything and compare.

    With `on` the hide of the checkpoint, which is finished, is learned on.
    """

    def checking(progress: engine.Progress) -> None:
        report(replace(progress, stage="check", index=0, count=1, overall=CHECK_STARTS, seconds_left=None))

    plan = task.plan
    if checkpoint is not None and on:
        made = engine.learn_on(checkpoint, report=report)
    elif checkpoint is not None and checkpoint.state is not None:
        made = engine.resume(checkpoint, report=report)
    else:
        made = engine.hide(plan, task.keys, report=report, checkpoint=checkpoint)
    stego = engine.Stego.from_bytes(made.to_bytes())
    cover = _pair(task.cover, engine.show(stego, report=checking))
    revealed: dict[int, engine.Revealed] = {}
    for owner, key in task.keys.items():
        indices = [index for index, secret in enumerate(task.secrets) if secret.owner == owner]
        revealed |= zip(indices, engine.reveal(stego, key, report=checking), strict=True)
    secrets = []
    for index, chosen in enumerate(task.secrets):
        checking(engine.Progress(stage="check"))
        secrets.append(_compared(chosen, revealed[index].what))
    data = _with_judgements(stego, task, secrets, revealed).to_bytes()
    if checkpoint is not None and checkpoint.state is not None:
        # What is kept is what will be saved. Also where nothing is sealed: how many files a hide is kept in would tell.
        checkpoint.state = replace(checkpoint.state, finished=data)
        checkpoint.save_if_possible(checkpoint.state)
    same = all(secret.same for secret in secrets if isinstance(secret, ComparedFile))
    return Outcome(data, cover, tuple(secrets), same and engine.what_changed(list(revealed.values())) is None)


def _with_judgements(
    stego: engine.Stego, task: HideTask, secrets: Sequence[ComparedPair | ComparedFile],
    revealed: Mapping[int, engine.Revealed],
) -> engine.Stego:  # fmt: skip
    """The same file with the verdicts sealed in it, where they are not yet.

    Of a hide that was kept, and a medium that was scaled, the one that was given is gone: it keeps its verdict.
    """
    scaled = {planned.index for planned in task.plan.secrets if planned.given}
    judgements: dict[engine.Key, list[engine.Judgement | None]] = {key: [] for key in task.keys.values()}
    new = False
    for index, secret in enumerate(secrets):
        sealed = judgement = revealed[index].judgement
        if isinstance(secret, ComparedPair) and not (task.restored and index in scaled):
            judgement = secret.judgement
        judgements[task.keys[secret.owner]].append(judgement)
        new = new or judgement != sealed
    return engine.seal_judgements(stego, judgements) if new else stego


def _compared(chosen: ChosenSecret, returned: engine.Medium | engine.ExactFile) -> ComparedPair | ComparedFile:
    if isinstance(chosen, ChosenFile):
        assert isinstance(returned, engine.ExactFile)  # the entry of a secret says what it is
        return ComparedFile(chosen.name, chosen.file, returned, chosen.medium, chosen.owner)
    assert isinstance(returned, engine.Medium)
    return _pair(chosen, returned)


def _pair(chosen: ChosenMedium, returned: engine.Medium) -> ComparedPair:
    """Compared with what was given, at its size: as Compare does when it gets both files."""
    given = chosen.medium
    return ComparedPair(
        chosen.name, given, returned, given.try_compare(returned), engine.try_judge(given, returned), chosen.owner
    )  # fmt: skip
