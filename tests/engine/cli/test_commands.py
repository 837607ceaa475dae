"""The command line from the inside: what is written, what is printed, and one exit code for each thing to act on."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from engine import saving
from engine.__main__ import main
from engine.cli import hide as hide_command
from engine.cli.reveal import CHANGED
from engine.errors import DivergedError, OutOfMemoryError
from engine.file.stego import Stego
from engine.inrsteg import hide, reveal
from engine.key import Key
from engine.media import Image, load
from engine.planning import plan
from engine.recipe import DRAFT, RECIPES
from tests.engine.tiny import WORDS, film, picture, solid, sound, tiny

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def draft(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(RECIPES, "draft", tiny(5))
    monkeypatch.setitem(RECIPES, "standard", tiny(5))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Files of every kind, in a folder with spaces and signs in its name."""
    place = tmp_path / "my files 🎶 ü"
    place.mkdir()
    picture(16).write(place / "cat.png")
    picture(12, phase=5).write(place / "letter with spaces.png")
    sound().write(place / "bell.wav")
    film(with_sound=True).write(place / "film.mp4")
    solid().write(place / "box.ply")
    (place / "key").write_text(WORDS)
    return place


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: object) -> tuple[int, str, str]:
        code = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def hidden(folder: Path, secrets: int = 1) -> Path:
    path = folder / "out.undersong"
    hide(plan([picture()] * secrets, picture(), tiny(2)), Key.from_words(WORDS)).save(path)
    return path


def test_hide_show_reveal_compare(folder: Path, run: Run) -> None:
    out = folder / "ein Lied 🎵.undersong"
    secret, cover = folder / "letter with spaces.png", folder / "cat.png"
    code, said, error = run(
        "hide", cover, "--secret", secret, "-o", out, "--key-file", folder / "key", "--recipe", "draft"
    )
    assert (code, error) == (0, "")
    assert said.splitlines()[0] == f"{out} is ready."
    assert "the cover: psnr " in said
    assert "secret 1, image: psnr " in said
    assert "legal" not in said  # the key file was there: its words are not said again
    code, said, error = run("show", out, "-o", folder / "shown.png")
    assert (code, said, error) == (0, f"{folder / 'shown.png'}\n", "")
    code, said, error = run("reveal", out, "--key-file", folder / "key", "-d", folder / "new" / "found")
    assert (code, said, error) == (0, f"{folder / 'new' / 'found' / 'secret-1.png'}\n", "")
    code, said, error = run("compare", secret, folder / "new" / "found" / "secret-1.png", "--json")
    assert (code, error) == (0, "")
    assert set(json.loads(said)["measures"]) == {"psnr", "ssim", "mae", "rmse"}


def test_every_kind_at_once(folder: Path, run: Run) -> None:
    out = folder / "all.undersong"
    names = ("letter with spaces.png", "bell.wav", "film.mp4", "box.ply")
    given = [part for name in names for part in ("--secret", folder / name)]
    key = ("--key-file", folder / "key")
    code, said, error = run("hide", folder / "cat.png", *given, "-o", out, *key, "--width", 128, "--json")
    assert (code, error) == (0, "")
    told = json.loads(said)
    assert [secret["kind"] for secret in told["secrets"]] == ["image", "audio", "video", "audio", "shape"]
    code, said, error = run("reveal", out, *key, "-d", folder / "found", "--json")
    # five steps make no surface to speak of: an empty shape cannot be written, and that is said
    if code == 0:
        names = [Path(secret["out"]).name for secret in json.loads(said)["secrets"]]
        assert names == ["secret-1.png", "secret-2.wav", "secret-3.mp4", "secret-4.ply"]
    else:
        assert (code, error) == (6, "undersong: “secret-4.ply” could not be saved: the shape is empty.\n")


def test_the_json_of_every_command(folder: Path, run: Run) -> None:
    out, key = folder / "out.undersong", ("--key-file", folder / "key")
    code, said, error = run("hide", folder / "cat.png", "--secret", folder / "bell.wav", "-o", out, *key, "--json")
    assert (code, error) == (0, "")
    told = json.loads(said)
    assert set(told) == {"out", "seconds", "steps", "parameters", "bytes", "cover", "secrets"}
    assert told["out"] == str(out)
    assert told["bytes"] == out.stat().st_size
    assert told["parameters"] == Stego.load(out).network.architecture.parameter_count
    assert 5 < told["steps"] <= 10  # a network wider than the recipe asks for takes fewer
    assert set(told["cover"]) == {"psnr", "ssim", "mae", "rmse"}
    assert [set(secret) for secret in told["secrets"]] == [{"kind", "measures"}]
    assert set(told["secrets"][0]["measures"]) == {"snr", "mae"}

    code, said, error = run("reveal", out, *key, "-d", folder, "--json")
    told = json.loads(said)
    assert (code, error, set(told), told["intact"]) == (0, "", {"secrets", "intact"}, True)
    assert [set(secret) for secret in told["secrets"]] == [{"out", "kind", "intact", "describe"}]

    code, said, error = run("show", out, "-o", folder / "shown.jpg", "--json")
    assert (code, error, set(json.loads(said))) == (0, "", {"out", "kind", "parameters"})
    code, said, error = run("compare", folder / "bell.wav", folder / "secret-1.wav", "--json")
    assert (code, error, set(json.loads(said))) == (0, "", {"kind", "measures"})


