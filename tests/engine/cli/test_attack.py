"""python -m engine attack."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.__main__ import main

VECTORS = Path(__file__).resolve().parents[2] / "vectors"
SEALED, PAPER = str(VECTORS / "exact.undersong"), str(VECTORS / "paper-exact.undersong")


def test_a_sealed_file_is_like_an_empty_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["attack", SEALED]) == 0
    out = capsys.readouterr().out
    assert out.count("as in a file with nothing hidden") == 13
    assert "Nothing stands out" in out
    assert "STANDS OUT" not in out


def test_an_unsealed_file_stands_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["attack", PAPER]) == 0
    out = capsys.readouterr().out
    assert "STANDS OUT" in out
    assert "A13 stand out" in out or "A13" in out.splitlines()[-1]


def test_json_has_the_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["attack", PAPER, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["stands_out"] is True
    assert [a["id"] for a in told["attacks"]] == [f"A{n}" for n in range(1, 14)]
    assert all(len(a["empty"]) == len(a["unsealed"]) == 5 for a in told["attacks"])
    assert "pair" not in told


def test_a_second_file_is_held_beside_the_first(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["attack", SEALED, SEALED, "--json"]) == 0
    pair = json.loads(capsys.readouterr().out)["pair"]
    assert pair["same_random"]
    assert pair["same_cover"]
    assert main(["attack", SEALED, PAPER]) == 0
    assert "no numbers in common" in capsys.readouterr().out


@pytest.mark.parametrize("other", [False, True])
def test_what_is_no_file_of_ours_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str], other: bool) -> None:
    bad = tmp_path / "bad.undersong"
    bad.write_bytes(b"no")
    assert main(["attack", *([SEALED] if other else []), str(bad)]) == 4
    assert "not an Undersong file" in capsys.readouterr().err
