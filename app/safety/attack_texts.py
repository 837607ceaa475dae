"""The name of each attack, the question it asks, and its result in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

import engine
from app.text.messages import QT_TRANSLATE_NOOP

ATTACK_TEXTS: dict[str, tuple[str, str]] = {
    "A1": (
        QT_TRANSLATE_NOOP("Safety", "Blocks of large weights"),
        QT_TRANSLATE_NOOP("Safety", "Does the network contain a block of weights larger than all others?"),
    ),
    "A2": (
        QT_TRANSLATE_NOOP("Safety", "Unusual units"),
        QT_TRANSLATE_NOOP("Safety", "Do some units of the network look as if they were trained on something else?"),
    ),
    "A3": (
        QT_TRANSLATE_NOOP("Safety", "Large gradients"),
        QT_TRANSLATE_NOOP("Safety", "Are some weights frozen, although training on the cover would change them?"),
    ),
    "A4": (
        QT_TRANSLATE_NOOP("Safety", "Further training"),
        QT_TRANSLATE_NOOP("Safety", "Do some units change differently when the network is trained a little longer?"),
    ),
    "A5": (
        QT_TRANSLATE_NOOP("Safety", "Isolated units"),
        QT_TRANSLATE_NOOP("Safety", "Do some units work only with each other, apart from what the file shows?"),
    ),
    "A6": (
        QT_TRANSLATE_NOOP("Safety", "The same units in every layer"),
        QT_TRANSLATE_NOOP("Safety", "Do the units that stand out in one layer stand out in the next one too?"),
    ),
    "A7": (
        QT_TRANSLATE_NOOP("Safety", "Extraction without the key"),
        QT_TRANSLATE_NOOP(
            "Safety",
            "The most suspicious units were cut out and rendered, and the selection was refined step by step. "
            "Does a picture appear?",
        ),
    ),
    "A8": (
        QT_TRANSLATE_NOOP("Safety", "Mixed frequencies"),
        QT_TRANSLATE_NOOP("Safety", "Does the first layer look as if it belonged to two different media?"),
    ),
    "A9": (
        QT_TRANSLATE_NOOP("Safety", "More structure than chance"),
        QT_TRANSLATE_NOOP("Safety", "Do the weights have more structure than the same weights shuffled?"),
    ),
    "A10": (
        QT_TRANSLATE_NOOP("Safety", "Oversized network"),
        QT_TRANSLATE_NOOP("Safety", "Is the network larger than what the file shows would need?"),
    ),
    "A11": (
        QT_TRANSLATE_NOOP("Safety", "Idle units"),
        QT_TRANSLATE_NOOP("Safety", "Do some units contribute much less than others?"),
    ),
    "A12": (
        QT_TRANSLATE_NOOP("Safety", "Lowest bits"),
        QT_TRANSLATE_NOOP("Safety", "Do the lowest bits of the weights, and the vault, differ from random bits?"),
    ),
    "A13": (
        QT_TRANSLATE_NOOP("Safety", "File structure"),
        QT_TRANSLATE_NOOP("Safety", "Do its header and boxes differ from those of sealed Undersong files?"),
    ),
}


def attack_name(finding: engine.Finding) -> str:
    """What the attack is called on the screen."""
    return QCoreApplication.translate("Safety", ATTACK_TEXTS[finding.id][0])


def attack_question(finding: engine.Finding) -> str:
    """The question the attack asks."""
    return QCoreApplication.translate("Safety", ATTACK_TEXTS[finding.id][1])


def hardly_tells(finding: engine.Finding) -> bool:
    """Whether most unprotected files, too, are within what files with nothing hidden score."""
    return finding.unsealed.median <= finding.empty.p95


def result_text(finding: engine.Finding) -> str:
    """The result of the attack in one sentence."""
    if finding.stands_out:
        return QCoreApplication.translate("Safety", "Stands out from all files with nothing hidden.")
    if hardly_tells(finding):
        return QCoreApplication.translate(
            "Safety", "Like a file with nothing hidden, but this test rarely detects anything."
        )
    return QCoreApplication.translate("Safety", "Like a file with nothing hidden.")
