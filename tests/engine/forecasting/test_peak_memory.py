"""The memory that a hide takes, against what a process of its own held."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import engine
from engine import memory
from engine.forecasting.peak_memory import peak_memory
from engine.memory import installed_memory
from tests.engine.tiny import picture

STATUS = Path("/proc/self/status")
HIDE = """
import dataclasses, pathlib, re
import engine
from tests.engine.tiny import picture
recipe = dataclasses.replace(engine.DRAFT, room=16, samples={"image": 1 << 18}, usual_weights=400_000)
recipe = dataclasses.replace(recipe, tile_schedule=dataclasses.replace(recipe.tile_schedule, steps=6))
plan = engine.plan([], picture(512), recipe)
engine.hide(plan, engine.Key.generate())
print(1024 * int(re.search(r"VmHWM:\\s*(\\d+)", pathlib.Path("/proc/self/status").read_text())[1]))
"""


@pytest.mark.skipif(
    not STATUS.exists() or "VmHWM" not in STATUS.read_text(),
    reason="getrusage, which other systems have, counts what the process held that started this one",
)
def test_a_large_hide_takes_about_as_much_as_is_forecast() -> None:
    recipe = replace(engine.DRAFT, room=16, samples={"image": 1 << 18}, usual_weights=400_000)
    planned = engine.plan([], picture(512), recipe)
    ran = subprocess.run([sys.executable, "-c", HIDE], capture_output=True, text=True, check=True, timeout=300)
    assert 0.7 <= int(ran.stdout) / peak_memory(planned) <= 1.3


def test_what_a_system_does_not_say_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    assert installed_memory() > 100 << 20
    monkeypatch.delattr(memory.os, "sysconf")
    assert installed_memory() == 0
