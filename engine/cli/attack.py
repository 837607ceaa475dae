"""The command `attack`: what anybody could find in a file without its key, as a table."""

from __future__ import annotations

import json
from argparse import Namespace
from dataclasses import asdict
from typing import Any

from engine.cli.progress_bar import ProgressBar
from engine.steganalysis import Finding, PairFinding, examine, examine_pair

AS_EMPTY, OUT = "as in a file with nothing hidden", "STANDS OUT"


def attack(options: Namespace) -> int:
    """Run all attacks on one file, and compare it with a second one if there is one."""
    pair = None if options.other is None else examine_pair(options.file, options.other)
    with ProgressBar(quiet=options.json) as bar:
        findings = examine(options.file, report=bar)
    if options.json:
        found: dict[str, Any] = {"attacks": [_as_json(f) for f in findings]}
        found["stands_out"] = any(f.stands_out for f in findings)
        if pair is not None:
            found["pair"] = {
                "common": pair.deviation,
                "cover": pair.cover_psnr,
                "same_random": pair.same_random,
                "same_cover": pair.same_cover,
            }
        print(json.dumps(found, ensure_ascii=False))
        return 0
    print(f"{'':4} {'looks for':58} {'score':>7} {'empty files':>16} {'unsealed ones':>16}")
    for f in findings:
        ranges = [f"{r.p5:.2f} to {r.p95:.2f}" for r in (f.empty, f.unsealed)]
        verdict = OUT if f.stands_out else AS_EMPTY
        print(f"{f.id:4} {f.looks_for:58} {f.score:7.2f} {ranges[0]:>16} {ranges[1]:>16}  {verdict}")
    print(_verdict(findings))
    if pair is not None:
        print(_both(pair))
    return 0


def _as_json(found: Finding) -> dict[str, Any]:
    return {
        "id": found.id,
        "name": found.name,
        "score": found.score,
        "empty": list(asdict(found.empty).values()),
        "unsealed": list(asdict(found.unsealed).values()),
        "stands_out": found.stands_out,
    }


def _verdict(findings: list[Finding]) -> str:
    out = [f.id for f in findings if f.stands_out]
    if not out:
        return "Nothing stands out: as far as these attacks see, the file is like one with nothing hidden."
    return f"{', '.join(out)} stand out: this file is not like the sealed files of Undersong."


def _both(pair: PairFinding) -> str:
    random = "NUMBERS IN COMMON that must be new in every file" if pair.same_random else "no numbers in common"
    cover = "not of one kind" if pair.cover_psnr is None else f"{pair.cover_psnr:.1f} dB apart"
    same = ", THE SAME COVER: their difference tells where they differ" if pair.same_cover else ""
    return f"A14  the two files: {random} ({pair.deviation:.1f} deviations); covers {cover}{same}"
