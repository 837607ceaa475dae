"""A hide that was killed goes on: with the key, from what was kept, to a file like any other."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

import engine
from engine import checkpoint as jobs
from engine.hide_state import HideState, packed, state_from_bytes
from tests.engine.tiny import film, picture, solid, sound, tiny


class Killed(BaseException):
    """What stands for the power going off: nothing gets to tidy up."""


def killed_at(stage: str, path: Path, key: engine.Key, monkeypatch: pytest.MonkeyPatch, **changes: object) -> None:
    """Hide until half of a stage is done, then be gone, with what was kept left behind."""
    monkeypatch.setattr(jobs, "EVERY", 0.0)
    monkeypatch.setattr(engine.Checkpoint, "over", lambda _: None)

    def report(progress: engine.Progress) -> None:
        if progress.stage == stage and progress.fraction >= 0.5 and progress.index == progress.count - 1:
            raise Killed

    media, cover, recipe = [picture(), film(with_sound=True)], picture(phase=3), tiny(400, **changes)
    with pytest.raises(Killed):
        engine.hide(media, cover, key, recipe=recipe, report=report, job=engine.Checkpoint(path, key))
    monkeypatch.undo()


@pytest.mark.parametrize("stage", ["secret", "cover"])
@pytest.mark.parametrize("storage", ["exact", "quarter"])
def test_it_goes_on_where_it_stood(stage, storage, tmp_path, monkeypatch):
    key, path = engine.Key.generate(), tmp_path / "unfinished"
    killed_at(stage, path, key, monkeypatch, storage=storage)
    loaded = engine.Checkpoint.load(path, key)
    assert loaded.state is not None
    assert len(loaded.state.fitted) == (3 if stage == "cover" else 2)
    seen = []
    stego = engine.resume(loaded, report=seen.append)
    assert {p.stage for p in seen} == ({"cover"} if stage == "cover" else {"secret", "cover"})
    revealed = engine.reveal(engine.Stego.from_bytes(stego.to_bytes()), key)
    assert [r.medium.modality for r in revealed] == ["image", "video"]
    assert all(r.intact for r in revealed)
    assert not path.exists()


def test_only_its_key_opens_it_and_nothing_can_be_read_in_it(tmp_path, monkeypatch):
    key, path = engine.Key.from_passphrase("a long enough phrase"), tmp_path / "unfinished"
    killed_at("cover", path, key, monkeypatch)
    data = path.read_bytes()
    for trace in (picture().pixels.tobytes()[:64], b"passphrase", b"a long enough phrase", b"modality"):
        assert trace not in data
    with pytest.raises(engine.NothingRevealedError):
        engine.Checkpoint.load(path, engine.Key.generate())
    path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    with pytest.raises(engine.NothingRevealedError):
        engine.Checkpoint.load(path, key)
    path.write_bytes(data[:20])
    with pytest.raises(engine.InvalidStegoError):
        engine.Checkpoint.load(path, key)


@pytest.mark.parametrize("how", ["done", "cancelled"])
def test_nothing_is_left_when_it_is_over(how, tmp_path, monkeypatch):
    monkeypatch.setattr(jobs, "EVERY", 0.0)
    key, path = engine.Key.generate(), tmp_path / "unfinished"
    kept = []

    def report(progress: engine.Progress) -> None:
        kept.append(path.exists())
        if how == "cancelled" and progress.stage == "cover":
            raise InterruptedError

    try:
        engine.hide(
            [picture()], picture(phase=1), key, recipe=tiny(300), report=report, job=engine.Checkpoint(path, key)
        )
    except InterruptedError:
        assert how == "cancelled"
    assert any(kept)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("medium", [picture(), sound(), film(with_sound=True), solid()], ids=lambda m: m.modality)
def test_every_medium_comes_back_as_it_was(medium):
    state = HideState((medium,), picture(), (engine.Key.generate(),), tiny(seconds=2.0), b"s" * 16, b"p" * 16, 1 << 60)
    again = state_from_bytes(packed(state))
    assert again.keys == state.keys
    assert again.recipe == replace(state.recipe, samples=dict(state.recipe.samples))
    assert (again.salt, again.private_key, again.first) == (state.salt, state.private_key, state.first)
    before, after = medium.samples(), again.secrets[0].samples()
    assert np.array_equal(before.values, after.values)
    assert len(medium.parts()) == len(again.secrets[0].parts())
    assert torch.is_tensor(torch.from_numpy(after.coordinates))


def test_what_another_version_began_is_not_gone_on_with(tmp_path, monkeypatch):
    key, path = engine.Key.generate(), tmp_path / "unfinished"
    killed_at("cover", path, key, monkeypatch)
    data = path.read_bytes()
    path.write_bytes(data.replace(jobs.MAGIC, jobs.KIND + b"1\n", 1))
    with pytest.raises(engine.InvalidStegoError, match="Another version"):
        engine.Checkpoint.load(path, key)
