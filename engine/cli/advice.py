"""What `hide` says of the secrets before anything is fitted: what goes along with a file."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence

from engine.cli.output import complain
from engine.exact_file import ExactFile
from engine.metadata import can_remove_metadata, metadata_text
from engine.naming import named
from engine.planned import Secret


def advise(secrets: Sequence[Secret], options: Namespace) -> None:
    """Say it on standard error."""
    for secret in secrets:
        if isinstance(secret.what, ExactFile):
            _tell_metadata(secret.what, stripped=options.strip_metadata)


def _tell_metadata(file: ExactFile, *, stripped: bool) -> None:
    name, told = named(file.name), file.metadata
    removable = can_remove_metadata(file.content)
    if told:
        hint = "; --strip-metadata leaves it out" if removable and not stripped and file.kind == "file" else ""
        complain(f"“{name}” tells more than it shows, which goes along: {metadata_text(told)}{hint}.")
    elif stripped and file.kind == "file" and not removable:
        complain(f"“{name}” goes along as it is: in files of its type nothing can be removed surely.")
