"""Of media that were really hidden Hide, the result and Compare say the same (`verdict_pairs.py`: at real sizes)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import engine
from tests.engine.tiny import film, picture, tiny


def quality(kept: engine.Medium, returned: engine.Medium) -> tuple[float, ...]:
    """The dB of each part, as a forecast counts them."""
    parts = zip(kept.parts(), returned.parts(), strict=True)
    return tuple(one.compare(other)["snr" if one.modality == "audio" else "psnr"] for one, other in parts)


def chord() -> engine.Audio:
    """A quarter of a second of three tones.  One of 30 Hz alone is foreseen two steps worse than it comes back."""
    time = np.arange(1000) / 4000
    tones = [level * np.sin(2 * np.pi * pitch * time) for pitch, level in ((220, 0.3), (330, 0.2), (550, 0.1))]
    return engine.Audio(np.sum(tones, axis=0).astype(np.float32)[:, None], 4000)


def test_what_came_back_is_what_its_decibels_foresee_and_the_saved_file_is_judged_alike(tmp_path: Path) -> None:
    given, cover, key = [picture(48), chord(), film(with_sound=True)], picture(32), engine.Key.generate()
    plan = engine.plan(given, cover, tiny(150, room=16))
    stego = engine.Stego.from_bytes(engine.hide(plan, key).to_bytes())
    returned = [revealed.medium for revealed in engine.reveal(stego, key)]
    for before, kept, after in zip(given, plan.media, returned, strict=True):
        judged = engine.judge(before, after)
        foreseen = engine.foresee(before, kept, quality(kept, after))
        assert abs(foreseen.verdict - judged.verdict) <= 1, (foreseen, judged)
        path = tmp_path / f"saved{after.exports[0]}"
        after.write(path)
        again = engine.judge(before, engine.load(path))
        lossy = before.modality == "video"
        assert abs(again.verdict - judged.verdict) <= lossy, (again, judged)


@pytest.mark.parametrize("decibels", [20.0, 30.0, 40.0])
def test_a_cover_is_foreseen_as_a_secret_of_the_same_quality_is(decibels: float) -> None:
    cover = picture(48)
    plan = engine.plan([cover], cover, tiny())
    secret, shown = (engine.foresee(cover, kept, (decibels,)) for kept in (plan.media[0], plan.cover))
    assert abs(secret.verdict - shown.verdict) <= 1
