"""State: all that a hide under way is made of, as a value, and as bytes to be encrypted."""

from __future__ import annotations

import base64
import json
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Final

import numpy as np
import torch
from safetensors.torch import load as tensors_of, save as bytes_of
from torch import Tensor

from engine.fit.schedule import FitResult, ResumePoint, Schedule
from engine.key import Key
from engine.media import MODALITIES, Medium
from engine.recipe import RECIPES, Recipe
from engine.siren import Siren

SCHEDULES: Final = ("secret_schedule", "cover_schedule", "sound_schedule", "tile_schedule")


@dataclass(frozen=True, slots=True, eq=False)
class HideState:
    """All a hide needs to go on: what it was given, the secrets fitted so far, and where the fit under way stands."""

    secrets: tuple[Medium, ...]
    cover: Medium
    keys: tuple[Key, ...]  # of each secret
    recipe: Recipe
    salt: bytes  # of the file to come, as are the paper's private key and the number that says where the secrets begin
    private_key: bytes = field(repr=False)
    first: int
    fitted: tuple[FitResult, ...] = ()
    filled: Siren | None = None  # the stego network with the secrets in it, once the cover is being fitted
    start: ResumePoint | None = None


def packed(state: HideState) -> bytes:
    """The state as one safetensors container: arrays as tensors, all else as JSON.  It holds the keys."""
    tensors: dict[str, Tensor] = {}
    plain = {f.name: getattr(state.recipe, f.name) for f in fields(Recipe) if f.name not in SCHEDULES}
    fitted = [
        {
            "steps": one.steps,
            "decibels": one.decibels,
            "network": _siren_out(one.network, f"fitted.{index}", tensors),
        }
        for index, one in enumerate(state.fitted)
    ]
    start = state.start and {
        "step": state.start.step,
        "seconds": state.start.seconds,
        "network": _siren_out(state.start.network, "start", tensors),
    }
    described = {
        "secrets": [_medium_out(m, f"secret.{i}", tensors) for i, m in enumerate(state.secrets)],
        "cover": _medium_out(state.cover, "cover", tensors),
        "keys": [_text(key.to_bytes()) for key in state.keys],
        "recipe": {**plain, "samples": dict(state.recipe.samples)},
        "schedules": {name: asdict(getattr(state.recipe, name)) for name in SCHEDULES},
        "salt": _text(state.salt),
        "private_key": _text(state.private_key),
        "first": state.first,
        "fitted": fitted,
        "filled": state.filled and _siren_out(state.filled, "filled", tensors),
        "start": start,
    }
    return bytes_of(tensors, {"state": json.dumps(described)})


def state_from_bytes(data: bytes) -> HideState:
    """What `packed` made of it; it was authenticated, so it is our own."""
    length = int.from_bytes(data[:8], "little")
    raw = json.loads(json.loads(data[8 : 8 + length])["__metadata__"]["state"])
    tensors = tensors_of(data)
    changes: dict[str, Any] = {**raw["recipe"], **{n: Schedule(**s) for n, s in raw["schedules"].items()}}
    start = raw["start"]
    return HideState(
        secrets=tuple(_medium_in(m, tensors) for m in raw["secrets"]),
        cover=_medium_in(raw["cover"], tensors),
        keys=tuple(Key.from_bytes(base64.b64decode(k)) for k in raw["keys"]),
        recipe=replace(RECIPES[raw["recipe"]["name"]], **changes),
        salt=base64.b64decode(raw["salt"]),
        private_key=base64.b64decode(raw["private_key"]),
        first=raw["first"],
        fitted=tuple(_fitted_in(f, tensors) for f in raw["fitted"]),
        filled=raw["filled"] and _siren_in(raw["filled"], tensors),
        start=start and ResumePoint(_siren_in(start["network"], tensors), start["step"], start["seconds"]),
    )


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _fitted_in(raw: dict[str, Any], tensors: dict[str, Tensor]) -> FitResult:
    return FitResult(_siren_in(raw["network"], tensors), raw["steps"], raw["decibels"])


def _medium_out(medium: Medium, name: str, tensors: dict[str, Tensor]) -> dict[str, Any]:
    """A medium by its fields: arrays among the tensors, a medium within it likewise, numbers as they are."""
    described: dict[str, Any] = {"modality": medium.modality}
    for part in fields(medium):  # type: ignore[arg-type]  # every medium is a dataclass
        if not part.repr:
            continue  # what a medium remembers of itself can be found out again
        value = getattr(medium, part.name)
        if isinstance(value, np.ndarray):
            tensors[f"{name}.{part.name}"] = torch.from_numpy(value.copy())
            value = {"array": f"{name}.{part.name}"}
        elif isinstance(value, Medium):
            value = _medium_out(value, f"{name}.{part.name}", tensors)
        described[part.name] = value
    return described


def _medium_in(described: dict[str, Any], tensors: dict[str, Tensor]) -> Medium:
    values: dict[str, Any] = {}
    for name, value in described.items():
        if isinstance(value, dict):
            value = tensors[value["array"]].numpy() if "array" in value else _medium_in(value, tensors)
        values[name] = value
    return MODALITIES[values.pop("modality")](**values)


def _siren_out(network: Siren, name: str, tensors: dict[str, Tensor]) -> list[Any]:
    """Put its weights and biases among the tensors: under which name, and how many there are of each."""
    for kind, group in (("w", network.weights), ("b", network.biases)):
        tensors.update((f"{name}.{kind}{index}", tensor.contiguous()) for index, tensor in enumerate(group))
    return [name, len(network.weights), len(network.biases)]


def _siren_in(described: list[Any], tensors: dict[str, Tensor]) -> Siren:
    name, weights, biases = described
    return Siren(
        tuple(tensors[f"{name}.w{index}"] for index in range(weights)),
        tuple(tensors[f"{name}.b{index}"] for index in range(biases)),
    )
