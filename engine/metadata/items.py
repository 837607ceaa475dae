"""MetadataItem: one thing that a file tells beside its content, and the names by which formats call such things."""

from __future__ import annotations

import lzma
import math
import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from itertools import islice
from time import thread_time
from typing import Final, Literal, NamedTuple
from xml.parsers import expat

# Codes, whose words the app and the command line own. "attached" is a second picture or a film behind a picture, or a
# track of measurements; "preview" a small copy of the picture, or the cover of a record; "other" what nobody describes.
MetadataKind = Literal[
    "place", "person", "camera", "serial", "date", "software", "text", "preview", "attached", "other"
]  # fmt: skip
KINDS: Final[tuple[MetadataKind, ...]] = (
    "place", "person", "serial", "camera", "date", "software", "text", "preview", "attached", "other",
)  # fmt: skip
WORDS: Final[dict[MetadataKind, str]] = {  # of the command line
    "place": "place", "person": "names", "serial": "serial number", "camera": "camera", "date": "date",
    "software": "software", "text": "text", "preview": "a small copy of the picture",
    "attached": "something behind the content", "other": "more",
}  # fmt: skip
MAX_ITEMS: Final = 64
MAX_LOOKED_AT: Final = 2000  # that are the same as another, or none of these kinds
MAX_TEXT: Final = 120  # characters of one item
MAX_SECONDS: Final = 10.0  # of the processor, for one file: an archive of small hostile documents would take an hour
_deadline: ContextVar[float] = ContextVar("deadline", default=math.inf)
# What reading a damaged or hostile file raises, in our own parsers and in Python's.
BROKEN: Final = (
    struct.error, ValueError, LookupError, OverflowError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, RuntimeError,
    EOFError, OSError, expat.ExpatError,
)  # fmt: skip
_JOINERS: Final = "\u200c\u200d"

_NAMES: Final[dict[MetadataKind, str]] = {
    "place": "place location sublocation city state provincestate country countryname countryprimarylocationname "
    "locationiso6709 locationname gpslatitude gpslongitude",
    "person": "artist author authors creator copyright copyrightnotice rights owner ownername cameraownername byline "
    "credit lastmodifiedby initialcreator company manager performer albumartist composer organization contact "
    "publisher encodedby director producerperson email",
    "camera": "make model lensmake lensmodel lens uniquecameramodel hostcomputer",
    "serial": "serialnumber bodyserialnumber cameraserialnumber lensserialnumber internalserialnumber imageuniqueid "
    "documentid originaldocumentid instanceid contentidentifier",
    "date": "date datetime datetimeoriginal datetimedigitized createdate modifydate created modified creationdate "
    "moddate metadatadate datecreated year printdate when",
    "software": "software creatortool producer application generator encoder encodersettings softwareagent tool "
    "processingsoftware originatingprogram",
    "text": "title description imagedescription usercomment comment comments subject keywords keyword headline caption "
    "instructions album lyrics documentname lastauthorcomment",
}
_KIND_OF: Final = {word: kind for kind, words in _NAMES.items() for word in words.split()}


class MetadataItem(NamedTuple):
    """A kind, and what the file says of it: as text of one line without control characters, which may be empty."""

    kind: MetadataKind
    text: str


def item(kind: MetadataKind, text: str) -> MetadataItem:
    """The item with a text that is safe to show."""
    plain = "".join(sign if sign in _JOINERS or unicodedata.category(sign)[0] != "C" else " " for sign in text[:1000])
    line = " ".join(plain.split())
    return MetadataItem(kind, line if len(line) <= MAX_TEXT else line[: MAX_TEXT - 1] + "…")


def named_item(name: str, text: str) -> MetadataItem | None:
    """The item that a format calls by this name, in any spelling; None where it tells nothing of these kinds."""
    kind = _KIND_OF.get(re.sub(r"[^a-z0-9]", "", name.lower()))
    found = item(kind, text) if kind else None
    return found if found and found.text else None


def gathered(items: Iterable[MetadataItem | None]) -> list[MetadataItem]:
    """Each item once, at most MAX_ITEMS of them, by kind; those before the place where a file is damaged.

    Where a file takes longer than MAX_SECONDS, what is left of it is one more item, that nobody describes.
    """
    found = list[MetadataItem]()
    token = _deadline.set(thread_time() + MAX_SECONDS)
    try:
        for each in islice(items, MAX_LOOKED_AT):
            if each is not None and each not in found:
                found.append(each)
            if len(found) >= MAX_ITEMS:
                break
    except BROKEN:
        pass
    finally:
        _deadline.reset(token)
    return sorted(found, key=lambda each: KINDS.index(each.kind))


def decimal_place(latitude: float, longitude: float) -> MetadataItem | None:
    """The item of a place in degrees; None where it is none on Earth."""
    if not (abs(latitude) <= 90 and abs(longitude) <= 180) or latitude == longitude == 0:
        return None
    return item("place", f"{latitude:.5f}, {longitude:.5f}")


def iso6709_place(text: str) -> MetadataItem | None:
    """The item of a place such as “+48.8584+002.2945+035/”."""
    found = re.match(r"([+-]\d{1,3}(?:\.\d{1,9})?)([+-]\d{1,3}(?:\.\d{1,9})?)", text)
    return decimal_place(float(found[1]), float(found[2])) if found else item("place", text) if text else None


def safely(items: Iterable[MetadataItem | None]) -> Iterator[MetadataItem | None]:
    """The items until a part of the file turns out to be damaged; what follows that part is read all the same."""
    if thread_time() > _deadline.get():
        yield item("other", "")
        return
    try:
        yield from items
    except BROKEN:
        return
