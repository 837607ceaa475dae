"""Which key opens which box: every secret is revealed by one key, and nobody can count the keys of a file."""

from __future__ import annotations

import os
from collections.abc import Hashable, Mapping
from dataclasses import replace

from engine.file.entry import Entry, ExactEntry
from engine.file.file_mac import file_mac
from engine.file.manifest import MAX_KEYS, Manifest, empty_box, lock
from engine.file.stego import Stego
from engine.key import DerivedKey, Key
from engine.planned import Plan
from engine.vault.keystream import permutations


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
