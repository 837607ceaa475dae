"""Features are what the network really does, and a file can be read from its path or from its bytes."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import torch

import engine
from engine.fit.render import siren_field
from engine.steganalysis.features import MAX_TILES, POINTS, Features, coarse_coordinates, coarse_shape, evenly_spread
from engine.steganalysis.tile import mse_gradient

from .conftest import STACK, STEGO, TILING, drawing, random_network, sealed_stack


def test_a_file_is_read_from_its_path_or_its_bytes(sealed: Features, tmp_path: Path) -> None:
    path = tmp_path / "a.undersong"
    path.write_bytes(sealed.data)
    for file in (path, str(path), sealed.data):
        features = Features.read(file)
        assert features.data == sealed.data
        assert features.stego.salt == sealed.stego.salt


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.undersong"
    path.write_bytes(b"nothing")
    for file in (path, b"nothing", tmp_path / "missing"):
        with pytest.raises(engine.InvalidStegoError):
            Features.read(file)


def test_a_large_grid_is_sampled_evenly_and_a_small_one_as_it_is() -> None:
    assert coarse_shape((30, 40), POINTS) == (30, 40)
    shape = coarse_shape((400, 100), 100)
    assert shape == (20, 5)
    coordinates = coarse_coordinates((400, 100), 100)
    assert coordinates.shape == (100, 2)
    assert coordinates.abs().max() < 1
    torch.testing.assert_close(coordinates.mean(dim=0), torch.zeros(2), atol=1e-6, rtol=0)


def test_the_last_activations_make_the_outputs(unsealed: Features) -> None:
    [tile] = unsealed.tiles
    network, activations = tile.network, tile.activations
    assert [a.shape for a in activations] == [(len(tile.inputs), STEGO.width)] * STEGO.hidden
    outputs = activations[-1] @ network.weights[-1].numpy().T + network.biases[-1].numpy()
    step = 2 / 255 / drawing().grid.constants["gain"]
    assert np.abs(outputs - tile.quantised_outputs.numpy()).max() <= step / 2 + 1e-5


def test_the_gradient_is_that_of_automatic_differentiation(unsealed: Features) -> None:
    network, tile = random_network(), unsealed.tiles[0]
    weights = [w.clone().requires_grad_() for w in network.weights]
    x, *layers = tile.inputs, *zip(weights, network.biases, strict=True)
    for weight, bias in layers[:-1]:
        x = torch.sin(30 * torch.nn.functional.linear(x, weight, bias))
    outputs = torch.nn.functional.linear(x, weights[-1], network.biases[-1])
    (outputs - tile.quantised_outputs).square().mean().backward()  # type: ignore[no-untyped-call]
    gradient = mse_gradient(network, tile.inputs, tile.quantised_outputs)
    for weight, computed in zip(weights, gradient.weights, strict=True):
        assert weight.grad is not None
        torch.testing.assert_close(computed, weight.grad, rtol=1e-3, atol=1e-6)


def test_scores_of_the_reference_width_stay_as_they_are(sealed: Features) -> None:
    assert sealed.width_normalised(0.7) == pytest.approx(0.7)


def test_every_tile_of_a_stack_is_evaluated_where_it_lies() -> None:
    features = sealed_stack(1)
    assert [tile.index for tile in features.tiles] == list(range(STACK.tiles))
    shown = siren_field(features.network, features.stego.settings.frequency, tiling=TILING)(
        drawing().grid.coordinates()
    ).reshape(32, 32, 3)
    step = 2 / 255 / drawing().grid.constants["gain"]
    for tile in features.tiles:
        row, column = np.unravel_index(tile.index, TILING.counts)
        part = shown[8 * row : 8 * row + 8, 8 * column : 8 * column + 8].reshape(-1, 3)
        assert np.abs(part - tile.quantised_outputs.numpy()).max() <= step / 2 + 1e-4


def test_of_a_large_stack_some_tiles_are_chosen_all_over_it() -> None:
    assert evenly_spread(16, MAX_TILES) == list(range(16))
    chosen = evenly_spread(264, MAX_TILES)
    assert len(chosen) == MAX_TILES
    assert chosen[0] == 0
    assert {after - before for before, after in pairwise(chosen)} == {4, 5}
