"""A file that a stranger made to harm: small to send, and large to open."""

from __future__ import annotations

import json
import os
import struct
import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import torch

from engine import revealed as revealed_module
from engine.errors import CapacityError, InvalidStegoError, LatticeTooLargeError
from engine.file import bounds, manifest as manifest_module
from engine.file.entry import Entry
from engine.file.manifest import BOX_BYTES, Manifest, lock, unlock
from engine.file.stego import Settings, Stego
from engine.fit import render
from engine.inrsteg import reveal, show
from engine.key import Key
from engine.media import Grid, Tiling, helper_process, isosurface
from engine.planning import plan
from engine.siren import Architecture, Siren
from tests.engine.tiny import WORDS, picture, random_siren, sound, tiny

VECTORS = Path(__file__).resolve().parents[1] / "vectors"
KEY = Key.from_words(WORDS)
CONSTANTS: dict[str, dict[str, float]] = {
    "image": {}, "audio": {"seconds": 9.0}, "video": {"fps": 9.0},
    "shape": {"cx": 0.0, "cy": 0.0, "cz": 0.0, "size": 2.0},
}  # fmt: skip


def hostile(modality: str, shape: tuple[int, ...], width: int = 8, hidden: int = 2) -> Stego:
    """A file that shows noise of this shape."""
    channels = {"image": 3, "audio": 2, "video": 3, "shape": 1}[modality]
    constants = {"gain": 1.0, **{f"offset{i}": 0.0 for i in range(channels)}, **CONSTANTS[modality]}
    network = random_siren(Architecture(len(shape), channels, width, hidden))
    grid = Grid(shape, channels, constants)
    settings = Settings(modality, grid, Tiling.single(len(shape)), (300.0,) * len(shape), 4, 1.0, "exact")
    return Stego(network, settings, os.urandom(16), tuple(os.urandom(BOX_BYTES) for _ in range(4)))


def changed(stego: Stego, change: Any) -> bytes:
    """The file with its header changed."""
    data = stego.to_bytes()
    (length,) = struct.unpack_from("<Q", data)
    header = json.loads(data[8 : 8 + length])
    settings = json.loads(header["__metadata__"]["settings"])
    change(header, settings)
    header["__metadata__"]["settings"] = json.dumps(settings)
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + data[8 + length :]


@pytest.mark.parametrize(
    ("modality", "shape"),
    [("image", (4096, 4096)), ("audio", (1 << 24,)), ("video", (1024, 128, 128)), ("shape", (256, 256, 256))],
)
def test_a_grid_larger_than_any_recipe_keeps_is_refused(modality: str, shape: tuple[int, ...]) -> None:
    with pytest.raises(InvalidStegoError, match="too large"):
        Stego.from_bytes(hostile(modality, shape).to_bytes())


def test_what_a_recipe_keeps_at_most_is_not() -> None:
    Stego.from_bytes(hostile("image", (2048, 4096)).to_bytes())


def test_a_plan_for_more_is_refused_before_anything_is_fitted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.planning.MAX_STORED_POINTS", 200)
    with pytest.raises(LatticeTooLargeError, match="at most 200 points"):
        plan([], picture(16), tiny())
    monkeypatch.undo()
    monkeypatch.setattr("engine.planning.MAX_PARAMETERS", 1000)
    with pytest.raises(CapacityError, match="Choose less room"):
        plan([], picture(16), tiny())


def test_more_weights_than_memory_should_hold_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = hostile("image", (8, 8), width=32).to_bytes()
    Stego.from_bytes(data)
    monkeypatch.setattr("engine.file.stego.MAX_PARAMETERS", 1000)
    with pytest.raises(InvalidStegoError, match="damaged"):
        Stego.from_bytes(data)


@pytest.mark.parametrize(
    "change",
    [
        lambda header, _: header["__metadata__"].update(note="somebody's text" * 100),
        lambda _, settings: settings.update(note="text"),
        lambda _, settings: settings["grid"].update(note="text"),
        lambda _, settings: settings["grid"]["constants"].update(note=1.0),
        lambda header, _: header["weight.0"].update(note="text"),
        lambda _, settings: settings.pop("gain"),
    ],
    ids=["metadata", "settings", "grid", "constant", "tensor", "missing"],
)
def test_names_that_no_version_wrote_are_refused(change: Any) -> None:
    with pytest.raises(InvalidStegoError, match=r"damaged|cannot exist"):
        Stego.from_bytes(changed(hostile("image", (8, 8)), change))


