"""Names inside sentences."""

from __future__ import annotations


def isolated(name: str) -> str:
    """The name so that its direction of writing moves nothing of the sentence around it (Unicode isolates)."""
    return f"\u2068{name}\u2069"


def quoted(names: list[str]) -> str:
    """The names as they stand in a sentence."""
    return ", ".join(f"“{isolated(name)}”" for name in names)
