"""Everything a hide under way consists of, as a value, and as bytes that have to be encrypted."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from safetensors import SafetensorError
from safetensors.torch import load as load_tensors, save as save_tensors
from torch import Tensor

from engine.errors import CheckpointError, EngineError
from engine.file.manifest import PRIVATE_KEY_BYTES
from engine.fit.task import FitResult, OptimizerState, ResumePoint
from engine.key import SALT_BYTES, Key
from engine.packing import pack_bytes, pack_plan, pack_siren, unpack_bytes, unpack_plan, unpack_siren
from engine.planned import Plan
from engine.siren import Siren

MOMENTS: Final = ("momenta", "first_moments", "second_moments")
_NO_STATE: Final = (
    SafetensorError, EngineError, LookupError, ValueError, TypeError, AttributeError, OverflowError, RecursionError,
    RuntimeError,
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class HideState:
    """The plan, its keys, the random numbers of the file to come, and how far the fits have come.

    `keys` has one for each owner of the plan. `start_seed` says where in the vault the secrets begin. `fitted` are the
    secrets fitted so far; `written` is the stego network with all of them in it, once the cover is being fitted.
    `resume_point` is where the fit under way stands. `finished` is the whole file, when all is done. `notes` are what
    the program that keeps the hide wants to know again, such as where its file shall go; no fit reads them.
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
    notes: Mapping[str, str] = field(default_factory=dict, repr=False)

    @classmethod
    def begin(cls, plan: Plan, keys: dict[Hashable, Key], notes: Mapping[str, str] | None = None) -> HideState:
        """The state of a hide that begins, with its own random numbers from the operating system's generator."""
        salt, private_key = os.urandom(SALT_BYTES), os.urandom(PRIVATE_KEY_BYTES)
        return cls(plan, keys, salt, private_key, int.from_bytes(os.urandom(8)), notes=dict(notes or {}))

    @property
    def begun(self) -> bool:
        """Whether something of it was computed."""
        return bool(self.fitted or self.written is not None or self.resume_point is not None or self.finished)

    def renewed(self) -> HideState:
        """The state with new random numbers, unless secrets are sealed with those that it has.

        What was kept may be resumed twice, from a copy: no two files may have one salt and different secrets under it.
        """
        if self.finished or (self.written is not None and self.plan.vault is not None):
            return self
        new = self.begin(self.plan, self.keys)
        return replace(self, salt=new.salt, private_key=new.private_key, start_seed=new.start_seed)

    def to_bytes(self) -> bytes:
        """One safetensors container: arrays as tensors, everything else as JSON.  It holds the keys."""
        tensors: dict[str, Tensor] = {}
        point = self.resume_point and _pack_point(self.resume_point, tensors)
        fitted = [
            {
                "steps": result.steps,
                "decibels": result.decibels,
                "network": pack_siren(result.network, f"fitted.{index}", tensors),
            }
            for index, result in enumerate(self.fitted)
        ]
        described = {
            "plan": pack_plan(self.plan, list(self.keys), tensors),
            "keys": [_text(key.to_bytes()) for key in self.keys.values()],
            "salt": _text(self.salt),
            "private_key": _text(self.private_key),
            "start_seed": self.start_seed,
            "fitted": fitted,
            "written": self.written and pack_siren(self.written, "written", tensors),
            "resume_point": point,
            "notes": dict(self.notes),
        }
        tensors["finished"] = pack_bytes(self.finished)
        return save_tensors(tensors, {"state": json.dumps(described), "finished": str(len(self.finished))})

    @classmethod
    def from_bytes(cls, data: bytes) -> HideState:
        """The state that `to_bytes` packed, with integers as owners.

        It was authenticated, but whoever has a key of the hide may have written it. Raises CheckpointError.
        """
        try:
            return cls._unpacked(data)
        except _NO_STATE as error:
            raise CheckpointError("What was kept of the unfinished work is damaged.") from error

    @classmethod
    def _unpacked(cls, data: bytes) -> HideState:
        length = int.from_bytes(data[:8], "little")
        metadata = json.loads(data[8 : 8 + length])["__metadata__"]
        raw, tensors = json.loads(metadata["state"]), load_tensors(data)
        return cls(
            plan=unpack_plan(raw["plan"], tensors),
            keys={owner: Key.from_bytes(base64.b64decode(key)) for owner, key in enumerate(raw["keys"])},
            salt=base64.b64decode(raw["salt"]),
            private_key=base64.b64decode(raw["private_key"]),
            start_seed=raw["start_seed"],
            fitted=tuple(
                FitResult(unpack_siren(r["network"], tensors), r["steps"], r["decibels"]) for r in raw["fitted"]
            ),
            written=raw["written"] and unpack_siren(raw["written"], tensors),
            resume_point=raw["resume_point"] and _unpack_point(raw["resume_point"], tensors),
            finished=unpack_bytes(tensors["finished"], int(metadata["finished"])),
            notes=raw.get("notes", {}),
        )


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _pack_point(point: ResumePoint, tensors: dict[str, Tensor]) -> dict[str, Any]:
    described: dict[str, Any] = {
        "step": point.step,
        "seconds": point.seconds,
        "network": pack_siren(point.network, "resume_point", tensors),
        "lr_scale": point.lr_scale,
        "decibels": point.decibels,
        "skipped_to": point.skipped_to,
        "finishing_from": point.finishing_from,
        "optimizer": None,
    }
    if point.optimizer is not None:
        described["optimizer"] = point.optimizer.steps
        tensors.update((f"optimizer.{name}", getattr(point.optimizer, name)) for name in MOMENTS)
    return described


def _unpack_optimizer(steps: int, tensors: dict[str, Tensor]) -> OptimizerState:
    momenta, first, second = (tensors[f"optimizer.{name}"] for name in MOMENTS)
    return OptimizerState(momenta, first, second, steps)


def _unpack_point(described: dict[str, Any], tensors: dict[str, Tensor]) -> ResumePoint:
    steps, finishing_from = described["optimizer"], described["finishing_from"]
    return ResumePoint(
        unpack_siren(described["network"], tensors), described["step"], described["seconds"],
        None if steps is None else _unpack_optimizer(steps, tensors),
        described["lr_scale"], tuple(described["decibels"]), described["skipped_to"],
        finishing_from and (finishing_from[0], finishing_from[1]),
    )  # fmt: skip
