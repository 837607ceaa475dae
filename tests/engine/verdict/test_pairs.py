"""The scale, held against pairs that a person looked at or listened to."""

from __future__ import annotations

import pytest

from engine.cli.verdict_text import verdict_text
from engine.verdict.judging import judge
from engine.verdict.scale import Verdict
from tests.engine.verdict.judged_pairs import PAIRS
from tests.engine.verdict.pairs import Pair


@pytest.mark.parametrize("pair", PAIRS, ids=[pair.name for pair in PAIRS])
def test_a_pair_is_judged_as_a_person_judged_it(pair: Pair) -> None:
    judgement = judge(*pair.both())
    assert judgement.verdict is pair.right, verdict_text(judgement)
    assert all(judgement.has(code) for code in pair.told)
    assert pair.grainy in (None, judgement.grainy)


def test_every_verdict_has_pairs_and_every_kind_too() -> None:
    assert len(PAIRS) >= 40
    assert {pair.right for pair in PAIRS} == set(Verdict)
    assert len({pair.name for pair in PAIRS}) == len(PAIRS)
