"""python -m engine forecast."""

from __future__ import annotations

import json
from pathlib import Path

from tests.engine.cli.command_line import Run


def test_a_forecast_says_time_size_and_quality(folder: Path, run: Run) -> None:
    command = ("forecast", folder / "cat.png", "--secret", folder / "bell.wav")
    code, said, error = run(*command)
    assert (code, error) == (0, "")
    assert [line.split(":")[0] for line in said.splitlines()[1:]] == ["  the cover", "  secret 1"]
    assert said.startswith("about ")
    code, said, error = run(*command, "--json")
    told = json.loads(said)
    assert set(told) == {
        "seconds",
        "bytes",
        "memory",
        "width",
        "used",
        "available",
        "room_for_files",
        "cover",
        "secrets",
    }
    assert [secret["kind"] for secret in told["secrets"]] == ["audio"]
    assert 0 < told["used"] <= told["available"]
