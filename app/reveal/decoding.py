"""What can be shown of an exact secret's bytes: a text, or a picture, sound, film or shape that they decode to."""

from __future__ import annotations

from pathlib import Path

import engine
from app.scratch import Scratch

TEXT_SUFFIXES = (".txt", ".md", ".csv", ".log", ".json")
TIMEOUT = 20.0  # seconds: saving waits behind it


def is_text(file: engine.ExactFile) -> bool:
    """Whether the file is shown as a text: one that was typed, or one of a type that is nothing but text."""
    if file.kind != "file":
        return file.kind == "text"
    return file.name.lower().endswith(TEXT_SUFFIXES) and b"\0" not in file.content and "\ufffd" not in file.text


def can_decode(file: engine.ExactFile) -> bool:
    """Whether `decode` is worth trying."""
    return file.kind == "file" and bool(file.content) and not is_text(file)


def decode(file: engine.ExactFile, _: engine.Report = engine.ignore) -> engine.Medium | None:
    """The medium in the bytes of a file, None where there is none that can be read.

    Decoders read files, in a process of their own. So there is a copy for as long as that takes, readable by its owner
    alone; of the name, which a stranger may have chosen, it has the suffix.
    """
    scratch = Scratch()
    try:
        path = scratch.path / f"secret{Path(engine.safe_name(file.name)).suffix}"
        file.write(path)
        return engine.load(path, timeout=TIMEOUT)
    except (engine.UnreadableFileError, engine.SaveError):
        return None
    finally:
        scratch.delete()
