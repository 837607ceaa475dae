"""judge and foresee: one verdict on what comes back against what was given, afterwards and beforehand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.errors import EngineError
from engine.exact_file import ExactFile
from engine.media import Audio, Image, Medium, Shape, Video
from engine.verdict.files import first_difference, of_bytes
from engine.verdict.films import judge_video
from engine.verdict.foreseen import degraded
from engine.verdict.scale import Judgement, Verdict
from engine.verdict.shapes import foreseen_shape, judge_shape
from engine.verdict.sounds import judge_audio
from engine.verdict.stills import judge_image


def judge(given: Medium | ExactFile, returned: Medium | ExactFile) -> Judgement:
    """Judge what comes back against what was given, on one scale of six.

    A medium is judged at the size its file has, whatever size it was read or kept at. It takes half a second for a
    picture of four megapixels, and two for a shape.

    Parameters
    ----------
    given, returned : Medium or ExactFile
        Both of one modality, or both files, of which every byte counts.

    Returns
    -------
    Judgement

    Raises
    ------
    ValueError
        The two are not of one kind.

    Example
    -------
    >>> engine.judge(engine.load("cat.png"), engine.load("cat.png")).verdict.name
    'SAME'
    """
    if isinstance(given, ExactFile) and isinstance(returned, ExactFile):
        return of_bytes(first_difference(given.content, returned.content))
    if isinstance(given, Image) and isinstance(returned, Image):
        return judge_image(given, returned)
    if isinstance(given, Audio) and isinstance(returned, Audio):
        return judge_audio(given, returned)
    if isinstance(given, Video) and isinstance(returned, Video):
        return judge_video(given, returned)
    if isinstance(given, Shape) and isinstance(returned, Shape):
        return judge_shape(given, returned)
    raise ValueError("only two media of one modality, or two files, can be judged")


def try_judge(given: Medium | ExactFile, returned: Medium | ExactFile) -> Judgement | None:
    """The same, or None where judging fails: what was computed for an hour is not thrown away for that."""
    try:
        return judge(given, returned)
    except (EngineError, MemoryError, OSError, ValueError):
        return None


def foresee(given: Medium | ExactFile, kept: Medium | ExactFile, decibels: tuple[float, ...] = ()) -> Judgement:
    """Judge what will come back, before anything is fitted.

    Parameters
    ----------
    given : Medium or ExactFile
    kept : Medium or ExactFile
        What the plan keeps of it: `Plan.hidden`, or `Plan.cover`.
    decibels : tuple of float
        The forecast of each part of a medium; without it the loss of size alone is judged.

    Returns
    -------
    Judgement
        Never better than no difference, except for an exact file.

    Example
    -------
    >>> cat = engine.load("cat.png")
    >>> engine.foresee(cat, cat, (60.0,)).verdict.name
    'NO_DIFFERENCE'
    """
    if isinstance(kept, ExactFile) or isinstance(given, ExactFile):
        return judge(given, kept)
    if isinstance(given, Shape):
        return foreseen_shape(given, decibels[0] if decibels else np.inf)
    judged = judge(given, degraded(kept, decibels) if decibels else kept)
    return replace(judged, verdict=min(judged.verdict, Verdict.NO_DIFFERENCE))
