"""The commands together: what is written, what is printed, and one exit code for each thing to act on."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from engine.cli import hide as hide_command
from engine.file.stego import Stego
from tests.engine.cli.command_line import Run, expect, hidden

LITTLE_LEFT = "undersong: next to nothing is left of the sound of secret 1: "

VERDICT = {"verdict", "sentence", "remarks"}


def test_hide_show_reveal_compare(folder: Path, run: Run) -> None:
    out = folder / "ein Lied 🎵.undersong"
    secret, cover = folder / "letter with spaces.png", folder / "cat.png"
    code, said, error = run(
        "hide", cover, "--secret", secret, "-o", out, "--key-file", folder / "key", "--recipe", "draft"
    )
    assert (code, error) == (0, "")
    assert said.splitlines()[0] == f"{out} is ready."
    assert "  the cover: Not usable: too far from the original. psnr " in said
    assert "secret 1, image: kept as 12 x 12, colour. Not usable: too far from the original. psnr " in said
    assert "legal" not in said  # the key file was there: its words are not said again
    code, said, error = run("show", out, "-o", folder / "shown.png")
    assert (code, said, error) == (0, f"{folder / 'shown.png'}\n", "")
    code, said, error = run("reveal", out, "--key-file", folder / "key", "-d", folder / "new" / "found")
    found = folder / "new" / "found" / secret.name
    assert (code, said, error) == (0, f"{found} (image, 12 x 12, colour). Not usable: too far from the original.\n", "")
    code, said, error = run("compare", secret, found, "--json")
    assert (code, error) == (0, "")
    assert set(json.loads(said)["measures"]) == {"psnr", "ssim", "mae", "rmse"}


def test_every_kind_at_once(folder: Path, run: Run) -> None:
    out = folder / "all.undersong"
    names = ("letter with spaces.png", "bell.wav", "film.mp4", "box.ply")
    given = [part for name in names for part in ("--secret", folder / name)]
    key = ("--key-file", folder / "key")
    code, said, error = run("hide", folder / "cat.png", *given, "-o", out, *key, "--width", 128, "--json")
    assert code == 0
    told_empty = "undersong: secret 4 comes back empty: "  # five steps make no surface, and no sound
    assert all(line.startswith(told_empty) or "next to nothing" in line for line in error.splitlines())
    told = json.loads(said)
    assert [secret["kind"] for secret in told["secrets"]] == ["image", "audio", "video", "shape"]
    assert set(told["secrets"][2]) - {"lost"} == {"kind", "kept", "measures", "sound", *VERDICT}
    code, said, error = run("reveal", out, *key, "-d", folder / "found", "--json")
    names = [secret["out"] and Path(secret["out"]).name for secret in json.loads(said)["secrets"]]
    # five steps make no surface to speak of: an empty shape cannot be written, and that is said
    if code == 0:
        assert names == ["letter with spaces.png", "bell.wav", "film.mp4", "box.ply"]
    else:
        assert names == ["letter with spaces.png", "bell.wav", "film.mp4", None]
        assert (code, error) == (6, "undersong: “box.ply” could not be saved: the shape is empty.\n")


def test_the_json_of_every_command(folder: Path, run: Run) -> None:
    out, key = folder / "out.undersong", ("--key-file", folder / "key")
    code, said, error = run("hide", folder / "cat.png", "--secret", folder / "bell.wav", "-o", out, *key, "--json")
    assert code == 0
    assert error.startswith(LITTLE_LEFT)  # after five steps
    told = json.loads(said)
    assert set(told) == {"out", "seconds", "steps", "parameters", "bytes", "cover", "cover_verdict", "secrets"}
    assert told["out"] == str(out)
    assert told["bytes"] == out.stat().st_size
    assert told["parameters"] == Stego.load(out).network.architecture.parameter_count
    assert 5 < told["steps"] <= 10  # a network wider than the recipe asks for takes fewer
    assert set(told["cover"]) == {"psnr", "ssim", "mae", "rmse"}
    assert [set(secret) for secret in told["secrets"]] == [{"kind", "kept", "lost", "measures", *VERDICT}]
    assert set(told["secrets"][0]["measures"]) == {"snr", "mae"}

    code, said, error = run("reveal", out, *key, "-d", folder / "found", "--json")
    told = json.loads(said)
    secrets = told.pop("secrets")
    assert (code, error, told) == (0, "", {"intact": True, "changed": None, "sealed": True})
    assert [set(secret) for secret in secrets] == [{"out", "name", "kind", "intact", "describe", *VERDICT}]

    code, said, error = run("show", out, "-o", folder / "shown.jpg", "--json")
    assert (code, error, set(json.loads(said))) == (0, "", {"out", "kind", "parameters"})
    code, said, error = run("compare", folder / "bell.wav", folder / "found" / "bell.wav", "--json")
    assert (code, error, set(json.loads(said))) == (0, "", {"kind", "bytes", "measures", *VERDICT})


def test_quality_is_told_against_what_was_given(folder: Path, run: Run) -> None:
    """A tone of 1 kHz is kept at 400 samples in 10 s: what comes back may be all of those, but it is silence."""
    time = np.arange(80_000) / 8000
    soundfile.write(folder / "long.wav", 0.5 * np.sin(2 * np.pi * 1000 * time), 8000)
    key, out = ("--key-file", folder / "key"), folder / "long.undersong"
    code, said, error = run("hide", folder / "cat.png", "--secret", folder / "long.wav", "-o", out, *key)
    assert code == 0
    assert error.endswith(LITTLE_LEFT + "hide less of it, or the file itself.\n")
    assert "“long.wav” is kept as 10.0 s, 40 Hz, mono: next to nothing is left of it. --exact would keep" in error
    assert "secret 1, audio: kept as 10.0 s, 40 Hz, mono. Not usable: only a hum is left." in said
    assert "Not usable: only a hum is left." in run("reveal", out, *key, "-d", folder)[1]  # as the sender read it


def test_files_that_are_none(folder: Path, run: Run) -> None:
    key, out = ("--key-file", folder / "key"), hidden(folder)
    cut = folder / "cut.undersong"
    cut.write_bytes(out.read_bytes()[:-1])
    for file, part in ((folder / "none", "does not exist"), (folder / "cat.png", "not an Undersong"), (cut, "damaged")):
        expect(run("reveal", file, *key, "-d", folder / "found"), 4, part)
        expect(run("show", file, "-o", folder / "shown.png"), 4, part)
    for cover in (folder / "none.png", folder / "key", folder):
        expect(run("hide", cover, "-o", folder / "new.undersong"), 4, f"“{cover.name}”")
        expect(run("hide", folder / "cat.png", "--secret", cover, "-o", folder / "new.undersong"), 4, f"“{cover.name}”")
    expect(run("compare", folder / "cat.png", folder / "bell.wav"), 4, "only two of one kind")
    assert not (folder / "new.undersong").exists()
    assert not (folder / "shown.png").exists()


def test_what_cannot_be_saved_is_said_before_the_work(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: Any, **__: Any) -> Any:
        raise AssertionError("worked")

    out = hidden(folder)
    with monkeypatch.context() as patched:
        patched.setattr(hide_command, "hide_media", never)
        patched.setattr(hide_command, "load", never)
        expect(run("hide", folder / "cat.png", "-o", folder / "none" / "a.undersong"), 6, "the folder does not exist")
        expect(run("hide", folder / "cat.png", "-o", folder), 6, "a folder has this name")
        key = ("--key-file", folder / "none" / "key")
        expect(run("hide", folder / "cat.png", "-o", folder / "a.undersong", *key), 6, "the folder does not exist")
    key = ("--key-file", folder / "key")
    expect(run("reveal", out, *key, "-d", folder / "cat.png"), 6, "“cat.png” could not be made: a file")
    expect(run("reveal", out, *key, "-d", folder / "cat.png" / "deeper"), 6, "“cat.png” is a file, not a folder")
    expect(run("show", out, "-o", folder / "none" / "shown.png"), 6, "the folder does not exist")
    expect(run("show", out, "-o", folder / "shown.txt"), 6, "its name must end in .png")


def test_nothing_is_left_behind(folder: Path, run: Run) -> None:
    out, key = folder / "out.undersong", ("--key-file", folder / "key")
    before = set(os.listdir(folder))  # noqa: PTH208
    assert run("hide", folder / "cat.png", "--secret", folder / "film.mp4", "-o", out, *key, "--width", 96)[0] == 0
    assert run("reveal", out, *key, "-d", folder)[0] == 0
    assert set(os.listdir(folder)) == before | {"out.undersong", "film (2).mp4"}  # noqa: PTH208


def test_any_two_files_are_compared_and_a_picture_with_its_copy(folder: Path, run: Run) -> None:
    (folder / "will.pdf").write_bytes(b"%PDF I leave it")
    (folder / "forged.pdf").write_bytes(b"%PDF I leave you")
    code, said, error = run("compare", folder / "will.pdf", folder / "forged.pdf")
    assert (code, error) == (0, "")
    assert said.splitlines() == ["Not the same: the first difference is at byte 14.", "  15 and 16 bytes"]
    code, said, error = run("compare", folder / "cat.png", folder / "cat.png", "--json")
    told = json.loads(said)
    assert (told["kind"], told["verdict"], told["sentence"]) == ("image", "same", "The same, byte for byte.")
    expect(run("compare", folder / "will.pdf", folder / "cat.png"), 4, "only two of one kind")
