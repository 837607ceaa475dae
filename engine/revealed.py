"""Revealed: a secret as it came out of a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal

import numpy as np

from engine.arrays import Floats
from engine.device import choose_device
from engine.errors import LatticeTooLargeError
from engine.exact_file import ExactFile
from engine.file.entry import Entry
from engine.fit.render import siren_field
from engine.judged import judgement_of
from engine.media import MODALITIES, Grid, Medium, Tiling
from engine.memory import memory_errors
from engine.progress import Progress, Report, ignore
from engine.siren import Siren
from engine.verdict.scale import Judgement
from engine.waiting import while_waiting

# Weights times points of one medium: what two cores render in about a minute. A file from an attacker may ask for more.
MAX_WORK: Final = 4e12
Change = Literal["secrets", "cover"]
PIECE_WORK: Final = 2e10  # between two reports: about a third of a second on two cores
REVEALING: Final = Progress(stage="reveal")


@dataclass(frozen=True, slots=True, eq=False)
class Revealed:
    """A secret as it came out; `intact` is False where this secret was changed after hiding.

    `file_intact` is False where anything in the file was, settings and cover included; None where the file does not
    say, because an earlier program made it.

    `what` is a medium, or an exact file: where that is intact every byte is what was hidden, and where it is not some
    are. `networks` are a learned secret's SIRENs, where it is intact bit for bit those that were hidden: one, or two
    for a video with sound. `name` is that of the original file, or empty; a stranger may have written it (`safe_name`).
    """

    what: Medium | ExactFile
    intact: bool
    file_intact: bool | None = None
    networks: tuple[Siren, ...] = ()
    name: str = ""
    _entries: tuple[Entry, ...] = field(default=(), repr=False)

    @property
    def medium(self) -> Medium:
        """The medium of a learned secret.  Raises TypeError where it is an exact file."""
        if isinstance(self.what, ExactFile):
            raise TypeError("an exact secret is no medium: its file is in `what`")
        return self.what

    @property
    def file(self) -> ExactFile | None:
        """The file of an exact secret, else None."""
        return self.what if isinstance(self.what, ExactFile) else None

    @property
    def given(self) -> tuple[int, ...]:
        """The shape of the grid as the secret was given, as of `Grid`; empty if it is kept on that, or unknown."""
        return self._entries[0].given if self._entries else ()

    @property
    def judgement(self) -> Judgement | None:
        """How it compares with what was given, as the sender's program sealed it with the secret.

        None where the file does not say, where the secret is not what was hidden, and of an exact file, of which
        `intact` says it.
        """
        return judgement_of(self._entries) if self.intact else None

    def finer(self, scale: float, *, report: Report = ignore) -> Medium:
        """Render the secret again at another scale, from its networks.

        Parameters, result and errors are those of `show`.

        Example
        -------
        >>> [secret] = engine.reveal(engine.Stego.load("cat.undersong"), engine.Key.load("key.txt"))
        >>> secret.finer(4).write("letter-4x.png")
        """
        if self.file is not None:
            raise TypeError("an exact file is not rendered")
        rendered = [
            render_secret(entry, network, scale, report)
            for entry, network in zip(self._entries, self.networks, strict=True)
        ]
        return rendered[0] if len(rendered) == 1 else rendered[0].joined(rendered[1])

    def joined(self, sound: Revealed) -> Revealed:
        """This video with the sound that belongs to it."""
        networks, entries = (*self.networks, *sound.networks), (*self._entries, *sound._entries)
        intact = self.intact and sound.intact
        return Revealed(self.medium.joined(sound.medium), intact, self.file_intact, networks, self.name, entries)


def what_changed(secrets: Sequence[Revealed]) -> Change | None:
    """What was changed in a file since its secrets were hidden; None if nothing was, as far as the file says.

    "secrets": of one secret at least. "cover": every secret is whole, and the cover or the settings are not those they
    were hidden in.
    """
    if not all(secret.intact for secret in secrets):
        return "secrets"
    return "cover" if any(secret.file_intact is False for secret in secrets) else None


def render_secret(entry: Entry, network: Siren, scale: float, report: Report, begun: Progress = REVEALING) -> Medium:
    """The medium that the network of one manifest entry shows on its grid, `scale` times as fine."""
    return render(entry.modality, network, entry.frequency, entry.tiling, entry.grid, scale, report, begun)


@memory_errors()
def render(
    modality: str, network: Siren, frequency: tuple[float, ...], tiling: Tiling, grid: Grid, scale: float,
    report: Report, begun: Progress,
) -> Medium:  # fmt: skip
    """The medium that a network shows on a grid `scale` times as fine.  Raises LatticeTooLargeError.

    `begun` is reported before the work, and then for each piece with the fraction that is done; what `report` raises
    ends the work.
    """
    report(begun)
    medium_type = MODALITIES[modality]
    try:
        finer = grid.finer(scale)
        medium_type.check_grid(finer)
        if finer.points * network.architecture.cost_per_sample > MAX_WORK:
            raise ValueError(f"{finer.points:,} points of such a network would take hours")
    except ValueError as error:
        raise LatticeTooLargeError(f"This medium is too large to be rendered at scale {scale:g}: {error}.") from error
    blended = () if scale == 1 else grid.shape
    shown, done, latest = siren_field(network, frequency, choose_device(), tiling, blended), 0, begun

    size = max(1, int(PIECE_WORK / network.architecture.cost_per_sample))

    def piece(coordinates: Floats) -> Floats:
        nonlocal done, latest
        values, done = shown(coordinates), done + len(coordinates)
        fraction = min(1.0, done / finer.points)
        latest = replace(begun, fraction=fraction, overall=begun.overall + fraction / max(1, begun.count))
        report(latest)
        return values

    def reporting(coordinates: Floats) -> Floats:
        if len(coordinates) <= size:
            return piece(coordinates)
        return np.concatenate([piece(coordinates[i : i + size]) for i in range(0, len(coordinates), size)])

    # A surface is found in the helper process: reporting goes on, so that what `report` raises ends that as well.
    token = while_waiting.set(lambda: report(latest))
    try:
        return medium_type.from_field(reporting, finer)
    finally:
        while_waiting.reset(token)
