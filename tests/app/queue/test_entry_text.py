"""What a line of the queue says: a file whose secret is ruined is no success."""

from __future__ import annotations

from pathlib import Path

import pytest

import engine
from app.hide.outcome import ComparedPair, Outcome
from app.queue.entry import Entry
from app.queue.entry_text import state_of


def done(image: engine.Image, *verdicts: engine.Verdict) -> Entry:
    pairs = [
        ComparedPair(f"{number}.png", image, image, {}, engine.Judgement(verdict, "image"), 0)
        for number, verdict in enumerate(verdicts)
    ]
    outcome = Outcome(b"", pairs[0], tuple(pairs[1:]), intact=True)
    return Entry(Path("a.undersong"), state="done", saved=Path("a.undersong"), outcome=outcome)


@pytest.mark.parametrize("ruined", [engine.Verdict.NOT_USABLE, engine.Verdict.RECOGNISABLE])
def test_the_worst_of_all_is_said_of_a_finished_hide(image: engine.Image, ruined: engine.Verdict) -> None:
    role, text = state_of(done(image, engine.Verdict.SOFTER, engine.Verdict.SAME, ruined), None, halted=False)
    assert role == "danger"
    assert "2.png" in text
    assert "a.undersong" in text
    role, text = state_of(done(image, engine.Verdict.SOFTER, engine.Verdict.SAME), None, halted=False)
    assert role == "good"
    assert ".png" not in text
