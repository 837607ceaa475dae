"""Memory runs out at the k-th allocation of a hide: it ends as well in smaller pieces, or in one sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from torch.utils._python_dispatch import TorchDispatchMode

import engine
from engine import checkpoint as checkpoints
from engine.checkpoint import Checkpoint
from engine.memory import NO_MEMORY
from tests.engine.tiny import picture, tiny

KEY = engine.Key.generate()
# Of the allocations of a hide, so many thousandths through it: while it is set up, fitted, sealed, and at its end.
# At 65 and 490, in a gradient of the secret's and of the cover's, it can go on in smaller pieces.
PLACES = (1, 65, 150, 400, 490, 600, 850, 1000)


class Allocations(TorchDispatchMode):
    """Counts the operations of torch that make a tensor, and lets one of them fail, or all from it on."""

    def __init__(self, fail_at: int = 0, *, lasting: bool = False) -> None:
        super().__init__()
        self.count, self.fail_at, self.lasting = 0, fail_at, lasting

    def __torch_dispatch__(self, operation: Any, types: Any, arguments: Any = (), options: Any = None) -> Any:
        name = operation.overloadpacket.__name__
        if not (operation.is_view or name.endswith("_") or name in ("_local_scalar_dense", "detach", "lift_fresh")):
            self.count += 1
            if self.fail_at and (self.count >= self.fail_at if self.lasting else self.count == self.fail_at):
                raise RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 4096 bytes.")
        return operation(*arguments, **(options or {}))


def carry_out(path: Path, mode: Allocations) -> bytes:
    """A hide that is kept from its first report on."""
    with mode:
        planned = engine.plan([picture()], picture(20, phase=3), tiny(8))
        return engine.hide(planned, KEY, checkpoint=Checkpoint(path, KEY)).to_bytes()


@pytest.fixture(autouse=True)
def one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is allocated by the thread that counts; every step reports, and every report saves."""
    monkeypatch.setattr("engine.fit.loop.thread_count", lambda: 1)
    monkeypatch.setattr("engine.fit.loop.REPORT_EVERY", 0.0)
    monkeypatch.setattr(checkpoints, "SAVE_SECONDS", 0.0)


@pytest.fixture
def total(tmp_path: Path) -> int:
    """How many allocations a hide has, but for those that only the first one in a process has."""
    carry_out(tmp_path / "first", Allocations())
    counting = Allocations()
    carry_out(tmp_path / "counted", counting)
    return counting.count


def is_whole(data: bytes) -> bool:
    return engine.reveal(engine.Stego.from_bytes(data), KEY)[0].intact


@pytest.mark.parametrize("lasting", [False, True], ids=["once", "from then on"])
def test_it_ends_well_or_in_one_sentence_and_what_was_kept_goes_on(tmp_path: Path, total: int, lasting: bool) -> None:
    ended, said = 0, set[str]()
    for place in PLACES:
        path = tmp_path / str(place)
        try:
            data = carry_out(path, Allocations(max(1, total * place // 1000), lasting=lasting))
            ended += 1
        except engine.OutOfMemoryError as error:
            said.add(str(error))
            if not path.exists():  # before its first report
                continue
            data = engine.resume(Checkpoint.load(path, KEY)).to_bytes()
        assert is_whole(data)
    assert said <= {f"{NO_MEMORY} 4096 bytes were asked for at once."}
    assert ended or lasting


def test_a_hide_that_cannot_be_kept_for_lack_of_memory_says_so_and_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def short(*_: object) -> bytes:
        raise MemoryError("Unable to allocate 2.00 GiB for an array")

    monkeypatch.setattr(checkpoints, "packed", short)
    checkpoint = Checkpoint(tmp_path / "job", KEY)
    stego = engine.hide(engine.plan([picture()], picture(), tiny(20)), KEY, checkpoint=checkpoint)
    assert is_whole(stego.to_bytes())
    assert "2.00 GiB were asked for at once" in str(checkpoint.problem)
    assert not checkpoint.exists
