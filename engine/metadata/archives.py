"""Removing what the files in a zip archive tell of their makers; documents, which are archives too, are left alone."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from time import thread_time
from typing import Final

from engine.metadata.documents import MAX_ALL, MAX_MEMBER, MAX_MEMBERS
from engine.waiting import cancellation_point

MAX_SECONDS: Final = 60.0  # of the processor: many small hostile files would take hours
Cleaner = Callable[[bytes], bytes | None]
_OF_DOCUMENTS: Final = ("[Content_Types].xml", "mimetype", "META-INF/container.xml", "AndroidManifest.xml")


def without_zip_metadata(data: bytes, cleaner: Cleaner) -> bytes:
    """The archive with every file of it as `cleaner` gives it, which gives None for one that cannot be cleaned.

    Names, order, dates and modes stay. Raises ValueError for a document, for a file that cannot be cleaned, and for
    more than is looked at; zipfile's errors for damaged and encrypted archives.
    """
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as target:
        for member, content in _members(data):
            plain = cleaner(content)
            if plain is None:
                raise ValueError(f"{member.filename} cannot be cleaned")
            described = zipfile.ZipInfo(member.filename, member.date_time)
            described.create_system, described.external_attr = member.create_system, member.external_attr
            described.compress_type = zipfile.ZIP_DEFLATED if member.compress_type else zipfile.ZIP_STORED
            target.writestr(described, plain)
    return memory.getvalue()


def can_be_cleaned(data: bytes, cleanable: Callable[[bytes], bool]) -> bool:
    """Whether `cleanable` is true of every file of the archive.  Raises as `without_zip_metadata`."""
    return all(cleanable(content) for _, content in _members(data))


def _members(data: bytes) -> Iterator[tuple[zipfile.ZipInfo, bytes]]:
    """Every file and folder of an archive, with what is in it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
        if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_ALL:
            raise ValueError("too large")
        if any(member.filename in _OF_DOCUMENTS for member in members):
            raise ValueError("a document")
        started = thread_time()
        for member in members:
            cancellation_point()
            if thread_time() - started > MAX_SECONDS:
                raise ValueError("takes too long")
            with archive.open(member) as file:
                content = file.read(MAX_MEMBER + 1)
            if len(content) > MAX_MEMBER:
                raise ValueError("too large")
            yield member, content
