"""The progress bar: a line for every stage, words for every note, and nothing where nobody looks."""

from __future__ import annotations

import io
import sys
from typing import get_args

import pytest

import engine
from engine.cli.progress_bar import CLEAR, NOTES, line
from engine.progress import Note, Progress, Stage


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("stage", get_args(Stage))
def test_every_stage_has_a_line(stage: Stage) -> None:
    text = line(Progress(stage=stage, index=1, count=3, overall=0.5, quality=41.26, seconds_left=75.0), 100)
    assert text.startswith("█" * 14 + "░" * 14 + "  50% ")
    assert text.endswith(", 41.3 dB, 1:15 left")
    assert ("2 of 3" in text) == (stage in ("secret", "reveal", "attack"))


def test_secrets_that_are_fitted_together_are_named_together() -> None:
    assert "fitting secrets 2 to 4 of 8" in line(Progress(stage="secret", index=1, count=8, together=3))


def test_every_note_has_its_words() -> None:
    assert set(NOTES) == set(get_args(Note))


def test_a_terminal_sees_the_line_and_then_none(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with engine.ProgressBar() as bar:
        bar(Progress(stage="cover", note="memory-short"))
    said = terminal.getvalue()
    assert f"{CLEAR}{NOTES['memory-short']}\n{CLEAR}" in said
    assert "fitting the cover" in said
    assert said.endswith(CLEAR)


@pytest.mark.parametrize("quiet", [False, True])
def test_elsewhere_notes_alone_are_printed(quiet: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal() if quiet else io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    with engine.ProgressBar(quiet=quiet) as bar:
        bar(Progress(stage="cover"))
        bar(Progress(stage="cover", note="not-exact"))
    assert stream.getvalue() == f"{NOTES['not-exact']}\n"


def test_without_standard_error_it_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    with engine.ProgressBar() as bar:
        bar(Progress(stage="cover", note="stepped-back"))


STAGES = [
    Progress(stage=stage, index=1, count=8, together=3, overall=0.5, quality=41.26, seconds_left=7500.0)
    for stage in get_args(Stage)
]


@pytest.mark.parametrize("columns", [1, 4, 12, 20, 30, 40, 60, 80, 100, 200])
def test_a_line_never_reaches_the_edge_of_the_terminal(columns: int) -> None:
    for progress in STAGES:
        text = line(progress, columns)
        assert len(text) < columns
        assert ("50%" in text) == (columns > 3)
        assert ("2:05:00 left" in text) == (columns >= 30)


def test_a_narrow_terminal_keeps_what_matters_most() -> None:
    progress = Progress(stage="cover", overall=0.25, quality=41.26, seconds_left=75.0)
    assert line(progress, 60) == "█" * 4 + "░" * 12 + "  25% fitting the cover, 41.3 dB, 1:15 left"
    assert line(progress, 45) == "█" * 2 + "░" * 8 + "  25% fitting the cover, 1:15 left"
    assert line(progress, 32) == "█" * 4 + "░" * 12 + "  25% 1:15 left"
    assert line(progress, 20) == "█" * 4 + "░" * 10 + "  25%"
    assert line(progress, 10) == "25%"


def test_a_terminal_without_blocks_gets_other_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    class OldTerminal(io.TextIOWrapper):
        def isatty(self) -> bool:
            return True

    terminal = OldTerminal(io.BytesIO(), encoding="cp1252")
    monkeypatch.setattr(sys, "stderr", terminal)
    with engine.ProgressBar() as bar:
        bar(Progress(stage="cover", overall=0.5))
    terminal.seek(0)
    assert "#" * 14 + "-" * 14 in terminal.read()


def test_a_terminal_that_is_closed_ends_no_work(monkeypatch: pytest.MonkeyPatch) -> None:
    class Closed(Terminal):
        def write(self, _: str) -> int:
            raise OSError(5, "Input/output error")

    monkeypatch.setattr(sys, "stderr", Closed())
    with engine.ProgressBar() as bar:
        for _ in range(2):
            bar(Progress(stage="cover", note="stepped-back"))
