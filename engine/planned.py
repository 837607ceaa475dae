"""Plan: all sizes of a hide, as a value."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from typing import ClassVar

from engine.exact_file import ExactFile
from engine.file.entry import Entry, ExactEntry
from engine.file.manifest import BOX_BYTES, MAX_KEYS
from engine.media import Image, Medium, Tiling, Video
from engine.recipe import Recipe, coordinate_scale
from engine.safe_names import kept_name
from engine.siren import Architecture
from engine.vault import exact
from engine.vault.paper_layout import Placement
from engine.vault.storage import STORAGES
from engine.vault.vault import Vault


@dataclass(frozen=True, slots=True, eq=False)
class Secret:
    """What to hide, and its owner: the Key that will reveal it, or any label that `hide` maps to a Key.

    `name` is that of the file a medium was loaded from, which is sealed with it; a longer one is cut to 255 bytes of
    UTF-8. An exact file has its own.
    """

    what: Medium | ExactFile
    owner: Hashable = field(default=None, repr=False)
    name: str = ""

    def __post_init__(self) -> None:
        name = self.what.name if isinstance(self.what, ExactFile) else kept_name(self.name)
        object.__setattr__(self, "name", name)


@dataclass(frozen=True, slots=True, eq=False)
class PlannedFit:
    """One network to fit: the scaled medium, its architecture (a stack with one SIREN a tile) and its tiling."""

    medium: Medium
    architecture: Architecture
    tiling: Tiling

    @property
    def coordinate_scale(self) -> tuple[float, ...]:
        """What each coordinate is multiplied by before the first layer."""
        return coordinate_scale(self.medium, self.tiling)


@dataclass(frozen=True, slots=True, eq=False)
class PlannedSecret(PlannedFit):
    """The network of one secret, or of one part of it.

    `index` is the secret's position among those given to `plan`: the one number it has everywhere. `part` is 0, or 1
    for the sound of a video. `name` is that of its file, and `given` the shape of its grid before it was scaled, or
    empty where that is the same: both are sealed with the first part.
    """

    index: int
    part: int = 0
    owner: Hashable = field(default=None, repr=False)
    name: str = ""
    given: tuple[int, ...] = ()

    def entry(self, start: int, number: int, ranges: tuple[float, ...], mac: bytes) -> Entry:
        """What the manifest says of it: where it begins, the number of its subkeys, and what was not known before."""
        medium = self.medium
        return Entry(
            start, number, medium.modality, self.architecture, medium.grid, self.coordinate_scale, ranges, mac,
            self.part > 0, self.tiling, name="" if self.part else self.name, given=self.given,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class PlannedExact:
    """An exact secret: nothing is fitted to it.  `index` and `owner` are as of any other."""

    what: ExactFile
    index: int
    owner: Hashable = field(default=None, repr=False)
    part: ClassVar[int] = 0

    def entry(self, start: int, number: int, mac: bytes) -> ExactEntry:
        """What the manifest says of it."""
        return ExactEntry(start, number, self.what.name, self.what.kind, self.what.size, mac)


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """All sizes of a hide; `hide` carries it out as it is.

    `secrets` are the learned ones, in the order in which they are fitted: those of one owner one after another. `exact`
    are those for which nothing is fitted. `used` and `available` count cells of the vault, or hidden units in the
    paper's layout. `shrink` is the share of the weights which its content asks for that a secret gets: the smallest of
    all owners, and 1 where the room is enough. Below `planning.MIN_DENSITY` the media are scaled too. In the paper's
    layout it is always 1.
    """

    secrets: tuple[PlannedSecret, ...]
    cover: Medium
    tiling: Tiling  # of the cover: one SIREN of the stego stack for each tile
    stego: Architecture
    vault: Vault | None  # None in the paper's own layout
    placements: tuple[Placement, ...]
    recipe: Recipe
    used: int
    available: int
    shrink: float = 1.0
    exact: tuple[PlannedExact, ...] = ()

    @property
    def fits(self) -> tuple[PlannedFit, ...]:
        """All networks in the order in which they are fitted: the secrets, then the cover."""
        return (*self.secrets, PlannedFit(self.cover, self.stego, self.tiling))

    @property
    def stored(self) -> tuple[PlannedSecret | PlannedExact, ...]:
        """All secrets in the order in which they are stored: by owner, and those of each as they were given."""
        every: list[PlannedSecret | PlannedExact] = [*self.secrets, *self.exact]
        given = sorted(every, key=lambda secret: (secret.index, secret.part))
        owners = list(dict.fromkeys(secret.owner for secret in given))
        return tuple(secret for owner in owners for secret in given if secret.owner == owner)

    @property
    def owners(self) -> tuple[Hashable, ...]:
        """Every owner once, in the order of their secrets."""
        return tuple(dict.fromkeys(secret.owner for secret in self.stored))

    @property
    def hidden(self) -> tuple[Medium | ExactFile, ...]:
        """The secrets as they will be hidden, in the order in which they were given; a video with its sound."""
        whole: dict[int, Medium | ExactFile] = {file.index: file.what for file in self.exact}
        for secret in self.secrets:
            before = whole.get(secret.index)
            whole[secret.index] = before.joined(secret.medium) if isinstance(before, Medium) else secret.medium
        return tuple(whole[index] for index in sorted(whole))

    @property
    def given(self) -> tuple[Medium | ExactFile, ...]:
        """The same, each as one that was read smaller than its file where it was scaled: a verdict is against that."""
        shapes = {secret.index: secret.given for secret in self.secrets if not secret.part}
        return tuple(_as_given(what, shapes.get(index, ())) for index, what in enumerate(self.hidden))

    @property
    def media(self) -> tuple[Medium, ...]:
        """Those of `hidden` that are media."""
        return tuple(what for what in self.hidden if isinstance(what, Medium))

    @property
    def _hidden_weights(self) -> int:
        return self.stego.tiles * (self.stego.hidden - 1) * self.stego.width**2

    @property
    def bytes(self) -> int:
        """The size of the file, within a few hundred bytes."""
        hidden = self._hidden_weights
        stored = hidden * STORAGES[self.recipe.storage].dtype.itemsize + 4 * (self.stego.parameter_count - hidden)
        return stored + MAX_KEYS * BOX_BYTES * 4 // 3 + 600 + 150 * self.stego.hidden  # the header is plain text

    @property
    def room_bytes(self) -> int:
        """The part of the file that is kept for secrets."""
        share = (
            self.vault.capacity() / self._hidden_weights
            if self.vault is not None
            else self.used / max(1, self.available)
        )
        return round(self.bytes * share)

    def is_smaller_as_file(self, index: int, size: int) -> bool:
        """Whether the learned secret of this index takes more cells than its file of `size` bytes would."""
        learned = (secret.architecture for secret in self.secrets if secret.index == index)
        return self.vault is not None and exact.is_smaller(size, learned, self.vault.storage)

    @property
    def room_for_files(self) -> int:
        """The bytes of exact files that the vault holds, where it holds nothing else."""
        return exact.bytes_in(self.vault.capacity(), self.vault.storage) if self.vault is not None else 0


def _as_given(what: Medium | ExactFile, shape: tuple[int, ...]) -> Medium | ExactFile:
    if isinstance(what, Image) and len(shape) == 2:
        return replace(what, source={**what.source, "height": shape[0], "width": shape[1]})
    if isinstance(what, Video) and len(shape) == 3 and what.seconds:
        sides = {"height": shape[1], "width": shape[2], "file fps": shape[0] / what.seconds}
        return replace(what, source={**what.source, **sides})
    return what
