"""Stego files for the attacks: unsealed ones that hold a secret as the paper does, and sealed ones. No long fits."""

from __future__ import annotations

import os
from dataclasses import replace
from unittest import mock

import numpy as np
import pytest
import torch

from engine.arrays import Cells
from engine.file.manifest import MAX_KEYS, empty_box
from engine.file.stego import Settings, Stego
from engine.fit.loop import fit
from engine.fit.schedule import Schedule
from engine.media import Image, Tiling
from engine.siren import Architecture, Siren
from engine.steganalysis.features import Features
from engine.vault.paper_layout import Placement, insert
from engine.vault.permutation import permute
from engine.vault.storage import STORAGES
from engine.vault.vault import Vault

STEGO = Architecture(2, 3, 64, 5)
SECRET = Architecture(2, 3, 20, 5, output_bias=False)
TILING = Tiling((4, 4))
STACK = Architecture(2, 3, 32, 5, tiles=TILING.count)
STACK_VAULT = 20  # units
SIDE = 32
GAIN = Image.gain


def drawing() -> Image:
    """A disc and a stripe on a shaded ground: smooth areas and sharp edges, as in photos."""
    y, x = np.mgrid[0:SIDE, 0:SIDE] / SIDE
    disc = (np.hypot(x - 0.4, y - 0.6) < 0.25) * 120
    stripe = (np.abs(x - y) < 0.06) * 60
    return Image(np.stack([60 + 60 * x + disc, 40 + disc + stripe, 120 - 60 * y + stripe], axis=2).astype(np.uint8))


def generator(seed: int) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def features_of(network: Siren, vault: int, seed: int = 0) -> Features:
    """The features of a file with this network, permuted."""
    image = drawing()
    tiling = TILING if network.architecture.tiles > 1 else Tiling.single(2)
    settings = Settings("image", image.grid, tiling, image.frequency, vault, GAIN, "exact")
    salt, boxes = os.urandom(16), tuple(empty_box() for _ in range(MAX_KEYS))
    stego = Stego(permute(network, bytes([seed] * 16)), settings, salt, boxes)
    return Features(stego, stego.to_bytes())


def random_network(seed: int = 0, architecture: Architecture = STEGO) -> Siren:
    return Siren.random(architecture, GAIN, generator(seed))


def sealed_file(seed: int = 0) -> Features:
    """A file with a vault full of noise, the same for the same seed: scores are compared with margins."""
    vault = Vault(STEGO, 40, GAIN, STORAGES["exact"])
    return features_of(vault.write(random_network(seed), noise(vault, seed)), vault.width, seed)


def sealed_stack(seed: int = 0, cells: Cells | None = None) -> Features:
    """A file of 16 tiles, each with a vault full of noise, or of these cells."""
    vault = Vault(STACK, STACK_VAULT, GAIN, STORAGES["exact"])
    cells = noise(vault, seed) if cells is None else cells
    return features_of(vault.write(random_network(seed, STACK), cells), vault.width, seed)


def noise(vault: Vault, seed: int) -> Cells:
    """As many uniform cells as the vault has."""
    return np.random.default_rng(seed).integers(0, vault.storage.levels, vault.capacity(), dtype=np.uint32)


def unsealed_stack(seed: int, width: int = 16) -> Features:
    """A file with a random secret in a block of every tile, which claims to have a vault."""
    secret = Architecture(2, 3, width, 5, output_bias=False)
    tiles = [
        insert(tile, random_network(100 * seed + index, secret), Placement(secret, 0))
        for index, tile in enumerate(random_network(seed, STACK).unstack(STACK.tiles))
    ]
    return features_of(Siren.stack(tiles), STACK_VAULT, seed)


def unsealed_file(secret: Siren, seed: int) -> Features:
    """A file with the secret in a block of the published method."""
    return features_of(insert(random_network(seed), secret, Placement(SECRET, 16)), 0)


def changed(features: Features, **changes: object) -> Features:
    """The same file with other parts."""
    stego = replace(features.stego, **changes)  # type: ignore[arg-type]
    return Features(stego, stego.to_bytes())


@pytest.fixture(scope="package")
def fitted() -> Siren:
    """A network that shows the drawing: the secret the paper would hide."""
    torch.set_num_threads(1)
    image = drawing()
    schedule = Schedule(steps=250, batch_size=SIDE * SIDE, matrix_lr=2e-3)
    network = Siren.random(SECRET, GAIN, generator(1))
    # Several threads add up in any order, and where bfloat16 is faster, which is measured, other networks come out.
    with (
        mock.patch("engine.fit.loop.thread_count", return_value=1),
        mock.patch("engine.fit.loop.bfloat16_is_faster", lambda _, *, square=False: square),
    ):
        return fit(network, image.samples(), image.frequency, schedule, generator=generator(2)).network


@pytest.fixture(scope="package")
def unsealed_files(fitted: Siren) -> list[Features]:
    """Files of the published method, all with the same secret."""
    return [unsealed_file(fitted, seed) for seed in range(3, 10)]


@pytest.fixture(scope="package")
def unsealed(unsealed_files: list[Features]) -> Features:
    """A file of the published method: the secret is in its block and works there."""
    return unsealed_files[0]


@pytest.fixture(scope="package")
def sealed_files() -> list[Features]:
    """Files with a vault."""
    return [sealed_file(seed) for seed in range(10, 16)]


@pytest.fixture(scope="package")
def sealed_stacks() -> list[Features]:
    """Stacks with a vault in every tile."""
    return [sealed_stack(seed) for seed in range(50, 54)]


@pytest.fixture(scope="package")
def sealed() -> Features:
    """A file with a vault."""
    return sealed_file(4)
