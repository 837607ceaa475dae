"""BMP pictures with masks of any layout."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest

from engine.media.decode import decode
from engine.media.wire import Refused


def _bmp(path: Path, numbers: np.ndarray, masks: tuple[int, ...], *, top_down: bool = False) -> Path:
    """A BMP of these numbers (H, W), with masks for red, green, blue and perhaps opacity."""
    height, width = numbers.shape
    rows = numbers if top_down else numbers[::-1]
    body = b"".join(row.tobytes().ljust(-(-row.nbytes // 4) * 4, b"\0") for row in rows)
    size = 56 if len(masks) == 4 else 40
    bits = 8 * numbers.dtype.itemsize
    head = struct.pack("<IiiHHI20x", size, width, -height if top_down else height, 1, bits, 3)
    head += struct.pack(f"<{len(masks)}I", *masks)
    path.write_bytes(b"BM" + struct.pack("<I4xI", 14 + len(head) + len(body), 14 + len(head)) + head + body)
    return path


@pytest.mark.parametrize("top_down", [False, True])
@pytest.mark.parametrize(
    ("form", "bits"),
    [("<u2", (4, 4, 4)), ("<u2", (4, 4, 4, 4)), ("<u4", (10, 10, 10)), ("<u4", (10, 10, 10, 2)), ("<u2", (3, 3, 2))],
)
def test_masks_of_any_width(tmp_path, form, bits, top_down):
    y, x = np.mgrid[0:5, 0:7]
    channels = [x / 6, y / 4, (x + y) / 10, (x > 2).astype(float)][: len(bits)]
    numbers, masks, place = np.zeros((5, 7), np.uint32), [], 0
    for channel, width in zip(channels, bits, strict=True):
        numbers |= np.rint(channel * ((1 << width) - 1)).astype(np.uint32) << place
        masks.append(((1 << width) - 1) << place)
        place += width
    path = _bmp(tmp_path / "a.bmp", numbers.astype(form), tuple(masks), top_down=top_down)
    pixels = decode(path).arrays["pixels"] / 255
    for index, (channel, width) in enumerate(zip(channels, bits, strict=True)):
        assert np.abs(pixels[..., index] - channel).max() <= 0.5 / ((1 << width) - 1) + 0.01


def test_one_that_is_cut_off_is_damaged(tmp_path):
    path = _bmp(tmp_path / "a.bmp", np.zeros((9, 9), "<u2"), (0xF00, 0xF0, 0xF))
    path.write_bytes(path.read_bytes()[:150])
    with pytest.raises(Refused, match="damaged"):
        decode(path)
