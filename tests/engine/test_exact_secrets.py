"""Exact secrets, hidden and revealed: every byte, in every storage, beside any others; and nothing of them is shown."""

from __future__ import annotations

import hashlib
import json
import os
import struct
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

import engine
from engine import checkpoint as checkpoints
from engine.arrays import Cells
from engine.checkpoint import Checkpoint
from engine.errors import InvalidStegoError
from engine.exact_file import ExactFile
from engine.file.entry import ExactEntry
from engine.file.manifest import Manifest, lock, unlock
from engine.file.stego import Stego
from engine.going_on import resume
from engine.hide_state import HideState
from engine.inrsteg import hide, reveal
from engine.key import Key
from engine.planned import Secret
from engine.planning import plan
from engine.progress import Progress
from engine.revealed import Revealed
from engine.vault.exact import cells_needed
from engine.vault.permutation import permute, unpermute
from engine.vault.storage import STORAGES
from engine.vault.vault import Span, Vault
from tests.engine.tiny import WORDS, film, picture, sound, tiny

KEY, OTHER = Key.from_words(WORDS), Key.from_words("zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong")
ROOT = Path(__file__).resolve().parents[2]
RANDOM = os.urandom(3000)
NAMES = [
    "letter.pdf", "🏖️ am Meer.jpg", "מכתב\u202e.txt", "x" * 255, "..\\..\\x", "../../etc/passwd", "CON", "no suffix",
    "-rf", "", "a\nb\0c",
]  # fmt: skip
FILES = [
    ExactFile("empty", b""), ExactFile("one", b"\xff"), ExactFile("all", bytes(range(256))),
    ExactFile("random.bin", RANDOM), ExactFile.of_text("Grüße 🏖️\n"), ExactFile("zeros", bytes(1500)),
    *(ExactFile(name, name.encode()) for name in NAMES),
]  # fmt: skip


def opened(stego: Stego) -> tuple[Manifest, Vault, Cells]:
    """What KEY's box says, the vault, and all cells of it."""
    manifest = unlock(stego.boxes, KEY.derive(stego.salt))
    assert manifest is not None
    settings = stego.settings
    vault = Vault(stego.network.architecture, settings.vault, settings.gain, STORAGES[settings.storage])
    return manifest, vault, vault.read(unpermute(stego.network, manifest.private_key))


def saved(stego: Stego) -> Stego:
    """As the receiver has it."""
    return Stego.from_bytes(stego.to_bytes())


@pytest.mark.parametrize("storage", STORAGES)
def test_every_file_comes_back_byte_for_byte(storage: str) -> None:
    stego = saved(hide(plan(FILES, picture(), tiny(5, storage=storage, width=80)), KEY))
    found = reveal(stego, KEY)
    assert [secret.file for secret in found] == FILES
    assert all(secret.intact and secret.what is secret.file and not secret.networks for secret in found)
    assert [secret.name for secret in found] == [file.name for file in FILES]


@pytest.mark.parametrize("storage", STORAGES)
def test_learned_and_exact_secrets_of_several_keys_come_back_in_their_order(storage: str) -> None:
    file, text = ExactFile("f.bin", RANDOM), ExactFile.of_text("hello")
    given = [
        Secret(file, KEY), Secret(film(with_sound=True), OTHER, "film.mp4"), Secret(picture(), KEY, "Köln.png"),
        Secret(text, OTHER), Secret(sound(), KEY), Secret(text, KEY),
    ]  # fmt: skip
    recipe = tiny(5, storage=storage, width=128)
    stego = saved(hide(plan(given, picture(phase=9), recipe)))
    mine, other = reveal(stego, KEY), reveal(stego, OTHER)
    assert [(s.name, s.intact) for s in mine] == [("f.bin", True), ("Köln.png", True), ("", True), ("text.txt", True)]
    assert [s.file for s in mine] == [file, None, None, text]
    assert [s.medium.modality for s in mine[1:3]] == ["image", "audio"]
    assert [(s.name, s.intact) for s in other] == [("film.mp4", True), ("text.txt", True)]
    assert [part.modality for part in other[0].medium.parts()] == ["video", "audio"]
    assert len(other[0].networks) == 2
    for key, count in ((KEY, 4), (OTHER, 3)):  # nothing tells one of them of the other's
        manifest = unlock(stego.boxes, key.derive(stego.salt))
        assert manifest is not None
        assert [entry.pad_index for entry in manifest.entries] == list(range(count))


