"""Pictures turned as their files say.  In the helper process."""

from __future__ import annotations

import warnings

from PIL import Image as Pillow

_TURNS = {
    2: Pillow.Transpose.FLIP_LEFT_RIGHT,
    3: Pillow.Transpose.ROTATE_180,
    4: Pillow.Transpose.FLIP_TOP_BOTTOM,
    5: Pillow.Transpose.TRANSPOSE,
    6: Pillow.Transpose.ROTATE_270,
    7: Pillow.Transpose.TRANSVERSE,
    8: Pillow.Transpose.ROTATE_90,
}


def upright(image: Pillow.Image, plain: Pillow.Image) -> Pillow.Image:
    """The picture turned as its EXIF orientation says; a broken one says nothing."""
    turn = image.info.get("orientation") or getattr(image, "tag_v2", {}).get(0x0112)
    if not turn:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                turn = image.getexif().get(0x0112)
        except Exception:  # a damaged EXIF block makes Pillow raise errors of every type
            return plain
    return plain.transpose(_TURNS[turn]) if turn in _TURNS else plain
