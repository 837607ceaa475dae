"""Everything a hide under way consists of, as a value, and as bytes that have to be encrypted."""

from __future__ import annotations

import base64
import json
from collections.abc import Hashable
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Final

import numpy as np
import torch
from safetensors.torch import load as load_tensors, save as save_tensors
from torch import Tensor

from engine.exact_file import ExactFile
from engine.fit.schedule import Schedule
from engine.fit.task import FitResult, ResumePoint
from engine.key import Key
from engine.media import MODALITIES, Medium, Tiling
from engine.planned import Plan, PlannedExact, PlannedSecret
from engine.recipe import RECIPES, Recipe
from engine.siren import Architecture, Siren
from engine.vault.paper_layout import Placement
from engine.vault.storage import STORAGES
from engine.vault.vault import Vault

SCHEDULES: Final = ("secret_schedule", "cover_schedule", "sound_schedule", "tile_schedule")


@dataclass(frozen=True, slots=True, eq=False)
class HideState:
    """The plan, its keys, the random numbers of the file to come, and how far the fits have come.

    `keys` has one for each owner of the plan. `start_seed` says where in the vault the secrets begin. `fitted` are the
    secrets fitted so far; `written` is the stego network with all of them in it, once the cover is being fitted;
    `resume_point` is where the fit under way stands. `finished` is the whole file, when all is done.
    """

    plan: Plan
    keys: dict[Hashable, Key]
    salt: bytes
    private_key: bytes = field(repr=False)
    start_seed: int
    fitted: tuple[FitResult, ...] = ()
    written: Siren | None = None
    resume_point: ResumePoint | None = None
    finished: bytes = b""

    def to_bytes(self) -> bytes:
        """One safetensors container: arrays as tensors, everything else as JSON.  It holds the keys."""
        tensors: dict[str, Tensor] = {}
        point = self.resume_point and {
            "step": self.resume_point.step,
            "seconds": self.resume_point.seconds,
            "network": _pack_siren(self.resume_point.network, "resume_point", tensors),
        }
        fitted = [
            {
                "steps": result.steps,
                "decibels": result.decibels,
                "network": _pack_siren(result.network, f"fitted.{index}", tensors),
            }
            for index, result in enumerate(self.fitted)
        ]
        described = {
            "plan": _pack_plan(self.plan, list(self.keys), tensors),
            "keys": [_text(key.to_bytes()) for key in self.keys.values()],
            "salt": _text(self.salt),
            "private_key": _text(self.private_key),
            "start_seed": self.start_seed,
            "fitted": fitted,
            "written": self.written and _pack_siren(self.written, "written", tensors),
            "resume_point": point,
        }
        tensors["finished"] = _pack_bytes(self.finished)
        return save_tensors(tensors, {"state": json.dumps(described), "finished": str(len(self.finished))})

    @classmethod
    def from_bytes(cls, data: bytes) -> HideState:
        """The state that `to_bytes` packed; it was authenticated, so it is our own.  Owners become integers."""
        length = int.from_bytes(data[:8], "little")
        metadata = json.loads(data[8 : 8 + length])["__metadata__"]
        raw, tensors = json.loads(metadata["state"]), load_tensors(data)
        point = raw["resume_point"]
        return cls(
            plan=_unpack_plan(raw["plan"], tensors),
            keys={owner: Key.from_bytes(base64.b64decode(key)) for owner, key in enumerate(raw["keys"])},
            salt=base64.b64decode(raw["salt"]),
            private_key=base64.b64decode(raw["private_key"]),
            start_seed=raw["start_seed"],
            fitted=tuple(
                FitResult(_unpack_siren(r["network"], tensors), r["steps"], r["decibels"]) for r in raw["fitted"]
            ),
            written=raw["written"] and _unpack_siren(raw["written"], tensors),
            resume_point=point
            and ResumePoint(_unpack_siren(point["network"], tensors), point["step"], point["seconds"]),
            finished=_unpack_bytes(tensors["finished"], int(metadata["finished"])),
        )


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _pack_plan(plan: Plan, owners: list[Hashable], tensors: dict[str, Tensor]) -> dict[str, Any]:
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


def _unpack_plan(raw: dict[str, Any], tensors: dict[str, Tensor]) -> Plan:
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
    tensors[name] = _pack_bytes(file.content)
    return {"name": file.name, "kind": file.kind, "bytes": file.size, "content": name}


def _unpack_file(described: dict[str, Any], tensors: dict[str, Tensor]) -> ExactFile:
    content = _unpack_bytes(tensors[described["content"]], described["bytes"])
    return ExactFile(described["name"], content, described["kind"])


def _pack_bytes(data: bytes) -> Tensor:
    """Bytes as a tensor, which cannot be empty."""
    return torch.frombuffer(bytearray(data or b"\0"), dtype=torch.uint8)


def _unpack_bytes(tensor: Tensor, size: int) -> bytes:
    return tensor.numpy().tobytes()[:size]


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


def _pack_siren(network: Siren, name: str, tensors: dict[str, Tensor]) -> list[Any]:
    """Put weights and biases among the tensors; returns their name there and how many there are of each."""
    for letter, group in (("w", network.weights), ("b", network.biases)):
        tensors.update((f"{name}.{letter}{index}", tensor.contiguous()) for index, tensor in enumerate(group))
    return [name, len(network.weights), len(network.biases)]


def _unpack_siren(described: list[Any], tensors: dict[str, Tensor]) -> Siren:
    name, weights, biases = described
    return Siren(
        tuple(tensors[f"{name}.w{index}"] for index in range(weights)),
        tuple(tensors[f"{name}.b{index}"] for index in range(biases)),
    )
