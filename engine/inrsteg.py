"""The method on one page: hide, show and reveal (paper, Fig. 1), with the secrets sealed."""

from __future__ import annotations

import os
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import torch

from engine.budget import FitBudget
from engine.checkpoint import Checkpoint
from engine.device import choose_device
from engine.errors import NothingRevealedError
from engine.file.manifest import MAX_KEYS, PRIVATE_KEY_BYTES, Entry, Manifest, empty_box, lock, unlock
from engine.file.stego import Settings, Stego
from engine.fit.loop import fit_stacked
from engine.fit.render import field as siren_field
from engine.fit.schedule import FitProgress, FitResult, QuantGrid, ResumePoint
from engine.hide_state import HideState
from engine.key import SALT_BYTES, DerivedKey, Key
from engine.layouts import extract_secret, layout_of
from engine.media import MODALITIES, Medium
from engine.planning import Plan
from engine.progress import Progress, Report, ignore
from engine.reporting import Reporter
from engine.siren import Siren
from engine.vault.keystream import Keystream
from engine.vault.permutation import permute, unpermute
from engine.vault.storage import STORAGES


def hide(
    plan: Plan,
    key: Key | Mapping[Hashable, Key] | None = None,
    *,
    report: Report = ignore,
    checkpoint: Checkpoint | None = None,
) -> Stego:
    """Carry out a plan: fit every secret, seal it, and fit the cover around the secrets.

    `key` reveals all secrets, or has a key for each owner of the plan; None where the owners are Keys themselves.
    With a `checkpoint` an interrupted hide can be resumed; the caller deletes it when the file is saved.
    Raises ValueError where keys and owners do not belong together, and whatever `report` raises.
    """
    state = HideState(
        plan=plan,
        keys=_keys_of(plan, key),
        salt=os.urandom(SALT_BYTES),
        private_key=os.urandom(PRIVATE_KEY_BYTES),
        start_seed=int.from_bytes(os.urandom(8)),
    )
    return _run(state, report, checkpoint)


def resume(checkpoint: Checkpoint, *, report: Report = ignore) -> Stego:
    """Go on with the hide of a loaded checkpoint; at most a minute of it is done again."""
    if checkpoint.state is None:
        raise ValueError("this checkpoint was not loaded from a file")
    return _run(checkpoint.state, report, checkpoint)


def _keys_of(plan: Plan, key: Key | Mapping[Hashable, Key] | None) -> dict[Hashable, Key]:
    """The key of each owner: every secret is revealed by one, and every key reveals something."""
    owners = plan.owners
    if isinstance(key, Key):
        if len(owners) > 1:
            raise ValueError(f"one key was given for secrets of {len(owners)} owners")
        return dict.fromkeys(owners, key)
    keys: Mapping[Hashable, Key] = (
        key if key is not None else {owner: owner for owner in owners if isinstance(owner, Key)}
    )
    if set(keys) != set(owners):
        raise ValueError("there has to be a key for every owner of a secret, and a secret for every key")
    if len(set(keys.values())) < len(owners):
        raise ValueError("two owners have the same key: each would reveal the other's secrets")
    return {owner: keys[owner] for owner in owners}


def _run(state: HideState, report: Report, checkpoint: Checkpoint | None) -> Stego:
    """Fit every secret, write all into one network, fit that to the cover, permute it, lock the boxes."""
    if state.finished:
        return Stego.from_bytes(state.finished)
    plan = state.plan
    if len(state.keys) > 1:
        checkpoint = None  # one key would open what is kept of all of them
    device = choose_device(plan.recipe.device)
    budget = FitBudget(plan, device)
    reporter = Reporter(budget, report)
    derived = {owner: key.derive(state.salt) for owner, key in state.keys.items()}
    layout = layout_of(plan, derived, state.start_seed)

    def fit_group(
        networks: Sequence[Siren], group: range, mask: Siren | None = None, rounding: QuantGrid | None = None
    ) -> list[FitResult]:
        planned, on_progress = [budget.fits[index] for index in group], reporter.of_group(group)

        def save_and_report(moment: FitProgress) -> None:
            if checkpoint is not None and checkpoint.due():
                point = ResumePoint(moment.network(), moment.step, moment.seconds)
                checkpoint.save_if_possible(replace(state, resume_point=point))
            on_progress(moment)

        return fit_stacked(
            networks, [fit.medium.samples() for fit in planned], [fit.coordinate_scale for fit in planned],
            budget.group_schedule(group), mask=mask, rounding=rounding, device=device, report=save_and_report,
            resumed=state.resume_point, tiling=planned[0].tiling,
        )  # fmt: skip

    *secret_groups, cover_group = budget.groups(len(state.fitted))
    for group in secret_groups:
        random = [Siren.random(fit.architecture, fit.medium.gain) for fit in (budget.fits[i] for i in group)]
        state = replace(state, fitted=(*state.fitted, *fit_group(random, group)), resume_point=None)
    secrets = [result.network for result in state.fitted]
    if state.written is None:
        state = replace(state, written=layout.write(Siren.random(plan.stego, plan.cover.gain), secrets))
    assert state.written is not None
    [cover] = fit_group([state.written], cover_group, layout.trainable(), layout.cover_rounding())

    network, scales = layout.as_stored(cover.network)
    boxes = _boxes(state.private_key, plan, layout.entries(network, secrets), derived)
    stego = Stego(permute(network, state.private_key), _settings(plan, scales), state.salt, boxes)
    if checkpoint is not None:
        checkpoint.save_if_possible(replace(state, resume_point=None, finished=stego.to_bytes()))
    return stego


