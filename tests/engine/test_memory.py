"""Memory that runs out is one error with one sentence, whoever noticed it."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

import engine
from engine import revealed
from engine.__main__ import main
from engine.cli import hide as hide_command
from engine.errors import OutOfMemoryError
from engine.file.stego import Stego
from engine.memory import NO_MEMORY, is_out_of_memory, memory_errors
from tests.engine.tiny import picture, tiny

ERRORS = [
    MemoryError(),
    MemoryError("Unable to allocate 4.00 GiB"),
    torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB"),
    torch.OutOfMemoryError(),
    RuntimeError("[enforce fail at alloc_cpu.cpp:117] DefaultCPUAllocator: can't allocate memory: you tried"),
    RuntimeError("[enforce fail at alloc_cpu.cpp:114] data. DefaultCPUAllocator: not enough memory: you tried"),
    RuntimeError("MPS backend out of memory"),
    RuntimeError("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`"),
    RuntimeError("can't start new thread"),
    ImportError("libtorch_cpu.so: failed to map segment from shared object"),
    OSError(errno.ENOMEM, "Cannot allocate memory"),
]
OTHERS = [
    RuntimeError("shapes cannot be multiplied"),
    ImportError("no module"),
    OSError(errno.ENOSPC, "full"),
    ValueError("out of memory"),
]


@pytest.mark.parametrize("error", ERRORS, ids=str)
def test_whoever_noticed_it(error: Exception) -> None:
    assert is_out_of_memory(error)
    with pytest.raises(OutOfMemoryError, match="too little memory") as raised, memory_errors():
        raise error
    assert raised.value.__cause__ is error


@pytest.mark.parametrize("error", OTHERS, ids=str)
def test_other_errors_come_out_as_they_are(error: Exception) -> None:
    with pytest.raises(type(error)) as raised, memory_errors():
        raise error
    assert raised.value is error


def test_an_allocation_that_no_computer_can_serve() -> None:
    for allocate in (lambda: np.empty(1 << 60, np.uint8), lambda: torch.empty(1 << 60, dtype=torch.uint8)):
        with pytest.raises(OutOfMemoryError), memory_errors():
            allocate()


@pytest.mark.parametrize("error", ERRORS, ids=str)
def test_the_command_line_says_it_in_one_sentence(
    tmp_path: Path, error: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def failing(*_: Any, **__: Any) -> Any:
        raise error

    monkeypatch.setattr(hide_command, "load", failing)
    assert main(["hide", str(tmp_path / "a.png"), "-o", str(tmp_path / "a.undersong")]) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"undersong: {NO_MEMORY}")
    assert said.count("\n") == 1
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("error", "asked"),
    [
        (MemoryError("Unable to allocate 4.00 GiB for an array with shape (1,)"), "4.00 GiB were asked for at once."),
        (
            RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 800 bytes."),
            "800 bytes were",
        ),
        (torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB"), "2.00 GiB were asked for"),
        (MemoryError(), "or hide less."),
    ],
)
def test_how_much_was_asked_for_is_said_where_it_is_known(error: Exception, asked: str) -> None:
    with pytest.raises(OutOfMemoryError, match=asked), memory_errors():
        raise error


def test_rendering_says_it_too(monkeypatch: pytest.MonkeyPatch) -> None:
    stego = Stego.from_bytes(engine.hide(engine.plan([], picture(), tiny(2)), engine.Key.generate()).to_bytes())

    def failing(*_: Any, **__: Any) -> Any:
        raise RuntimeError("DefaultCPUAllocator: can't allocate memory")

    monkeypatch.setattr(revealed, "siren_field", failing)
    with pytest.raises(OutOfMemoryError):
        engine.show(stego)
