"""The command `compare`: how far one file is from another, in the paper's measures."""

from __future__ import annotations

from argparse import Namespace

from engine.cli.output import measures_text, say, say_json
from engine.errors import UnreadableFileError
from engine.media import load
from engine.naming import named


def compare(options: Namespace) -> int:
    """Print the measures of two files of one modality."""
    original, other = load(options.original), load(options.other)
    if original.modality != other.modality:
        raise UnreadableFileError(
            f"“{named(options.original)}” is of the kind {original.modality} and “{named(options.other)}” of the kind "
            f"{other.modality}: only two of one kind can be compared."
        )
    measures = original.compare(other)
    if options.json:
        say_json({"kind": original.modality, "measures": measures})
    else:
        say(measures_text(measures))
    return 0
