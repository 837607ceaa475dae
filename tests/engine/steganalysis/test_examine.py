"""All attacks on one file, judged by the table that comes with the program."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import engine
from engine.steganalysis.attacks import ATTACKS
from engine.steganalysis.calibration import EMPTY, UNSEALED
from engine.steganalysis.features import Features
from engine.steganalysis.finding import BEYOND, KINDS, Finding, judged, kind_of
from tests.engine.tiny import picture, tiny

from .conftest import changed

VECTORS = Path(__file__).resolve().parents[2] / "vectors"


def examined(path: Path) -> list[Finding]:
    return engine.examine(engine.Stego.load(path), path.read_bytes())


@pytest.mark.parametrize("path", sorted(VECTORS.glob("*.undersong")), ids=lambda path: path.stem)
def test_unsealed_files_are_flagged_and_sealed_ones_are_not(path: Path) -> None:
    findings = examined(path)
    assert [found.id for found in findings] == [attack.id for attack in ATTACKS]
    out = [found.id for found in findings if found.stands_out]
    assert bool(out) == path.stem.startswith("paper"), out


def test_an_unsealed_secret_is_flagged_even_where_the_file_says_that_it_has_a_vault(unsealed: Features) -> None:
    lying = changed(unsealed, settings=replace(unsealed.stego.settings, vault=40))
    findings = {f.id: f for f in engine.examine(lying.stego, lying.data)}
    assert {"A1", "A2", "A6"} <= {name for name, found in findings.items() if found.stands_out}
    assert not findings["A13"].stands_out
    picture = findings["A7"].picture
    assert picture is not None
    assert picture.pixels.shape[:2] == (32, 32)


@pytest.mark.parametrize(("width", "kind"), [(120, "image"), (128, "image, wide")])
def test_wide_files_are_judged_among_wide_ones(width: int, kind: str) -> None:
    stego = engine.hide(engine.plan([], picture(), tiny(width=width)), engine.Key.generate())
    assert kind_of(stego) == kind
    assert {f.empty.middle for f in engine.examine(stego, stego.to_bytes())} == {
        m for _, _, m, _, _ in EMPTY[kind].values()
    }


def test_a_wide_network_fitted_briefly_is_not_taken_for_another() -> None:
    for attack in ATTACKS:
        briefly = judged(attack, EMPTY["image"][attack.id][4], "image, wide")
        assert not briefly.stands_out, attack.id


def test_a_sealed_file_comes_with_no_picture(sealed: Features) -> None:
    findings = engine.examine(sealed.stego, sealed.data)
    assert not any(found.stands_out or found.picture for found in findings)


def test_what_is_reported_goes_on_and_ends() -> None:
    heard: list[engine.Progress] = []
    path = VECTORS / "exact.undersong"
    engine.examine(engine.Stego.load(path), path.read_bytes(), report=heard.append)
    assert {p.stage for p in heard} == {"attack"}
    assert [p.overall for p in heard] == sorted(p.overall for p in heard)
    assert heard[0].overall == 0
    assert heard[-1].overall == heard[-1].fraction == 1
    assert {p.index for p in heard} == set(range(len(ATTACKS)))


def test_what_report_raises_stops_it() -> None:
    class Stop(Exception):
        pass

    def report(progress: engine.Progress) -> None:
        if progress.index == 6 and progress.fraction > 0:  # in the middle of the longest
            raise Stop

    path = VECTORS / "exact.undersong"
    with pytest.raises(Stop):
        engine.examine(engine.Stego.load(path), path.read_bytes(), report=report)


def test_every_attack_has_its_ranges_for_every_kind_of_cover() -> None:
    names = {attack.id for attack in ATTACKS}
    for table in (EMPTY, UNSEALED):
        assert set(table) == set(KINDS)
        assert all(set(spreads) == names for spreads in table.values())
        assert all(list(s) == sorted(s) for spreads in table.values() for s in spreads.values())


@pytest.mark.parametrize("kind", KINDS)
def test_a_score_stands_out_only_well_beyond_all_that_were_measured(kind: str) -> None:
    attack = next(attack for attack in ATTACKS if attack.id == "A6")
    lowest, _, middle, _, highest = EMPTY[kind]["A6"]
    line = middle + BEYOND * (highest - middle)
    found = [judged(attack, s, kind).stands_out for s in (lowest - 1, middle, highest, line - 1e-6, line + 1e-6)]
    assert found == [False, False, False, False, True]
