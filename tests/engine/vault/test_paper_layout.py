from __future__ import annotations

import itertools

import numpy as np
import pytest
import torch

from engine.errors import CapacityError
from engine.siren import Architecture
from engine.vault.paper_layout import Placement, allocate, extract, hidden_layers, insert, trainable
from tests.engine import second
from tests.engine.tiny import random_siren, same

FEATURES = {"image": (2, 3), "audio": (1, 2), "video": (3, 3), "shape": (3, 1)}
PAIRS = list(itertools.product(FEATURES, FEATURES))


def secret_for(kind: str, stego: Architecture, width: int = 8) -> Architecture:
    fan_in, out = FEATURES[kind]
    return Architecture(fan_in, out, width, hidden_layers(fan_in, out, stego), output_bias=False)


def stego_of(kind: str, width: int = 32) -> Architecture:
    return Architecture(*FEATURES[kind], width, 5)


@pytest.mark.parametrize(("secret", "cover"), PAIRS)
def test_one_hidden_layer_fewer_for_inputs_and_for_outputs_that_exceed_the_covers(secret: str, cover: str) -> None:
    (fan_in, out), (cover_in, cover_out) = FEATURES[secret], FEATURES[cover]
    assert hidden_layers(fan_in, out, stego_of(cover)) == 5 - (fan_in > cover_in) - (out > cover_out)


@pytest.mark.parametrize(("secret", "cover"), PAIRS)
def test_what_is_inserted_is_extracted(secret: str, cover: str) -> None:
    stego = random_siren(stego_of(cover))
    before = random_siren(stego_of(cover))
    placements = allocate([secret_for(secret, stego.architecture)] * 3, stego.architecture)
    secrets = [random_siren(p.architecture, seed) for seed, p in enumerate(placements, 5)]
    full = stego
    for network, placement in zip(secrets, placements, strict=True):
        full = insert(full, network, placement)
    assert same(stego, before)
    for network, placement in zip(secrets, placements, strict=True):
        assert same(extract(full, placement), network)
    mask = trainable(stego.architecture, placements)
    for masked, old, new in zip(mask.tensors(), stego.tensors(), full.tensors(), strict=True):
        assert torch.equal(old[masked == 1], new[masked == 1])
        assert not (old[masked == 0] == new[masked == 0]).any()
    # no two share a weight: all zeros of the mask are all the numbers there are
    assert sum(int((m == 0).sum()) for m in mask.tensors()) == sum(p.architecture.parameter_count for p in placements)
    assert mask.biases[-1].all()


@pytest.mark.parametrize(("one", "other"), list(itertools.combinations_with_replacement(FEATURES, 2)))
@pytest.mark.parametrize("cover", FEATURES)
def test_blocks_of_mixed_secrets_are_disjoint(one: str, other: str, cover: str) -> None:
    stego = stego_of(cover)
    placements = allocate([secret_for(one, stego), secret_for(other, stego, 12), secret_for(one, stego)], stego)
    counts = [np.zeros(shape, int) for shape in stego.weight_shapes]
    for placement in placements:
        for block, shape in zip(placement.blocks(stego), placement.architecture.weight_shapes, strict=True):
            assert counts[block.layer][block.rows, block.cols].shape == shape
            counts[block.layer][block.rows, block.cols] += 1
    assert max(int(count.max()) for count in counts) == 1


@pytest.mark.parametrize(("secret", "cover"), PAIRS)
def test_a_secret_works_in_place(secret: str, cover: str) -> None:
    """With nothing around it, a network of the cover's kind shows the secret where their features agree (Fig. 2)."""
    stego = random_siren(stego_of(cover))
    empty = type(stego)(tuple(w * 0 for w in stego.weights), tuple(b * 0 for b in stego.biases))
    architecture = secret_for(secret, stego.architecture)
    placement = Placement(architecture, 16)
    network = random_siren(architecture)
    inserted = insert(empty, network, placement)
    points = torch.rand(30, architecture.in_features, generator=torch.Generator().manual_seed(1)) * 2 - 1
    expected = second.evaluate([t.numpy() for t in network.tensors()], [1.0] * points.shape[1], points.numpy())
    np.testing.assert_allclose(extract(inserted, placement)(points).numpy(), expected, atol=1e-4)
    fan_in, out = FEATURES[secret]
    cover_in, cover_out = FEATURES[cover]
    if fan_in <= cover_in and out <= cover_out:
        padded = torch.zeros(30, cover_in)
        padded[:, :fan_in] = points
        np.testing.assert_allclose(inserted(padded)[:, :out].numpy(), expected, atol=1e-4)


def test_too_many_for_the_diagonal() -> None:
    stego = stego_of("image")
    with pytest.raises(CapacityError, match="need 40 units") as raised:
        allocate([secret_for("image", stego)] * 5, stego)
    assert (raised.value.needed, raised.value.available, raised.value.width) == (40, 32, 40)
    assert [p.offset for p in allocate([secret_for("image", stego)] * 4, stego)] == [0, 8, 16, 24]
    assert allocate([], stego) == []