def test_a_new_key_is_written_where_it_was_asked_for(folder: Path, run: Run) -> None:
    words, out = folder / "new key.txt", folder / "out.undersong"
    code, said, _ = run("hide", folder / "cat.png", "--secret", folder / "bell.wav", "-o", out, "--key-file", words)
    assert code == 0
    key = Key.load(words)
    assert len(set(key.words.split()) & set(said.split())) < 5  # some are words that it says anyway: ready, cover
    assert reveal(Stego.load(out), key)[0].intact
    before = words.read_bytes()
    assert run("hide", folder / "cat.png", "--secret", folder / "bell.wav", "-o", out, "--key-file", words)[0] == 0
    assert words.read_bytes() == before
    assert reveal(Stego.load(out), key)[0].intact


def test_a_new_key_is_said_once_where_there_is_no_file_for_it(folder: Path, run: Run) -> None:
    out = folder / "out.undersong"
    command = ("hide", folder / "cat.png", "--secret", folder / "bell.wav", "-o", out)
    code, said, _ = run(*command)
    assert code == 0
    assert reveal(Stego.load(out), Key.from_words(said.splitlines()[1]))
    code, said, error = run(*command, "--json")
    assert error == ""
    assert reveal(Stego.load(out), Key.from_words(json.loads(said)["words"]))


def test_a_file_with_nothing_in_it(folder: Path, run: Run) -> None:
    out = folder / "out.undersong"
    code, said, _ = run("hide", folder / "cat.png", "-o", out, "--json")
    assert code == 0
    assert json.loads(said)["secrets"] == []
    assert "words" not in json.loads(said)
    code, said, _ = run("reveal", out, "--key-file", folder / "key", "-d", folder / "found")
    assert (code, said) == (3, "")
    assert not (folder / "found").exists()


def test_a_passphrase(folder: Path, run: Run) -> None:
    phrase, out = folder / "phrase", folder / "out.undersong"
    phrase.write_bytes("\ufeffofen ü sesam\r\nand a second line\r\n".encode())
    command = ("hide", folder / "cat.png", "--secret", folder / "bell.wav", "-o", out, "--passphrase-file", phrase)
    assert run(*command)[0] == 0
    assert reveal(Stego.load(out), Key.from_passphrase("ofen ü sesam"))[0].intact
    assert run("reveal", out, "--passphrase-file", phrase, "-d", folder)[0] == 0


def expect(outcome: tuple[int, str, str], code: int, *parts: str) -> None:
    """One plain sentence on standard error, nothing on standard output."""
    found, said, error = outcome
    assert (found, said) == (code, "")
    assert error.startswith("undersong: ")
    assert error.count("\n") == 1
    assert "Traceback" not in error
    for part in parts:
        assert part in error


def test_keys_that_are_none(folder: Path, run: Run) -> None:
    out = hidden(folder)
    before = out.read_bytes()
    (folder / "typo").write_text(WORDS.replace("sausage", "sausagge"))
    (folder / "empty").write_text("")
    (folder / "binary").write_bytes(b"\xff\xfe\x00")
    for option, name, part in (
        ("--key-file", "typo", "Word 6"), ("--key-file", "empty", "twelve words"), ("--key-file", "none", "not exist"),
        ("--key-file", "binary", "cannot be read"), ("--passphrase-file", "empty", "passphrase is empty"),
        ("--passphrase-file", "none", "“none” does not exist"), ("--passphrase-file", ".", "cannot be read"),
    ):  # fmt: skip
        expect(run("reveal", out, option, folder / name, "-d", folder / "found"), 2, part)
        if name != "none":
            secret = ("--secret", folder / "bell.wav")
            expect(run("hide", folder / "cat.png", *secret, "-o", out, option, folder / name), 2, part)
    assert "sausagge" not in run("reveal", out, "--key-file", folder / "typo", "-d", folder)[2]
    assert out.read_bytes() == before
    assert not (folder / "found").exists()


def test_one_answer_for_a_wrong_key_an_empty_file_and_a_damaged_box(folder: Path, run: Run) -> None:
    out = hidden(folder)
    (folder / "other").write_text("zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong")
    empty, damaged = folder / "empty.undersong", folder / "damaged.undersong"
    hide(plan([], picture(), tiny(2)), Key.from_words(WORDS)).save(empty)
    stego = Stego.load(out)
    replace(stego, boxes=tuple(box[:-1] + bytes([box[-1] ^ 1]) for box in stego.boxes)).save(damaged)
    said = {
        run("reveal", file, "--key-file", folder / key, "-d", folder / "found")
        for file, key in ((out, "other"), (empty, "key"), (damaged, "key"))
    }
    assert len(said) == 1
    expect(said.pop(), 3, "Nothing was revealed. The key is wrong, nothing is hidden in this file, or")


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


