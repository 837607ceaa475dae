"""XMP and other XML: names and texts, without entities, document types or anything fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from xml.parsers import expat

from engine.metadata.items import MetadataItem, item, named_item

MAX_XML: Final = 1 << 20  # bytes; a packet is a few thousand
MAX_FACTS: Final = 4096
_CONTAINERS: Final = ("li", "Alt", "Bag", "Seq")  # of RDF: the property is the element around them


class _DoctypeError(ValueError):
    """The document has a document type, which no metadata need, and which may expand to gigabytes."""


def facts(data: bytes) -> list[tuple[str, str]]:
    """Every attribute and every text of an XML document, under the local name of its attribute or element.

    Raises ValueError for a document type and for more than MAX_XML bytes, expat.ExpatError for what is no XML.
    """
    if len(data) > MAX_XML:
        raise ValueError("too large")
    found, names, texts = list[tuple[str, str]](), list[str](), list[str]()

    def opened(name: str, attributes: dict[str, str]) -> None:
        texts.clear()
        names.append(_local(name))
        if len(names) > 200 or len(found) > MAX_FACTS:
            raise ValueError("too deep or too long")
        found.extend((_local(key), value) for key, value in attributes.items())

    def closed(_: str) -> None:
        text = "".join(texts).strip()
        texts.clear()
        if text and len(found) < MAX_FACTS:
            found.append((next((name for name in reversed(names) if name not in _CONTAINERS), ""), text))
        names.pop()

    def refused(*_: object) -> None:
        raise _DoctypeError

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = opened, closed
    parser.CharacterDataHandler = texts.append
    parser.StartDoctypeDeclHandler = refused
    parser.Parse(data, True)
    return found


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def xmp_items(packet: bytes) -> Iterator[MetadataItem | None]:
    """What an XMP packet tells; nothing where it is no valid XML."""
    for name, text in facts(packet.strip(b"\0 \t\r\n")):
        yield named_item(name, text)
        if name == "data" and len(text) > 1000:
            yield item("attached", "XMP")


def orientation_in(packet: bytes) -> int:
    """The orientation of a picture (1 to 8) that an XMP packet says, or 0."""
    found = re.search(rb"tiff:Orientation(?:=\"|>)([1-8])", packet)
    return int(found[1]) if found else 0
