"""HEIF boxes: how large the picture of a HEIC or AVIF file is, and what the file says about its colours."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.media.picture_colours import Colours

MAX_META = 1 << 24  # bytes of the box that lists items and properties: a grid of tiles has a few thousand
MAX_BOXES = 1 << 12


@dataclass(frozen=True, slots=True)
class Picture:
    """The primary item of a file; zero or None where it does not say."""

    width: int = 0  # before rotation
    height: int = 0
    turns: int = 0  # quarter turns, anticlockwise
    colours: Colours | None = None


def colours_of(path: Path) -> Colours | None:
    """What the file says about the colours of its picture."""
    return primary_picture(path).colours


def primary_picture(path: Path) -> Picture:
    """The picture that a file shows; one that says nothing where the file is damaged."""
    try:
        meta = _meta(path)
        items = dict(_boxes(meta[4:]))
        number = struct.unpack_from(">I" if items[b"pitm"][0] else ">H", items[b"pitm"], 4)[0]
        properties = dict(_boxes(items[b"iprp"]))
        return _described(list(_of_item(properties, number)))
    except (struct.error, KeyError, IndexError, ValueError, OSError):
        return Picture()


def _meta(path: Path) -> bytes:
    """The contents of the box "meta" at the top of the file."""
    with path.open("rb") as file:
        end = file.seek(0, 2)
        place = 0
        for _ in range(MAX_BOXES):
            file.seek(place)
            size, name = struct.unpack(">I4s", file.read(8))
            header = 8
            if size == 1:
                (size,) = struct.unpack(">Q", file.read(8))
                header = 16
            size = size or end - place
            if name == b"meta":
                return file.read(min(size - header, MAX_META))
            place += max(size, header)
    raise ValueError("no meta")


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The name and the contents of each box in these bytes."""
    place = 0
    for _ in range(MAX_BOXES):
        if place + 8 > len(data):
            return
        size, name = struct.unpack_from(">I4s", data, place)
        if size < 8:
            return
        yield name, data[place + 8 : place + size]
        place += size


def _of_item(properties: dict[bytes, bytes], number: int) -> Iterator[tuple[bytes, bytes]]:
    """The properties of one item, each with its name."""
    shared = list(_boxes(properties[b"ipco"]))
    data = properties[b"ipma"]
    wide_items, wide = data[0] > 0, bool(data[3] & 1)
    (count,) = struct.unpack_from(">I", data, 4)
    place = 8
    for _ in range(min(count, MAX_BOXES)):
        (item,) = struct.unpack_from(">I" if wide_items else ">H", data, place)
        place += 4 if wide_items else 2
        many = data[place]
        step = 2 if wide else 1
        for at in range(place + 1, place + 1 + many * step, step):
            index = (int.from_bytes(data[at : at + step], "big") & (0x7FFF if wide else 0x7F)) - 1
            if item == number and 0 <= index < len(shared):
                yield shared[index]
        place += 1 + many * step


def _described(properties: list[tuple[bytes, bytes]]) -> Picture:
    width = height = turns = 0
    icc, cicp = None, None
    for name, data in properties:
        if name == b"ispe":
            width, height = struct.unpack_from(">II", data, 4)
        elif name == b"irot":
            turns = data[0] & 3
        elif name == b"colr" and data[:4] in (b"prof", b"rICC"):
            icc = data[4:]
        elif name == b"colr" and data[:4] == b"nclx":
            primaries, transfer = struct.unpack_from(">HH", data, 4)
            cicp = (primaries, transfer)
    # The numbers are those of the coded picture; where there is a profile too, it says more.
    colours = Colours(icc=icc) if icc else Colours(cicp=cicp) if cicp else None
    return Picture(width, height, turns, colours)
