"""The method on one page: hide, show and reveal (paper, Fig. 1), with the secrets sealed."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace

import torch

from engine.budget import FitBudget
from engine.checkpoint import Checkpoint
from engine.device import choose_device
from engine.errors import CapacityError, NothingRevealedError
from engine.file.manifest import BOXES, PRIVATE_KEY_BYTES, Entry, Manifest, empty_box, lock, unlock
from engine.file.stego import Settings, Stego
from engine.fit.loop import fit_stacked
from engine.fit.render import field
from engine.fit.schedule import FitProgress, FitResult, QuantGrid, ResumePoint
from engine.hide_state import HideState
from engine.key import SALT_BYTES, DerivedKey, Key
from engine.layouts import extract_secret, layout_of
from engine.media import MODALITIES, Medium
from engine.planning import Plan, kept, plan
from engine.progress import Progress, Report, ignore
from engine.recipe import STANDARD, Recipe
from engine.siren import Siren
from engine.vault.keystream import Keystream
from engine.vault.permutation import permute, unpermute
from engine.vault.storage import STORAGES


@dataclass(frozen=True, slots=True, eq=False)
class Revealed:
    """A secret as it came out; `intact` is False where the file was changed after hiding.

    `networks` are the secret's SIRENs, bit for bit those that were hidden where it is intact: one, or two for a
    video with sound.
    """

    medium: Medium
    intact: bool
    networks: tuple[Siren, ...]


def hide(
    secrets: Sequence[Medium],
    cover: Medium,
    key: Key | Sequence[Key],
    *,
    recipe: Recipe = STANDARD,
    report: Report = ignore,
    job: Checkpoint | None = None,
) -> Stego:
    """Hide the secrets in the cover.

    One key opens them all, or each has its own in `key` (up to four different ones: a decoy is just another).
    With a `job`, what a crash interrupts can be resumed. Raises CapacityError before anything is fitted, and
    whatever `report` raises.
    """
    keys = [key] * len(secrets) if isinstance(key, Key) else list(key)
    if len(set(keys)) > BOXES:
        raise CapacityError(f"A file has room for {BOXES} keys; these are {len(set(keys))}.")
    together = sorted(range(len(secrets)), key=lambda i: keys.index(keys[i]))  # the secrets of one key side by side
    state = HideState(
        secrets=tuple(kept(secrets[i], recipe) for i in together),
        cover=kept(cover.parts()[0], recipe),
        keys=tuple(keys[i] for i in together),
        recipe=recipe,
        salt=os.urandom(SALT_BYTES),
        private_key=os.urandom(PRIVATE_KEY_BYTES),
        first=int.from_bytes(os.urandom(8)),
    )
    return _carried_out(state, report, job)


def resume(job: Checkpoint, *, report: Report = ignore) -> Stego:
    """Go on with the hide that a loaded job kept; at most a minute of it is done again."""
    if job.state is None:
        raise ValueError("this job was not loaded from a file")
    return _carried_out(job.state, report, job)


def _carried_out(state: HideState, report: Report, job: Checkpoint | None) -> Stego:
    """Every secret fitted, all filled into one network, that fitted to the cover, permuted and locked."""
    recipe = state.recipe
    if len(set(state.keys)) > 1:
        job = None  # one key would open what was kept for all of them
    device, planned = choose_device(recipe.device), plan(state.secrets, state.cover, recipe, state.keys)
    stages = FitBudget(planned, report)
    derived = {key: key.derive(state.salt) for key in dict.fromkeys(state.keys)}
    owners = [derived[key] for key, secret in zip(state.keys, state.secrets, strict=True) for _ in secret.parts()]
    layout = layout_of(planned, owners, state.first)

    def fitted(
        networks: Sequence[Siren], group: range, mask: Siren | None = None, rounding: QuantGrid | None = None
    ) -> list[FitResult]:
        samples, told = [stages.media[number].samples() for number in group], stages.reporter(group)

        def keeping(moment: FitProgress) -> None:
            if job is not None and job.due():
                job.keep_if_possible(replace(state, start=ResumePoint(moment.network(), moment.step, moment.seconds)))
            told(moment)

        return fit_stacked(
            networks, samples, [stages.frequency(number) for number in group], stages.schedule_of(group), mask=mask,
            rounding=rounding, device=device, report=keeping, resumed=state.start, tiling=stages.tiling(group[0]),
        )  # fmt: skip

    *groups, last = stages.groups(len(state.fitted))
    try:
        for group in groups:
            fresh = [Siren.random(planned.secrets[number].architecture, stages.media[number].gain) for number in group]
            state = replace(state, fitted=(*state.fitted, *fitted(fresh, group)), start=None)
        filled = layout.filled(Siren.random(planned.stego, planned.cover.gain), state.fitted)
        state = replace(state, filled=state.filled or filled)
        network = fitted([state.filled or filled], last, layout.mask(), layout.cover_rounding())[0].network
    finally:
        if job is not None:
            job.over()

    storage, scales = STORAGES[recipe.storage], layout.scales(network)
    inner = [storage.rounded(w, scale) for w, scale in zip(network.weights[1:-1], scales, strict=True)]
    network = Siren((network.weights[0], *inner, network.weights[-1]), network.biases)
    boxes = _boxes(state.private_key, layout.entries(network), owners)
    return Stego(permute(network, state.private_key), _settings(planned, scales), state.salt, boxes)


def _boxes(private_key: bytes, entries: list[Entry], owners: list[DerivedKey]) -> tuple[bytes, ...]:
    """One box for each key with what is its, the rest random, in random order: none tells how many there are."""
    boxes = [
        lock(Manifest(private_key, tuple(e for e, o in zip(entries, owners, strict=True) if o is owner)), owner)
        for owner in dict.fromkeys(owners)
    ]
    boxes += [empty_box() for _ in range(BOXES - len(boxes))]
    places = Keystream(os.urandom(32)).permutation(BOXES)
    return tuple(boxes[place] for place in places)


def _settings(planned: Plan, scales: tuple[float, ...]) -> Settings:
    cover, storage = planned.cover, STORAGES[planned.recipe.storage]
    return Settings(
        modality=cover.modality,
        grid=cover.grid,
        frequency=cover.frequency,
        vault=planned.vault.width if planned.vault else 0,
        gain=cover.gain,
        storage=storage.name,
        scales=scales if storage.dtype == torch.int8 else (),
    )


def show(stego: Stego, *, scale: float = 1.0, report: Report = ignore) -> Medium:
    """The cover, as anybody sees it: no key; `scale` renders it finer.  Raises InvalidStegoError."""
    report(Progress(stage="show"))
    settings = stego.settings
    grid = settings.grid if scale == 1 else settings.grid.finer(scale)
    return MODALITIES[settings.modality].from_field(field(stego.network, settings.frequency, choose_device()), grid)


def reveal(stego: Stego, key: Key, *, scale: float = 1.0, report: Report = ignore) -> list[Revealed]:
    """The secrets this key is for.  Raises NothingRevealedError, one answer for every reason there may be."""
    derived = key.derive(stego.salt)
    manifest = unlock(stego.boxes, derived)
    if manifest is None or not manifest.entries:
        raise NothingRevealedError
    network = unpermute(stego.network, manifest.private_key)
    revealed: list[Revealed] = []
    for index, entry in enumerate(manifest.entries):
        done, count = index / len(manifest.entries), len(manifest.entries)
        report(Progress(stage="reveal", index=index, count=count, fraction=done, overall=done))
        secret, intact = extract_secret(stego.settings, network, entry, derived)
        grid = entry.grid if scale == 1 else entry.grid.finer(scale)
        medium = MODALITIES[entry.modality].from_field(
            field(secret, entry.frequency, choose_device(), entry.tiling), grid
        )
        networks: tuple[Siren, ...] = (secret,)
        if entry.joins and revealed:
            whole = revealed.pop()
            medium, intact, networks = whole.medium.joined(medium), whole.intact and intact, (*whole.networks, secret)
        revealed.append(Revealed(medium, intact, networks))
    return revealed
