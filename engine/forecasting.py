"""What a hide will take and give, before anything is fitted: seconds on this machine, bytes, decibels of everything."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import torch

from engine.device import choose, threads
from engine.fitting import CHUNK
from engine.gradient import Gradient
from engine.media import Medium
from engine.planning import Plan
from engine.progress import ignore
from engine.siren import Architecture, initialised
from engine.stages import Stages

CALIBRATION: Final = 0.25  # seconds of measuring for each width
OVERHEAD: Final = 1.15  # of the fit over the bare gradient: the optimiser, shuffling, reports
# How many cosine coefficients' worth one free weight came to hold, in our own fits of photos, clips and sounds.
SECRET_WORTH: Final = {"draft": 0.65, "standard": 1.1, "fine": 1.5}
COVER_WORTH: Final = {"draft": 0.37, "standard": 0.6, "fine": 1.0}
SOUND_WORTH: Final = {"draft": 0.05, "standard": 0.33, "fine": 0.5}
MOST: Final = {"draft": 42.0, "standard": 52.0, "fine": 60.0}  # decibels; plain content ends by the steps, not the room


@dataclass(frozen=True, slots=True)
class Forecast:
    """`seconds` on this machine, `bytes` of the file, and decibels of each planned secret and of the cover.

    Decibels are of the kind `Medium.unit` says; most are within 3 dB, sounds within 6.
    """

    seconds: float
    bytes: int
    secrets: tuple[float, ...]
    cover: float


def forecast(planned: Plan) -> Forecast:
    """Forecast a plan: measures this machine for a moment where it has not done so for this width yet."""
    recipe = planned.recipe
    networks = [*(s.architecture for s in planned.secrets), planned.stego]
    stages = Stages(planned, ignore)
    seconds = 0.0
    for number, network in enumerate(networks):
        schedule = stages.schedule(number)
        work = schedule.steps * schedule.batch * network.parameters / network.tiles
        seconds += min(schedule.seconds, OVERHEAD * work / rate(network.width, network.hidden, recipe.device))
    held = sum(s.architecture.parameters for s in planned.secrets)
    free = planned.stego.parameters - (planned.vault.capacity() if planned.vault else held)
    return Forecast(
        seconds + 1,
        planned.bytes,
        tuple(_decibels(s.medium, s.architecture.parameters, recipe.name, SECRET_WORTH) for s in planned.secrets),
        _decibels(planned.cover, free, recipe.name, COVER_WORTH),
    )


def _decibels(medium: Medium, weights: int, recipe: str, worth: dict[str, float]) -> float:
    each = SOUND_WORTH if medium.modality == "audio" else worth
    return min(MOST[recipe], medium.quality_with(round(weights * each[recipe])))


@lru_cache(maxsize=64)
def rate(width: int, hidden: int, device: str) -> float:
    """Samples times weights this machine takes through one step of such a network in a second."""
    torch.set_num_threads(threads())
    place = choose(device)
    architecture = Architecture(2, 3, width, hidden)
    network = initialised(architecture).to(place)
    weights, biases = list(network.weights), list(network.biases)
    chunk = CHUNK[place.type]
    step = Gradient(weights, biases, chunk)
    x, y = torch.zeros(chunk, 2, device=place), torch.zeros(chunk, 3, device=place)
    float(step(weights, biases, x, y))  # the first call makes room
    started, rounds = time.perf_counter(), 0
    while time.perf_counter() - started < CALIBRATION:
        float(step(weights, biases, x, y))
        rounds += 1
    return rounds * chunk * architecture.parameters / (time.perf_counter() - started)
