"""The command `reveal`: every secret of a key, in a file of its own."""

from __future__ import annotations

import os
import unicodedata
from argparse import Namespace
from collections.abc import Sequence
from itertools import chain, count
from pathlib import Path
from typing import Any, Final

from engine.cli.options import key_of
from engine.cli.output import complain, say, say_json
from engine.cli.progress_bar import ProgressBar
from engine.cli.replacing import write_beside
from engine.cli.verdict_text import verdict_json
from engine.errors import SaveError
from engine.file.stego import Stego
from engine.inrsteg import reveal as reveal_media
from engine.naming import spelled
from engine.revealed import Change, Revealed, what_changed
from engine.safe_names import numbered, safe_name, with_suffix
from engine.saving import make_folder, try_new_folder

CHANGED: Final[dict[Change, str]] = {
    "secrets": "The secrets were changed after hiding: what was revealed may not be what was hidden.",
    "cover": "The secrets are whole, but the cover is not the one they were hidden in.",
}
UNSEALED: Final = "These secrets were never sealed, as in the paper: they can be read without the key."
CHANGED_CODE: Final = 4
NOT_SAVED_CODE: Final = 6


def reveal(options: Namespace) -> int:
    """Write every secret under its own name; return 4 if the file was changed after hiding, 6 if one cannot be saved.

    A secret that cannot be saved does not take the others along.
    """
    key = key_of(options)
    stego = Stego.load(options.file)
    try_new_folder(options.directory)
    with ProgressBar(quiet=options.json) as bar:
        revealed = reveal_media(stego, key, scale=options.scale, report=bar)
    make_folder(options.directory)
    names = names_of(revealed, [options.file, options.key_file, options.passphrase_file], options.directory)
    written = [_write(secret, options, name) for secret, name in zip(revealed, names, strict=True)]
    changed, sealed = what_changed(revealed), stego.settings.vault > 0
    saved = [
        f"{spelled(secret['out'])} ({secret['kind']}, {secret['describe']})"
        + (f". {secret['sentence']}" if "sentence" in secret else "")
        for secret in written
        if secret["out"] is not None
    ]
    if options.json:
        say_json({"secrets": written, "intact": changed != "secrets", "changed": changed, "sealed": sealed})
    elif saved:
        say(*saved)
    if changed is not None:
        complain(CHANGED[changed])
    if not sealed:
        complain(UNSEALED)
    return NOT_SAVED_CODE if len(saved) < len(written) else 0 if changed is None else CHANGED_CODE


def names_of(revealed: Sequence[Revealed], inputs: Sequence[Path | None], folder: Path) -> list[str]:
    """A safe name for the file of each secret: its own, or secret-1.png … where it has none.

    No two are the same, and none is that of a file the command reads, whatever a stranger called the secrets: with
    --force they would replace it.
    """
    names: list[str] = []
    taken = {_folded(path.name) for path in inputs if path is not None and _is_in(path, folder)}
    for index, secret in enumerate(revealed, 1):
        unnamed = f"secret-{index}"
        if secret.file is None:
            name = with_suffix(secret.name, secret.medium.exports[0], unnamed)
        else:
            name = safe_name(secret.name, unnamed)
        candidates = chain([name], (numbered(name, number) for number in count(2)))
        names.append(next(candidate for candidate in candidates if _folded(candidate) not in taken))
        taken.add(_folded(names[-1]))
    return names


def _folded(name: str) -> str:
    """Equal for names that are one file's on some systems."""
    return unicodedata.normalize("NFC", name).casefold()


def _is_in(path: Path, folder: Path) -> bool:
    return os.path.realpath(path.parent) == os.path.realpath(folder)


def _write(secret: Revealed, options: Namespace, name: str) -> dict[str, Any]:
    """Save one secret and describe it; `out` is None where it could not be saved, which is said."""
    path = None
    try:
        path = write_beside(options.directory / name, secret.what.write, options)
    except SaveError as error:
        complain(str(error))
    described: dict[str, Any] = {"out": None if path is None else str(path), "name": secret.name}
    if secret.file is None:
        described |= {"kind": secret.medium.modality, "describe": secret.medium.describe()}
    else:
        described |= {"kind": secret.file.kind, "describe": f"{secret.file.size:,} bytes", "bytes": secret.file.size}
    told = verdict_json(secret.judgement) if secret.judgement is not None else {}  # as who hid it read it
    return {**described, "intact": secret.intact, **told}
