"""Steganalysis: the attacks Undersong measures itself with (SECURITY), on nothing but a file.

None needs a key. `examine` makes them all, in about a second at width 64 and ten at width 256 on one core; half
of that is A7, which tries to take a secret out.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from engine.file.stego import Stego
from engine.progress import Progress, Report, ignore
from engine.steganalysis.attacks import ATTACKS, Attack
from engine.steganalysis.extraction import Extraction, extract
from engine.steganalysis.features import Features
from engine.steganalysis.finding import Finding, Range, judged, kind_of
from engine.steganalysis.pairs import Pair, examine_pair

__all__ = ["ATTACKS", "Attack", "Finding", "Pair", "Range", "examine", "examine_pair"]

A_PICTURE: Final = 0.5  # naturalness from which on what was seen in a file that stands out is one


def examine(stego: Stego, data: bytes, *, report: Report = ignore) -> list[Finding]:
    """Make every attack on a file and its bytes, in the order of ATTACKS.  Raises what `report` raises.

    The same file gives the same findings: what is random in an attack has a fixed seed.
    """
    look, kind, done = Features(stego, data), kind_of(stego), 0.0
    findings: list[Finding] = []
    seen: Extraction | None = None
    whole = sum(attack.share for attack in ATTACKS)
    for index, attack in enumerate(ATTACKS):

        def told(part: float, index: int = index, before: float = done, share: float = attack.share) -> None:
            overall = (before + part * share) / whole
            report(Progress(stage="attack", index=index, count=len(ATTACKS), fraction=part, overall=overall))

        told(0.0)
        if attack.score is None:
            seen = extract(look, told)
            findings.append(judged(attack, seen.naturalness, kind))
        else:
            findings.append(judged(attack, attack.score(look), kind))
        done += attack.share
    told(1.0)
    if seen is not None and seen.naturalness > A_PICTURE and any(found.stands_out for found in findings):
        findings = [replace(f, picture=seen.picture()) if f.id == "A7" else f for f in findings]
    return findings
