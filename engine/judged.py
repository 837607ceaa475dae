"""Judgements as an entry of the manifest holds them, and back: the receiver reads the verdict that the sender read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, get_args

from engine.file.entry import Entry, ExactEntry, Judged
from engine.verdict.scale import Judgement, Remark, RemarkCode, Verdict

CODES: Final[dict[str, RemarkCode]] = {code: code for code in get_args(RemarkCode)}


def with_judgements(
    entries: Sequence[Entry | ExactEntry], judgements: Sequence[Judgement | None]
) -> tuple[Entry | ExactEntry, ...]:
    """The entries with one judgement for each secret in their order; an exact file needs none.

    That on the sound of a film goes with the sound, which has an entry of its own. Raises ValueError where there are
    not as many judgements as secrets.
    """
    joined = sum(isinstance(entry, Entry) and entry.joins_previous for entry in entries)
    if len(entries) - joined != len(judgements):
        raise ValueError("there has to be a judgement, or None, for every secret of a key")
    result: list[Entry | ExactEntry] = []
    left, last = iter(judgements), None
    for entry in entries:
        if isinstance(entry, Entry) and entry.joins_previous:
            result.append(replace(entry, judged=_judged(last.sound if last is not None else None)))
            continue
        last = next(left)
        result.append(replace(entry, judged=_judged(last)) if isinstance(entry, Entry) else entry)
    return tuple(result)


def judgement_of(entries: Sequence[Entry]) -> Judgement | None:
    """The judgement on one secret, and in it that on its sound; None where the file does not say.

    Remarks that only a later program knows are left out.
    """
    if not entries or (judged := entries[0].judged) is None:
        return None
    remarks = tuple(Remark(CODES[code], number) for code, number in judged.remarks if code in CODES)
    sound = judgement_of(entries[1:])
    return Judgement(Verdict(judged.step), entries[0].modality, remarks, judged.grainy, sound)


def _judged(judgement: Judgement | None) -> Judged | None:
    if judgement is None:
        return None
    remarks = tuple((remark.code, float(remark.number)) for remark in judgement.remarks)
    return Judged(int(judgement.verdict), judgement.grainy, remarks)
