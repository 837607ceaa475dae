"""What each attack tries, and what came of it, in plain words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

import engine
from app.text.messages import QT_TRANSLATE_NOOP

WORDS: dict[str, tuple[str, str]] = {
    "A1": (
        QT_TRANSLATE_NOOP("Safety", "Patterns in the numbers"),
        QT_TRANSLATE_NOOP("Safety", "Is there a block among the network's numbers that is larger than all others?"),
    ),
    "A2": (
        QT_TRANSLATE_NOOP("Safety", "Units of another kind"),
        QT_TRANSLATE_NOOP("Safety", "Do some of the network's units look as if they had learned something else?"),
    ),
    "A3": (
        QT_TRANSLATE_NOOP("Safety", "What the cover pulls at"),
        QT_TRANSLATE_NOOP("Safety", "Are there parts that the cover would still like to change, but could not?"),
    ),
    "A4": (
        QT_TRANSLATE_NOOP("Safety", "Learning on"),
        QT_TRANSLATE_NOOP("Safety", "Do some parts move differently when the network learns a little more?"),
    ),
    "A5": (
        QT_TRANSLATE_NOOP("Safety", "Parts that keep to themselves"),
        QT_TRANSLATE_NOOP("Safety", "Are there parts that what is shown does not need?"),
    ),
    "A6": (
        QT_TRANSLATE_NOOP("Safety", "The same parts in every layer"),
        QT_TRANSLATE_NOOP("Safety", "Do the parts that stand out in one layer go on in the next?"),
    ),
    "A7": (
        QT_TRANSLATE_NOOP("Safety", "Taking something out without the key"),
        QT_TRANSLATE_NOOP(
            "Safety",
            "The most suspicious parts were cut out and looked at, and the guess improved step by step. Does a "
            "picture appear?",
        ),
    ),
    "A8": (
        QT_TRANSLATE_NOOP("Safety", "Two kinds of fineness"),
        QT_TRANSLATE_NOOP("Safety", "Does the first layer look as if it belonged to two different things?"),
    ),
    "A9": (
        QT_TRANSLATE_NOOP("Safety", "More order than chance"),
        QT_TRANSLATE_NOOP("Safety", "Is there more order in the numbers than in the same numbers shuffled?"),
    ),
    "A10": (
        QT_TRANSLATE_NOOP("Safety", "Too large for its cover"),
        QT_TRANSLATE_NOOP("Safety", "Is the network larger than what it shows would need?"),
    ),
    "A11": (
        QT_TRANSLATE_NOOP("Safety", "Idle parts"),
        QT_TRANSLATE_NOOP("Safety", "Do some parts do much less than others?"),
    ),
    "A12": (
        QT_TRANSLATE_NOOP("Safety", "The last digits"),
        QT_TRANSLATE_NOOP("Safety", "Are the last digits of the numbers, and the vault, like the toss of a coin?"),
    ),
    "A13": (
        QT_TRANSLATE_NOOP("Safety", "The file itself"),
        QT_TRANSLATE_NOOP("Safety", "Are its header and boxes as in every sealed file of Undersong?"),
    ),
}


def title(found: engine.Finding) -> str:
    """What an attack is called."""
    return QCoreApplication.translate("Safety", WORDS[found.id][0])


def tried(found: engine.Finding) -> str:
    """What it tries."""
    return QCoreApplication.translate("Safety", WORDS[found.id][1])


def outcome(found: engine.Finding) -> str:
    """What came of it."""
    if found.stands_out:
        return QCoreApplication.translate("Safety", "Stands out from all files with nothing hidden.")
    if found.unsealed.middle <= found.empty.high:
        return QCoreApplication.translate(
            "Safety", "As in a file with nothing hidden; but this test hardly ever finds anything."
        )
    return QCoreApplication.translate("Safety", "As in a file with nothing hidden.")
