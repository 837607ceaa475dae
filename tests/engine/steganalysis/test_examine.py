"""All attacks on one file, compared with the calibration that comes with the program."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import engine
from engine.steganalysis.attacks import ATTACKS
from engine.steganalysis.calibration import EMPTY
from engine.steganalysis.features import Features
from tests.engine.tiny import picture, tiny

from .conftest import changed

VECTORS = Path(__file__).resolve().parents[2] / "vectors"
SEALED = VECTORS / "exact.undersong"


@pytest.mark.parametrize("path", sorted(VECTORS.glob("*.undersong")), ids=lambda path: path.stem)
def test_unsealed_files_are_flagged_and_sealed_ones_are_not(path: Path) -> None:
    findings = engine.examine(path)
    assert [finding.id for finding in findings] == [attack.id for attack in ATTACKS]
    out = [finding.id for finding in findings if finding.stands_out]
    assert bool(out) == ("paper" in path.stem), out


def test_a_file_is_given_as_its_path_or_its_bytes() -> None:
    scores = [[f.score for f in engine.examine(file)] for file in (SEALED, str(SEALED), SEALED.read_bytes())]
    assert scores[0] == scores[1] == scores[2]


def test_an_unsealed_secret_is_flagged_even_in_a_file_that_claims_a_vault(unsealed: Features) -> None:
    lying = changed(unsealed, settings=replace(unsealed.stego.settings, vault=40))
    findings = {f.id: f for f in engine.examine(lying.data)}
    assert {"A1", "A2", "A6"} <= {name for name, finding in findings.items() if finding.stands_out}
    assert not findings["A13"].stands_out
    extracted = findings["A7"].extracted
    assert extracted is not None
    assert extracted.pixels.shape[:2] == (32, 32)


@pytest.mark.parametrize(("width", "class_name"), [(120, "image"), (128, "image, wide")])
def test_wide_files_are_compared_with_wide_ones(width: int, class_name: str) -> None:
    stego = engine.hide(engine.plan([], picture(), tiny(width=width)), engine.Key.generate())
    medians = {finding.empty.median for finding in engine.examine(stego.to_bytes())}
    assert medians == {median for _, _, median, _, _ in EMPTY[class_name].values()}


def test_nothing_is_extracted_from_a_sealed_file(sealed: Features) -> None:
    findings = engine.examine(sealed.data)
    assert not any(finding.stands_out or finding.extracted for finding in findings)


def test_reported_fractions_grow_to_one() -> None:
    reports: list[engine.Progress] = []
    engine.examine(SEALED, report=reports.append)
    assert {p.stage for p in reports} == {"attack"}
    assert [p.overall for p in reports] == sorted(p.overall for p in reports)
    assert reports[0].overall == 0
    assert reports[-1].overall == reports[-1].fraction == 1
    assert {p.index for p in reports} == set(range(len(ATTACKS)))


def test_an_exception_from_report_stops_the_attacks() -> None:
    class Stop(Exception):
        pass

    def report(progress: engine.Progress) -> None:
        if progress.index == 6 and progress.fraction > 0:  # in the middle of the longest attack
            raise Stop

    with pytest.raises(Stop):
        engine.examine(SEALED, report=report)
