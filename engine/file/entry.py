"""Entry: what the manifest says of one secret, and as JSON, of which an attacker may have written every number."""

from __future__ import annotations

import base64
import struct
from dataclasses import dataclass
from typing import Any, Final

from engine.exact_file import KINDS, MAX_BYTES, ExactKind
from engine.file.bounds import (
    MAX_HIDDEN_LAYERS,
    MAX_WIDTH,
    bounded_int,
    frequency_from_json,
    grid_from_json,
    grid_to_json,
    only,
    tiling_from_json,
)
from engine.media import Grid, Tiling
from engine.safe_names import MAX_NAME_BYTES
from engine.siren import Architecture
from engine.vault.sealing import MAC_BYTES, PACKING

MAX_START: Final = 1 << 32
MAX_NUMBER: Final = 1 << 16
MAX_KIND: Final = 32  # characters
MAX_GIVEN: Final = (1 << 48) - 1  # of a side; only shown, never allocated
BEST: Final = 5  # of the six verdicts
MAX_REMARKS: Final = 16
_PLACED: Final = frozenset({"start", "number", "mac", "name"})
LEARNED_NAMES: Final = _PLACED | {
    "modality", "siren", "grid", "frequency", "ranges", "joins", "tiles", "packing", "given", "judged",
}  # fmt: skip
EXACT_NAMES: Final = _PLACED | {"kind", "bytes"}


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict as plain numbers: its step of the scale, whether it is grainy, and its remarks with their numbers."""

    step: int
    grainy: bool = False
    remarks: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A learned secret, or one part of it: all that is needed to find its network and to render it.

    `start` is its first cell in the vault, or its first hidden unit in the paper's own layout. `pad_index` selects the
    subkeys of its pad and its MAC; each key counts its own from 0. `joins_previous` marks a sound that belongs to the
    video just before it. `tiling` has one tile for each network of the stack. `packing` is the version of the cell
    formats (`sealing.cell_formats`). `name` is that of the file it was loaded from, or empty. `given` is the shape of
    the grid as the secret was given, where that is known and is not the one it is kept on: only for the reader. So is
    `judged`, how what comes back compares with what was given.
    """

    start: int
    pad_index: int
    modality: str
    architecture: Architecture
    grid: Grid
    frequency: tuple[float, ...]
    ranges: tuple[float, ...]
    mac: bytes
    joins_previous: bool
    tiling: Tiling
    packing: int = PACKING
    name: str = ""
    given: tuple[int, ...] = ()
    judged: Judged | None = None


@dataclass(frozen=True, slots=True)
class ExactEntry:
    """An exact secret: a file of `size` bytes, whose first cell is `start`; `pad_index` as of any other entry."""

    start: int
    pad_index: int
    name: str
    kind: ExactKind
    size: int
    mac: bytes


def to_json(entry: Entry | ExactEntry) -> dict[str, Any]:
    """An entry as plain JSON."""
    placed = {"start": entry.start, "number": entry.pad_index, "mac": base64.b64encode(entry.mac).decode()}
    if isinstance(entry, ExactEntry):
        return {**placed, "name": entry.name, "kind": entry.kind, "bytes": entry.size}
    architecture = entry.architecture
    named: dict[str, Any] = {"name": entry.name} if entry.name else {}
    if entry.given:
        named["given"] = list(entry.given)
    if (judged := entry.judged) is not None:
        named["judged"] = [judged.step, judged.grainy, [list(remark) for remark in judged.remarks]]
    return {
        **placed,
        **named,
        "modality": entry.modality,
        "siren": [architecture.in_features, architecture.out_features, architecture.width, architecture.hidden],
        "grid": grid_to_json(entry.grid),
        "frequency": list(entry.frequency),
        "ranges": base64.b64encode(struct.pack(f"<{len(entry.ranges)}f", *entry.ranges)).decode(),
        "joins": entry.joins_previous,
        "tiles": list(entry.tiling.counts),
        "packing": entry.packing,
    }


