"""hide --job, resume and jobs: a hide that is stopped goes on, with its key, in a process of its own."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine import checkpoint as checkpoints
from engine.checkpoint import Checkpoint
from engine.cli.jobs import window_folder
from engine.cli.progress_bar import ProgressBar
from engine.file.stego import Stego
from engine.inrsteg import hide, reveal
from engine.key import Key
from engine.planned import Secret
from engine.planning import plan
from engine.progress import Progress
from engine.recipe import RECIPES
from tests.engine.cli.command_line import Run, expect
from tests.engine.tiny import WORDS, picture, sound, tiny

needs_signals = pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")


@pytest.fixture(autouse=True)
def heard() -> Iterator[None]:
    """No signal is ignored, as some are where tests run in the background."""
    usual = {"SIGINT": signal.default_int_handler, "SIGTERM": signal.SIG_DFL, "SIGHUP": signal.SIG_DFL}
    numbers = {getattr(signal, name): handler for name, handler in usual.items() if hasattr(signal, name)}
    before = {number: signal.signal(number, handler) for number, handler in numbers.items()}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture
def job(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of a hide that is kept; the hide is longer than one between two reports."""
    monkeypatch.setitem(RECIPES, "draft", tiny(1000))
    return folder / "job"


def signals(name: str, monkeypatch: pytest.MonkeyPatch, stage: str = "cover") -> list[signal.Handlers | object]:
    """The first report of a stage brings this signal, twice; the handlers there are before."""
    number, call = getattr(signal, name), ProgressBar.__call__
    done: list[bool] = []

    def report(bar: ProgressBar, progress: Progress) -> None:
        if progress.stage == stage and not done:
            done.append(True)
            os.kill(os.getpid(), number)
            os.kill(os.getpid(), number)
        call(bar, progress)

    monkeypatch.setattr(ProgressBar, "__call__", report)
    return [signal.getsignal(number)]


def command(folder: Path, *more: object) -> tuple[object, ...]:
    files = (folder / "cat.png", "--secret", folder / "bell.wav", "-o", folder / "out.undersong")
    return ("hide", *files, "--recipe", "draft", "--job", folder / "job", *more)