def test_the_cells_of_a_key_s_secrets_lie_one_after_another() -> None:
    given = [Secret(ExactFile("a", RANDOM), KEY), Secret(ExactFile("b", b"12345"), OTHER), Secret(picture(), KEY)]
    stego = hide(plan(given, picture(), tiny(5, width=128)))
    manifest, vault, _ = opened(stego)
    file, network = manifest.entries
    assert network.start == (file.start + cells_needed(len(RANDOM), vault.storage)) % vault.capacity()


def test_what_is_no_medium_says_so() -> None:
    revealed = Revealed(ExactFile("a", b"b"), True, name="a")
    with pytest.raises(TypeError, match="no medium"):
        revealed.medium  # noqa: B018
    with pytest.raises(TypeError, match="not rendered"):
        revealed.finer(2)


@pytest.mark.parametrize("storage", STORAGES)
def test_a_file_that_was_changed_is_told_and_what_can_be_had_is_given(storage: str) -> None:
    planned = plan([ExactFile("a.bin", RANDOM), ExactFile.of_text("as it was")], picture(), tiny(5, storage=storage))
    stego = hide(planned, KEY)
    manifest, vault, cells = opened(stego)
    first = manifest.entries[0].start
    for index in range(1000, 1010):
        at = (first + index) % len(cells)
        cells[at] = (cells[at] + STORAGES[storage].levels // 2) % STORAGES[storage].levels
    network = vault.write(unpermute(stego.network, manifest.private_key), cells)
    changed, other = reveal(saved(replace(stego, network=permute(network, manifest.private_key))), KEY)
    assert (changed.intact, other.intact) == (False, True)
    assert changed.file is not None
    assert other.file == ExactFile.of_text("as it was")
    differ = np.flatnonzero(np.frombuffer(changed.file.content, np.uint8) != np.frombuffer(RANDOM, np.uint8))
    assert 10 <= len(differ) <= 40
    assert differ[-1] - differ[0] <= 40


def test_saving_again_in_half_precision_destroys_a_file_and_that_is_told() -> None:
    stego = hide(plan([ExactFile("a.bin", RANDOM)], picture(), tiny(5)), KEY)
    halved = type(stego.network)(tuple(w.half().float() for w in stego.network.weights), stego.network.biases)
    [found] = reveal(saved(replace(stego, network=halved)), KEY)
    assert not found.intact
    assert found.file is not None
    assert found.file.content != RANDOM
    assert len(found.file.content) == len(RANDOM)


@pytest.mark.parametrize("storage", STORAGES)
@pytest.mark.parametrize("tile_points", [4096, 60])
def test_a_file_that_holds_something_is_shown_as_one_that_does_not(storage: str, tile_points: int) -> None:
    recipe = tiny(5, storage=storage, width=64, tile_points=tile_points, tile_hidden=3)
    full = plan([], picture(), recipe).room_for_files
    datas = [
        hide(plan(secrets, picture(), recipe), KEY).to_bytes()
        for secrets in ([], [ExactFile("a.bin", RANDOM)], [ExactFile("full", bytes(full))], [picture()])
    ]
    assert len({len(data) for data in datas}) == 1
    headers = []
    for data in datas:
        (length,) = struct.unpack("<Q", data[:8])
        header = json.loads(data[8 : 8 + length])
        for secret in ("salt", "boxes"):
            header["__metadata__"][secret] = len(header["__metadata__"][secret])
        headers.append(header)
    assert all(header == headers[0] for header in headers)


@pytest.mark.parametrize("changes", [{"size": 1 << 20}, {"size": 256 << 20}, {"pad_index": 5}, {"start": 1 << 32}])
def test_an_entry_from_a_stranger_is_at_worst_a_damaged_file(changes: dict[str, int]) -> None:
    stego = hide(plan([ExactFile("a.bin", RANDOM)], picture(), tiny(5)), KEY)
    manifest, _, _ = opened(stego)
    [entry] = manifest.entries
    assert isinstance(entry, ExactEntry)
    box = lock(Manifest(manifest.private_key, (replace(entry, **changes),)), KEY.derive(stego.salt))
    forged = replace(stego, boxes=(box,) * 4)
    if "size" in changes:
        with pytest.raises(InvalidStegoError, match="smaller than what was hidden"):
            reveal(forged, KEY)
    else:
        [found] = reveal(forged, KEY)
        assert not found.intact


def test_an_exact_secret_in_the_papers_layout_is_refused() -> None:
    stego = hide(plan([picture()], picture(), tiny(5, protection="paper")), KEY)
    manifest = unlock(stego.boxes, KEY.derive(stego.salt))
    assert manifest is not None
    box = lock(Manifest(manifest.private_key, (ExactEntry(0, 0, "a", "file", 0, bytes(16)),)), KEY.derive(stego.salt))
    with pytest.raises(InvalidStegoError):
        reveal(replace(stego, boxes=(box,) * 4), KEY)


def test_a_hide_reports_of_what_it_fits_alone() -> None:
    told: list[Progress] = []
    hide(plan([ExactFile("a", RANDOM), picture()], picture(), tiny(5)), KEY, report=told.append)
    assert {(p.stage, p.index, p.count) for p in told} == {("secret", 0, 1), ("cover", 0, 1)}
    told.clear()
    hide(plan([ExactFile("a", RANDOM)], picture(), tiny(5)), KEY, report=told.append)
    assert {p.stage for p in told} == {"cover"}
    assert told[-1].overall == pytest.approx(1)


def test_the_state_of_a_hide_keeps_files_and_names() -> None:
    given = [Secret(ExactFile("empty", b""), "a"), Secret(picture(), "b", "p.png"), Secret(ExactFile.of_text("x"), "b")]
    planned = plan(given, picture(), tiny(width=128))
    keys = {owner: Key.generate() for owner in planned.owners}
    again = HideState.from_bytes(HideState(planned, keys, b"s" * 16, b"p" * 16, 7).to_bytes()).plan
    assert [(s.index, s.part) for s in again.stored] == [(s.index, s.part) for s in planned.stored]
    assert [secret.what for secret in again.exact] == [ExactFile("empty", b""), ExactFile.of_text("x")]
    assert [secret.name for secret in again.secrets] == ["p.png"]
    assert [secret.owner for secret in again.stored] == [0, 1, 1]


@pytest.mark.parametrize("stage", ["secret", "cover"])
def test_an_interrupted_hide_goes_on_with_its_files(
    stage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def kill(progress: Progress) -> None:
        if progress.stage == stage and progress.fraction >= 0.5:
            raise Killed

    monkeypatch.setattr(checkpoints, "SAVE_SECONDS", 0.0)
    path, file = tmp_path / "unfinished", ExactFile("a secret name", b"very secret bytes" * 100)
    planned = plan([file, Secret(picture(), name="b.png")], picture(), tiny(400))
    with pytest.raises(Killed):
        hide(planned, KEY, report=kill, checkpoint=Checkpoint(path, KEY))
    data = path.read_bytes()
    assert b"very secret bytes" not in data
    assert b"a secret name" not in data
    found = reveal(saved(resume(Checkpoint.load(path, KEY))), KEY)
    assert [(secret.name, secret.intact) for secret in found] == [("a secret name", True), ("b.png", True)]
    assert found[0].file == file


@pytest.mark.parametrize("storage", STORAGES)
def test_in_a_new_process_the_same_bytes_come_out(storage: str, tmp_path: Path) -> None:
    hide(plan(FILES, picture(), tiny(5, storage=storage, width=80)), KEY).save(tmp_path / "a.undersong")
    KEY.save(tmp_path / "key.txt")
    program = """
import hashlib, engine
found = engine.reveal(engine.Stego.load("a.undersong"), engine.Key.load("key.txt"))
print([(s.intact, s.file.name, s.file.kind, hashlib.sha256(s.file.content).hexdigest()) for s in found])
"""
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True,
        capture_output=True, encoding="utf-8",
    )  # fmt: skip
    expected = [(True, file.name, file.kind, hashlib.sha256(file.content).hexdigest()) for file in FILES]
    assert ran.stdout.strip() == str(expected)


def test_a_pad_is_used_for_one_secret_of_one_file() -> None:
    """The same bytes twice in a file, and in two files with the same key, are different cells each time."""
    file = ExactFile("a", bytes(2000))
    cells = []
    for _ in range(2):
        manifest, _, every = opened(hide(plan([file, file], picture(), tiny(2)), KEY))
        cells += [Span(entry.start, 800).of(every) for entry in manifest.entries]
    for one in range(4):
        for other in range(one):
            assert (cells[one] == cells[other]).mean() < 0.05
    assert torch.tensor(cells[0].astype(np.int64)).float().mean() == pytest.approx(2**19, rel=0.1)


def test_the_front_door_has_all_of_it() -> None:
    assert engine.ExactFile is ExactFile
    assert engine.safe_name("..\\..\\x") == "x"
