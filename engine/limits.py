"""What a file has no room for: too many secrets, names that are too long, or more than the vault holds."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final, NoReturn

from engine.errors import CapacityError, LatticeTooLargeError, Offer, TooManySecretsError
from engine.file.bounds import MAX_PARAMETERS
from engine.file.entry import Entry, ExactEntry
from engine.file.manifest import (
    MAX_ENTRIES,
    MAX_KEYS,
    MAX_PACKED_BYTES,
    MAX_POINTS,
    PRIVATE_KEY_BYTES,
    Manifest,
    packed,
    points_of,
)
from engine.file.stego import MAX_FILE_BYTES
from engine.planned import Plan, PlannedExact, PlannedSecret
from engine.recipe import MAX_SECRETS, ROOMS, WIDTHS, Recipe
from engine.vault import exact
from engine.vault.sealing import MAC_BYTES
from engine.vault.storage import STORAGES

# What a box's content may be longer than forecast, where MACs, ranges and the private key are not known yet. Of 400
# boxes that were nearly full each was shorter, by 85 bytes or more: true numbers vary less than what stands for them.
BOX_MARGIN: Final = 16


def check_counts(secrets: int, owners: int) -> None:
    """Raise TooManySecretsError for more secrets or keys than one file holds."""
    if secrets > MAX_SECRETS:
        raise TooManySecretsError(
            f"One file holds at most {MAX_SECRETS} secrets; these are {secrets}. Hide some in another file.",
            needed=secrets, available=MAX_SECRETS,
        )  # fmt: skip
    if owners > MAX_KEYS:
        raise TooManySecretsError(
            f"A file has room for {MAX_KEYS} keys; these are {owners}.", needed=owners, available=MAX_KEYS
        )


def check_boxes(plan: Plan) -> None:
    """Raise CapacityError where the box of a key is too small for what it says of its secrets."""
    for owner in plan.owners:
        entries = tuple(_entry(s, number) for number, s in enumerate(plan.stored) if s.owner == owner)
        if len(entries) > MAX_ENTRIES:
            raise TooManySecretsError(
                f"One key has room for {MAX_ENTRIES} secrets; these are {len(entries)}, the sound of a video counting "
                "as one of its own.",
                needed=len(entries), available=MAX_ENTRIES,
            )  # fmt: skip
        if (points := points_of(entries)) > MAX_POINTS:
            raise LatticeTooLargeError(
                f"The media of one key have at most {MAX_POINTS:,} points together; these have {points:,}. "
                "Hide fewer of them with one key.",
                needed=points, available=MAX_POINTS,
            )  # fmt: skip
        manifest = Manifest(_any_bytes(-1, PRIVATE_KEY_BYTES), entries, _any_bytes(-2, MAC_BYTES))
        length = len(packed(manifest)) + BOX_MARGIN
        if length > MAX_PACKED_BYTES:
            raise CapacityError(
                f"What has to be noted of these {len(entries)} secrets, above all their names, takes {length:,} bytes; "
                f"there is room for {MAX_PACKED_BYTES:,}. Hide fewer of them with one key, or give them shorter names.",
                needed=length, available=MAX_PACKED_BYTES,
            )  # fmt: skip


def _entry(secret: PlannedSecret | PlannedExact, number: int) -> Entry | ExactEntry:
    """The entry of a secret as long as it will be, with other numbers where the true ones are not known yet."""
    tensors = 0
    if isinstance(secret, PlannedSecret):
        tensors = len(secret.architecture.weight_shapes) + len(secret.architecture.bias_shapes)
    numbers = _any_bytes(number, 4 + MAC_BYTES + 4 * tensors)
    start, mac = int.from_bytes(numbers[:4], "little"), numbers[4 : 4 + MAC_BYTES]
    if isinstance(secret, PlannedExact):
        return secret.entry(start, number, mac)
    return secret.entry(start, number, struct.unpack(f"<{tensors}f", numbers[4 + MAC_BYTES :]), mac)


def _any_bytes(number: int, count: int) -> bytes:
    """As hard to compress as random ones, and always the same."""
    return hashlib.shake_256(str(number).encode()).digest(count)


def refuse(planned: Plan, planned_with: Callable[[Recipe], Plan]) -> NoReturn:
    """Raise the CapacityError of a plan whose secrets need more cells than there are.

    It says what would do; `planned_with` makes the same plan with another recipe.
    """

    def fits(recipe: Recipe) -> bool:
        other = planned_with(recipe)
        small = other.bytes <= MAX_FILE_BYTES and other.stego.parameter_count <= MAX_PARAMETERS
        return other.used <= other.available and small

    recipe, needed, available = planned.recipe, planned.used, planned.available
    if recipe.width:
        widths = (width for width in WIDTHS if width > (recipe.width or 0))
        width = next((width for width in widths if fits(replace(recipe, width=width))), 0)
        would_do = f" A width of {width} would do." if width else ""
        missing, sentence = _sentence(planned)
        raise CapacityError(sentence + would_do, needed=needed, available=available, width=width, missing_bytes=missing)
    offers = tuple(_offers(planned, fits))
    room = next((offer.room for offer in offers if offer.storage == recipe.storage), 0)
    missing, sentence = _sentence(planned)
    raise CapacityError(
        sentence + _would_do(offers, recipe), needed=needed, available=available, room=room, missing_bytes=missing,
        offers=offers if planned.exact else (),
    )  # fmt: skip


def _offers(planned: Plan, fits: Callable[[Recipe], bool]) -> Iterator[Offer]:
    """The smallest changes of the recipe that would do: more room, another storage; only where neither does, both.

    Storages count where there are exact secrets. Learned ones would need about as many cells.
    """
    recipe, found = planned.recipe, False
    rooms = [room for room in ROOMS if room > recipe.room]
    storages = [storage for storage in STORAGES.values() if storage.name != recipe.storage] if planned.exact else []
    for room in rooms:
        if fits(replace(recipe, room=room)):
            yield Offer(room, recipe.storage)
            found = True
            break
    for storage in storages:
        if fits(replace(recipe, storage=storage.name)):
            yield Offer(recipe.room, storage.name)
            found = True
    if not found:
        both = (replace(recipe, room=room, storage=storage.name) for room in rooms for storage in storages)
        yield from (Offer(changed.room, changed.storage) for changed in both if fits(changed))


def _sentence(planned: Plan) -> tuple[int, str]:
    """How many bytes there are too many, where there are exact secrets; and by how much it does not fit, in words."""
    if not planned.exact or planned.vault is None:
        return 0, (
            f"The secrets need at least {planned.used:,} cells; a network of width {planned.stego.width} has "
            f"{planned.available:,}."
        )
    available = planned.room_for_files
    missing = exact.bytes_for(planned.used - planned.available, planned.vault.storage)
    return missing, (
        f"The secrets need room for {available + missing:,} bytes; beside this cover there is room for {available:,}: "
        f"{missing:,} bytes too few."
    )


def _would_do(offers: tuple[Offer, ...], recipe: Recipe) -> str:
    """The offers in words."""
    words = []
    for room, storage in offers:
        changes = [f"{room} times the room"] if room != recipe.room else []
        changes += [f"the storage “{storage}”"] if storage != recipe.storage else []
        words.append(" with ".join(changes))
    text = ", or ".join(words)
    return f" {text[0].upper()}{text[1:]} would do." if text else ""
