"""python -m engine reveal, and show: keys, changed files, scales."""

from __future__ import annotations

import errno
import json
from dataclasses import replace
from pathlib import Path

import pytest

from engine.cli import reveal as reveal_command
from engine.cli.reveal import CHANGED, UNSEALED
from engine.errors import SaveError
from engine.file.stego import Stego
from engine.inrsteg import hide
from engine.key import Key
from engine.media import Shape, load, medium
from engine.planning import plan
from tests.engine.cli.command_line import Run, expect, hidden
from tests.engine.tiny import WORDS, picture, solid, sound, tiny


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
        if name != "none" and (option, name) != ("--key-file", "empty"):  # which a killed hide leaves: it gets a key
            secret = ("--secret", folder / "bell.wav")
            expect(run("hide", folder / "cat.png", *secret, "-o", out, "--force", option, folder / name), 2, part)
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


def test_a_changed_file_is_revealed_and_told(folder: Path, run: Run) -> None:
    out = hidden(folder, secrets=3)
    stego = Stego.load(out)
    # Every hidden matrix: a small secret may begin anywhere in the vault, and need not reach into each of them.
    weights = [w * 0.5 if 0 < i < len(stego.network.weights) - 1 else w for i, w in enumerate(stego.network.weights)]
    replace(stego, network=type(stego.network)(tuple(weights), stego.network.biases)).save(out)
    code, said, error = run("reveal", out, "--key-file", folder / "key", "-d", folder / "found", "--json")
    assert (code, error) == (4, f"undersong: {CHANGED['secrets']}\n")
    told = json.loads(said)
    assert (told["intact"], told["changed"], told["sealed"]) == (False, "secrets", True)
    assert all((folder / "found" / Path(secret["out"]).name).exists() for secret in told["secrets"])


def test_another_cover_is_told_apart_from_changed_secrets(folder: Path, run: Run) -> None:
    out = hidden(folder, secrets=1)
    stego = Stego.load(out)
    *biases, last = stego.network.biases
    replace(stego, network=type(stego.network)(stego.network.weights, (*biases, last + 0.25))).save(out)
    code, said, error = run("reveal", out, "--key-file", folder / "key", "-d", folder / "found", "--json")
    assert (code, error) == (4, f"undersong: {CHANGED['cover']}\n")
    told = json.loads(said)
    assert (told["intact"], told["changed"], [secret["intact"] for secret in told["secrets"]]) == (
        True,
        "cover",
        [True],
    )


def test_a_secret_that_was_never_sealed_is_revealed_with_a_word_about_it(folder: Path, run: Run) -> None:
    out = folder / "paper.undersong"
    hide(plan([sound()], picture(), tiny(2, protection="paper")), Key.from_words(WORDS)).save(out)
    key = ("--key-file", folder / "key", "-d", folder / "found")
    code, said, error = run("reveal", out, *key, "--json")
    assert (code, json.loads(said)["sealed"], error) == (0, False, f"undersong: {UNSEALED}\n")


def test_a_scale_that_is_too_large_is_told(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    out = hidden(folder)
    monkeypatch.setattr(medium, "MAX_POINTS", 64 * 64)
    key = ("--key-file", folder / "key", "-d", folder / "found")
    expect(run("show", out, "-o", folder / "shown.png", "--scale", 8), 5, "too large to be rendered at scale 8")
    expect(run("reveal", out, *key, "--scale", 8), 5, "too large to be rendered at scale 8")
    assert not (folder / "found").exists()


def test_scale(folder: Path, run: Run) -> None:
    out = hidden(folder)
    assert run("show", out, "-o", folder / "shown.png", "--scale", 2)[0] == 0
    assert load(folder / "shown.png").grid.shape == (32, 32)
    assert run("reveal", out, "--key-file", folder / "key", "-d", folder, "--scale", 0.5)[0] == 0
    assert load(folder / "secret-1.png").grid.shape == (8, 8)


def test_a_scale_beyond_what_can_be_rendered(folder: Path, run: Run) -> None:
    hide(plan([], solid(), tiny(2)), Key.from_words(WORDS)).save(folder / "shape.undersong")
    sentence = "scale 8: the lattice would have 452,984,832 points; at most 67,108,864 can be rendered"
    expect(run("show", folder / "shape.undersong", "-o", folder / "shown.ply", "--scale", 8), 5, sentence)
    assert not (folder / "shown.ply").exists()


def test_a_secret_that_cannot_be_saved_does_not_take_the_others_along(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = folder / "out.undersong"
    hide(plan([solid(), picture(), sound()], picture(), tiny(2, width=128)), Key.from_words(WORDS)).save(out)

    def empty(_: Shape, path: Path) -> None:
        raise SaveError(f"“{path.name}” could not be saved: the shape is empty.")

    monkeypatch.setattr(Shape, "write", empty)
    command = ("reveal", out, "--key-file", folder / "key", "-d", folder / "found")
    code, said, error = run(*command)
    assert (code, error) == (6, "undersong: “secret-1.ply” could not be saved: the shape is empty.\n")
    assert [Path(line).name.split(" ")[0] for line in said.splitlines()] == ["secret-2.png", "secret-3.wav"]
    assert sorted(path.name for path in (folder / "found").iterdir()) == ["secret-2.png", "secret-3.wav"]
    code, said, _ = run(*command, "--json", "--force")
    told = json.loads(said)["secrets"]
    assert (code, [secret["out"] and Path(secret["out"]).name for secret in told]) == (
        6,
        [None, "secret-2.png", "secret-3.wav"],
    )


def test_a_folder_where_nothing_can_be_saved_is_said_before_the_work(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("revealed")

    out, key = hidden(folder), ("--key-file", folder / "key")
    monkeypatch.setattr(reveal_command, "reveal_media", never)
    (folder / "dangling").symlink_to(folder / "nowhere")
    for name, sentence in (
        ("cat.png", "The folder “cat.png” could not be made: a file has this name."),
        ("cat.png/deep/deeper", "The folder “deeper” could not be made: “cat.png” is a file, not a folder."),
        ("dangling", "The folder “dangling” could not be made: it is a link that leads nowhere."),
    ):
        expect(run("reveal", out, *key, "-d", folder / name), 6, sentence)
    names = {path.name for path in folder.iterdir()}
    with pytest.raises(AssertionError):
        run("reveal", out, *key, "-d", folder / "new" / "found")
    assert {path.name for path in folder.iterdir()} == names


def test_an_error_of_the_disk_is_told_by_its_name(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    out = hidden(folder)
    monkeypatch.setattr(Path, "mkdir", failing)
    command = ("reveal", out, "--key-file", folder / "key", "-d", folder / "found")
    expect(run(*command), 6, "The folder “found” could not be made: the disk reports an error.")


def test_a_place_that_has_no_name_of_its_own(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    key = ("--key-file", "key")
    for path in (".", ".."):
        expect(run("compare", path, "cat.png"), 4, f"“{path}” is a folder, not a file")
        expect(run("show", path, "-o", "a.png"), 4, f"“{path}” is a folder, and not an Undersong file")
        expect(run("reveal", path, *key, "-d", "out"), 4, f"“{path}” is a folder")
        expect(run("hide", "cat.png", "-o", path), 6, f"“{path}” could not be saved: a folder has this name")
        expect(run("hide", path, "-o", "new"), 4, f"“{path}” is a folder")
        expect(run("reveal", hidden(folder), "--key-file", path, "-d", "out"), 2, f"“{path}” cannot be read")
