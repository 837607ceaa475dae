"""hide --exact, --text and --folder, and what reveal makes of their names."""

from __future__ import annotations

import io
import json
import os
import sys
import zipfile
from pathlib import Path

import pytest

from engine.exact_file import ExactFile
from engine.file.stego import Stego
from engine.inrsteg import hide, reveal
from engine.key import Key
from engine.metadata import without_metadata
from engine.planned import Secret
from engine.planning import plan
from tests.engine.cli.command_line import Run, expect
from tests.engine.metadata import told_files
from tests.engine.tiny import WORDS, picture, tiny

KEY = Key.from_words(WORDS)


def hidden_files(folder: Path, *secrets: ExactFile | Secret) -> Path:
    """An Undersong file of these, as a stranger may have made it."""
    path = folder / "out.undersong"
    hide(plan(secrets, picture(), tiny(2, width=96)), KEY).save(path)
    return path


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_files_texts_and_folders_come_back_under_their_names(folder: Path, run: Run) -> None:
    data, out, key = os.urandom(1500), folder / "out.undersong", ("--key-file", folder / "key")
    (folder / "--strange 🏖️.bin").write_bytes(data)
    (folder / "empty").touch()
    (folder / "note.md").write_text("Grüße", "utf-8")
    (folder / "holiday").mkdir()
    (folder / "holiday" / "a.txt").write_text("inside")
    given = (
        "--exact", folder / "--strange 🏖️.bin", "--exact", folder / "empty", "--text", folder / "note.md",
        "--folder", folder / "holiday", "--secret", folder / "letter with spaces.png",
    )  # fmt: skip
    code, said, error = run("hide", folder / "cat.png", *given, "-o", out, *key, "--width", 96)
    assert (code, error) == (0, "")
    assert [line.split(":")[0] for line in said.splitlines()[1:]] == [
        "  the cover", "  secret 1, image", "  secret 2, file", "  secret 3, file", "  secret 4, text",
        "  secret 5, folder", "  its key",
    ]  # fmt: skip
    assert "secret 2, file: “--strange 🏖️.bin”, every one of its 1,500 bytes" in said

    code, said, error = run("reveal", out, *key, "-d", folder / "found")
    assert (code, error) == (0, "")
    found = folder / "found"
    size = (found / "holiday.zip").stat().st_size
    assert said.splitlines() == [
        f"{found / 'letter with spaces.png'} (image, 12 x 12, colour). Not usable: too far from the original.",
        f"{found / '_--strange 🏖️.bin'} (file, 1,500 bytes)",
        f"{found / 'empty'} (file, 0 bytes)", f"{found / 'note.md'} (text, 7 bytes)",
        f"{found / 'holiday.zip'} (folder, {size:,} bytes)",
    ]  # fmt: skip
    assert (found / "_--strange 🏖️.bin").read_bytes() == data
    assert (found / "empty").read_bytes() == b""
    assert (found / "note.md").read_text("utf-8") == "Grüße"
    assert zipfile.ZipFile(found / "holiday.zip").read("a.txt") == b"inside"


def test_a_text_from_standard_input(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    out, key = folder / "out.undersong", ("--key-file", folder / "key")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("Meet me at noon, 漢字\r\n".encode())))
    code, said, error = run("hide", folder / "cat.png", "--text", "-", "-o", out, *key, "--json")
    assert (code, error) == (0, "")
    assert json.loads(said)["secrets"] == [{"kind": "text", "name": "text.txt", "bytes": 25}]
    [secret] = reveal(Stego.load(out), KEY)
    assert secret.file == ExactFile.of_text("Meet me at noon, 漢字\r\n")
    monkeypatch.setattr(sys, "stdin", None)
    expect(run("hide", folder / "cat.png", "--text", "-", "-o", folder / "b.undersong", *key), 4, "standard input")


def test_any_bytes_from_standard_input_once_and_no_more_than_there_can_be_room_for(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = ("hide", folder / "cat.png", "--key-file", folder / "key", "--exact", "-", "-o", folder / "out.undersong")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xff\0\r\n")))
    expect(run(*command, "--text", "-"), 4, "Standard input can be read once")
    assert run(*command)[0] == 0
    [secret] = reveal(Stego.load(folder / "out.undersong"), KEY)
    assert secret.file == ExactFile("file", b"\xff\0\r\n")
    monkeypatch.setattr("engine.cli.options.MAX_BYTES", 3)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"1234")))
    expect(run(*command, "--force"), 4, "Standard input is longer")


