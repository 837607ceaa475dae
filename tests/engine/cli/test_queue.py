"""python -m engine queue: several hides in a row, each with its own file and key."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from engine.checkpoint import Checkpoint
from engine.cli.progress_bar import ProgressBar
from engine.file.stego import Stego
from engine.inrsteg import reveal
from engine.key import Key
from engine.progress import Progress
from engine.recipe import RECIPES
from tests.engine.cli.command_line import Run, expect
from tests.engine.tiny import tiny


def listed(folder: Path, *entries: Any) -> Path:
    path = folder / "list.json"
    path.write_text(json.dumps(entries))
    return path


def entry(number: int, **changes: Any) -> dict[str, Any]:
    secrets = {"secret": ["bell.wav", "box.ply"], "text": "key"}
    return {"cover": "cat.png", **secrets, "out": f"{number}.undersong", "key_file": f"key {number}", **changes}


def test_each_gets_its_own_file_and_key_and_one_failure_does_not_stop_the_rest(folder: Path, run: Run) -> None:
    path = listed(folder, entry(1), entry(2, cover="gone.png"), entry(3, recipe="draft", storage="half"))
    code, said, error = run("queue", path)
    assert code == 4
    assert said.count("is ready.") == 2
    assert "2 of 3: “gone.png”" in error
    for number in (1, 3):
        secrets = reveal(Stego.load(folder / f"{number}.undersong"), Key.load(folder / f"key {number}"))
        assert [secret.intact for secret in secrets] == [True, True, True]
    assert not list(folder.glob("*.job*"))
    before = {file: file.read_bytes() for file in folder.glob("*.undersong")}
    code, said, error = run("queue", path)  # again: what is there stays
    assert (code, said) == (4, "")
    assert "1 of 3: “1.undersong” is there already." in error
    assert {file: file.read_bytes() for file in folder.glob("*.undersong")} == before


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
def test_after_a_stop_the_same_command_goes_on(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(RECIPES, "standard", tiny(1000))
    seen: list[str] = []

    def report(_: ProgressBar, progress: Progress) -> None:
        if progress.stage == "cover" and not seen:
            seen.append("stopped")
            os.kill(os.getpid(), 15)

    monkeypatch.setattr(ProgressBar, "__call__", report)
    path = listed(folder, entry(1, secret=[]), entry(2, secret=[]))
    code, said, error = run("queue", path)
    assert (code, said) == (130, "")
    assert "The hide is kept in “1.undersong.job”" in error
    assert not (folder / "key 2").exists()  # the other one was not begun
    key = Key.load(folder / "key 1")
    code, said, _ = run("queue", path)
    assert code == 0
    assert said.count("is ready.") == 2
    assert Key.load(folder / "key 1") == key
    assert reveal(Stego.load(folder / "1.undersong"), key)[0].intact
    assert not list(folder.glob("*.job*"))


def test_the_time_of_the_whole_list_is_forecast(folder: Path, run: Run) -> None:
    path = listed(folder, entry(1, secret=[]), entry(2, secret=[]))
    code, said, _ = run("queue", path, "--forecast")
    assert code == 0
    assert said.splitlines()[0].endswith("for 2 hides")
    assert json.loads(run("queue", path, "--forecast", "--json")[1])["hides"] == 2
    assert not list(folder.glob("*.undersong*"))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"cover": "cat.png", "out": "x"}, "it needs a “key_file”"),
        ({"out": "x", "key_file": "key"}, "it needs a “cover”"),
        (entry(1, colour="red"), "“colour” is no option of hide"),
        (entry(1, out="2.undersong"), "have the same file as their “out”"),
        (7, "it has to be {…}"),
        (entry(1, out="a\0b"), "“out” holds signs that no name"),
        (entry(1, cover="\ud800.png"), "“cover” holds signs that no name"),
        (entry(1, secret=["bell.wav", "\0"]), "“secret” holds signs that no name"),
    ],
)
def test_a_wrong_list_is_refused_before_anything_is_done(wrong: Any, sentence: str, folder: Path, run: Run) -> None:
    expect(run("queue", listed(folder, entry(2), wrong)), 4, sentence)
    assert not (folder / "2.undersong").exists()


def test_what_is_no_list_is_told(folder: Path, run: Run) -> None:
    for name, content, sentence in (("a", b"{}", "no list"), ("b", b"\xff", "JSON"), ("c", b"[" * 5000, "JSON")):
        (folder / name).write_bytes(content)
        expect(run("queue", folder / name), 4, sentence)
    expect(run("queue", folder / "gone"), 4, "cannot be read")
    code = 0
    try:
        code, _, error = run("queue", listed(folder, entry(1, room=3)))
    except SystemExit:
        pytest.fail("the list is refused, and the program not ended")
    assert code == 4
    assert "3 is not 1, 2, 4 or 16" in error


def test_a_kill_between_the_save_of_a_file_and_the_end_of_its_job_stops_nobody(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = listed(folder, entry(1, secret=[]))
    monkeypatch.setattr(Checkpoint, "delete", Checkpoint.release)  # as far as it came
    assert run("queue", path)[0] == 0
    monkeypatch.undo()
    made = (folder / "1.undersong").read_bytes()
    assert (folder / "1.undersong.job").exists()
    code, _, error = run("queue", path)
    assert (code, "“1.undersong” is there already" in error) == (0, True)
    assert (folder / "1.undersong").read_bytes() == made
    assert not list(folder.glob("*.job*"))
