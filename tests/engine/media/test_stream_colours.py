"""The colours of a film, by the line that ffmpeg prints of it."""

from __future__ import annotations

import pytest

from engine.media import colour
from engine.media.stream_colours import stream_colours


@pytest.mark.parametrize(
    ("facts", "size", "untagged"),
    [
        ("yuv420p(tv, progressive)", (1280, 720), True),
        ("yuv420p(progressive)", (1920, 1080), True),
        ("yuv420p", (1440, 1080), True),
        ("yuv420p(tv, bt709, progressive)", (1280, 720), False),
        ("yuv420p(tv, unknown/bt709/bt709, progressive)", (1280, 720), True),
        ("yuv420p(tv, smpte170m)", (1280, 720), False),
        ("yuv420p(tv, top coded first (swapped))", (720, 576), False),
        ("rgb24(pc)", (1920, 1080), False),
        ("gray(pc)", (1920, 1080), False),
    ],
)
def test_an_untagged_film_is_bt709_where_it_is_high_definition(facts, size, untagged):
    line = f"  Stream #0:0: Video: h264 (High) (avc1 / 0x31637661), {facts}, {size[0]}x{size[1]} [SAR 1:1], 25 fps"
    assert stream_colours(line, *size).untagged_hd == untagged


def test_motion_jpeg_is_as_jpeg_is():
    assert not stream_colours("Video: mjpeg, yuvj420p(pc), 1920x1080", 1920, 1080).untagged_hd


def test_high_dynamic_range_and_wide_gamut():
    line = "Video: hevc (Main 10) (hvc1 / 0x31637668), yuv420p10le(tv, bt2020nc/bt2020/{}, progressive), 640x360"
    hlg, pq = (stream_colours(line.format(name), 640, 360) for name in ("arib-std-b67", "smpte2084"))
    assert (hlg.primaries, hlg.transfer, hlg.is_srgb) == (9, colour.HLG, False)
    assert pq.transfer == colour.PQ
    assert stream_colours("Video: h264, yuv420p(tv, bt709), 640x360", 640, 360).is_srgb
