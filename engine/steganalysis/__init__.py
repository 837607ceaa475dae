"""Steganalysis: the attacks by which Undersong tests its own files. None needs a key.

`examine` runs all of them, in about a second at width 64 and ten at width 256 on one core. Half of that is A7, which
tries to extract a secret. A stack takes as long for each of its tiles; of a large one some tiles stand for all
(`Features.tiles`), so that 256 tiles of width 48 take eight seconds.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from engine.progress import Progress, Report, ignore
from engine.steganalysis.attacks import ATTACKS, Attack
from engine.steganalysis.extraction import Extraction, extract
from engine.steganalysis.features import Features, StegoFile
from engine.steganalysis.finding import Finding, ScoreRange, calibration_class, finding_of
from engine.steganalysis.pairs import PairFinding, examine_pair

__all__ = ["ATTACKS", "Attack", "Finding", "PairFinding", "ScoreRange", "StegoFile", "examine", "examine_pair"]

NATURAL: Final = 0.5  # the naturalness from which an extraction is an image, if the file stands out


def examine(file: StegoFile, *, report: Report = ignore) -> list[Finding]:
    """Run every attack on a file; none needs a key.

    The same file always gives the same findings: random numbers in an attack have a fixed seed.

    Parameters
    ----------
    file : str, path-like or bytes
        A path, or the bytes of the file.
    report : callable
        Called with a `Progress` during each attack, from the calling thread; what it raises is passed on.

    Returns
    -------
    list of Finding
        In the order of ATTACKS.

    Raises
    ------
    InvalidStegoError
        It is not an Undersong file, or a damaged one.

    Example
    -------
    >>> [finding.id for finding in engine.examine("cat.undersong") if finding.stands_out]
    []
    """
    features, done = Features.read(file), 0.0
    class_name = calibration_class(features.stego)
    findings: list[Finding] = []
    extraction: Extraction | None = None
    total = sum(attack.time_share for attack in ATTACKS)
    for index, attack in enumerate(ATTACKS):

        def report_fraction(
            fraction: float, index: int = index, before: float = done, share: float = attack.time_share
        ) -> None:
            overall = (before + fraction * share) / total
            report(Progress(stage="attack", index=index, count=len(ATTACKS), fraction=fraction, overall=overall))

        report_fraction(0.0)
        if attack.score is None:
            extraction = extract(features, report_fraction)
            findings.append(finding_of(attack, extraction.naturalness, class_name))
        else:
            findings.append(finding_of(attack, attack.score(features), class_name))
        done += attack.time_share
    report_fraction(1.0)
    if extraction is not None and extraction.naturalness > NATURAL and any(f.stands_out for f in findings):
        findings = [replace(f, extracted=extraction.image()) if f.id == "A7" else f for f in findings]
    return findings