def from_json(raw: dict[str, Any]) -> Entry | ExactEntry:
    """An entry, every number of it in bounds.

    Raises InvalidStegoError, LookupError, ValueError, TypeError, AttributeError or struct.error.
    """
    only(raw, (), LEARNED_NAMES if "modality" in raw else EXACT_NAMES)
    mac = base64.b64decode(raw["mac"], validate=True)
    if len(mac) != MAC_BYTES:
        raise ValueError("out of bounds")
    start, number = bounded_int(raw["start"], 0, MAX_START), bounded_int(raw["number"], 0, MAX_NUMBER)
    if "modality" not in raw:
        size = bounded_int(raw["bytes"], 0, MAX_BYTES)
        return ExactEntry(start, number, _name(raw["name"]), _kind(raw["kind"]), size, mac)
    return _learned(raw, start, number, mac)


def _learned(raw: dict[str, Any], start: int, number: int, mac: bytes) -> Entry:
    in_features, out_features, width, hidden = (bounded_int(n, 1, MAX_WIDTH) for n in raw["siren"])
    modality = raw["modality"]
    grid = grid_from_json(raw["grid"], modality)
    tiling = tiling_from_json(raw.get("tiles", [1] * len(grid.shape)), grid)  # missing in the first files
    architecture = Architecture(
        in_features, out_features, width, bounded_int(hidden, 1, MAX_HIDDEN_LAYERS), output_bias=False,
        tiles=tiling.count,
    )  # fmt: skip
    ranges = struct.unpack(
        f"<{len(architecture.weight_shapes) + len(architecture.bias_shapes)}f",
        base64.b64decode(raw["ranges"], validate=True),
    )
    if (
        not all(0 <= r < 1e6 for r in ranges)
        or not isinstance(raw["joins"], bool)
        or (in_features, out_features) != (len(grid.shape), grid.channels)
    ):
        raise ValueError("out of bounds")
    return Entry(
        start=start,
        pad_index=number,
        modality=modality,
        architecture=architecture,
        grid=grid,
        frequency=frequency_from_json(raw["frequency"], grid),
        ranges=ranges,
        mac=mac,
        joins_previous=raw["joins"],
        tiling=tiling,
        packing=bounded_int(raw.get("packing", 1), 1, PACKING),  # missing in the first files
        name=_name(raw.get("name", "")),
        given=_given(raw.get("given", []), grid),
        judged=_judged(raw["judged"]) if "judged" in raw else None,
    )


def _name(raw: object) -> str:
    if not isinstance(raw, str) or len(raw.encode()) > MAX_NAME_BYTES:  # a lone surrogate is a ValueError
        raise ValueError("name")
    return raw


def _given(raw: list[int], grid: Grid) -> tuple[int, ...]:
    return tuple(bounded_int(side, 1, MAX_GIVEN) for side, _ in zip(raw, grid.shape, strict=True)) if raw else ()


def _judged(raw: list[Any]) -> Judged:
    step, grainy, remarks = raw
    if not isinstance(grainy, bool) or not isinstance(remarks, list) or len(remarks) > MAX_REMARKS:
        raise ValueError("out of bounds")
    return Judged(bounded_int(step, 0, BEST), grainy, tuple(_remark(*remark) for remark in remarks))


def _remark(code: object, number: object) -> tuple[str, float]:
    if not isinstance(code, str) or len(code) > MAX_KIND:
        raise ValueError("remark")
    if isinstance(number, bool) or not isinstance(number, int | float) or not 0 <= number < MAX_GIVEN:
        raise ValueError("out of bounds")  # what is not a number is none of these
    return code, float(number)


def _kind(raw: object) -> ExactKind:
    """The kind; one that a later program invents is read as any file."""
    if not isinstance(raw, str) or len(raw) > MAX_KIND:
        raise ValueError("kind")
    return next((kind for kind in KINDS if kind == raw), "file")
