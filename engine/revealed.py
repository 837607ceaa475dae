"""Revealed: a secret as it came out of a file."""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.device import choose_device
from engine.errors import LatticeTooLargeError
from engine.file.manifest import Entry
from engine.fit.render import siren_field
from engine.media import MODALITIES, Field, Grid, Medium
from engine.progress import Progress, Report, ignore
from engine.siren import Siren


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
        """Render the secret again at another scale, from its networks.

        Parameters, result and errors are those of `show`.

        Example
        -------
        >>> [secret] = engine.reveal(engine.Stego.load("cat.undersong"), engine.Key.load("key.txt"))
        >>> secret.finer(4).write("letter-4x.png")
        """
        rendered = [
            render_secret(entry, network, scale, report)
            for entry, network in zip(self._entries, self.networks, strict=True)
        ]
        return rendered[0] if len(rendered) == 1 else rendered[0].joined(rendered[1])


def render_secret(entry: Entry, network: Siren, scale: float, report: Report) -> Medium:
    """The medium that the network of one manifest entry shows on its grid, `scale` times as fine."""
    report(Progress(stage="reveal"))
    shown = siren_field(network, entry.frequency, choose_device(), entry.tiling)
    return render(entry.modality, shown, entry.grid, scale)


def render(modality: str, shown: Field, grid: Grid, scale: float) -> Medium:
    """The medium that a field shows on a grid `scale` times as fine.  Raises LatticeTooLargeError."""
    medium_type = MODALITIES[modality]
    try:
        finer = grid.finer(scale)
        medium_type.check_grid(finer)
    except ValueError as error:
        raise LatticeTooLargeError(f"This medium is too large to be rendered at scale {scale:g}: {error}.") from error
    return medium_type.from_field(shown, finer)
