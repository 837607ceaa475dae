"""The command `reveal`: every secret of a key, in a file of its own."""

from __future__ import annotations

from argparse import Namespace
from typing import Any, Final

from engine.cli.options import key_of
from engine.cli.output import complain, say, say_json
from engine.cli.progress_bar import ProgressBar
from engine.cli.replacing import write_beside
from engine.errors import SaveError
from engine.file.stego import Stego
from engine.inrsteg import reveal as reveal_media
from engine.revealed import Revealed
from engine.saving import make_folder, try_new_folder

CHANGED: Final = "The secrets were revealed, but the file was changed after hiding: they may not be what was hidden."
CHANGED_CODE: Final = 4
NOT_SAVED_CODE: Final = 6


def reveal(options: Namespace) -> int:
    """Write secret-1.png, secret-2.wav …; return 4 where the file was changed after hiding, 6 where one is not saved.

    A secret that cannot be saved does not take the others along.
    """
    key = key_of(options)
    stego = Stego.load(options.file)
    try_new_folder(options.directory)
    with ProgressBar(quiet=options.json) as bar:
        revealed = reveal_media(stego, key, scale=options.scale, report=bar)
    make_folder(options.directory)
    written = [_write(secret, options, number) for number, secret in enumerate(revealed, 1)]
    intact = all(secret.intact for secret in revealed)
    saved = [secret["out"] for secret in written if secret["out"] is not None]
    if options.json:
        say_json({"secrets": written, "intact": intact})
    elif saved:
        say(*saved)
    if not intact:
        complain(CHANGED)
    return NOT_SAVED_CODE if len(saved) < len(written) else 0 if intact else CHANGED_CODE


def _write(secret: Revealed, options: Namespace, number: int) -> dict[str, Any]:
    """Save one secret and describe it; `out` is None where it could not be saved, which is said."""
    medium, path = secret.medium, None
    try:
        name = f"secret-{number}{medium.exports[0]}"
        path = write_beside(options.directory / name, medium.write, options)
    except SaveError as error:
        complain(str(error))
    described = {"kind": medium.modality, "intact": secret.intact, "describe": medium.describe()}
    return {"out": None if path is None else str(path), **described}
