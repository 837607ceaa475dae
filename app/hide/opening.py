"""Opening what is to be hidden: a medium where the file is one, and anything else as its very bytes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtGui import QImageWriter

import engine
from app.dropping import StegoGivenError, load_dropped
from app.hide.choices import ChosenFile, ChosenMedium, ChosenSecret
from app.hide.proposal import proposed
from app.previews.pixels import qimage
from app.session import Item

# A file of which one of these is true cannot be read at all, so its bytes cannot be hidden either.
HOPELESS: tuple[engine.UnreadableReason | None, ...] = ("missing", "not-a-file", "not-allowed", None)


def load_secret(
    path: Path,
    report: engine.Report = engine.ignore,  # noqa: ARG001
    recipe: engine.Recipe = engine.STANDARD,
) -> ChosenSecret:
    """What a path stands for as a secret: a medium; a folder as one archive; any other file.

    A medium that `recipe` would bring back worse than very close is proposed to be kept as its very file.

    Raises UnreadableFileError for what cannot be read at all, and StegoGivenError for an Undersong file.
    """
    if path.is_dir():
        return read(ChosenFile.of(engine.ExactFile.of_folder(path)))
    try:
        medium = load_dropped(path)
    except StegoGivenError:
        raise
    except engine.UnreadableFileError as error:
        if error.reason in HOPELESS:
            raise
        return read(ChosenFile.of(engine.ExactFile.load(path), damaged=error.reason == "damaged"))
    secret = replace(ChosenMedium.of(Item(path.name, medium)), path=path, size=path.stat().st_size)
    found = proposed(secret, path, recipe)
    return read(found) if isinstance(found, ChosenFile) else found


def load_exactly(secret: ChosenMedium, path: Path, _: engine.Report = engine.ignore) -> ChosenFile:
    """The very bytes of the file of a medium, or a PNG file of the part that was cropped.

    Raises UnreadableFileError.
    """
    if secret.box is not None and isinstance(secret.medium, engine.Image):
        file = engine.ExactFile(kept_as_png(secret.name), png_of(secret.medium))
        return ChosenFile.of(file, learned=secret)
    return read(ChosenFile.of(engine.ExactFile.load(path), learned=secret))


def read(chosen: ChosenFile) -> ChosenFile:
    """The same with what its file tells of its maker."""
    told = tuple(chosen.file.metadata)
    return replace(chosen, told=told, removable=bool(told) and engine.can_remove_metadata(chosen.file.content))


def strip(chosen: ChosenFile, _: Path, __: engine.Report = engine.ignore) -> ChosenFile:
    """The same without what its file tells of its maker.  Raises MetadataError."""
    return read(replace(chosen, file=chosen.file.without_metadata()))


def png_of(image: engine.Image) -> bytes:
    """The picture as a PNG file, every pixel as it is."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(qimage(image.pixels))
    return bytes(buffer.data().data())


def kept_as_png(name: str) -> str:
    """The name of a picture, with the suffix of a PNG file."""
    return f"{Path(name).stem or 'picture'}.png"
