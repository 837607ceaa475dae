"""Attacks in groups: what each group asks, in a person's words, and what it goes by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject

import engine
from app.safety.attack_texts import hardly_tells
from app.text.messages import QT_TRANSLATE_NOOP


@dataclass(frozen=True, slots=True)
class Group:
    """The ids of its attacks, the question they ask together, and what they go by."""

    attacks: tuple[str, ...]
    question: str
    basis: str

    def texts(self) -> tuple[str, str]:
        """The question and what it goes by, in the person's language."""
        say = QCoreApplication.translate
        return say("Safety", self.question), say("Safety", self.basis)


GROUPS = (
    Group(
        ("A7",),
        QT_TRANSLATE_NOOP("Safety", "Can a secret be read?"),
        QT_TRANSLATE_NOOP("Safety", "What looks most like a secret is cut out and shown, without the key."),
    ),
    Group(
        ("A1", "A2", "A5", "A6", "A8", "A9"),
        QT_TRANSLATE_NOOP("Safety", "Does a part of the network stand out?"),
        QT_TRANSLATE_NOOP("Safety", "A secret that is not sealed lies in units that differ from all others."),
    ),
    Group(
        ("A3", "A4", "A10", "A11"),
        QT_TRANSLATE_NOOP("Safety", "Does the network do more than show the cover?"),
        QT_TRANSLATE_NOOP("Safety", "What serves something else stays idle, or moves differently in training."),
    ),
    Group(
        ("A12", "A13"),
        QT_TRANSLATE_NOOP("Safety", "Does the file itself give something away?"),
        QT_TRANSLATE_NOOP("Safety", "Its header, boxes and lowest bits are compared with those of other such files."),
    ),
)


class Summary(QObject):
    """Sentences with a plural form, which the extraction finds only in the `tr` of a QObject."""

    def of(self, findings: Sequence[engine.Finding]) -> str:
        """What the tests of one group found."""
        unusual = sum(finding.stands_out for finding in findings)
        if unusual:
            return self.tr("%n test(s) of %1 stand out.", "", unusual).replace("%1", str(len(findings)))
        text = self.tr("%n test(s): nothing stands out.", "", len(findings))
        weak = sum(hardly_tells(finding) for finding in findings)
        if weak == len(findings):
            return f"{text} " + self.tr("Such tests hardly ever find anything.")
        more = self.tr("%n of them hardly ever find(s) anything.", "", weak)
        return f"{text} {more}" if weak else text
