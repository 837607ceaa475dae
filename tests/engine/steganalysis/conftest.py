"""Files with a secret planted as the paper plants it, and sealed ones: made at once, without a long fit."""

from __future__ import annotations

import os
from dataclasses import replace
from unittest import mock

import numpy as np
import pytest
import torch

from engine.file.manifest import MAX_KEYS, empty_box
from engine.file.stego import Settings, Stego
from engine.fit.loop import fit
from engine.fit.schedule import Schedule
from engine.media import Image
from engine.siren import Architecture, Siren
from engine.steganalysis.features import Features
from engine.vault.paper_layout import Placement, insert
from engine.vault.permutation import permute
from engine.vault.storage import STORAGES
from engine.vault.vault import Vault

STEGO = Architecture(2, 3, 64, 5)
SECRET = Architecture(2, 3, 20, 5, output_bias=False)
SIDE = 32
GAIN = Image.gain


def drawing() -> Image:
    """A disc before a shaded ground: smooth places and sharp edges, as in pictures."""
    y, x = np.mgrid[0:SIDE, 0:SIDE] / SIDE
    disc = (np.hypot(x - 0.4, y - 0.6) < 0.25) * 120
    stripe = (np.abs(x - y) < 0.06) * 60
    return Image(np.stack([60 + 60 * x + disc, 40 + disc + stripe, 120 - 60 * y + stripe], axis=2).astype(np.uint8))


def generator(seed: int) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def file_of(network: Siren, vault: int, seed: int = 0) -> Features:
    """The network in a container, permuted, to be looked at."""
    image = drawing()
    settings = Settings("image", image.grid, image.frequency, vault, GAIN, "exact")
    salt, boxes = os.urandom(16), tuple(empty_box() for _ in range(MAX_KEYS))
    stego = Stego(permute(network, bytes([seed] * 16)), settings, salt, boxes)
    return Features(stego, stego.to_bytes())


def fresh(seed: int = 0) -> Siren:
    return Siren.random(STEGO, GAIN, generator(seed))


def sealed_file(seed: int = 0) -> Features:
    """A file with a vault full of noise, the same for the same seed: scores are compared with margins."""
    vault = Vault(STEGO, 40, GAIN, STORAGES["exact"])
    cells = np.random.default_rng(seed).integers(0, vault.storage.levels, vault.capacity(), dtype=np.uint32)
    return file_of(vault.write(fresh(seed), cells), vault.width, seed)


def unsealed_file(secret: Siren, seed: int) -> Features:
    """A file with the secret in a block of the published method."""
    return file_of(insert(fresh(seed), secret, Placement(SECRET, 16)), 0)


@pytest.fixture(scope="package")
def fitted() -> Siren:
    """A network that shows the drawing: what the paper would hide."""
    torch.set_num_threads(1)
    image = drawing()
    schedule = Schedule(steps=250, batch=SIDE * SIDE, matrix_lr=2e-3)
    network = Siren.random(SECRET, GAIN, generator(1))
    with mock.patch("engine.fit.loop.threads", return_value=1):  # the sums of several come in any order
        return fit(network, image.samples(), image.frequency, schedule, generator=generator(2)).network


@pytest.fixture(scope="package")
def unsealed(fitted: Siren) -> Features:
    """A file of the published method: the secret stands in its block and works there."""
    return unsealed_file(fitted, 3)


@pytest.fixture(scope="package")
def sealed() -> Features:
    """A file with a vault."""
    return sealed_file(4)


def changed(look: Features, **changes: object) -> Features:
    """The same file with other parts."""
    stego = replace(look.stego, **changes)  # type: ignore[arg-type]
    return Features(stego, stego.to_bytes())
