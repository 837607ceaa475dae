"""Where unfinished hides are kept, and what comes back from a checkpoint."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

import engine
from app.hide.unfinished import new_path, restore, unfinished
from app.text.describing import describe


def test_every_hide_has_a_file_of_its_own_and_the_newest_comes_first(tmp_path: Path) -> None:
    paths = [new_path(tmp_path) for _ in range(3)]
    assert len(set(paths)) == 3
    for age, path in enumerate(paths):
        path.write_bytes(b"x")
        os.utime(path, (1000 - age, 1000 - age))
    assert unfinished(tmp_path) == paths


def test_a_lock_of_a_hide_that_was_killed_before_anything_was_kept_is_deleted(tmp_path: Path) -> None:
    running = engine.Checkpoint(new_path(tmp_path), engine.Key.generate())
    running.lock()
    (tmp_path / "unfinished-0123456789abcdef.lock").touch()
    assert unfinished(tmp_path) == []
    [left] = tmp_path.iterdir()
    assert left.name == running.path.name + ".lock"
    running.release()


def test_the_choices_of_a_checkpoint_come_back(tmp_path: Path, image: engine.Image) -> None:
    def stop(progress: engine.Progress) -> None:
        if progress.stage == "cover" and not checkpoint.due():
            raise KeyboardInterrupt

    key, path = engine.Key.generate(), new_path(tmp_path)
    checkpoint = engine.Checkpoint(path, key)
    checkpoint.make_due()
    recipe = replace(engine.DRAFT, seconds=1.0, storage="half")
    with pytest.raises(KeyboardInterrupt):
        engine.hide(engine.plan([engine.Secret(image, 3)], image, recipe), {3: key}, report=stop, checkpoint=checkpoint)
    choices, task = restore(engine.Checkpoint.load(path, key))
    assert [(secret.name, secret.owner) for secret in choices.secrets] == [("Secret 1", 0)]
    assert (choices.recipe, choices.tuning) == ("draft", {"seconds": 1.0, "storage": "half"})
    assert choices.keys == [key]
    assert not choices.unnoted  # whoever entered a key has it
    assert task.keys == {0: key}
    assert task.plan.media[0].grid == image.grid


def test_files_and_names_of_a_checkpoint_come_back(tmp_path: Path, image: engine.Image) -> None:
    def stop(progress: engine.Progress) -> None:
        if progress.stage == "cover" and not checkpoint.due():
            raise KeyboardInterrupt

    key, path, text = engine.Key.generate(), new_path(tmp_path), engine.ExactFile.of_text("hello")
    checkpoint = engine.Checkpoint(path, key, noted={"cover": "IMG_2041.jpg", "names": '["Anna"]'})
    checkpoint.make_due()
    phone = engine.Image(image.pixels, {"width": 4032.0, "height": 3024.0})
    secrets = [engine.Secret(text), engine.Secret(phone, name="me.jpg"), engine.Secret(image)]
    planned = engine.plan(secrets, image, replace(engine.DRAFT, seconds=1.0))
    with pytest.raises(KeyboardInterrupt):
        engine.hide(planned, key, report=stop, checkpoint=checkpoint)
    choices, task = restore(engine.Checkpoint.load(path, key))
    assert [secret.name for secret in choices.secrets] == ["text.txt", "me.jpg", "Secret 3"]
    assert (task.cover.name, choices.names) == ("IMG_2041.jpg", ["Anna"])
    assert choices.secrets[0].what == text
    assert task.plan.hidden[0] == text
    kept, whole = (secret.medium for secret in choices.secrets[1:])
    assert kept is not None
    assert whole is not None
    assert "4032 x 3024" in describe(kept)  # the verdict stays one on the file that was given
    assert "32 x 32" in describe(whole)
