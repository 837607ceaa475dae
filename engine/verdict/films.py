"""The judgement of a film: its pictures, how many there are a second, and its sound."""

from __future__ import annotations

from dataclasses import fields
from typing import Final

import numpy as np

from engine.media import Audio, Video
from engine.verdict.pictures import Seen, difference
from engine.verdict.scale import Judgement, Remark, Verdict
from engine.verdict.sounds import judge_audio
from engine.verdict.stills import HUE, Sizes, grade, size_remarks

FRAMES: Final = 5  # that are looked at, evenly spaced
# Frames a second, where there were more: below these the verdict is at most very close, softer, recognisable.
RATES: Final = ((20.0, Verdict.VERY_CLOSE), (11.5, Verdict.SOFTER), (8.0, Verdict.RECOGNISABLE))
STILLS: Final = RATES[-1][0]  # frames a second below which single pictures are seen
MOSAIC, STAMP = 100, 200  # pixels of the longer side of a film that was larger: not usable, recognisable


def judge_video(given: Video, returned: Video) -> Judgement:
    """The judgement of a film against the given one; its sound counts, but cannot make pictures unusable."""
    rate = given.source.get("file fps", given.fps)
    height, width = given.frames.shape[1:3]
    whole = given.source.get("width", width), given.source.get("height", height)
    sizes = Sizes(whole, (returned.frames.shape[2], returned.frames.shape[1]))
    sound = _judge_sound(given, returned)
    if sizes.share == 1 and rate == returned.fps and np.array_equal(given.frames, returned.frames):
        verdict = Verdict.SAME if sound is None else min(Verdict.SAME, max(sound.verdict, Verdict.RECOGNISABLE))
        return Judgement(verdict, given.modality, _sound_remarks(given, returned, sound), sound=sound)
    seen = _seen(given, returned)
    verdict, grainy = grade(seen)
    of_seen, remarks = verdict, list[Remark]()
    if HUE[1] <= seen.colour and verdict > Verdict.NOT_USABLE:
        remarks.append(Remark("colours"))
    limit = size_limit(sizes)
    remarks += size_remarks(limit)
    if returned.fps < 0.9 * rate and returned.fps < RATES[0][0]:
        limit = min([limit, *(step for least, step in RATES if returned.fps < least)])
        remarks.append(Remark("stills" if returned.fps < STILLS else "frames", _rounded(returned.fps)))
    verdict = min(verdict, limit)
    if sound is not None:
        verdict = min(verdict, max(sound.verdict, Verdict.RECOGNISABLE))
    remarks += _sound_remarks(given, returned, sound)
    return Judgement(verdict, given.modality, tuple(remarks), grainy and verdict == of_seen, sound)


def _rounded(rate: float) -> float:
    return round(float(rate), 1 if rate < 10 else 0)


def size_limit(sizes: Sizes) -> Verdict:
    """The best verdict that the size of its pictures allows."""
    limit, longer = sizes.limit(), max(sizes.returned)
    if sizes.share < 0.4 and longer < STAMP:
        limit = min(limit, Verdict.NOT_USABLE if longer < MOSAIC else Verdict.RECOGNISABLE)
    return limit


def _seen(given: Video, returned: Video) -> Seen:
    """The mean of what is seen of some frames of the returned film, each beside the given one of the same time."""
    count, found = len(returned.frames), []
    for index in looked_at(count):
        same_time = int((index + 0.5) * len(given.frames) / count)
        found.append(difference(given.frames[same_time], returned.frames[index]))
    names = [field.name for field in fields(Seen)]
    return Seen(**{name: float(np.mean([getattr(one, name) for one in found])) for name in names})


def looked_at(count: int) -> list[int]:
    """The indices of the frames that are looked at, of so many."""
    chosen: list[int] = np.unique(((np.arange(FRAMES) + 0.5) * count / FRAMES).astype(int)).tolist()
    return chosen


def _judge_sound(given: Video, returned: Video) -> Judgement | None:
    if not isinstance(given.sound, Audio) or not isinstance(returned.sound, Audio):
        return None
    return judge_audio(given.sound, returned.sound)


def _sound_remarks(given: Video, returned: Video, sound: Judgement | None) -> tuple[Remark, ...]:
    if given.sound is not None and returned.sound is None:
        return (Remark("no-sound"),)
    return (Remark("sound"),) if sound is not None and sound.verdict < Verdict.NO_DIFFERENCE else ()
