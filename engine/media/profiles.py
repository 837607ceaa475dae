"""ICC profiles: pictures of any colour space as sRGB, by Pillow's colour management.  In the helper process."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import Final

import numpy as np
from PIL import Image as Pillow, ImageCms

MAX_BYTES = 1 << 24  # of a profile; those of printing presses have three million
_SAME = 1  # of 255: where a profile changes no colour by more it is sRGB, and pixels stay as they are
_SPACES: Final = {"L": "GRAY", "RGB": "RGB ", "CMYK": "CMYK", "LAB": "Lab "}


def in_srgb(image: Pillow.Image, icc: bytes | None) -> Pillow.Image:
    """A picture in mode L, RGB, RGBA, CMYK or LAB as L, RGB or RGBA in sRGB; a broken profile counts as none."""
    if image.mode == "RGBA":
        colours = in_srgb(image.convert("RGB"), icc)
        colours.putalpha(image.getchannel("A"))
        return colours
    profile = _profile(icc)
    space = profile.profile.xcolor_space if profile is not None else ""
    if image.mode == "L" and space == "RGB ":  # grey written by a program whose pictures are in colour
        return _transformed(image.convert("RGB"), icc).convert("L")
    if space == _SPACES[image.mode]:
        return _transformed(image, icc)
    if image.mode == "LAB":
        lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
        return _converted(image, lab, "RGB") or image.convert("RGB")
    return image if image.mode == "L" else image.convert("RGB")


def _transformed(image: Pillow.Image, icc: bytes | None) -> Pillow.Image:
    """The picture through a profile of its own colour space."""
    profile = _profile(icc)
    if profile is None or (image.mode != "CMYK" and _changes_nothing(icc, image.mode)):
        return image if image.mode in ("L", "RGB") else image.convert("RGB")
    result = _converted(image, profile, "RGB")
    if result is None:
        return image if image.mode in ("L", "RGB") else image.convert("RGB")
    return result.convert("L") if image.mode == "L" else result


def _converted(image: Pillow.Image, profile: ImageCms.ImageCmsProfile, mode: str) -> Pillow.Image | None:
    """The picture in sRGB; None where the profile cannot be used."""
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    # Ink has a smaller range than a screen, and its profile says how that is spread; others keep colours as they are.
    inks = image.mode == "CMYK"
    intent = ImageCms.Intent.PERCEPTUAL if inks else ImageCms.Intent.RELATIVE_COLORIMETRIC
    flags = ImageCms.Flags.BLACKPOINTCOMPENSATION if inks else ImageCms.Flags.NONE
    try:
        return ImageCms.profileToProfile(image, profile, srgb, intent, mode, flags=flags)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None


def _profile(icc: bytes | None) -> ImageCms.ImageCmsProfile | None:
    if not icc or len(icc) > MAX_BYTES:
        return None
    try:
        return ImageCms.ImageCmsProfile(io.BytesIO(icc))
    except (OSError, TypeError, ValueError):
        return None


@lru_cache(maxsize=4)
def _changes_nothing(icc: bytes, mode: str) -> bool:
    """Whether every colour of a probe stays as it is: most profiles are sRGB, whatever they are called."""
    levels = np.linspace(0, 255, 18).round().astype(np.uint8)
    probe = np.stack(np.meshgrid(levels, levels, levels, indexing="ij"), axis=-1).reshape(-1, 18, 3)
    image = Pillow.fromarray(probe if mode == "RGB" else probe[..., 2])
    profile = _profile(icc)
    result = _converted(image, profile, "RGB") if profile is not None else None
    if result is None:
        return True
    before = np.asarray(image.convert("RGB"), dtype=np.int16)
    return bool(np.abs(np.asarray(result, dtype=np.int16) - before).max() <= _SAME)
