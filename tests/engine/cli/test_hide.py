"""python -m engine hide: keys, what is printed, and what goes wrong."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from engine import saving
from engine.cli import hide as hide_command, outcome
from engine.errors import DivergedError, OutOfMemoryError
from engine.file.stego import Stego
from engine.inrsteg import hide as hide_media, reveal
from engine.key import Key
from engine.media import Image, Shape
from engine.recipe import DRAFT, RECIPES
from engine.revealed import Revealed
from tests.engine.cli.command_line import Run, expect, hidden


def test_a_new_key_is_written_where_it_was_asked_for(folder: Path, run: Run) -> None:
    words, out = folder / "new key.txt", folder / "out.undersong"
    code, said, _ = run("hide", folder / "cat.png", "--secret", folder / "bell.wav", "-o", out, "--key-file", words)
    assert code == 0
    key = Key.load(words)
    assert len(set(key.words.split()) & set(said.split())) < 5  # some are words that it says anyway: ready, cover
    assert reveal(Stego.load(out), key)[0].intact
    before, command = words.read_bytes(), ("hide", folder / "cat.png", "--secret", folder / "bell.wav", "--force")
    assert run(*command, "-o", out, "--key-file", words)[0] == 0
    assert words.read_bytes() == before
    assert reveal(Stego.load(out), key)[0].intact


def test_a_new_key_is_said_once_where_there_is_no_file_for_it(folder: Path, run: Run) -> None:
    out = folder / "out.undersong"
    command = ("hide", folder / "cat.png", "--secret", folder / "bell.wav", "-o", out)
    code, said, _ = run(*command)
    assert code == 0
    assert reveal(Stego.load(out), Key.from_words(said.splitlines()[1]))
    code, said, error = run(*command, "--json", "--force")
    assert len(error.splitlines()) == 1  # five steps leave next to nothing of a sound
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


def test_what_does_not_fit(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(RECIPES, "draft", DRAFT)
    noise = np.random.default_rng(0).integers(0, 256, (64, 64, 3), dtype=np.uint8)
    Image(noise).write(folder / "noise.png")
    secrets = [part for _ in range(32) for part in ("--secret", folder / "noise.png")]
    command = ("hide", folder / "cat.png", *secrets, "-o", folder / "new.undersong", "--recipe", "draft")
    expect(run(*command, "--width", 16), 5, "cells; a network of width 16 has")
    expect(run(*command, "--secret", folder / "cat.png"), 5, "at most 32 secrets; these are 33")
    assert not (folder / "new.undersong").exists()


def test_too_little_room_on_the_disk_is_said_before_the_fit(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: Any, **__: Any) -> Any:
        raise AssertionError("fitted")

    monkeypatch.setattr(hide_command, "hide_media", never)
    monkeypatch.setattr(saving.shutil, "disk_usage", lambda _: (10**9, 10**9 - 5000, 5000))
    key, out = folder / "new key", folder / "out.undersong"
    expect(run("hide", folder / "cat.png", "-o", out, "--key-file", key), 6, "the disk has 0.0 MB left, and the file")
    assert not key.exists()
    monkeypatch.setattr(saving.shutil, "disk_usage", lambda _: (0, 0, 0))  # a file system that does not know its size
    monkeypatch.setattr(hide_command, "hide_media", hide_media)
    assert run("hide", folder / "cat.png", "-o", out, "--key-file", key)[0] == 0


@pytest.mark.parametrize("key", ["new key", None])
def test_a_folder_that_vanished_does_not_take_the_finished_file_along(
    folder: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, key: str | None
) -> None:
    there, spare = folder / "there", tmp_path / "spare"
    there.mkdir()
    spare.mkdir()
    (spare / "out.undersong").write_bytes(b"precious")
    monkeypatch.setattr(tempfile, "tempdir", str(spare))

    def slow(*given: Any, **named: Any) -> Any:
        stego = hide_media(*given, **named)
        there.rmdir()
        return stego

    monkeypatch.setattr(hide_command, "hide_media", slow)
    command = ("hide", folder / "cat.png", "--secret", folder / "bell.wav", "-o", there / "out.undersong")
    code, said, error = run(*command, *(("--key-file", folder / key) if key else ()))
    rescued = spare / "out (2).undersong"
    assert code == 6
    assert f"the folder does not exist. The finished file is “{rescued}” instead" in error
    assert f"{rescued} is ready." in said
    words = Key.load(folder / key) if key else Key.from_words(said.splitlines()[1])
    assert reveal(Stego.load(rescued), words)[0].intact
    assert (spare / "out.undersong").read_bytes() == b"precious"


def test_a_secret_that_comes_back_empty_is_said(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def without_surface(*given: Any, **named: Any) -> list[Revealed]:
        first, second = reveal(*given, **named)
        empty = Shape(np.zeros((0, 3), np.float32), np.zeros((0, 3), np.int32))
        return [replace(first, what=empty), second]

    monkeypatch.setattr(outcome, "reveal", without_surface)
    secrets = ("--secret", folder / "box.ply", "--secret", folder / "bell.wav")
    command = ("hide", folder / "cat.png", *secrets, "-o", folder / "out.undersong", "--width", 128)
    code, said, error = run(*command, "--key-file", folder / "key", "--json")
    first, second = error.splitlines()
    assert code == 0
    assert first.startswith("undersong: secret 1 comes back empty: ")
    assert second.startswith("undersong: next to nothing is left of the sound of secret 2: ")
    assert [secret.get("empty") for secret in json.loads(said)["secrets"]] == [True, None]


def test_a_film_with_sound_is_one_secret(folder: Path, run: Run) -> None:
    secrets = ("--secret", folder / "film.mp4", "--secret", folder / "cat.png")
    command = ("hide", folder / "cat.png", *secrets, "-o", folder / "out.undersong", "--width", 128)
    said = run(*command, "--key-file", folder / "key")[1].splitlines()
    assert [line.split(":")[0] for line in said[2:]] == ["  secret 1, video", "  secret 2, image", "  its key"]
    assert "; its sound: snr " in said[2]


def test_a_full_disk_leaves_the_old_file(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    out = hidden(folder)
    before, names = out.read_bytes(), sorted(path.name for path in folder.iterdir())

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(saving.os, "fsync", full)
    expect(run("hide", folder / "cat.png", "-o", out, "--force"), 6, "the disk is full")
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