def test_a_piece_of_a_wide_network_is_small_enough_to_be_cancelled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cancel works at a report: between two of them there is never more than so much work."""
    monkeypatch.setattr(revealed_module, "PIECE_WORK", 1e6)
    stego, pieces = hostile("image", (64, 64), width=64, hidden=4), []
    show(stego, report=lambda progress: pieces.append(progress.fraction))
    work = stego.network.architecture.cost_per_sample
    steps = [after - before for before, after in pairwise(pieces)]
    assert max(steps) * 4096 * work <= 1e6
    assert pieces == sorted(pieces)
    assert pieces[-1] == 1.0


def test_pieces_show_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    for stego in (hostile("image", (70, 50)), hostile("audio", (3000,))):
        whole = show(stego)
        monkeypatch.setattr(revealed_module, "PIECE_WORK", 1e5)
        monkeypatch.setattr(render, "MAX_ACTIVATIONS", 64)
        parts = show(stego)
        monkeypatch.undo()
        assert torch.allclose(
            torch.from_numpy(whole.samples().values.copy()), torch.from_numpy(parts.samples().values.copy()), atol=0.01
        )


def test_a_surface_that_is_everywhere_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isosurface, "MAX_VERTICES", 5000)
    with pytest.raises(LatticeTooLargeError, match="its surface has"):
        show(hostile("shape", (40, 40, 40)))


def test_a_surface_that_is_being_searched_can_be_cancelled(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    class Stopped(Exception):
        pass

    since: list[float] = []

    def report(progress: Any) -> None:
        since.extend([time.monotonic()] if progress.fraction == 1.0 else [])
        if len(since) > 3:
            raise Stopped

    monkeypatch.setattr(isosurface, "MAX_HERE", 10)
    monkeypatch.setattr(
        helper_process, "helper_command", lambda: [sys.executable, "-c", "import time; time.sleep(600)"]
    )
    with pytest.raises(Stopped):
        show(hostile("shape", (20, 20, 20)), report=report)


def manifest_of(stego: Stego) -> Manifest:
    found = unlock(stego.boxes, KEY.derive(stego.salt, stego.version))
    assert found is not None
    return found


def with_entries(stego: Stego, entries: tuple[Any, ...]) -> Stego:
    box = lock(Manifest(manifest_of(stego).private_key, entries), KEY.derive(stego.salt, stego.version))
    return replace(stego, boxes=(box, *(os.urandom(BOX_BYTES) for _ in stego.boxes[1:])))


def test_tiles_in_a_file_without_a_vault_are_refused() -> None:
    """It was a ValueError of our own: "too many values to unpack"."""
    stego = Stego.load(VECTORS / "paper-v2.undersong")
    [entry, *_] = manifest_of(stego).entries
    assert isinstance(entry, Entry)
    tiling = Tiling((2,) * len(entry.tiling.counts))
    tiled = replace(entry, tiling=tiling, architecture=replace(entry.architecture, tiles=tiling.count))
    with pytest.raises(InvalidStegoError, match="smaller than what was hidden"):
        reveal(with_entries(stego, (tiled,)), KEY)


@pytest.mark.parametrize("name", ["image-v2", "files-v2", "paper-v2"])
def test_the_same_cells_are_not_revealed_many_times(name: str) -> None:
    """A manifest of 32 entries could name the whole vault 32 times, and fill all memory."""
    stego = Stego.load(VECTORS / f"{name}.undersong")
    [entry, *_] = manifest_of(stego).entries
    assert len(reveal(with_entries(stego, (entry,)), KEY)) == 1
    with pytest.raises(InvalidStegoError, match="smaller than what was hidden"):
        reveal(with_entries(stego, (entry,) * 32), KEY)


def test_media_of_one_key_are_bounded_together(monkeypatch: pytest.MonkeyPatch) -> None:
    stego = Stego.load(VECTORS / "image-v2.undersong")
    entries = manifest_of(stego).entries
    monkeypatch.setattr(manifest_module, "MAX_POINTS", 299)
    with pytest.raises(InvalidStegoError, match="damaged"):
        reveal(with_entries(stego, entries), KEY)
    monkeypatch.setattr("engine.limits.MAX_POINTS", 500)
    with pytest.raises(LatticeTooLargeError, match="Hide fewer"):
        plan([sound(), sound()], picture(64), tiny())


def test_the_bounds_leave_room_for_every_recipe() -> None:
    from engine.recipe import RECIPES

    assert all(max(recipe.samples.values()) <= bounds.MAX_STORED_POINTS for recipe in RECIPES.values())


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="the peak of a process is not told there")
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak is read from Linux's /proc")
def test_the_largest_file_takes_less_than_a_gibibyte(tmp_path: Path) -> None:
    """A sound takes the most: its values stay floating-point numbers."""
    import subprocess
    import sys

    hostile("audio", (bounds.MAX_STORED_POINTS,)).save(tmp_path / "a.undersong")
    code = (
        "import engine, sys; engine.show(engine.Stego.load(sys.argv[1])); "
        # The system's own figure for a process begins with that of the one which started it.
        "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "a.undersong")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    result = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    assert int(result.stdout) < 1 << 20  # KiB


def test_a_network_is_read_without_a_second_copy() -> None:
    """Not-a-number is found by extremes, in every tensor."""
    stego = hostile("image", (8, 8))
    for layer in range(3):
        for value in (float("nan"), float("inf"), -float("inf")):
            weights = [weight.clone() for weight in stego.network.weights]
            weights[layer][-1, -1] = value
            broken = replace(stego, network=Siren(tuple(weights), stego.network.biases))
            with pytest.raises(InvalidStegoError):
                Stego.from_bytes(broken.to_bytes())
