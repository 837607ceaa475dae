"""The command `attack`: every built-in steganalysis test on one file, or on two, as a table."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, Final

from engine.cli.output import say, say_json
from engine.cli.progress_bar import ProgressBar
from engine.steganalysis import Finding, PairFinding, examine, examine_pair

AS_EMPTY: Final = "as in a file with nothing hidden"
OUT: Final = "STANDS OUT"


def attack(options: Namespace) -> int:
    """Run all attacks on one file, and compare it with a second one if there is one."""
    pair = None if options.other is None else examine_pair(options.file, options.other)
    with ProgressBar(quiet=options.json) as bar:
        findings = examine(options.file, report=bar)
    if options.json:
        say_json(_result(findings, pair))
    else:
        say(*_table(findings), *([] if pair is None else [_pair_line(pair)]))
    return 0


def _result(findings: list[Finding], pair: PairFinding | None) -> dict[str, Any]:
    result: dict[str, Any] = {
        "attacks": [_as_json(finding) for finding in findings],
        "stands_out": any(finding.stands_out for finding in findings),
    }
    if pair is not None:
        result["pair"] = {
            "common": pair.deviation,
            "cover": pair.cover_psnr,
            "same_random": pair.same_random,
            "same_cover": pair.same_cover,
        }
    return result


def _as_json(finding: Finding) -> dict[str, Any]:
    return {
        "id": finding.id,
        "name": finding.name,
        "score": finding.score,
        "empty": list(asdict(finding.empty).values()),
        "unsealed": list(asdict(finding.unsealed).values()),
        "stands_out": finding.stands_out,
    }


def _table(findings: list[Finding]) -> Iterator[str]:
    yield f"{'':4} {'looks for':58} {'score':>7} {'empty files':>16} {'unsealed ones':>16}"
    for finding in findings:
        empty, unsealed = (f"{range_.p5:.2f} to {range_.p95:.2f}" for range_ in (finding.empty, finding.unsealed))
        verdict = OUT if finding.stands_out else AS_EMPTY
        yield f"{finding.id:4} {finding.looks_for:58} {finding.score:7.2f} {empty:>16} {unsealed:>16}  {verdict}"
    ids = [finding.id for finding in findings if finding.stands_out]
    if "A13" in ids:
        yield f"{', '.join(ids)} stand out: this file is not like the sealed files of Undersong."
    elif ids:
        yield f"Stands out: {', '.join(ids)}. By chance about one sealed file of Undersong in a hundred does."
    else:
        yield "Nothing stands out: to these attacks, the file looks like one with nothing hidden."


def _pair_line(pair: PairFinding) -> str:
    random = "RANDOM NUMBERS IN COMMON, which must be new in every file" if pair.same_random else "no numbers in common"
    cover = "of different kinds" if pair.cover_psnr is None else f"{pair.cover_psnr:.1f} dB apart"
    same = ", THE SAME COVER: comparing them shows where they differ" if pair.same_cover else ""
    return f"A14  the two files: {random} ({pair.deviation:.1f} standard deviations); covers {cover}{same}"
