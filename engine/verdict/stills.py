"""The judgement of a picture: what the eye sees of the difference, its size, and whether its print can be read."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import Final
from weakref import WeakKeyDictionary

import numpy as np

from engine.arrays import Bytes, Floats
from engine.media import Image
from engine.verdict.pictures import FLAT, PATCH, Seen, difference, in_colour, region
from engine.verdict.prints import Print, find_print
from engine.verdict.scale import Judgement, Remark, Verdict, step_of

# Visible differences up to which a picture is judged so, found by looking at pairs in their own size.
LIMITS: Final = (0.65, 1.15, 2.3, 4.6)
GRAIN_LIMITS: Final = (0.65, 1.15, 2.7, 12.0)  # a picture is recognised behind much more grain than blur
GRAINY: Final = 1.5  # times what is lost: scaling leaves jagged edges that are no grain
UNLIKE: Final = 0.87  # correlation of brightness below which they show different things: a mosaic has 0.83
HUE: Final = (1.5, 3.0)  # what is seen of colours from which a picture is no longer very close, and where it is told
# Of the given longer side: below these the verdict is at most very close, softer, recognisable. A picture that is much
# smaller than the given one has lost what a person would enlarge, whether or not it was seen.
SIDES: Final = ((0.9, Verdict.VERY_CLOSE), (0.4, Verdict.SOFTER), (0.16, Verdict.RECOGNISABLE))
TINY, THUMBNAIL = 48, 128  # pixels of the longer side of a picture that was larger: not usable, recognisable
READABLE: Final = 8.0  # pixels, from the head of a capital to the foot of a "g"
LEGIBLE: Final = 0.6  # correlation of ink with what is left of it
HOPELESS: Final = 5.5  # pixels below which it cannot be read enlarged either
MOST, SOME = 0.5, 0.1  # of the letters
PRINT_PATCHES: Final = 12

_print: WeakKeyDictionary[Image, Print] = WeakKeyDictionary()
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Sizes:
    """The size of a file's picture, and of the one that comes back, as (width, height)."""

    given: tuple[float, float]
    returned: tuple[float, float]

    @property
    def share(self) -> float:
        """Of the given longer side."""
        return max(self.returned) / max(self.given)

    def limit(self) -> Verdict:
        """The best verdict that such sizes allow."""
        limit = min((verdict for share, verdict in SIDES if self.share < share), default=Verdict.NO_DIFFERENCE)
        if self.share < SIDES[1][0]:
            longer = max(self.returned)
            tiny = Verdict.NOT_USABLE if longer < TINY else Verdict.RECOGNISABLE
            limit = min(limit, tiny) if longer < THUMBNAIL else limit
        return limit


def judge_image(given: Image, returned: Image) -> Judgement:
    """The judgement of a picture against the given one, at the size its file has."""
    height, width = given.pixels.shape[:2]
    whole = given.source.get("width", width), given.source.get("height", height)
    sizes = Sizes(whole, (returned.pixels.shape[1], returned.pixels.shape[0]))
    if sizes.share == 1 and "bits" not in given.source and np.array_equal(given.pixels, returned.pixels):
        return Judgement(Verdict.SAME, given.modality)
    seen = difference(given.pixels, returned.pixels)
    verdict, grainy = grade(seen)
    of_seen, remarks = verdict, list[Remark]()
    if seen.colour >= HUE[1] and verdict > Verdict.NOT_USABLE:
        remarks.append(Remark("colours"))
    lost = letters_lost(given, returned, sizes.share * max(whole) / max(width, height))
    if lost is not None:
        verdict = min(verdict, lost[0])
        remarks.append(lost[1])
    remarks += size_remarks(sizes.limit())
    final = min(verdict, sizes.limit())
    return Judgement(final, given.modality, tuple(remarks), grainy and final == of_seen)


def size_remarks(limit: Verdict) -> tuple[Remark, ...]:
    """What is said of a size that allows no better verdict."""
    if limit == Verdict.NOT_USABLE:
        return (Remark("tiny"),)
    return (Remark("small"),) if limit <= Verdict.SOFTER else ()


def grade(seen: Seen) -> tuple[Verdict, bool]:
    """The verdict on a difference that is seen, and whether it is grain rather than blur."""
    grainy = seen.grain > GRAINY * seen.lost
    verdict = of_detail = step_of(seen.visible, GRAIN_LIMITS if grainy else LIMITS)
    if seen.likeness < UNLIKE:
        verdict = Verdict.NOT_USABLE
    if seen.colour >= HUE[0]:
        verdict = min(verdict, Verdict.SOFTER if seen.colour >= HUE[1] else Verdict.VERY_CLOSE)
    return verdict, grainy and verdict == of_detail


def letters_lost(given: Image, returned: Image, share: float) -> tuple[Verdict, Remark] | None:
    """The best verdict for a picture whose print is lost, and what to say of it; None where its print can be read.

    `share` is the returned side over that of the given picture in memory.
    """
    letters = print_of(given)
    if not len(letters.boxes):
        return None
    height = letters.heights * share
    lost = float(np.mean(height < READABLE))
    hopeless = float(np.mean(height < HOPELESS)) >= MOST
    if not hopeless and _legibility(given.pixels, returned.pixels, letters) < LEGIBLE:
        lost, hopeless = 1.0, True
    if lost < SOME:
        return None
    smallest = Remark("print" if lost >= MOST else "small-print", round(float(np.percentile(height, 25)), 1))
    if not letters.is_page:
        return Verdict.SOFTER, smallest
    return (Verdict.NOT_USABLE if hopeless else Verdict.RECOGNISABLE), smallest


def print_of(image: Image) -> Print:
    """The letters of a picture, found once."""
    with _lock:
        found = _print.get(image)
    if found is None:
        found = find_print(np.asarray(in_colour(image.pixels).getchannel(0)))
        with _lock:
            _print[image] = found
    return found


def _legibility(given: Bytes, returned: Bytes, letters: Print) -> float:
    """The correlation of the ink of some letters with what is left of it, each without the paper around it."""
    mine, other = in_colour(given), in_colour(returned)
    ink, left = list[Floats](), list[Floats]()
    chosen = letters.boxes[np.linspace(0, len(letters.boxes) - 1, PRINT_PATCHES).astype(int)]
    for x, y, right, bottom in chosen.tolist():
        across, down = (x + right - PATCH) // 2, (y + bottom - PATCH) // 2
        box = max(0, across), max(0, down), min(mine.width, across + PATCH), min(mine.height, down + PATCH)
        first, second = (
            np.asarray(part.getchannel(0), np.float32) for part in (mine.crop(box), region(other, mine.size, box))
        )
        ink.append((first - first.mean()).ravel())
        left.append((second - second.mean()).ravel())
    first, second = np.concatenate(ink), np.concatenate(left)
    if first.std() < FLAT or not second.std():
        return 0.0
    return float(np.corrcoef(first, second)[0, 1])
