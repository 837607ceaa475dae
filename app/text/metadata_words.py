"""What a file tells of its maker, in words."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

import engine


def told_words(items: Iterable[engine.MetadataItem]) -> str:
    """The kinds of what is told, each once, as in "place, camera, date"."""
    say = QCoreApplication.translate
    words: dict[engine.MetadataKind, str] = {
        "place": say("Metadata", "place"),
        "person": say("Metadata", "names"),
        "serial": say("Metadata", "serial number"),
        "camera": say("Metadata", "camera"),
        "date": say("Metadata", "date"),
        "software": say("Metadata", "software"),
        "text": say("Metadata", "notes"),
        "preview": say("Metadata", "a small copy of the picture"),
        "attached": say("Metadata", "something behind the content"),
        "other": say("Metadata", "more"),
    }
    kinds = {item.kind for item in items}
    return ", ".join(word for kind, word in words.items() if kind in kinds)
