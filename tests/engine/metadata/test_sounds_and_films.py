"""What sounds and films tell, and the same samples and frames without it."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from engine.errors import MetadataError
from engine.metadata import metadata_of, without_metadata
from tests.engine.metadata.told_files import ffmpeg, played

PLACE, DEGREES = ("place", "+48.8583+002.2945/"), ("place", "48.85829, 2.29449")
NAMES, TEXTS = [("person", "Anna"), ("person", "Berta")], [("text", "Tune"), ("text", "hello")]
YEAR, MOMENT = ("date", "2024"), ("date", "2024-05-06T07:08:09.000000Z")
DATE = ("date", "2024-05-06 07:08:09 UTC")
FILES: dict[str, tuple[tuple[str, ...], list[tuple[str, str]]]] = {
    "a.mp3": (("-write_id3v1", "1"), [PLACE, *NAMES, MOMENT, YEAR, *TEXTS]),
    "old.mp3": (("-id3v2_version", "3"), [PLACE, *NAMES, YEAR, *TEXTS]),
    "a.flac": ((), [PLACE, *NAMES, YEAR, *TEXTS]),
    "a.wav": ((), [*NAMES, YEAR, *TEXTS]),
    "a.aiff": (("-write_id3v2", "1"), [PLACE, *NAMES, MOMENT, YEAR, *TEXTS]),
    "a.ogg": (("-c:a", "libvorbis"), [PLACE, *NAMES, YEAR, *TEXTS]),
    "a.opus": ((), [PLACE, *NAMES, YEAR, *TEXTS]),
    "a.m4a": ((), [DEGREES, *NAMES, DATE, YEAR, *TEXTS]),
    "film.mp4": ((), [DEGREES, *NAMES, DATE, YEAR, *TEXTS]),
    "film.mov": ((), [("place", "48.85830, 2.29450"), *NAMES, DATE, YEAR, *TEXTS]),
    "keys.mp4": (("-movflags", "use_metadata_tags"), [PLACE, DEGREES, *NAMES, DATE, YEAR, *TEXTS]),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_it_tells_of_its_maker_and_plays_the_same_without(name: str, tmp_path: Path) -> None:
    options, told = FILES[name]
    data = ffmpeg(tmp_path / name, *options, film=name.startswith(("film", "keys")))
    assert sorted(item for item in metadata_of(data) if item.kind != "software") == sorted(told)
    plain = without_metadata(data)
    assert metadata_of(plain) == []
    assert b"Anna" not in plain
    (tmp_path / f"plain-{name}").write_bytes(plain)
    assert played(tmp_path / f"plain-{name}") == played(tmp_path / name)


def test_tags_of_the_kind_ape_are_read_and_removed(tmp_path: Path) -> None:
    sound = without_metadata(ffmpeg(tmp_path / "a.mp3"))
    field = struct.pack("<II", 4, 0) + b"Artist\0Anna"
    footer = b"APETAGEX" + struct.pack("<IIII", 2000, len(field) + 32, 1, 0) + bytes(8)
    old = b"TAG" + b"Tune".ljust(125, b"\0")
    assert metadata_of(sound + field + footer + old) == [("person", "Anna"), ("text", "Tune")]
    assert without_metadata(sound + field + footer + old) == sound


def test_a_track_of_the_places_a_camera_was_at_is_named_and_cannot_be_removed(tmp_path: Path) -> None:
    data = ffmpeg(tmp_path / "film.mp4", film=True).replace(b"\0\0\0\0soun", b"\0\0\0\0meta", 1)
    assert ("attached", "SoundHandler") in metadata_of(data)
    with pytest.raises(MetadataError):
        without_metadata(data)


def box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", len(content) + 8, name) + content


def test_where_the_sound_begins_in_a_song_of_itunes_is_kept(tmp_path: Path) -> None:
    data = ffmpeg(tmp_path / "a.m4a")
    movie = data.rindex(b"moov") - 4  # the last box of the file
    notes = [box(b"\xa9ART", box(b"data", bytes(8) + b"Clara")), box(b"----", b"iTunSMPB 00000000 00000840")]
    told = box(b"udta", box(b"meta", bytes(4) + box(b"hdlr", bytes(25)) + box(b"ilst", b"".join(notes))))
    data = data[:movie] + box(b"moov", data[movie + 8 :] + told)
    assert ("person", "Clara") in metadata_of(data)
    plain = without_metadata(data)
    assert notes[1] in plain
    assert b"Clara" not in plain
