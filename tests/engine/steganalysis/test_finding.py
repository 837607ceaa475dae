"""A score is judged by files of its own class, and stands out only well beyond all of them."""

from __future__ import annotations

import pytest

import engine
from engine.steganalysis.attacks import ATTACKS
from engine.steganalysis.calibration import EMPTY
from engine.steganalysis.finding import OUTLIER, calibration_class, finding_of
from tests.engine.tiny import picture, sound, tiny


@pytest.mark.parametrize(
    ("cover", "width", "expected"),
    [(picture(), 120, "image"), (picture(), 128, "image, wide"), (sound(), 64, "other"), (sound(), 128, "other, wide")],
)
def test_a_file_is_compared_with_files_of_its_modality_and_width(
    cover: engine.Medium, width: int, expected: str
) -> None:
    stego = engine.hide(engine.plan([], cover, tiny(2, width=width)), engine.Key.generate())
    assert calibration_class(stego) == expected


@pytest.mark.parametrize("class_name", EMPTY)
def test_a_score_stands_out_only_well_beyond_all_that_were_measured(class_name: str) -> None:
    attack = next(attack for attack in ATTACKS if attack.id == "A6")
    minimum, _, median, _, maximum = EMPTY[class_name]["A6"]
    threshold = median + OUTLIER * (maximum - median)
    scores = (minimum - 1, median, maximum, threshold - 1e-6, threshold + 1e-6)
    stand_out = [finding_of(attack, score, class_name).stands_out for score in scores]
    assert stand_out == [False, False, False, False, True]


def test_a_wide_network_fitted_as_briefly_as_a_narrow_one_does_not_stand_out() -> None:
    for attack in ATTACKS:
        finding = finding_of(attack, EMPTY["image"][attack.id][4], "image, wide")
        assert not finding.stands_out, attack.id
