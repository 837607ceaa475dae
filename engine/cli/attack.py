"""The command `attack`: what anybody could find in a file without its key, as a table."""

from __future__ import annotations

import json
from argparse import Namespace
from dataclasses import asdict
from pathlib import Path
from typing import Any

from engine.cli.progress_bar import ProgressBar
from engine.file.stego import Stego
from engine.steganalysis import Finding, Pair, examine, examine_pair

AS_EMPTY, OUT = "as in a file with nothing hidden", "STANDS OUT"


def attack(options: Namespace) -> int:
    """Make all attacks on one file, and hold a second beside it where one is given."""
    one, data = _read(options.file)
    other = None if options.other is None else _read(options.other)[0]
    with ProgressBar(quiet=options.json) as bar:
        findings = examine(one, data, report=bar)
    pair = None if other is None else examine_pair(one, other)
    if options.json:
        found: dict[str, Any] = {"attacks": [_as_json(f) for f in findings]}
        found["stands_out"] = any(f.stands_out for f in findings)
        if pair is not None:
            found["pair"] = {**asdict(pair), "same_random": pair.same_random, "same_cover": pair.same_cover}
        print(json.dumps(found, ensure_ascii=False))
        return 0
    print(f"{'':4} {'looks for':58} {'score':>7} {'empty files':>16} {'unsealed ones':>16}")
    for f in findings:
        ranges = [f"{r.low:.2f} to {r.high:.2f}" for r in (f.empty, f.unsealed)]
        verdict = OUT if f.stands_out else AS_EMPTY
        print(f"{f.id:4} {f.tries:58} {f.score:7.2f} {ranges[0]:>16} {ranges[1]:>16}  {verdict}")
    print(_verdict(findings))
    if pair is not None:
        print(_both(pair))
    return 0


def _read(path: Path) -> tuple[Stego, bytes]:
    """The file and its bytes; those are read only after they were found to be a file of ours."""
    stego = Stego.load(path)
    return stego, path.read_bytes()


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


def _both(pair: Pair) -> str:
    random = "NUMBERS IN COMMON that must be new in every file" if pair.same_random else "no numbers in common"
    cover = "not of one kind" if pair.cover is None else f"{pair.cover:.1f} dB apart"
    same = ", THE SAME COVER: their difference tells where they differ" if pair.same_cover else ""
    return f"A14  the two files: {random} ({pair.common:.1f} deviations); covers {cover}{same}"
