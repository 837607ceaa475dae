"""The words of verdicts: one sentence for one judgement, in the window as on the command line."""

from __future__ import annotations

from itertools import product

import pytest

import engine
from app.text.verdicts import ROLES, consequences, headline, role, sentence
from engine.cli.verdict_text import verdict_json, verdict_text
from engine.verdict.scale import RemarkCode

CODES = RemarkCode.__args__  # type: ignore[attr-defined]
KINDS = ("image", "audio", "video", "shape", "file")


@pytest.mark.parametrize("modality", KINDS)
def test_the_window_and_the_command_line_say_the_same(modality: str) -> None:
    sounds = [None] + [
        engine.Judgement(verdict, "audio", (), grainy) for verdict in engine.Verdict for grainy in (False, True)
    ]
    remarks = [(), *((engine.Remark(code, 12.0),) for code in CODES)]
    remarks += [
        (engine.Remark("small"), engine.Remark("frames", 8.5)),
        (engine.Remark("print", 3.0), engine.Remark("small")),
    ]
    for verdict, grainy, told, sound in product(engine.Verdict, (False, True), remarks, sounds):
        judgement = engine.Judgement(verdict, modality, told, grainy, sound)
        assert sentence(judgement) == verdict_text(judgement) == verdict_json(judgement)["sentence"]
    assert sentence(None) == verdict_text(None)


def test_the_six_of_the_scale_are_told_apart_and_coloured() -> None:
    for modality in KINDS[:4]:
        said = [headline(engine.Judgement(verdict, modality)) for verdict in engine.Verdict]
        assert len(set(said)) == 6
    assert len(ROLES) == 6
    assert role(engine.Judgement(engine.Verdict.NOT_USABLE, "image")) == "danger"
    assert role(None) == "muted"


def test_one_consequence_has_one_sentence_and_nothing_has_none() -> None:
    assert consequences(engine.Judgement(engine.Verdict.NO_DIFFERENCE, "image")) == []
    page = engine.Judgement(engine.Verdict.NOT_USABLE, "image", (engine.Remark("print", 3.0), engine.Remark("small")))
    assert sentence(page) == "Not usable: this print cannot be read afterwards."
    label = engine.Judgement(engine.Verdict.SOFTER, "image", (engine.Remark("print", 6.0),))
    assert sentence(label) == "Softer: fine detail is lost. This print cannot be read afterwards."
    memo = engine.Judgement(
        engine.Verdict.SOFTER, "audio", (engine.Remark("clear"), engine.Remark("high-tones", 4000.0))
    )
    assert sentence(memo) == "Duller: the high tones are lost. Speech stays clear."
