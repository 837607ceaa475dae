"""The judgement of a sound: the noise that is heard, the tones that are lost, whether speech is understood."""

from __future__ import annotations

from typing import Final

import numpy as np

from engine.media import Audio
from engine.verdict.hearing import Heard, heard
from engine.verdict.scale import Judgement, Remark, Verdict, step_of

# dB of noise above what is masked: white noise under speech has 2, 7, 15, 24, 34, 41 at SNRs of 50, 40, 30, 20, 10, 3.
NOISE_LIMITS: Final = (4.0, 14.0, 26.0, 40.5)
# Hz that are kept where there were more: below these the verdict is at most very close, softer, recognisable.
TOPS: Final = ((15_000.0, Verdict.VERY_CLOSE), (10_000.0, Verdict.SOFTER), (3_000.0, Verdict.RECOGNISABLE))
HUM, EFFORT, CLEAR = 0.4, 0.62, 0.75  # of what speech needs: below, it is not understood, or with effort
TELEPHONE: Final = 3_400.0  # Hz: what a telephone keeps of speech
HEARD: Final = 4.0  # dB of noise from which it is told
STEREO: Final = 0.05  # of the whole power is the difference of the two channels: then mono is a loss


def judge_audio(given: Audio, returned: Audio) -> Judgement:
    """The judgement of a sound against the given one."""
    if given.rate == returned.rate and np.array_equal(given.signal, returned.signal):
        return Judgement(Verdict.SAME, given.modality)
    found = heard(given, returned)
    noisy, band = step_of(found.noise, NOISE_LIMITS), _of_band(found)
    verdict = min(noisy, band)
    remarks = list(_band_remarks(found))
    if found.noise > HEARD and verdict > Verdict.NOT_USABLE:
        remarks.append(Remark("hiss"))
    if returned.signal.shape[1] == 1 and _is_stereo(given):
        verdict = min(verdict, Verdict.VERY_CLOSE)
        remarks.append(Remark("mono"))
    return Judgement(verdict, given.modality, tuple(remarks), noisy < band)


def _of_band(found: Heard) -> Verdict:
    """The best verdict that the tones which are kept allow."""
    if found.understood < HUM or (found.given_top and not found.top):
        return Verdict.NOT_USABLE
    limit = Verdict.RECOGNISABLE if found.understood < EFFORT else Verdict.NO_DIFFERENCE
    if found.top < 0.97 * found.given_top:
        limit = min([limit, *(verdict for top, verdict in TOPS if found.top < top)])
    return limit


def _band_remarks(found: Heard) -> tuple[Remark, ...]:
    if found.understood < HUM:
        return (Remark("hum", found.top),) if found.top < TOPS[-1][0] else ()
    if not found.top or not any(found.top < top for top, _ in TOPS) or found.top >= 0.97 * found.given_top:
        return ()
    if found.top < TELEPHONE:
        return (Remark("dull", found.top),)
    clear = (Remark("clear"),) if found.top < TOPS[1][0] and found.understood >= CLEAR else ()
    return (*clear, Remark("high-tones", found.top))


def _is_stereo(sound: Audio) -> bool:
    """Whether its two channels differ."""
    if sound.signal.shape[1] == 1:
        return False
    left, right = sound.signal.T.astype(np.float64)
    return float(np.mean((left - right) ** 2)) > STEREO * float(np.mean((left + right) ** 2))
