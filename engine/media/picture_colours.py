"""What a picture file says about its colours, and the picture in sRGB.  In the helper process."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image as Pillow

from engine.arrays import Bytes, Doubles
from engine.media import colour, profiles

SCREEN = 0.45455  # the gamma of a file that is made for a screen
CLOSE = 0.01


@dataclass(frozen=True, slots=True)
class Colours:
    """What a file says about its colours, strongest first; what is missing is None."""

    icc: bytes | None = None
    cicp: tuple[int, int] | None = None  # primaries and transfer function, as in ITU-T H.273; above the profile
    narrow: bool = False  # black is 16 and white 235, as in films; only with `cicp`
    srgb: bool = False
    gamma: float | None = None  # of the file, as in PNG: 0.45455 is a screen's
    chromaticities: tuple[float, ...] | None = None  # x and y of red, green, blue, white; only with a gamma


def in_srgb(image: Pillow.Image, colours: Colours) -> Pillow.Image:
    """A picture in mode L, RGB, RGBA, CMYK or LAB as L, RGB or RGBA in sRGB."""
    screen = image.mode in ("L", "RGB", "RGBA")
    if screen and colours.cicp is not None and colours.cicp[0] != 2:
        primaries, transfer = colours.cicp
        if colours.narrow:
            image = _widened(image)
        if colour.is_srgb(primaries, transfer):
            return image
        return _converted(image, colour.chromaticities_of(primaries), colour.light(transfer, 8))
    if colours.icc is None and screen and colours.gamma is not None and not colours.srgb:
        wanted = colour.chromaticities_of(colour.BT709)
        chromaticities = colours.chromaticities or wanted
        usual = bool(np.allclose(chromaticities, wanted, atol=CLOSE))
        if usual and abs(colours.gamma - SCREEN) < CLOSE:
            return image
        try:
            return _converted(image, chromaticities, (np.arange(256) / 255) ** (1 / colours.gamma))
        except np.linalg.LinAlgError:  # chromaticities that are no triangle
            return image
    return profiles.in_srgb(image, colours.icc)


def _widened(image: Pillow.Image) -> Pillow.Image:
    """Black at 0 and white at 255, where they are at 16 and 235; opacity as it is."""
    table = np.rint((np.arange(256) - 16) * (255 / 219)).clip(0, 255).astype(int).tolist()
    colours = 1 if image.mode == "L" else 3
    return image.point(table * colours + list(range(256)) * (len(image.getbands()) - colours))


def _converted(image: Pillow.Image, chromaticities: tuple[float, ...], light: Doubles) -> Pillow.Image:
    pixels: Bytes = np.asarray(image.convert("RGB") if image.mode == "L" else image, dtype=np.uint8)
    converted = colour.to_srgb(np.ascontiguousarray(pixels[..., :3]), chromaticities, light)
    if image.mode == "L":
        return Pillow.fromarray(converted[..., 1])
    return Pillow.fromarray(np.concatenate([converted, pixels[..., 3:]], axis=-1))
