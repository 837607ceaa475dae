"""How easily a passphrase is guessed by someone who has the file and all the time in the world."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

LONGEST = 72  # characters that are looked at: what comes after only makes it better
ENOUGH, STRONG = 10.0, 14.0  # powers of ten of guesses; the key is stretched, so each takes half a second


@dataclass(frozen=True, slots=True)
class Strength:
    """`share` of a bar in [0, 1], the role and the words of a label, and whether it may be used at all."""

    share: float
    role: str
    text: str
    enough: bool


def strength(passphrase: str) -> Strength:
    """Judge a passphrase as a patient guesser would."""
    say = QCoreApplication.translate
    if not passphrase.strip():
        return Strength(0.0, "small", say("Passphrase", "Four or five unrelated words are good."), False)
    from zxcvbn import zxcvbn  # its word lists take a moment to load, and most people take the twelve words

    power = float(zxcvbn(passphrase[:LONGEST])["guesses_log10"])
    share = min(1.0, power / STRONG)
    if power < ENOUGH:
        text = say("Passphrase", "Too easy to guess: add words that have nothing to do with one another.")
        return Strength(share, "danger", text, False)
    if power < STRONG:
        return Strength(share, "small", say("Passphrase", "It will do; one more word would be better."), True)
    return Strength(1.0, "good", say("Passphrase", "Hard to guess."), True)
