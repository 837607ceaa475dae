"""Which key opens which box: every secret is revealed by one key, and nobody can count the keys of a file."""

from __future__ import annotations

import os
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace

from engine.errors import CapacityError, InvalidStegoError
from engine.file.entry import Entry, ExactEntry
from engine.file.file_mac import file_mac
from engine.file.manifest import MAX_KEYS, Manifest, empty_box, lock, unlock
from engine.file.stego import Stego
from engine.judged import with_judgements
from engine.key import DerivedKey, Key
from engine.planned import Plan
from engine.vault.keystream import permutations
from engine.verdict.scale import Judgement


def keys_of(plan: Plan, key: Key | Mapping[Hashable, Key] | None) -> dict[Hashable, Key]:
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


def with_boxes(
    stego: Stego,
    private_key: bytes,
    plan: Plan,
    entries: list[Entry | ExactEntry],
    keys: Mapping[Hashable, DerivedKey],
) -> Stego:
    """The stego network with its four boxes, in random order: nobody can count those that a key opens.

    There is a box for each key, with its own entries and its own MAC of the file; random bytes are in the others.
    """
    owned = [(secret.owner, entry) for secret, entry in zip(plan.stored, entries, strict=True)]
    boxes = [
        lock(Manifest(private_key, tuple(entry for whose, entry in owned if whose == owner), file_mac(stego, key)), key)
        for owner, key in keys.items()
    ]
    boxes += [empty_box() for _ in range(MAX_KEYS - len(boxes))]
    [order] = permutations([os.urandom(32)], MAX_KEYS)
    return replace(stego, boxes=tuple(boxes[index] for index in order))


def seal_judgements(stego: Stego, judgements: Mapping[Key, Sequence[Judgement | None]]) -> Stego:
    """Seal the verdict on each secret with it, for whoever reveals it; the file stays as long as it is.

    All four boxes are new, also those that no key opens: who has the file before and after learns nothing from what is
    the same in both. A box without room for verdicts stays without them.

    Parameters
    ----------
    stego : Stego
        That was just hidden, and not given to anybody.
    judgements : mapping of Key to sequence
        For every key of the file one judgement for each of its secrets, as `reveal` gives them; None where none is
        known. What only another key opens would be lost.

    Raises
    ------
    ValueError
        A key opens nothing in this file, or does not have as many secrets as judgements.

    Example
    -------
    >>> stego, key = engine.Stego.load("cat.undersong"), engine.Key.load("key.txt")
    >>> [secret] = engine.reveal(stego, key)
    >>> judged = engine.judge(engine.load("letter.png"), secret.medium)
    >>> engine.seal_judgements(stego, {key: [judged]}).save("cat.undersong")
    """
    boxes = [empty_box() for _ in stego.boxes]
    for key, judged in judgements.items():
        derived = key.derive(stego.salt, stego.version)
        opened = [(place, found) for place, box in enumerate(stego.boxes) if (found := unlock((box,), derived))]
        if len(opened) != 1:
            raise ValueError("a key opens nothing in this file")
        [(place, manifest)] = opened
        entries = with_judgements(manifest.entries, judged)
        boxes[place] = _locked(replace(manifest, entries=entries), derived) or lock(manifest, derived)
    return replace(stego, boxes=tuple(boxes))


def _locked(manifest: Manifest, key: DerivedKey) -> bytes:
    """A box that opens again; empty where there is no room for what the manifest says, or it is out of bounds."""
    try:
        box = lock(manifest, key)
        return box if unlock((box,), key) == manifest else b""
    except (CapacityError, InvalidStegoError):
        return b""
