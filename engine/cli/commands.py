"""What each command of the command line does; options as `engine.__main__` parses them."""

from __future__ import annotations

import json
import sys
import time
from argparse import Namespace
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from engine.cli.attack import attack as attack
from engine.cli.progress_bar import ProgressBar
from engine.errors import InvalidKeyError, SaveError, UnreadableFileError
from engine.file.stego import Stego
from engine.forecasting.forecast import forecast as forecast_plan
from engine.inrsteg import Revealed, hide as hide_media, reveal as reveal_media, show as show_cover
from engine.key import Key
from engine.media import Medium, load
from engine.planning import Plan, plan
from engine.progress import Progress
from engine.recipe import RECIPES, Recipe
from engine.saving import save_bytes, try_folder

MOST_KEY_FILE = 1 << 16
CHANGED = "The secrets were revealed, but the file was changed after hiding: they may not be what was hidden."


def hide(options: Namespace) -> int:
    """Fit, seal, check what the written bytes give back, and save."""
    started = time.monotonic()
    recipe = replace(_recipe(options), seconds=options.seconds, decibels=options.psnr)
    _refuse_to_overwrite(options)
    key, fresh_words = _key_to_hide_with(options)
    try_folder(options.out)
    cover, secrets = load(options.cover), [load(path) for path in options.secret]
    planned = plan(secrets, cover, recipe)
    steps: dict[tuple[str, int], int] = {}
    with ProgressBar(quiet=options.json) as bar:

        def told(progress: Progress) -> None:
            steps[progress.stage, progress.index] = progress.step * progress.together
            bar(progress)

        stego = hide_media(planned, key, report=told)
        data = stego.to_bytes()
        bar(Progress(stage="check", overall=1.0, fraction=1.0))
        cover_measures, secret_measures, exact = _checked(planned, data, key)
    if fresh_words and options.key_file:
        save_bytes(options.key_file, f"{fresh_words}\n".encode())
    try:
        save_bytes(options.out, data)
    except BaseException:
        if fresh_words and options.key_file:  # a key to nothing would be left behind
            options.key_file.unlink(missing_ok=True)
        raise
    words_to_tell = fresh_words if secrets and not options.key_file else ""
    if options.json:
        _print(
            {
                "out": str(options.out),
                "seconds": round(time.monotonic() - started, 2),
                "steps": sum(steps.values()),
                "parameters": planned.stego.parameters,
                "bytes": len(data),
                "cover": cover_measures,
                "secrets": secret_measures,
                **({"exact": exact} if recipe.exact_cover else {}),
                **({"words": words_to_tell} if words_to_tell else {}),
            }
        )
    else:
        print(f"{options.out} is ready.")
        print(f"  the cover: {'no pixel is changed' if exact else _measures(cover_measures)}")
        for number, secret in enumerate(secret_measures, 1):
            print(f"  secret {number}, {secret['kind']}: {_measures(secret['measures'])}")
        if words_to_tell:
            print(f"Its key, which is kept nowhere else:\n  {words_to_tell}")
    return 0


def reveal(options: Namespace) -> int:
    """Write every secret to a file of its own; 4 where the file was changed after hiding."""
    key = _key(options)
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
        _print({"secrets": written, "intact": intact})
    else:
        for secret in written:
            print(secret["out"])
    if not intact:
        print(f"undersong: {CHANGED}", file=sys.stderr)
        return 4
    return 0


def show(options: Namespace) -> int:
    """Write the cover."""
    stego = Stego.load(options.file)
    cover = show_cover(stego, scale=options.scale)
    cover.write(options.out)
    if options.json:
        _print({"out": str(options.out), "kind": cover.modality, "parameters": stego.network.architecture.parameters})
    else:
        print(options.out)
    return 0


