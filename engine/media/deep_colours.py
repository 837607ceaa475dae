"""Pictures of 16 bits in sRGB: converted before they are rounded to 8 bits, or dark tones come out in bands.

In the helper process.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.arrays import Bytes, Doubles
from engine.media import colour
from engine.media.icc_curves import CODES, curves_of, is_grey
from engine.media.picture_colours import CLOSE, SCREEN, Colours

Deep = npt.NDArray[np.uint16]
_NEAR = 2e-3  # of a matrix and of light: a profile that is no farther from sRGB changes nothing
Curves = tuple[Doubles, Doubles, Doubles]


def in_srgb(values: Deep, colours: Colours) -> Bytes | None:
    """Values (H, W, C), C = 1 to 4 with opacity last of 2 and 4, as sRGB uint8.

    None where the file's colours are sRGB, or said in a way that needs Pillow's colour management.
    """
    channels = values.shape[2]
    found = _light(colours) if channels < 3 or not is_grey(colours.icc) else None
    if found is None:
        return None
    curves, matrix = found
    if channels < 3:
        grey = colour.through_curves(np.repeat(values[..., :1], 3, axis=-1), curves, matrix)[..., 1:2]
        return _with_opacity(grey, values[..., 1:])
    return _with_opacity(colour.through_curves(values[..., :3], curves, matrix), values[..., 3:])


def differ(colours: Colours) -> bool:
    """Whether `in_srgb` would convert a picture of these colours."""
    return _light(colours) is not None


def _with_opacity(levels: Bytes, opacity: Deep) -> Bytes:
    return np.concatenate([levels, np.rint(opacity / 257).astype(np.uint8)], axis=-1)


def _light(colours: Colours) -> tuple[Curves, Doubles] | None:
    """The light of each code, and the matrix to that of sRGB, by the strongest of what the file says."""
    if colours.cicp is not None and colours.cicp[0] != 2:
        primaries, transfer = colours.cicp
        if colours.narrow or colour.is_srgb(primaries, transfer):
            return None
        return _same(colour.light(transfer, 16)), colour.matrix_to_srgb(colour.chromaticities_of(primaries))
    if colours.icc is not None:
        found = curves_of(colours.icc)
        if found is None:
            return None
        curves, matrix = found
        usual = colour.light(colour.SRGB, 16)
        far = max(np.abs(matrix - np.eye(3)).max(), *(np.abs(curve - usual).max() for curve in curves))
        return found if far > _NEAR else None
    if colours.srgb or colours.gamma is None:
        return None
    wanted = colour.chromaticities_of(colour.BT709)
    chromaticities = colours.chromaticities or wanted
    if abs(colours.gamma - SCREEN) < CLOSE and np.allclose(chromaticities, wanted, atol=CLOSE):
        return None
    try:
        matrix = colour.matrix_to_srgb(chromaticities)
    except np.linalg.LinAlgError:  # chromaticities that are no triangle
        return None
    return _same((np.arange(CODES) / (CODES - 1)) ** (1 / colours.gamma)), matrix


def _same(curve: Doubles) -> Curves:
    return curve, curve, curve
