"""A plan and the networks of a hide as JSON and tensors, and back."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import asdict, fields, replace
from typing import Any, Final

import numpy as np
import torch
from torch import Tensor

from engine.exact_file import ExactFile
from engine.fit.schedule import Schedule
from engine.media import MODALITIES, Medium, Tiling
from engine.planned import Plan, PlannedExact, PlannedSecret
from engine.recipe import RECIPES, Recipe
from engine.siren import Architecture, Siren
from engine.vault.paper_layout import Placement
from engine.vault.storage import STORAGES
from engine.vault.vault import Vault

SCHEDULES: Final = ("secret_schedule", "cover_schedule", "sound_schedule", "tile_schedule")


def pack_plan(plan: Plan, owners: list[Hashable], tensors: dict[str, Tensor]) -> dict[str, Any]:
    """What JSON says of a plan; its arrays go among the tensors. An owner becomes its position in `owners`."""
    recipe = {f.name: getattr(plan.recipe, f.name) for f in fields(Recipe) if f.name not in SCHEDULES}
    return {
        "secrets": [
            {
                "medium": _pack_medium(secret.medium, f"secret.{position}", tensors),
                "architecture": asdict(secret.architecture),
                "tiling": secret.tiling.counts,
                "index": secret.index,
                "part": secret.part,
                "owner": owners.index(secret.owner),
                "name": secret.name,
                "given": secret.given,
            }
            for position, secret in enumerate(plan.secrets)
        ],
        "exact": [
            {
                "file": _pack_file(secret.what, f"exact.{position}", tensors),
                "index": secret.index,
                "owner": owners.index(secret.owner),
            }
            for position, secret in enumerate(plan.exact)
        ],
        "cover": _pack_medium(plan.cover, "cover", tensors),
        "tiling": plan.tiling.counts,
        "stego": asdict(plan.stego),
        "vault": plan.vault and plan.vault.width,
        "offsets": [placement.offset for placement in plan.placements],
        "recipe": {**recipe, "samples": dict(plan.recipe.samples)},
        "schedules": {name: asdict(getattr(plan.recipe, name)) for name in SCHEDULES},
        "used": plan.used,
        "available": plan.available,
    }


def unpack_plan(raw: dict[str, Any], tensors: dict[str, Tensor]) -> Plan:
    """The inverse of `pack_plan`; owners are integers."""
    changes = {**raw["recipe"], **{name: Schedule(**schedule) for name, schedule in raw["schedules"].items()}}
    recipe, stego = replace(RECIPES[raw["recipe"]["name"]], **changes), Architecture(**raw["stego"])
    secrets = tuple(
        PlannedSecret(
            _unpack_medium(secret["medium"], tensors),
            Architecture(**secret["architecture"]),
            Tiling(tuple(secret["tiling"])),
            secret["index"],
            secret["part"],
            secret["owner"],
            secret["name"],
            tuple(secret.get("given", ())),
        )
        for secret in raw["secrets"]
    )
    exact = tuple(
        PlannedExact(_unpack_file(secret["file"], tensors), secret["index"], secret["owner"]) for secret in raw["exact"]
    )
    cover = _unpack_medium(raw["cover"], tensors)
    placements = tuple(
        Placement(secret.architecture, offset) for secret, offset in zip(secrets, raw["offsets"], strict=False)
    )
    vault = None if raw["vault"] is None else Vault(stego, raw["vault"], cover.gain, STORAGES[recipe.storage])
    tiling = Tiling(tuple(raw["tiling"]))
    return Plan(secrets, cover, tiling, stego, vault, placements, recipe, raw["used"], raw["available"], exact=exact)


def _pack_file(file: ExactFile, name: str, tensors: dict[str, Tensor]) -> dict[str, Any]:
    """An exact file: its bytes go among the tensors."""
    tensors[name] = pack_bytes(file.content)
    return {"name": file.name, "kind": file.kind, "bytes": file.size, "content": name}


def _unpack_file(described: dict[str, Any], tensors: dict[str, Tensor]) -> ExactFile:
    content = unpack_bytes(tensors[described["content"]], described["bytes"])
    return ExactFile(described["name"], content, described["kind"])


def pack_bytes(data: bytes) -> Tensor:
    """Bytes as a tensor, which cannot be empty."""
    return torch.frombuffer(bytearray(data or b"\0"), dtype=torch.uint8)


def unpack_bytes(tensor: Tensor, size: int) -> bytes:
    """The inverse of `pack_bytes`."""
    return tensor.numpy().tobytes()[:size]


def array_bytes(medium: Medium) -> int:
    """How many bytes the arrays of a medium take, when it is packed."""
    values = [getattr(medium, part.name) for part in fields(medium) if part.repr]  # type: ignore[arg-type]
    arrays = sum(value.nbytes for value in values if isinstance(value, np.ndarray))
    return arrays + sum(array_bytes(value) for value in values if isinstance(value, Medium))


def _pack_medium(medium: Medium, name: str, tensors: dict[str, Tensor]) -> dict[str, Any]:
    """A medium by its fields: arrays go among the tensors, a medium within it likewise, numbers as they are."""
    described: dict[str, Any] = {"modality": medium.modality}
    for part in fields(medium):  # type: ignore[arg-type]  # every medium is a dataclass
        if not part.repr:
            continue  # what a medium caches can be computed again
        value = getattr(medium, part.name)
        if isinstance(value, np.ndarray):
            tensors[f"{name}.{part.name}"] = torch.from_numpy(value.copy())
            value = {"array": f"{name}.{part.name}"}
        elif isinstance(value, Medium):
            value = _pack_medium(value, f"{name}.{part.name}", tensors)
        described[part.name] = value
    return described


def _unpack_medium(described: dict[str, Any], tensors: dict[str, Tensor]) -> Medium:
    values: dict[str, Any] = {}
    for name, value in described.items():
        if isinstance(value, dict):
            value = tensors[value["array"]].numpy() if "array" in value else _unpack_medium(value, tensors)
        values[name] = value
    return MODALITIES[values.pop("modality")](**values)


def pack_siren(network: Siren, name: str, tensors: dict[str, Tensor]) -> list[Any]:
    """Put weights and biases among the tensors; returns their name there and how many there are of each."""
    for letter, group in (("w", network.weights), ("b", network.biases)):
        tensors.update((f"{name}.{letter}{index}", tensor.contiguous()) for index, tensor in enumerate(group))
    return [name, len(network.weights), len(network.biases)]


def unpack_siren(described: list[Any], tensors: dict[str, Tensor]) -> Siren:
    """The inverse of `pack_siren`."""
    name, weights, biases = described
    return Siren(
        tuple(tensors[f"{name}.w{index}"] for index in range(weights)),
        tuple(tensors[f"{name}.b{index}"] for index in range(biases)),
    )
