"""Names inside sentences, whatever direction they are written in."""

from __future__ import annotations


def isolated(name: str) -> str:
    """The name between Unicode isolates, so that its writing direction does not reorder the sentence around it."""
    return f"\u2068{name}\u2069"


def quoted(names: list[str]) -> str:
    """The names in quotation marks, with commas between them."""
    return ", ".join(f"“{isolated(name)}”" for name in names)