def test_a_changed_file_is_revealed_and_told(folder: Path, run: Run) -> None:
    out = hidden(folder, secrets=3)
    stego = Stego.load(out)
    # Every hidden matrix: a small secret may begin anywhere in the vault, and need not reach into each of them.
    weights = [w * 0.5 if 0 < i < len(stego.network.weights) - 1 else w for i, w in enumerate(stego.network.weights)]
    replace(stego, network=type(stego.network)(tuple(weights), stego.network.biases)).save(out)
    code, said, error = run("reveal", out, "--key-file", folder / "key", "-d", folder / "found", "--json")
    assert (code, error) == (4, f"undersong: {CHANGED}\n")
    told = json.loads(said)
    assert told["intact"] is False
    assert all((folder / "found" / Path(secret["out"]).name).exists() for secret in told["secrets"])


def test_what_does_not_fit(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(RECIPES, "draft", DRAFT)
    noise = np.random.default_rng(0).integers(0, 256, (64, 64, 3), dtype=np.uint8)
    Image(noise).write(folder / "noise.png")
    secrets = [part for _ in range(8) for part in ("--secret", folder / "noise.png")]
    command = ("hide", folder / "cat.png", *secrets, "-o", folder / "new.undersong", "--recipe", "draft")
    expect(run(*command, "--width", 16), 5, "cells; a network of width 16 has")
    expect(run(*command, "--secret", folder / "cat.png"), 5, "at most 8 secrets; these are 9")
    assert not (folder / "new.undersong").exists()


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
    expect(run("reveal", out, *key, "-d", folder / "cat.png"), 6, "could not be saved")
    expect(run("reveal", out, *key, "-d", folder / "cat.png" / "deeper"), 6, "could not be saved")
    expect(run("show", out, "-o", folder / "none" / "shown.png"), 6, "the folder does not exist")
    expect(run("show", out, "-o", folder / "shown.txt"), 6, "its name must end in .png")


def test_a_full_disk_leaves_the_old_file(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    out = hidden(folder)
    before, names = out.read_bytes(), sorted(path.name for path in folder.iterdir())

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(saving.os, "fsync", full)
    expect(run("hide", folder / "cat.png", "-o", out), 6, "the disk is full")
    assert out.read_bytes() == before
    assert sorted(path.name for path in folder.iterdir()) == names


@pytest.mark.parametrize("error", [OutOfMemoryError("Too little memory."), DivergedError("It did not settle.")])
def test_other_errors_a_person_can_act_on(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def failing(*_: Any, **__: Any) -> Any:
        raise error

    monkeypatch.setattr(hide_command, "hide_media", failing)
    expect(run("hide", folder / "cat.png", "-o", folder / "a.undersong"), 1, str(error))


def test_stopped_by_the_person(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: Any, **__: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(hide_command, "hide_media", stopped)
    words, out = folder / "new key", folder / "a.undersong"
    expect(run("hide", folder / "cat.png", "-o", out, "--key-file", words), 130, "stopped; nothing was saved")
    assert not out.exists()
    assert not words.exists()


def test_a_device_that_is_missing(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)
    expect(run("hide", folder / "cat.png", "-o", folder / "a.undersong", "--device", "mps"), 2, "no mps device")


@pytest.mark.parametrize("storage", ["half", "quarter"])
@pytest.mark.parametrize("protection", ["sealed", "paper"])
def test_storage_and_protection(folder: Path, run: Run, storage: str, protection: str) -> None:
    out, key = folder / "out.undersong", ("--key-file", folder / "key")
    chosen = ("--storage", storage, "--protection", protection, "--width", 96)
    assert run("hide", folder / "cat.png", "--secret", folder / "bell.wav", "-o", out, *key, *chosen)[0] == 0
    settings = Stego.load(out).settings
    assert (settings.storage, settings.vault > 0) == (storage, protection == "sealed")
    assert run("reveal", out, *key, "-d", folder)[0] == 0


def test_scale(folder: Path, run: Run) -> None:
    out = hidden(folder)
    assert run("show", out, "-o", folder / "shown.png", "--scale", 2)[0] == 0
    assert load(folder / "shown.png").grid.shape == (32, 32)
    assert run("reveal", out, "--key-file", folder / "key", "-d", folder, "--scale", 0.5)[0] == 0
    assert load(folder / "secret-1.png").grid.shape == (8, 8)


def test_nothing_is_left_behind(folder: Path, run: Run) -> None:
    out, key = folder / "out.undersong", ("--key-file", folder / "key")
    before = set(os.listdir(folder))  # noqa: PTH208
    assert run("hide", folder / "cat.png", "--secret", folder / "film.mp4", "-o", out, *key, "--width", 96)[0] == 0
    assert run("reveal", out, *key, "-d", folder)[0] == 0
    assert set(os.listdir(folder)) == before | {"out.undersong", "secret-1.mp4"}  # noqa: PTH208