@needs_signals
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_hide_that_a_signal_stops_is_kept_and_goes_on(
    name: str, folder: Path, job: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, out = signals(name, monkeypatch), folder / "out.undersong"
    expect(run(*command(folder, "--key-file", folder / "key")), 130, "stopped. The hide is kept in “job”", "resume")
    assert [signal.getsignal(getattr(signal, name))] == before
    monkeypatch.setattr(ProgressBar, "__call__", lambda *_: None)
    assert not out.exists()
    code, said, _ = run("jobs", folder)
    assert code == 0
    assert said.startswith(f"{job}: begun 20")
    assert "cover: image, 16 x 16" in said
    assert "bell" not in said
    assert said.count("\n") == 1
    (folder / "wrong").write_text(Key.generate().words)
    expect(run("resume", job, "-o", out, "--key-file", folder / "wrong"), 2, "not the key")
    expect(run("resume", job, "-o", out), 2, "name a --key-file")
    expect(run(*command(folder, "--key-file", folder / "key")), 6, "“job” exists", "resume")
    code, said, _ = run("resume", job, "-o", out, "--key-file", folder / "key")
    assert code == 0
    assert "out.undersong is ready." in said
    assert [secret.intact for secret in reveal(Stego.load(out), Key.from_words(WORDS))] == [True]
    assert run("jobs", folder)[1] == "No hide is kept here.\n"
    assert not [path for path in folder.iterdir() if path.name.startswith("job")]


@needs_signals
def test_before_there_is_anything_to_keep_a_signal_just_stops(
    folder: Path, job: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    signals("SIGINT", monkeypatch, "plan")
    expect(run(*command(folder)), 130, "nothing was saved")
    assert not job.exists()


@needs_signals
def test_a_new_key_is_in_the_persons_hands_before_anything_is_kept(
    folder: Path, job: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    signals("SIGTERM", monkeypatch)
    code, said, _ = run(*command(folder))
    assert code == 130
    checkpoint = Checkpoint.load(job, Key.from_words(said.splitlines()[1]))
    checkpoint.delete()
    monkeypatch.undo()
    monkeypatch.setitem(RECIPES, "draft", tiny(1000))
    signals("SIGTERM", monkeypatch)
    assert run(*command(folder, "--key-file", folder / "new"))[0] == 130
    Checkpoint.load(job, Key.load(folder / "new"))
    expect(run(*command(folder, "--json")), 2, "name a --key-file")


def test_a_hide_that_ends_well_keeps_nothing(folder: Path, run: Run) -> None:
    before = set(folder.iterdir())
    code, said, _ = run(*command(folder, "--json", "--key-file", folder / "key"))
    assert code == 0
    assert json.loads(said)["secrets"][0]["kind"] == "audio"
    assert set(folder.iterdir()) - before == {folder / "out.undersong"}


def test_a_file_that_cannot_be_saved_is_kept_with_all_that_was_fitted(
    folder: Path, job: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = folder / "away" / "out.undersong"
    out.parent.mkdir()

    def gone() -> None:
        if out.parent.exists():
            out.parent.rmdir()

    monkeypatch.setattr(ProgressBar, "__call__", lambda _, p: gone() if p.stage == "check" else None)
    changed = [out if part == folder / "out.undersong" else part for part in command(folder)]
    code, _, error = run(*changed, "--key-file", folder / "key")
    assert code == 6
    assert "the folder does not exist" in error
    assert "The hide is kept in “job”" in error
    code, said, _ = run("resume", job, "-o", folder / "out.undersong", "--key-file", folder / "key", "--json")
    assert code == 0
    assert json.loads(said)["seconds"] < json.loads(said)["bytes"]


def test_what_the_window_kept_under_several_keys_goes_on_here(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkpoints, "SAVE_SECONDS", 0.0)
    keys = {0: Key.from_words(WORDS), 1: Key.generate()}
    planned = plan([Secret(picture(), 1), Secret(sound(), 0), Secret(picture(12), 1)], picture(), tiny(20))
    checkpoint = Checkpoint(folder / "several", list(keys.values()))
    hide(planned, keys, checkpoint=checkpoint)
    out = folder / "out.undersong"
    expect(run("resume", folder / "several", "-o", out, "--key-file", folder / "key"), 4, "going on already")
    assert "going on now" in run("jobs", folder)[1]
    checkpoint.release()
    code, said, _ = run("resume", folder / "several.2", "-o", out, "--key-file", folder / "key", "--json")
    assert code == 0
    secrets = json.loads(said)["secrets"]
    assert [secret["kind"] for secret in secrets] == ["image", "audio", "image"]
    sealed = [secret.judgement for secret in reveal(Stego.load(out), keys[1])]
    assert [judged and judged.verdict.name.lower() for judged in sealed] == [
        secrets[0]["verdict"],
        secrets[2]["verdict"],
    ]
    assert not (folder / "several.2").exists()


def test_what_is_damaged_or_no_job_is_told(folder: Path, run: Run) -> None:
    (folder / "torn").write_bytes(b"undersong job 8\n[1,")
    (folder / "old").write_bytes(b"undersong job 7\n")
    said = run("jobs", folder)[1].splitlines()
    assert [line.split(": ")[1][:20] for line in said if "torn" in line] == ["What was kept of the"]
    assert [line.split(": ")[1][:15] for line in said if "old" in line] == ["Another version"]
    for name, sentence in (("torn", "damaged"), ("key", "damaged"), ("gone", "cannot be read")):
        expect(run("resume", folder / name, "-o", folder / "x", "--key-file", folder / "key"), 4, sentence)
    assert not list(folder.glob("*.lock"))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_name_that_somebody_else_chose_moves_no_cursor(folder: Path, run: Run) -> None:
    (folder / "\x1b[2J\u202ejob").write_bytes(b"undersong job 7\n")
    said = run("jobs", folder)[1]
    assert r"\x1b[2J\u202ejob: Another version" in said
    assert said.replace("\n", "").isprintable()


def test_the_folder_of_the_window_is_listed_too(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.chdir(folder)
    window_folder().mkdir(parents=True)
    (window_folder() / "unfinished-1").write_bytes(b"undersong job 7\n")
    assert json.loads(run("jobs", "--json")[1])["jobs"][0]["file"].endswith("unfinished-1")


@pytest.mark.skipif(os.name != "posix", reason="names are counted otherwise here")
def test_a_name_that_leaves_no_room_for_the_files_beside_it_is_refused_before_the_work(folder: Path, run: Run) -> None:
    code, _, error = run("hide", folder / "cat.png", "-o", folder / "a.undersong", "--job", folder / ("j" * 252))
    assert code == 6
    assert "the name is too long" in error
    assert not (folder / "a.undersong").exists()


def test_a_picture_that_is_kept_smaller_is_judged_at_its_own_size_where_its_hide_goes_on(
    folder: Path, job: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hide keeps a page of 96 x 96 pixels at 20 x 20: beside those it would be very close."""
    picture(96).write(folder / "page.png")
    out, key = folder / "out.undersong", ("--key-file", folder / "key")
    hidden = ("hide", folder / "cat.png", "--secret", folder / "page.png", "-o", out, "--recipe", "draft")
    signals("SIGTERM", monkeypatch)
    run(*hidden, "--job", job, *key)
    monkeypatch.undo()
    code, said, _ = run("resume", job, "-o", out, *key, "--json")
    [resumed] = json.loads(said)["secrets"]
    assert code == 0
    assert "small" in resumed["remarks"] or resumed["verdict"] in {"not_usable", "recognisable", "softer"}
    [revealed] = reveal(Stego.load(out), Key.from_words(WORDS))
    assert revealed.judgement is None  # what was given is gone: nothing is promised of it
