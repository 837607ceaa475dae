"""A PNG is read from its file with nothing but its pixels, and never as a whole."""

from __future__ import annotations

import io
import tracemalloc

import numpy as np
from PIL import Image as Pillow

from engine.media import png_chunks


def _noise() -> bytes:
    pixels = np.random.default_rng(0).integers(0, 256, (900, 1200, 3), dtype=np.uint8)
    memory = io.BytesIO()
    Pillow.fromarray(pixels).save(memory, "PNG", compress_level=0)
    return memory.getvalue()


def test_the_pixels_stay_in_the_file(tmp_path):
    (tmp_path / "a.png").write_bytes(_noise())
    with (tmp_path / "a.png").open("rb") as file:
        tracemalloc.start()
        spliced, _ = png_chunks.essential(file)
        head = spliced.read(33)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert head.startswith(png_chunks.SIGNATURE)
        assert peak < 200_000


def test_it_reads_and_seeks_like_a_file():
    file = io.BytesIO(b"0123456789")
    spliced = png_chunks.Spliced(file, [b"ab", (3, 4), b"", (9, 1), b"yz"])
    assert spliced.read() == b"ab34569yz"
    assert (spliced.seek(-3, io.SEEK_END), spliced.tell()) == (6, 6)
    assert (spliced.seek(1), spliced.read(3), spliced.read(0)) == (1, b"b34", b"")


def test_pictures_that_follow_one_another():
    data = _noise()
    stream = io.BytesIO(data + data + b"tail")
    assert [png_chunks.next_picture(stream) for _ in range(3)] == [data, data, b""]
