"""Hide, show and reveal: every kind in every kind, and what comes out is what was sealed, bit for bit."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from engine import inrsteg, layouts
from engine.errors import (
    CapacityError,
    InvalidStegoError,
    LatticeTooLargeError,
    NothingRevealedError,
    TooManySecretsError,
)
from engine.file.entry import Entry
from engine.file.manifest import BOX_BYTES, MAX_KEYS, Manifest, lock, unlock
from engine.file.stego import Stego
from engine.fit.loop import fit_stacked as real_fit
from engine.fit.task import FitTask
from engine.inrsteg import hide, reveal, show
from engine.key import Key
from engine.media import MODALITIES, Audio, Image
from engine.planned import Secret
from engine.planning import plan
from engine.progress import Progress
from engine.siren import Architecture, Siren
from engine.vault import sealing
from engine.vault.permutation import permute, unpermute
from engine.vault.storage import STORAGES
from engine.vault.vault import Vault
from tests.engine import second
from tests.engine.tiny import WORDS, film, medium_of, picture, random_siren, same, solid, sound, tiny

KINDS = ("image", "audio", "video", "shape")
KEY, OTHER = Key.from_words(WORDS), Key.from_words("zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong")
STRANGER = Key.from_words(
    "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about"
)
NOTHING = "Nothing was revealed. The key is wrong, nothing is hidden in this file, or the file was changed."
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def sealed(monkeypatch: pytest.MonkeyPatch) -> list[Siren]:
    """The networks as they were when they went into the stego network, in that order."""
    found: list[Siren] = []

    class ObservedSealed(layouts.Sealed):
        def write(self, network: Siren, secrets: Any) -> Siren:
            for secret in secrets:
                ranges, storage = sealing.ranges(secret), self._vault.storage
                digits = sealing.to_digits(secret, ranges, storage)
                found.append(sealing.from_digits(digits, secret.architecture, ranges, storage))
            return super().write(network, secrets)

    class ObservedUnsealed(layouts.Unsealed):
        def write(self, network: Siren, secrets: Any) -> Siren:
            storage = STORAGES[self._plan.recipe.storage]
            assert storage.name != "quarter"  # its scales are known only at the end
            for secret, placement in zip(secrets, self._plan.placements, strict=True):
                weights = list(secret.weights)
                for index, block in enumerate(placement.blocks(network.architecture)):
                    if 0 < block.layer < network.architecture.hidden:
                        weights[index] = storage.rounded(weights[index], 1.0)
                found.append(Siren(tuple(weights), secret.biases))
            return super().write(network, secrets)

    monkeypatch.setattr(layouts, "Sealed", ObservedSealed)
    monkeypatch.setattr(layouts, "Unsealed", ObservedUnsealed)
    return found


def networks_of(stego: Stego, key: Key) -> list[Siren]:
    return [network for secret in reveal(stego, key) for network in secret.networks]


def saved(stego: Stego) -> Stego:
    return Stego.from_bytes(stego.to_bytes())


@pytest.mark.parametrize("protection", ["sealed", "paper"])
@pytest.mark.parametrize(("secret", "cover"), list(itertools.product(KINDS, KINDS)))
def test_every_kind_in_every_kind(secret: str, cover: str, protection: str, sealed: list[Siren]) -> None:
    stego = saved(hide(plan([medium_of(secret)], medium_of(cover), tiny(protection=protection)), KEY))
    (found,) = reveal(stego, KEY)
    assert found.medium.modality == secret
    assert found.intact
    assert len(sealed) == 1
    assert same(found.networks[0], sealed[0])
    assert stego.settings.modality == cover
    if cover != "shape":  # a mesh takes half a second
        assert show(stego).modality == cover


@pytest.mark.parametrize("storage", STORAGES)
@pytest.mark.parametrize("count", [1, 2, 4, 8])
def test_mixed_secrets_come_back_bit_for_bit(count: int, storage: str, sealed: list[Siren]) -> None:
    secrets = [(picture, sound, film, picture)[place % 4]() for place in range(count)]
    recipe = tiny(8, storage=storage, width=128, secret_width=16)
    stego = saved(hide(plan(secrets, picture(), recipe), KEY))
    found = reveal(stego, KEY)
    assert [s.medium.modality for s in found] == [s.modality for s in secrets]
    assert all(s.intact for s in found)
    assert len(sealed) == count
    assert all(same(s.networks[0], mine) for s, mine in zip(found, sealed, strict=True))
    its = second.reveal(stego.to_bytes(), words=WORDS)
    for mine, secret in zip(sealed, its, strict=True):
        assert secret.intact
        tensors = zip(mine.tensors(), secret.tensors, strict=True)
        assert all(a.numpy().tobytes() == b.astype("<f4").tobytes() for a, b in tensors)


@pytest.mark.parametrize("storage", STORAGES)
def test_tiles_come_back_bit_for_bit(storage: str, sealed: list[Siren], monkeypatch: pytest.MonkeyPatch) -> None:
    for modality in ("image", "audio", "video"):
        monkeypatch.setattr(MODALITIES[modality], "tiles", replace(MODALITIES[modality].tiles, width=1, finer=1))
    secrets = [picture(), film(with_sound=True), sound()]
    stego = saved(hide(plan(secrets, picture(), tiny(storage=storage, width=128, tile_points=80)), KEY))
    assert stego.network.architecture.tiles == 4
    found = reveal(stego, KEY, scale=2)
    networks = [network for secret in found for network in secret.networks]
    assert [n.architecture.tiles for n in networks] == [4, 4, 4, 4]
    assert all(s.intact for s in found)
    assert all(same(mine, its) for mine, its in zip(networks, sealed, strict=True))
    assert [tuple(found[0].medium.grid.shape), found[1].medium.modality] == [(32, 32), "video"]
    for mine, secret in zip(sealed, second.reveal(stego.to_bytes(), words=WORDS), strict=True):
        assert secret.intact
        tensors = zip(mine.tensors(), secret.tensors, strict=True)
        assert all(a.numpy().tobytes() == b.astype("<f4").tobytes() for a, b in tensors)


@pytest.mark.parametrize("storage", ["exact", "half"])
def test_mixed_secrets_in_the_papers_layout(storage: str, sealed: list[Siren]) -> None:
    secrets = [picture(), sound(), film()]
    recipe = tiny(8, storage=storage, protection="paper", width=128, secret_width=16)
    stego = saved(hide(plan(secrets, picture(), recipe), KEY))
    found = reveal(stego, KEY)
    assert all(s.intact for s in found)
    assert all(same(s.networks[0], mine) for s, mine in zip(found, sealed, strict=True))


def test_in_quarter_storage_of_the_papers_layout_what_is_stored_is_intact() -> None:
    stego = saved(hide(plan([picture(), sound()], film(), tiny(protection="paper", storage="quarter", width=128)), KEY))
    assert all(s.intact for s in reveal(stego, KEY))


@pytest.mark.parametrize("storage", STORAGES)
def test_what_comes_out_is_like_what_went_in(storage: str) -> None:
    secret, cover = picture(), picture(20, phase=7)
    recipe = tiny(400, storage=storage, secret_width=28, width=96)
    stego = saved(hide(plan([secret], cover, recipe), KEY))
    (found,) = reveal(stego, KEY)
    assert isinstance(found.medium, Image)
    assert secret.compare(found.medium)["psnr"] > 22
    assert cover.compare(show(stego))["psnr"] > 22
    assert found.medium.pixels.shape == secret.pixels.shape


def test_a_video_comes_back_with_its_sound(sealed: list[Siren]) -> None:
    stego = saved(hide(plan([film(with_sound=True), picture()], sound(), tiny(width=96)), KEY))
    video, image = reveal(stego, KEY)
    assert [part.modality for part in video.medium.parts()] == ["video", "audio"]
    assert len(video.networks) == 2
    assert image.medium.modality == "image"
    assert all(same(a, b) for a, b in zip((*video.networks, *image.networks), sealed, strict=True))


def test_every_key_opens_its_own_and_knows_of_no_other(sealed: list[Siren]) -> None:
    secrets = [Secret(picture(), OTHER), Secret(sound(), KEY), Secret(film(), OTHER)]
    stego = saved(hide(plan(secrets, picture(), tiny(width=96))))
    assert [s.medium.modality for s in reveal(stego, OTHER)] == ["image", "video"]
    assert [s.medium.modality for s in reveal(stego, KEY)] == ["audio"]
    together = networks_of(stego, OTHER) + networks_of(stego, KEY)
    assert all(any(same(mine, its) for its in together) for mine in sealed)
    for key in (KEY, OTHER):
        manifest = unlock(stego.boxes, key.derive(stego.salt))
        assert manifest is not None
        assert [entry.pad_index for entry in manifest.entries] == list(range(len(manifest.entries)))
    with pytest.raises(NothingRevealedError):
        reveal(stego, STRANGER)


def test_more_keys_than_boxes() -> None:
    secrets = [Secret(picture(), owner) for owner in range(MAX_KEYS + 1)]
    with pytest.raises(TooManySecretsError, match="room for 4 keys; these are 5"):
        plan(secrets, picture(), tiny())


def test_every_secret_has_a_key_and_every_key_a_secret() -> None:
    """A key that silently reveals nothing, or a secret without a key, must not pass."""
    one, two = plan([picture()], picture(), tiny()), plan([Secret(picture(), n) for n in "ab"], picture(), tiny())
    for planned, keys in ((one, None), (one, {}), (one, {None: KEY, "b": OTHER}), (two, KEY), (two, {"a": KEY})):
        with pytest.raises(ValueError, match="owner"):
            hide(planned, keys)
    with pytest.raises(ValueError, match="the same key"):
        hide(two, {"a": KEY, "b": KEY})


def test_one_answer_for_every_reason() -> None:
    full = hide(plan([picture()], picture(), tiny(4)), KEY)
    empty = hide(plan([], picture(), tiny(4)), KEY)
    damaged = replace(full, boxes=tuple(box[:5000] + bytes([box[5000] ^ 1]) + box[5001:] for box in full.boxes))
    other_salt = replace(full, salt=os.urandom(16))
    said = set()
    for stego, key in ((full, STRANGER), (empty, KEY), (damaged, KEY), (other_salt, KEY), (full, Key.generate())):
        with pytest.raises(NothingRevealedError) as raised:
            reveal(stego, key)
        assert raised.value.__cause__ is None
        said.add(str(raised.value))
    assert said == {NOTHING}


def test_a_file_that_holds_something_looks_like_one_that_does_not() -> None:
    full = hide(plan([picture(), sound()], picture(), tiny(4)), KEY)
    empty = hide(plan([], picture(), tiny(4)), KEY)
    assert full.settings == empty.settings
    assert [t.shape for t in full.network.tensors()] == [t.shape for t in empty.network.tensors()]
    assert [len(box) for box in full.boxes] == [len(box) for box in empty.boxes] == [BOX_BYTES] * MAX_KEYS
    assert full.salt != empty.salt


def test_a_second_file_with_the_same_key_shares_nothing() -> None:
    one, other = (hide(plan([picture()], picture(), tiny(4)), KEY) for _ in range(2))
    assert one.salt != other.salt
    assert not set(one.boxes) & set(other.boxes)
    shared = {float(w) for w in one.network.weights[1].ravel()} & {float(w) for w in other.network.weights[1].ravel()}
    assert len(shared) < 60


@pytest.mark.parametrize("storage", STORAGES)
def test_a_changed_cell_is_told_and_all_else_is_not_touched(storage: str) -> None:
    recipe = tiny(4, storage=storage)
    stego = hide(plan([picture(), sound()], picture(), recipe), KEY)
    manifest = unlock(stego.boxes, KEY.derive(stego.salt))
    assert manifest is not None
    network = unpermute(stego.network, manifest.private_key)
    kind = STORAGES[storage]
    vault = Vault(network.architecture, stego.settings.vault, stego.settings.gain, kind)
    cells = vault.read(network)
    assert np.array_equal(vault.read(vault.write(network, cells)), cells)
    start = manifest.entries[0].start
    cells[start] = (int(cells[start]) + kind.levels // 2) % kind.levels
    changed = saved(replace(stego, network=permute(vault.write(network, cells), manifest.private_key)))
    assert [s.intact for s in reveal(changed, KEY)] == [False, True]
    assert not same(networks_of(changed, KEY)[0], networks_of(stego, KEY)[0])
    assert same(networks_of(changed, KEY)[1], networks_of(stego, KEY)[1])


def test_noise_that_moves_no_cell_is_not_heard() -> None:
    stego = hide(plan([picture()], picture(), tiny(4)), KEY)
    weights = tuple(w * (1 + 1e-7) if 0 < i < len(stego.network.weights) - 1 else w for i, w in
                    enumerate(stego.network.weights))  # fmt: skip
    touched = replace(stego, network=Siren(weights, stego.network.biases))
    assert [s.intact for s in reveal(saved(touched), KEY)] == [True]


def test_the_vault_is_frozen_while_the_cover_is_fitted(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[Siren, Siren | None, Siren]] = []

    def observed(task: FitTask, **options: Any) -> Any:
        fitted = real_fit(task, **options)
        seen.append((task.networks[0], task.mask, fitted[0].network))
        return fitted

    monkeypatch.setattr(inrsteg, "fit_stacked", observed)
    hide(plan([picture()], picture(), tiny(10)), KEY)
    assert [mask is None for _, mask, _ in seen] == [True, False]
    before, mask, after = seen[1]
    assert mask is not None
    assert 0.2 < sum(int((m == 0).sum()) for m in mask.weights) / sum(m.numel() for m in mask.weights) < 0.5
    for masked, old, new in zip(mask.tensors(), before.tensors(), after.tensors(), strict=True):
        assert torch.equal(old[masked == 0], new[masked == 0])


def test_nothing_is_fitted_where_it_does_not_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: Any, **__: Any) -> Any:
        raise AssertionError("fitted")

    monkeypatch.setattr(inrsteg, "fit_stacked", never)
    noise = Image(np.random.default_rng(0).integers(0, 256, (96, 96, 3), dtype=np.uint8))
    with pytest.raises(CapacityError):
        hide(plan([noise] * 8, picture(), tiny(width=16, secret_width=60, samples=dict.fromkeys(KINDS, 9216))), KEY)


class Enough(Exception):
    pass


@pytest.mark.parametrize("stage", ["secret", "cover", "show", "reveal"])
def test_what_a_report_raises_comes_out_untouched(stage: str) -> None:
    raised = Enough()

    def report(progress: Progress) -> None:
        if progress.stage == stage:
            raise raised

    def everything() -> None:
        stego = hide(plan([picture()], picture(), tiny(4), report=report), KEY, report=report)
        show(stego, report=report)
        reveal(stego, KEY, report=report)

    with pytest.raises(Enough) as caught:
        everything()
    assert caught.value is raised


def test_reports_of_a_hide() -> None:
    told: list[Progress] = []
    hide(plan([picture(), sound()], film(), tiny()), KEY, report=told.append)
    assert [(p.stage, p.index, p.count) for p in told if p.fraction == 1] == [
        ("secret", 0, 2), ("secret", 1, 2), ("cover", 0, 1),
    ]  # fmt: skip
    overall = [p.overall for p in told]
    assert overall == sorted(overall)
    assert overall[-1] == pytest.approx(1)
    assert {p.unit for p in told} == {"PSNR", "SNR"}
    assert all(p.preview is None or p.preview.modality in ("image", "audio", "video") for p in told)
    assert "words" not in repr(told).lower()


def test_finer() -> None:
    stego = hide(plan([picture(16)], picture(16), tiny(4)), KEY)
    assert show(stego, scale=2).grid.shape == (32, 32)
    assert reveal(stego, KEY, scale=0.5)[0].medium.grid.shape == (8, 8)


def test_one_secret_is_rendered_finer_without_the_key_and_as_revealing_it_finer_does() -> None:
    stego = hide(plan([picture(16), film(with_sound=True)], picture(16), tiny(4, width=96)), KEY)
    as_hidden, finer = reveal(stego, KEY), reveal(stego, KEY, scale=2)
    for one, other in zip(as_hidden, finer, strict=True):
        rendered = one.finer(2)
        assert rendered.grid.shape == other.medium.grid.shape
        for part, same_part in zip(rendered.parts(), other.medium.parts(), strict=True):
            assert np.array_equal(part.samples().values, same_part.samples().values)


def test_a_lattice_too_large_to_render_is_said_to_be_so_and_not_called_damaged() -> None:
    stego = hide(plan([solid()], solid(), tiny(2)), KEY)
    (found,) = reveal(stego, KEY)
    sentence = "at scale 8: the lattice would have 452,984,832 points; at most 67,108,864 can be rendered"
    for render in (lambda: show(stego, scale=8), lambda: found.finer(8), lambda: reveal(stego, KEY, scale=8)):
        with pytest.raises(LatticeTooLargeError, match=sentence):
            render()


def test_media_are_left_as_they_are() -> None:
    secret, cover = picture(32), picture(32)
    before = secret.pixels.copy(), cover.pixels.copy()
    hide(plan([secret], cover, tiny(4)), KEY)
    assert np.array_equal(secret.pixels, before[0])
    assert np.array_equal(cover.pixels, before[1])


def hostile(stego: Stego, **changes: Any) -> Stego:
    """The file as a holder of the key may have made it: with one entry changed."""
    derived = KEY.derive(stego.salt)
    manifest = unlock(stego.boxes, derived)
    assert manifest is not None
    entry = replace(manifest.entries[0], **changes)
    box = lock(Manifest(manifest.private_key, (entry,)), derived)
    return replace(stego, boxes=(box, *(os.urandom(BOX_BYTES) for _ in range(MAX_KEYS - 1))))


def wide(width: int, hidden: int, features: tuple[int, int] = (2, 3)) -> dict[str, Any]:
    architecture = Architecture(*features, width, hidden, output_bias=False)
    return {"architecture": architecture, "ranges": (1.0,) * (2 * hidden + 1)}


@pytest.mark.parametrize(
    "changes",
    [
        wide(2048, 12), wide(64, 12), {"start": (1 << 32) - 1}, {"modality": "audio"}, {"modality": "shape"},
        {"mac": bytes(16)}, {"joins_previous": True}, {"pad_index": 9}, wide(1, 1),
    ],
    ids=str,
)  # fmt: skip
@pytest.mark.parametrize("protection", ["sealed", "paper"])
def test_a_manifest_from_a_stranger_is_at_worst_a_damaged_file(protection: str, changes: dict[str, Any]) -> None:
    stego = saved(hostile(hide(plan([picture()], picture(), tiny(2, protection=protection)), KEY), **changes))
    try:
        (found,) = reveal(stego, KEY)
    except InvalidStegoError:
        return
    assert all(bool(torch.isfinite(t).all()) for t in found.networks[0].tensors())
    assert found.intact == (changes == {"joins_previous": True})


@pytest.mark.parametrize("cover", [picture, sound])
def test_a_secret_of_the_papers_layout_that_points_outside(cover: Any) -> None:
    stego = hide(plan([film()], cover(), tiny(2, protection="paper")), KEY)
    manifest = unlock(stego.boxes, KEY.derive(stego.salt))
    assert manifest is not None
    entry: Entry = manifest.entries[0]
    width = stego.network.architecture.width
    for start, secret_width in ((width - 1, 1), (width, 1), (width - 2, 2), (1 << 32, 1), (width - 16, 17)):
        changes = wide(secret_width, entry.architecture.hidden, (3, 3))
        with pytest.raises(InvalidStegoError):
            reveal(hostile(stego, start=start, **changes), KEY)


def test_a_random_network_without_a_vault_reveals_nothing() -> None:
    stego = hide(plan([picture()], picture(), tiny(2)), KEY)
    other = replace(stego, network=random_siren(stego.network.architecture))
    assert not reveal(saved(other), KEY)[0].intact


@pytest.mark.parametrize("storage", STORAGES)
def test_in_a_new_process_the_same_comes_out(storage: str, tmp_path: Path) -> None:
    stego = hide(plan([picture()], picture(), tiny(30, storage=storage)), KEY)
    (mine,) = reveal(stego, KEY)
    path, words = tmp_path / "a file.undersong", tmp_path / "key"
    stego.save(path)
    words.write_text(WORDS)
    command = [sys.executable, "-m", "engine", "reveal", str(path), "--key-file", str(words), "-d", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
    from engine.media import load

    other = load(tmp_path / "secret-1.png")
    assert isinstance(mine.medium, Image)
    assert isinstance(other, Image)
    assert np.array_equal(other.pixels, mine.medium.pixels)


@pytest.mark.parametrize("value", [0.1, 0.0])
def test_a_handful_of_samples_given_much_time_comes_back(value: float) -> None:
    """A fit that has nothing left to win once wandered until its numbers were past all bounds."""
    few = Audio(np.full((3, 1), value, np.float32), 16000)
    schedule = replace(tiny().sound_schedule, steps=100_000)
    stego = hide(plan([few], picture(), tiny(sound_schedule=schedule)), KEY)
    (found,) = reveal(Stego.from_bytes(stego.to_bytes()), KEY)
    assert isinstance(found.medium, Audio)
    np.testing.assert_allclose(found.medium.signal, few.signal, atol=1e-3)


def test_rendering_says_how_far_it_is_and_can_be_stopped_on_the_way() -> None:
    stego, moments = hide(plan([picture(20)], picture(20), tiny(2)), KEY), list[Progress]()
    assert show(stego, scale=30, report=moments.append).grid.points == 600 * 600
    assert len(moments) >= 7  # one before, one for each 65,536 points, and more where a tenth of a second passes
    assert [m.fraction for m in moments] == sorted(m.fraction for m in moments)
    assert moments[-1].fraction == 1

    def stop(progress: Progress) -> None:
        if progress.fraction > 0.4:
            raise InterruptedError

    for work in (lambda: show(stego, scale=30, report=stop), lambda: reveal(stego, KEY, scale=30, report=stop)):
        with pytest.raises(InterruptedError):
            work()


def test_what_would_take_hours_to_render_is_refused() -> None:
    """A file of a few kilobytes may ask for 67 million points of a network of two million weights."""
    stego = hide(plan([], picture(20), tiny(2, width=1000)), KEY)
    show(stego, scale=10)
    with pytest.raises(LatticeTooLargeError, match="would take hours"):
        show(stego, scale=400)
