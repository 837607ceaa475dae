"""The list of attacks is complete and in order."""

from __future__ import annotations

from engine.steganalysis import behaviour, bits, weights
from engine.steganalysis.attacks import ATTACKS


def test_the_attacks_are_numbered_in_order() -> None:
    assert [attack.id for attack in ATTACKS] == [f"A{n}" for n in range(1, 14)]


def test_each_attack_has_a_name_and_a_sentence_of_its_own() -> None:
    assert len({attack.name for attack in ATTACKS}) == len({attack.looks_for for attack in ATTACKS}) == len(ATTACKS)


def test_each_number_stands_for_the_score_of_that_number() -> None:
    documented = {attack.id: (attack.score.__doc__ or "").split(":")[0] for attack in ATTACKS if attack.score}
    assert documented == {number: number for number in documented}
    assert [attack.id for attack in ATTACKS if attack.score is None] == ["A7"]


def test_every_score_in_the_modules_of_attacks_belongs_to_an_attack() -> None:
    scores = {attack.score for attack in ATTACKS}
    for module in (behaviour, bits, weights):
        documented = [f for f in vars(module).values() if (getattr(f, "__doc__", None) or "").startswith("A")]
        assert all(f in scores for f in documented if f.__module__ == module.__name__)