def forecast(options: Namespace) -> int:
    """Print what a hide would take and give."""
    planned = plan([load(path) for path in options.secret], load(options.cover), _recipe(options))
    expected = forecast_plan(planned)
    secrets = [
        {"kind": s.medium.modality, "kept": s.medium.describe(), "decibels": round(d, 1)}
        for s, d in zip(planned.secrets, expected.secrets, strict=True)
    ]
    if options.json:
        _print(
            {
                "seconds": round(expected.seconds, 1),
                "bytes": expected.bytes,
                "width": planned.stego.width,
                "used": planned.used,
                "available": planned.available,
                "cover": {"kept": planned.cover.describe(), "decibels": round(expected.cover, 1)},
                "secrets": secrets,
            }
        )
    else:
        print(f"about {expected.seconds:.0f} s and {expected.bytes:,} bytes; width {planned.stego.width}")
        print(f"  the cover: {planned.cover.describe()}, about {expected.cover:.0f} dB")
        for number, secret in enumerate(secrets, 1):
            print(f"  secret {number}: {secret['kept']}, about {secret['decibels']:.0f} dB")
    return 0


def compare(options: Namespace) -> int:
    """Print the paper's measures."""
    original, other = load(options.original), load(options.other)
    if original.modality != other.modality:
        raise UnreadableFileError(
            f"“{options.original.name}” is of the kind {original.modality} and “{options.other.name}” of the kind "
            f"{other.modality}: only two of one kind can be compared."
        )
    measures = original.compare(other)
    if options.json:
        _print({"kind": original.modality, "measures": measures})
    else:
        print(_measures(measures))
    return 0


def _recipe(options: Namespace) -> Recipe:
    return replace(
        RECIPES[options.recipe],
        storage=options.storage,
        protection=options.protection,
        width=options.width,
        device=options.device,
        exact_cover=options.exact_cover,
    )


def _refuse_to_overwrite(options: Namespace) -> None:
    """One slip of the fingers must not cost a key or an original.  Raises SaveError."""
    given = [options.key_file, options.passphrase_file, options.cover, *options.secret]
    if options.out.resolve() in {path.resolve() for path in given if path is not None}:
        raise SaveError(f"“{options.out.name}” is one of the files given: choose another name for what is made.")


def _key_to_hide_with(options: Namespace) -> tuple[Key, str]:
    """The key, and its words where it was made just now."""
    if options.passphrase_file or (options.key_file and options.key_file.exists()):
        return _key(options), ""
    if options.key_file:
        try_folder(options.key_file)
    key = Key.generate()
    return key, key.words


def _key(options: Namespace) -> Key:
    path: Path = options.key_file or options.passphrase_file
    try:
        with path.open("rb") as file:
            text = file.read(MOST_KEY_FILE).decode("utf-8-sig")
    except FileNotFoundError as error:
        raise InvalidKeyError(f"The key file “{path.name}” does not exist.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidKeyError(f"“{path.name}” cannot be read as a text with a key.") from error
    if options.key_file:
        return Key.from_words(text)
    return Key.from_passphrase(text.splitlines()[0] if text else "")


def _checked(planned: Plan, data: bytes, key: Key) -> tuple[dict[str, float], list[dict[str, Any]], bool]:
    """What the receiver will get from these bytes against the media as scaled, and whether the cover is exact."""
    stego = Stego.from_bytes(data)
    shown = show_cover(stego)
    found = [part for secret in reveal_media(stego, key) for part in secret.medium.parts()] if planned.secrets else []
    secrets = [
        {"kind": secret.medium.modality, "measures": secret.medium.compare(part)}
        for secret, part in zip(planned.secrets, found, strict=True)
    ]
    exact = planned.recipe.exact_cover and np.array_equal(planned.cover.samples().values, shown.samples().values)
    return planned.cover.compare(shown), secrets, exact


def _write(secret: Revealed, directory: Path, number: int) -> dict[str, Any]:
    medium: Medium = secret.medium
    path = directory / f"secret-{number}{medium.exports[0]}"
    medium.write(path)
    return {"out": str(path), "kind": medium.modality, "intact": secret.intact, "describe": medium.describe()}


def _measures(measures: dict[str, float]) -> str:
    return ", ".join(f"{name} {value:.4g}" for name, value in measures.items())


def _print(result: dict[str, Any]) -> None:
    print(json.dumps(result, ensure_ascii=False))
