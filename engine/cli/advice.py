"""What `hide` says before anything is fitted: what goes along, what is better kept as its file, too little memory."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from engine.cli.output import complain
from engine.exact_file import ExactFile
from engine.forecasting.peak_memory import peak_memory
from engine.media import Medium
from engine.memory import installed_memory
from engine.metadata import can_remove_metadata, metadata_text
from engine.naming import named
from engine.planned import Plan, Secret
from engine.proposal import Shortfall, shortfall

SHORTFALLS: Final[dict[Shortfall, str]] = {
    "detail": "print and other fine detail is lost",
    "frames": "it has fewer pictures a second",
    "tones": "its high tones are lost",
    "long": "so long a sound gets a noise",
    "lost": "next to nothing is left of it",
    "smaller": "it gets a faint hiss, in more room than its file takes",
}


def advise(secrets: Sequence[Secret], planned: Plan, options: Namespace) -> None:
    """Say it on standard error."""
    paths = iter(options.secret)
    for secret, kept in zip(secrets, planned.hidden, strict=True):
        if isinstance(secret.what, ExactFile):
            _tell_metadata(secret.what, stripped=options.strip_metadata)
        elif isinstance(kept, Medium):
            _propose_exact(next(paths), secret.what, kept, planned)
    needed, installed = peak_memory(planned), installed_memory()
    if 0 < installed < needed:
        complain(f"this takes about {needed / 1e9:.1f} GB of memory, of {installed / 1e9:.1f}: choose less --room.")


def _propose_exact(path: Path, given: Medium, kept: Medium, planned: Plan) -> None:
    """Say that a learned secret falls short of its file, if it does, and what keeping that would take."""
    size = path.stat().st_size
    found = shortfall(given, kept, size, planned.recipe)
    if found is None:
        return
    loss = f"“{named(path)}” is kept as {kept.describe()}: {SHORTFALLS[found]}"
    room = planned.room_for_files
    if not room:  # the paper's own layout keeps none
        complain(f"{loss}.")
    elif size <= room:
        complain(f"{loss}. --exact keeps the file itself, all of its {size:,} bytes.")
    else:
        complain(
            f"{loss}. --exact would keep the file itself; it has {size:,} bytes, and there is room for {room:,}: "
            "choose --room 4 or 16, or a larger cover."
        )


def _tell_metadata(file: ExactFile, *, stripped: bool) -> None:
    name, told = named(file.name), file.metadata
    removable = can_remove_metadata(file.content)
    if told:
        hint = "; --strip-metadata leaves it out" if removable and not stripped else ""
        complain(f"“{name}” tells more than it shows, which goes along: {metadata_text(told)}{hint}.")
    elif stripped and file.kind != "text" and not removable:
        complain(f"“{name}” goes along as it is: in files of its type nothing can be removed surely.")