def test_what_a_photo_tells_is_named_and_left_out_if_asked(folder: Path, run: Run) -> None:
    data = told_files.picture("JPEG", exif=told_files.exif())
    (folder / "beach.jpg").write_bytes(data)
    command = ("hide", folder / "cat.png", "--exact", folder / "beach.jpg", "--key-file", folder / "key")
    code, said, error = run(*command, "-o", folder / "out.undersong", "--width", 96, "--json")
    assert code == 0
    assert "“beach.jpg” tells more than it shows, which goes along: place 48.85833, -2.29444; names Anna;" in error
    assert error.endswith("; --strip-metadata leaves it out.\n")
    assert json.loads(said)["secrets"][0]["metadata"][1] == ["person", "Anna"]
    assert run(*command, "-o", folder / "b.undersong", "--width", 96, "--strip-metadata")[0] == 0
    [secret] = reveal(Stego.load(folder / "b.undersong"), KEY)
    assert secret.file is not None
    assert secret.file.content == without_metadata(data) != data


def test_what_the_photos_of_a_folder_tell_is_named_and_left_out_if_asked(folder: Path, run: Run) -> None:
    (folder / "beach").mkdir()
    data = told_files.picture("JPEG", exif=told_files.exif())
    (folder / "beach" / "1.jpg").write_bytes(data)
    command = ("hide", folder / "cat.png", "--folder", folder / "beach", "--key-file", folder / "key", "--width", 96)
    code, _, error = run(*command, "-o", folder / "out.undersong")
    assert code == 0
    assert "“beach.zip” tells more than it shows, which goes along: place 48.85833, -2.29444; names Anna;" in error
    assert run(*command, "-o", folder / "b.undersong", "--strip-metadata")[0] == 0
    [secret] = reveal(Stego.load(folder / "b.undersong"), KEY)
    assert secret.file is not None
    with zipfile.ZipFile(io.BytesIO(secret.file.content)) as archive:
        assert archive.read("1.jpg") == without_metadata(data)


def test_what_cannot_be_removed_is_refused_and_what_is_not_known_is_said(folder: Path, run: Run) -> None:
    (folder / "letter.pdf").write_bytes(told_files.pdf())
    (folder / "film.mkv").write_bytes(b"\x1a\x45\xdf\xa3")
    command = ("hide", folder / "cat.png", "-o", folder / "out.undersong", "--key-file", folder / "key", "--exact")
    outcome = run(*command, folder / "letter.pdf", "--strip-metadata")
    expect(outcome, 4, "“letter.pdf” tells of its maker cannot be removed surely: place Graz; names Berta, Anna;")
    code, _, error = run(*command, folder / "film.mkv", "--strip-metadata")
    assert code == 0
    assert "“film.mkv” goes along as it is" in error


def test_a_file_called_like_standard_input_and_a_name_that_is_missing(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "-").write_bytes(b"dash")
    monkeypatch.chdir(folder)
    assert run("hide", "cat.png", "--exact", "./-", "-o", "out.undersong", "--key-file", "key")[0] == 0
    [secret] = reveal(Stego.load(folder / "out.undersong"), KEY)
    assert secret.file == ExactFile("-", b"dash")
    with pytest.raises(SystemExit):  # an unset variable of a shell must not hide the folder one stands in
        run("hide", "cat.png", "--folder", "", "-o", "b.undersong", "--key-file", "key")
    assert "a name is missing" in capsys.readouterr().err


def test_the_json_of_a_file(folder: Path, run: Run) -> None:
    out = hidden_files(folder, ExactFile("a.pdf", b"123"))
    code, said, _ = run("reveal", out, "--key-file", folder / "key", "-d", folder / "found", "--json")
    assert code == 0
    assert json.loads(said)["secrets"] == [
        {
            "out": str(folder / "found" / "a.pdf"), "name": "a.pdf", "kind": "file", "describe": "3 bytes", "bytes": 3,
            "intact": True,
        }
    ]  # fmt: skip


