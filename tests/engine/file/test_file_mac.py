from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import torch

from engine import inrsteg
from engine.exact_file import ExactFile
from engine.file.file_mac import file_mac
from engine.file.manifest import unlock
from engine.file.stego import Stego
from engine.inrsteg import reveal
from engine.key import Key
from engine.media import Grid
from engine.planned import Plan, Secret
from engine.planning import plan
from engine.revealed import Revealed, what_changed
from engine.siren import Siren
from engine.vault.permutation import permute, unpermute
from engine.vault.storage import STORAGES
from engine.vault.vault import Vault
from tests.engine.tiny import WORDS, picture, random_siren, sound, tiny

KEY = Key.from_words(WORDS)
FILE = ExactFile("list.txt", bytes(range(200)), "text")


def hidden(storage: str = "exact", secrets: Any = None, **changes: Any) -> Stego:
    planned: Plan = plan(
        [FILE, picture()] if secrets is None else secrets, picture(), tiny(2, storage=storage, **changes)
    )
    return Stego.from_bytes(inrsteg.hide(planned, KEY).to_bytes())


def found(stego: Stego) -> list[Revealed]:
    """The secrets of the file as somebody else reads it."""
    return reveal(Stego.from_bytes(stego.to_bytes()), KEY)


def with_another_cover(stego: Stego) -> Stego:
    """Everything outside of the vault replaced: what anybody can do who finds the vault's units."""
    manifest = unlock(stego.boxes, KEY.derive(stego.salt))
    assert manifest is not None
    settings, network = stego.settings, unpermute(stego.network, manifest.private_key)
    vault = Vault(network.architecture, settings.vault, settings.gain, STORAGES[settings.storage])
    other = random_siren(network.architecture, 5)
    if settings.scales:
        inner = [STORAGES["quarter"].rounded(w, s) for w, s in zip(other.weights[1:-1], settings.scales, strict=True)]
        other = Siren((other.weights[0], *inner, other.weights[-1]), other.biases)
    return replace(stego, network=permute(vault.write(other, vault.read(network)), manifest.private_key))


@pytest.mark.parametrize("storage", STORAGES)
def test_another_cover_around_the_same_secrets_is_told_and_the_secrets_are_whole(storage: str) -> None:
    stego = hidden(storage)
    assert what_changed(found(stego)) is None
    assert {secret.file_intact for secret in found(stego)} == {True}
    secrets = found(with_another_cover(stego))
    assert [(secret.intact, secret.file_intact) for secret in secrets] == [(True, False)] * 2
    assert secrets[0].file == FILE
    assert what_changed(secrets) == "cover"


@pytest.mark.parametrize(
    "changed",
    [
        lambda s: replace(s, frequency=(s.frequency[0] * 2, s.frequency[1])),
        lambda s: replace(s, gain=s.gain * (1 + 1e-9)),
        lambda s: replace(s, grid=Grid((15, *s.grid.shape[1:]), s.grid.channels, s.grid.constants)),
        lambda s: replace(s, grid=Grid(s.grid.shape, s.grid.channels, {**s.grid.constants, "offset0": 0.125})),
    ],
    ids=["frequency", "gain", "shape", "constants"],
)
def test_a_changed_setting_is_told(changed: Callable[[Any], Any]) -> None:
    stego = hidden()
    secrets = found(replace(stego, settings=changed(stego.settings)))
    assert what_changed(secrets) == "cover"
    assert secrets[0].file == FILE


@pytest.mark.parametrize("tensor", range(4))
def test_one_bit_of_any_tensor_is_told(tensor: int) -> None:
    stego = hidden(secrets=[FILE], width=24)
    changed = [t.clone() for t in stego.network.tensors()]
    changed[-tensor].view(torch.int32).ravel()[0] ^= 1
    network = Siren.from_tensors(stego.network.architecture, changed)
    assert what_changed(found(replace(stego, network=network))) == "cover"


def test_a_file_in_half_precision_still_reveals_and_is_marked() -> None:
    """Ten bits of a cell are lost: what is learned comes back a little different, and nothing is taken for whole."""
    stego = hidden()
    halved = Siren(
        tuple(w.half().float() for w in stego.network.weights), tuple(b.half().float() for b in stego.network.biases)
    )
    secrets = found(replace(stego, network=halved))
    assert [(secret.intact, secret.file_intact) for secret in secrets] == [(False, False)] * 2
    assert what_changed(secrets) == "secrets"


def test_in_the_papers_layout_the_cover_is_told_as_well() -> None:
    stego = hidden(secrets=[sound()], protection="paper")
    assert what_changed(found(stego)) is None
    network = stego.network
    moved = (*network.biases[:-1], network.biases[-1] + 0.5)
    assert what_changed(found(replace(stego, network=Siren(network.weights, moved)))) == "cover"


def test_every_key_has_a_mac_of_its_own() -> None:
    other = Key.generate()
    stego = inrsteg.hide(plan([Secret(FILE, KEY), Secret(FILE, other)], picture(), tiny(2)))
    manifests = [unlock(stego.boxes, key.derive(stego.salt)) for key in (KEY, other)]
    macs = {manifest.file_mac for manifest in manifests if manifest is not None}
    assert len(macs) == 2
    assert None not in macs
    assert {what_changed(reveal(with_another_cover(stego), key)) for key in (KEY, other)} == {"cover"}


def test_a_file_of_an_earlier_program_says_nothing_of_its_cover() -> None:
    assert what_changed([Revealed(FILE, True)]) is None
    assert what_changed([Revealed(FILE, True), Revealed(FILE, False)]) == "secrets"


def test_the_mac_is_over_what_is_open_and_not_over_the_boxes() -> None:
    stego = hidden(secrets=[FILE])
    derived = KEY.derive(stego.salt)
    assert file_mac(stego, derived) == file_mac(replace(stego, boxes=()), derived)
    assert file_mac(stego, derived) != file_mac(stego, KEY.derive(bytes(16)))
