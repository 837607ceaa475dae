"""The strength of a passphrase against an offline guessing attack on the file."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

MAX_LENGTH = 72  # characters that are judged; more only make it stronger
ENOUGH, STRONG = 10.0, 14.0  # log10 of the guesses needed; key stretching makes each guess take half a second


@dataclass(frozen=True, slots=True)
class Strength:
    """`fraction` of the meter in [0, 1], role and text of a label, and whether the passphrase is accepted."""

    fraction: float
    role: str
    text: str
    enough: bool


def strength(passphrase: str) -> Strength:
    """Estimate how many guesses a passphrase withstands."""
    say = QCoreApplication.translate
    if not passphrase.strip():
        return Strength(0.0, "small", say("Passphrase", "Use four or five unrelated words."), False)
    from zxcvbn import zxcvbn  # imported late: its word lists load slowly, and most people use the twelve words

    guesses = float(zxcvbn(passphrase[:MAX_LENGTH])["guesses_log10"])
    fraction = min(1.0, guesses / STRONG)
    if guesses < ENOUGH:
        text = say("Passphrase", "Too easy to guess: add unrelated words.")
        return Strength(fraction, "danger", text, False)
    if guesses < STRONG:
        return Strength(fraction, "small", say("Passphrase", "Acceptable. One more word would be better."), True)
    return Strength(1.0, "good", say("Passphrase", "Hard to guess."), True)