def _boxes(
    private_key: bytes, plan: Plan, entries: list[Entry], keys: Mapping[Hashable, DerivedKey]
) -> tuple[bytes, ...]:
    """A box for each key with its own entries, random bytes in the others, in random order: nobody can count them."""
    owned = [(secret.owner, entry) for secret, entry in zip(plan.secrets, entries, strict=True)]
    boxes = [
        lock(Manifest(private_key, tuple(entry for whose, entry in owned if whose == owner)), key)
        for owner, key in keys.items()
    ]
    boxes += [empty_box() for _ in range(MAX_KEYS - len(boxes))]
    order = Keystream(os.urandom(32)).permutation(MAX_KEYS)
    return tuple(boxes[index] for index in order)


def _settings(plan: Plan, scales: tuple[float, ...]) -> Settings:
    cover, storage = plan.cover, STORAGES[plan.recipe.storage]
    return Settings(
        modality=cover.modality,
        grid=cover.grid,
        frequency=cover.frequency,
        vault=plan.vault.width if plan.vault else 0,
        gain=cover.gain,
        storage=storage.name,
        scales=scales if storage.dtype == torch.int8 else (),
    )


def show(stego: Stego, *, scale: float = 1.0, report: Report = ignore) -> Medium:
    """Render the cover, as anybody can without a key; `scale` makes its lattice finer.  Raises InvalidStegoError."""
    report(Progress(stage="show"))
    settings = stego.settings
    grid = settings.grid if scale == 1 else settings.grid.finer(scale)
    return MODALITIES[settings.modality].from_field(
        siren_field(stego.network, settings.frequency, choose_device()), grid
    )


@dataclass(frozen=True, slots=True, eq=False)
class Revealed:
    """A secret as it came out; `intact` is False where the file was changed after hiding.

    `networks` are the secret's SIRENs, where it is intact bit for bit those that were hidden: one, or two for a video
    with sound.
    """

    medium: Medium
    intact: bool
    networks: tuple[Siren, ...]
    _entries: tuple[Entry, ...] = field(repr=False)

    def finer(self, scale: float, *, report: Report = ignore) -> Medium:
        """Render the secret anew on a lattice `scale` times as fine; needs no key."""
        rendered = [
            _rendered(entry, network, scale, report)
            for entry, network in zip(self._entries, self.networks, strict=True)
        ]
        return rendered[0] if len(rendered) == 1 else rendered[0].joined(rendered[1])


def reveal(stego: Stego, key: Key, *, scale: float = 1.0, report: Report = ignore) -> list[Revealed]:
    """Take out the secrets this key is for.  Raises NothingRevealedError, one answer for every reason there may be."""
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
        found = Revealed(_rendered(entry, secret, scale, ignore), intact, (secret,), (entry,))
        if entry.joins and revealed:
            first = revealed.pop()
            found = Revealed(
                first.medium.joined(found.medium), first.intact and intact, (*first.networks, secret),
                (*first._entries, entry),
            )  # fmt: skip
        revealed.append(found)
    return revealed


def _rendered(entry: Entry, network: Siren, scale: float, report: Report) -> Medium:
    report(Progress(stage="reveal"))
    grid = entry.grid if scale == 1 else entry.grid.finer(scale)
    return MODALITIES[entry.modality].from_field(
        siren_field(network, entry.frequency, choose_device(), entry.tiling), grid
    )
