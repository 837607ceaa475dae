"""The command `reveal`: every secret of a key, in a file of its own."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any, Final

from engine.cli.options import key_of
from engine.cli.output import complain, say, say_json
from engine.cli.progress_bar import ProgressBar
from engine.file.stego import Stego
from engine.inrsteg import reveal as reveal_media
from engine.revealed import Revealed
from engine.saving import try_folder

CHANGED: Final = "The secrets were revealed, but the file was changed after hiding: they may not be what was hidden."
CHANGED_CODE: Final = 4


def reveal(options: Namespace) -> int:
    """Write secret-1.png, secret-2.wav …; return 4 where the file was changed after hiding."""
    key = key_of(options)
    stego = Stego.load(options.file)
    with ProgressBar(quiet=options.json) as bar:
        revealed = reveal_media(stego, key, scale=options.scale, report=bar)
    try:
        options.directory.mkdir(parents=True, exist_ok=True)
    except OSError:
        try_folder(options.directory / "secret-1")  # says why in a plain sentence
        raise
    written = [_write(secret, options.directory, number) for number, secret in enumerate(revealed, 1)]
    intact = all(secret.intact for secret in revealed)
    if options.json:
        say_json({"secrets": written, "intact": intact})
    else:
        say(*(secret["out"] for secret in written))
    if not intact:
        complain(CHANGED)
    return 0 if intact else CHANGED_CODE


def _write(secret: Revealed, directory: Path, number: int) -> dict[str, Any]:
    medium = secret.medium
    path = directory / f"secret-{number}{medium.exports[0]}"
    medium.write(path)
    return {"out": str(path), "kind": medium.modality, "intact": secret.intact, "describe": medium.describe()}
