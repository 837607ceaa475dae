"""The verdict on a secret is sealed with it: the receiver reads what the sender read, and nobody else anything."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.boxes import seal_judgements
from engine.exact_file import ExactFile
from engine.file.stego import Stego
from engine.inrsteg import hide, reveal
from engine.key import Key
from engine.planned import Secret
from engine.planning import plan
from engine.verdict.scale import Judgement, Remark, Verdict
from tests.engine.tiny import film, picture, tiny

ANNA, BEN = Key.generate(), Key.generate()
SOUND = Judgement(Verdict.RECOGNISABLE, "audio", (Remark("dull"),), grainy=True)
FILM = Judgement(Verdict.SOFTER, "video", (Remark("frames", 4.0), Remark("sound")), sound=SOUND)
PICTURE = Judgement(Verdict.NOT_USABLE, "image", (Remark("print"),), grainy=True)


@pytest.fixture(scope="module")
def stego() -> Stego:
    """A film with its sound and a file for Anna, a picture for Ben."""
    secrets = [Secret(film(with_sound=True), ANNA), Secret(ExactFile("a.txt", b"a"), ANNA), Secret(picture(), BEN)]
    return hide(plan(secrets, picture(), tiny(5, width=96)))


def test_the_receiver_reads_the_verdict_that_the_sender_read(stego: Stego) -> None:
    sealed = Stego.from_bytes(seal_judgements(stego, {ANNA: [FILM, None], BEN: [PICTURE]}).to_bytes())
    assert [secret.judgement for secret in reveal(sealed, ANNA)] == [FILM, None]
    [found] = reveal(sealed, BEN)
    assert found.judgement == PICTURE
    assert found.intact
    assert found.file_intact
    assert replace(found, intact=False).judgement is None  # of what was changed since it says nothing
    assert [secret.judgement for secret in reveal(stego, BEN)] == [None]


def test_the_file_shows_nothing_of_it(stego: Stego) -> None:
    sealed = seal_judgements(stego, {ANNA: [FILM, None], BEN: [None]})
    assert len(sealed.to_bytes()) == len(stego.to_bytes())
    assert sealed.salt == stego.salt
    assert [len(box) for box in sealed.boxes] == [len(box) for box in stego.boxes]
    assert not set(sealed.boxes) & set(stego.boxes)  # those that no key opens are new as well


def test_a_verdict_that_has_no_room_or_is_out_of_bounds_is_left_out_and_nothing_is_lost(stego: Stego) -> None:
    many = replace(PICTURE, remarks=(Remark("print"),) * 17)
    sealed = seal_judgements(stego, {ANNA: [None, None], BEN: [many]})
    [found] = reveal(sealed, BEN)
    assert (found.judgement, found.intact) == (None, True)


def test_the_wrong_keys_or_too_few_verdicts_are_refused(stego: Stego) -> None:
    for wrong in ({Key.generate(): [None]}, {ANNA: [FILM], BEN: [None]}):
        with pytest.raises(ValueError, match="key"):
            seal_judgements(stego, wrong)