def test_no_name_leads_out_of_the_folder_or_over_a_file_that_is_read(folder: Path, run: Run) -> None:
    strange = ("../../key", "key", "out.undersong", "CON", "", ".bashrc", "KEY", "a.txt", "A.TXT", "x\u202egnp.exe")
    out = hidden_files(folder, *(ExactFile(name, name.encode()) for name in strange))
    before, names = {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}, set(names_in(folder))
    code, _, error = run("reveal", out, "--key-file", folder / "key", "-d", folder, "--force")
    assert (code, error) == (0, "")
    assert all(path.read_bytes() == content for path, content in before.items())
    written = {
        "key (2)": "../../key", "key (3)": "key", "out (2).undersong": "out.undersong", "_CON": "CON", "secret-5": "",
        "_.bashrc": ".bashrc", "KEY (4)": "KEY", "a.txt": "a.txt", "A (2).TXT": "A.TXT", "xgnp.exe": "x\u202egnp.exe",
    }  # fmt: skip
    assert set(names_in(folder)) == names | set(written)
    assert {name: (folder / name).read_text("utf-8") for name in written} == written
    assert names_in(folder.parent) == [folder.name]


def test_a_file_that_is_there_stays_unless_it_is_to_be_replaced(folder: Path, run: Run) -> None:
    long = "x" * 251 + ".pdf"
    out, found = hidden_files(folder, ExactFile("a.tar.gz", b"new"), ExactFile(long, b"long")), folder / "found"
    found.mkdir()
    for name in ("a.tar.gz", long):
        (found / name).write_bytes(b"precious")
    command = ("reveal", out, "--key-file", folder / "key", "-d", found)
    code, _, error = run(*command)
    assert code == 0
    assert "“a.tar.gz” exists, and was left as it is: this is “a (2).tar.gz”" in error
    assert (found / "a (2).tar.gz").read_bytes() == b"new"
    assert (found / ("x" * 247 + " (2).pdf")).read_bytes() == b"long"
    assert (found / "a.tar.gz").read_bytes() == (found / long).read_bytes() == b"precious"
    assert run(*command, "--force")[0] == 0
    assert (found / "a.tar.gz").read_bytes() == b"new"


def test_a_learned_secret_gets_its_name_and_the_ending_of_what_is_written(folder: Path, run: Run) -> None:
    named = [Secret(picture(), name="holiday.jpg"), Secret(picture(phase=1), name="holiday.jpg"), Secret(picture())]
    out = hidden_files(folder, *named)
    assert run("reveal", out, "--key-file", folder / "key", "-d", folder / "found")[0] == 0
    assert names_in(folder / "found") == ["holiday (2).png", "holiday.png", "secret-3.png"]


def test_a_file_that_was_changed_is_written_and_told(folder: Path, run: Run) -> None:
    from tests.benchmarks.noise import CHANGES, resaved

    out = hidden_files(folder, ExactFile("a.bin", os.urandom(500)))
    resaved(Stego.load(out), CHANGES["float16"]).save(out)
    code, said, error = run("reveal", out, "--key-file", folder / "key", "-d", folder / "found")
    assert (code, said) == (4, f"{folder / 'found' / 'a.bin'} (file, 500 bytes)\n")
    assert "changed after hiding" in error
    assert (folder / "found" / "a.bin").stat().st_size == 500


def test_a_forecast_counts_files(folder: Path, run: Run) -> None:
    (folder / "a.bin").write_bytes(bytes(2000))
    command = ("forecast", folder / "cat.png", "--secret", folder / "bell.wav", "--exact", folder / "a.bin")
    code, said, error = run(*command)
    assert (code, error) == (0, "")
    assert said.splitlines()[-1] == "  secret 2: 2,000 bytes, every byte"
    told = json.loads(run(*command, "--json")[1])
    assert told["secrets"][1] == {"kind": "file", "kept": "2,000 bytes", "bytes": 2000}
    assert told["used"] > 800
    (folder / "a.bin").write_bytes(bytes(told["room_for_files"] + 1))
    expect(run(*command), 5, "bytes too few")


def test_what_cannot_be_read_or_would_be_replaced_is_said(folder: Path, run: Run) -> None:
    (folder / "a.undersong").write_bytes(b"a secret file that is called so")
    out, key = folder / "new.undersong", ("--key-file", folder / "key")
    for option, name, part in (
        ("--exact", "none", "“none” was not found"), ("--exact", ".", "is a folder"),
        ("--text", "none", "“none” was not found"),
        ("--folder", "none", "“none” was not found"), ("--folder", "key", "“key” is not a folder"),
    ):  # fmt: skip
        expect(run("hide", folder / "cat.png", option, folder / name, "-o", out, *key), 4, part)
    for option in ("--exact", "--text"):
        given = (option, folder / "a.undersong", "-o", folder / "a.undersong")
        expect(run("hide", folder / "cat.png", *given, *key, "--force"), 6, "is one of the files given")
    assert not out.exists()
