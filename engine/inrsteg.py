"""The method on one page: hide, show and reveal (paper, Fig. 1), with the secrets sealed."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace

import torch

from engine.boxes import keys_of, with_boxes
from engine.budget import FitBudget
from engine.checkpoint import Checkpoint
from engine.device import choose_device
from engine.errors import NothingRevealedError
from engine.file.entry import ExactEntry
from engine.file.file_mac import is_intact
from engine.file.manifest import unlock
from engine.file.stego import Settings, Stego
from engine.fit.loop import fit_stacked
from engine.fit.quantization import QuantGrid
from engine.fit.task import FitProgress, FitResult, FitTask
from engine.hide_state import HideState
from engine.key import Key
from engine.layouts import Extractor, layout_of
from engine.media import Medium
from engine.memory import memory_errors
from engine.planned import Plan, PlannedFit
from engine.progress import Progress, Report, ignore
from engine.reporting import Reporter
from engine.revealed import Revealed, render, render_secret
from engine.siren import Siren
from engine.vault.permutation import permute, unpermute
from engine.vault.storage import STORAGES


def hide(
    plan: Plan,
    key: Key | Mapping[Hashable, Key] | None = None,
    *,
    report: Report = ignore,
    checkpoint: Checkpoint | None = None,
) -> Stego:
    """Carry out a plan: fit a SIREN to every learned secret, seal all secrets, and fit the cover around them.

    Parameters
    ----------
    plan : Plan
    key : Key, mapping of owner to Key, or None
        One key for all secrets, or one for each owner of the plan; None where the owners are Keys themselves.
    report : callable
        Called with a `Progress` about ten times a second, from the calling thread. If it raises `FinishNow`, the fit
        under way ends soon, its learning rate decayed to zero; anything else it raises ends the hide and is passed on.
    checkpoint : Checkpoint, optional
        Saved every minute, so that `resume` can continue after a crash; the caller deletes it once the file is saved.

    Returns
    -------
    Stego
        Its `save` writes the file.

    Raises
    ------
    ValueError
        A secret without a key, a key without a secret, or one key for two owners.
    DeviceError, OutOfMemoryError, DivergedError, CheckpointInUseError
        The device is missing; no device has enough memory; training diverged four times; another hide has this
        checkpoint.

    Example
    -------
    >>> recipe = dataclasses.replace(engine.DRAFT, seconds=1)
    >>> plan = engine.plan([engine.load("letter.png")], engine.load("cat.png"), recipe)
    >>> stego = engine.hide(plan, engine.Key.create("my-key.txt"), report=engine.ProgressBar())
    >>> stego.save("cat.undersong")
    """
    state = HideState.begin(plan, keys_of(plan, key), checkpoint.noted if checkpoint is not None else None)
    with checkpoint or nullcontext(), memory_errors():
        return carry_out(state, report, checkpoint)


def carry_out(
    state: HideState, report: Report, checkpoint: Checkpoint | None, starts: Sequence[Siren] = ()
) -> Stego:  # fmt: skip
    """Fit every secret, write all into the stego network, fit that to the cover, permute it, lock the boxes.

    `starts` are the networks to begin with, of the secrets and of the cover; without them these are random. What is
    under way is saved in the checkpoint only without them: else it holds a finished file.
    """
    if state.finished:
        return Stego.from_bytes(state.finished)
    plan = state.plan
    device = choose_device(plan.recipe.device)
    budget = FitBudget(plan, device)
    reporter = Reporter(budget, report)
    derived = {owner: key.derive(state.salt) for owner, key in state.keys.items()}
    layout = layout_of(plan, derived, state.start_seed)

    def fit_group(
        networks: Sequence[Siren], group: range, mask: Siren | None = None, grids: list[QuantGrid] | None = None
    ) -> list[FitResult]:
        planned, on_progress = [budget.fits[index] for index in group], reporter.of_group(group)

        def save_and_report(moment: FitProgress) -> None:
            if checkpoint is not None and not starts and checkpoint.due():
                checkpoint.save_if_possible(replace(state, resume_point=moment.resume_point()))
            on_progress(moment)

        task = FitTask(
            networks, [fit.medium.samples() for fit in planned], [fit.coordinate_scale for fit in planned],
            budget.group_schedule(group), planned[0].tiling, mask, grids,
        )  # fmt: skip
        return fit_stacked(task, device=device, report=save_and_report, resume=state.resume_point)

    *secret_groups, cover_group = budget.groups(len(state.fitted))
    for group in secret_groups:
        begun = [starts[i] if starts else _random(budget.fits[i]) for i in group]
        state = replace(state, fitted=(*state.fitted, *fit_group(begun, group)), resume_point=None)
    secrets = [result.network for result in state.fitted]
    if state.written is None:
        blank = starts[-1] if starts else _random(budget.fits[-1])
        state = replace(state, written=layout.write(blank, secrets))
    assert state.written is not None
    [cover] = fit_group([state.written], cover_group, layout.trainable(), layout.cover_rounding())

    network, scales = layout.as_stored(cover.network)
    bare = Stego(permute(network, state.private_key), _settings(plan, scales), state.salt, boxes=())
    stego = with_boxes(bare, state.private_key, plan, layout.entries(network, secrets), derived)
    if checkpoint is not None:
        checkpoint.state = replace(state, resume_point=None, finished=stego.to_bytes())
        checkpoint.save_if_possible(checkpoint.state)
    return stego


def _random(fit: PlannedFit) -> Siren:
    return Siren.random(fit.architecture, fit.medium.gain)


def _settings(plan: Plan, scales: tuple[float, ...]) -> Settings:
    cover, storage = plan.cover, STORAGES[plan.recipe.storage]
    return Settings(
        modality=cover.modality,
        grid=cover.grid,
        tiling=plan.tiling,
        frequency=plan.fits[-1].coordinate_scale,
        vault=plan.vault.width if plan.vault else 0,
        gain=cover.gain,
        storage=storage.name,
        scales=scales if storage.dtype == torch.int8 else (),
    )


def show(stego: Stego, *, scale: float = 1.0, report: Report = ignore) -> Medium:
    """Render the cover, as anybody can without a key.

    Parameters
    ----------
    stego : Stego
    scale : float
        Points along each axis of the lattice, as a multiple of those it was hidden with; a video keeps its frames.
    report : callable
        Called from the calling thread, before the work begins and after each piece of 65,536 points; what it raises
        ends the work and is passed on.

    Returns
    -------
    Image, Audio, Video or Shape

    Raises
    ------
    LatticeTooLargeError
        At this scale the lattice is too large to render.
    OutOfMemoryError

    Example
    -------
    >>> engine.show(engine.Stego.load("cat.undersong"), scale=2).write("cat-2x.png")
    """
    settings, begun = stego.settings, Progress(stage="show")
    return render(
        settings.modality, stego.network, settings.frequency, settings.tiling, settings.grid, scale, report, begun
    )


@memory_errors()
def reveal(stego: Stego, key: Key, *, scale: float = 1.0, report: Report = ignore) -> list[Revealed]:
    """Take out the secrets of one key: media are rendered, exact files come back as they were.

    Parameters
    ----------
    stego : Stego
    key : Key
    scale, report
        As for `show`.

    Returns
    -------
    list of Revealed
        In the order in which they were given to `plan`; a video with its sound is one.

    Raises
    ------
    NothingRevealedError
        The key is wrong, nothing is hidden, or the file was damaged: nobody can tell these apart.
    InvalidStegoError
        The key is right, but the file is smaller than what was hidden in it.
    LatticeTooLargeError, OutOfMemoryError
        As from `show`.

    Example
    -------
    >>> for secret in engine.reveal(engine.Stego.load("cat.undersong"), engine.Key.load("key.txt")):
    ...     secret.medium.write("letter.png")
    """
    derived = key.derive(stego.salt, stego.version)
    manifest = unlock(stego.boxes, derived)
    if manifest is None or not manifest.entries:
        raise NothingRevealedError
    extractor = Extractor(stego.settings, unpermute(stego.network, manifest.private_key, stego.version), derived)
    same, count = is_intact(stego, derived, manifest.file_mac), len(manifest.entries)
    revealed: list[Revealed] = []
    for index, entry in enumerate(manifest.entries):
        begun = Progress(stage="reveal", index=index, count=count, overall=index / count)
        report(begun)
        if isinstance(entry, ExactEntry):
            file, intact = extractor.file(entry)
            revealed.append(Revealed(file, intact, same, name=file.name))
            continue
        secret, intact = extractor.network(entry)
        found = Revealed(
            render_secret(entry, secret, scale, report, begun), intact, same, (secret,), entry.name, (entry,)
        )
        if entry.joins_previous and revealed:
            found = revealed.pop().joined(found)
        revealed.append(found)
    return revealed
