"""Hiding and checking: what is left on the disk until the file is saved tells nothing of what is hidden."""

from __future__ import annotations

from pathlib import Path

import pytest

import engine
from app.hide.choices import ChosenFile, ChosenMedium, ChosenSecret
from app.hide.outcome import HideTask, hide_and_check
from app.session import Item
from tests.engine.tiny import picture, tiny

KEY = engine.Key.generate()


@pytest.mark.parametrize("kind", ["learned", "exact", "nothing"])
def test_a_finished_hide_is_kept_in_two_files_whatever_is_hidden(tmp_path: Path, kind: str) -> None:
    cover, file = ChosenMedium.of(Item("cover", picture())), engine.ExactFile("a.txt", b"a")
    choices: dict[str, list[ChosenSecret]] = {"learned": [cover], "exact": [ChosenFile.of(file)], "nothing": []}
    secrets = tuple(choices[kind])
    given = [engine.Secret(s.file if isinstance(s, ChosenFile) else s.medium, 0) for s in secrets]
    task = HideTask(secrets, cover, engine.plan(given, picture(), tiny(5)), {0: KEY} if secrets else {})
    checkpoint = engine.Checkpoint(tmp_path / "job", KEY)
    outcome = hide_and_check(task, engine.ignore, checkpoint)
    checkpoint.release()
    assert len(engine.Checkpoint.files(tmp_path / "job")) == 2
    kept = engine.Checkpoint.load(tmp_path / "job", KEY)
    assert kept.state is not None
    assert kept.state.finished == outcome.data
    kept.release()
