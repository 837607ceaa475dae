"""Colour: code values of any primaries and transfer function as sRGB, and high dynamic range tone-mapped to it.

The numbers of primaries and transfer functions are those of ITU-T H.273, which PNG (cICP), HEIF and films share.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from engine.arrays import Bytes, Doubles, Floats

Codes = npt.NDArray[np.unsignedinteger[Any]]

SRGB, PQ, LINEAR, HLG = 13, 16, 8, 18  # transfer functions
BT709, BT2020 = 1, 9  # primaries
AS_SRGB: Final = (1, 2, 6, 7, 14, 15, SRGB)  # players show a camera's curve as it is, so these need no conversion
WHITE_NITS = 203.0  # of diffuse white, which becomes the white of sRGB (ITU-R BT.2408)
PEAK_NITS = 1000.0  # of the display an HLG picture is made for; what is brighter than that becomes white
KNEE = 0.8  # of white: darker colours stay as they are, brighter ones share what is left
PIECE = 1 << 18  # pixels converted at once: 10 MB of floats

_D65 = (0.3127, 0.3290)
_CHROMATICITIES: Final[dict[int, tuple[float, ...]]] = {  # x and y of red, green, blue, white
    BT709: (0.640, 0.330, 0.300, 0.600, 0.150, 0.060, *_D65),
    BT2020: (0.708, 0.292, 0.170, 0.797, 0.131, 0.046, *_D65),
    11: (0.680, 0.320, 0.265, 0.690, 0.150, 0.060, 0.314, 0.351),  # DCI-P3
    12: (0.680, 0.320, 0.265, 0.690, 0.150, 0.060, *_D65),  # Display P3
}
_BRADFORD = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])


def chromaticities_of(primaries: int) -> tuple[float, ...]:
    """x and y of red, green, blue and white; those of sRGB where the number says nothing else worth converting."""
    return _CHROMATICITIES.get(primaries, _CHROMATICITIES[BT709])


def is_srgb(primaries: int, transfer: int) -> bool:
    """Whether pictures with these numbers are shown as if they were sRGB."""
    return transfer in AS_SRGB and chromaticities_of(primaries) == _CHROMATICITIES[BT709]


def to_srgb(codes: Codes, chromaticities: tuple[float, ...], linear: Doubles) -> Bytes:
    """Code values (..., 3) as sRGB (..., 3) uint8, by the light that each code stands for.

    `linear` is `light(transfer, bits)` or another table, with one value for each code; 1 is white, and what is brighter
    is tone-mapped.
    """
    return through_curves(codes, (linear,) * 3, matrix_to_srgb(chromaticities))


def through_curves(codes: Codes, curves: tuple[Doubles, Doubles, Doubles], matrix: Doubles) -> Bytes:
    """The same by a table of light for each channel, and a matrix (3, 3) to the linear light of sRGB."""
    tables, turned = [curve.astype(np.float32) for curve in curves], matrix.astype(np.float32).T
    bright = max(float(table[-1]) for table in tables) > 1
    pixels = codes.reshape(-1, 3)
    result = np.empty(pixels.shape, np.uint8)
    for start in range(0, len(pixels), PIECE):
        piece = pixels[start : start + PIECE]
        given = np.stack([table[piece[:, channel]] for channel, table in enumerate(tables)], axis=1)
        colours = np.maximum(given @ turned, 0)
        if bright:
            colours = _tone_mapped(colours)
        result[start : start + PIECE] = _SRGB_CODES[np.rint(colours.clip(0, 1) * (len(_SRGB_CODES) - 1)).astype(int)]
    return result.reshape(codes.shape)


def light(transfer: int, bits: int) -> Doubles:
    """The light (2^bits,) that codes 0 to 2^bits - 1 stand for, where 1 is diffuse white."""
    codes = np.arange(1 << bits) / ((1 << bits) - 1)
    if transfer == PQ:
        power = codes ** (1 / 78.84375)
        return (np.maximum(power - 0.8359375, 0) / (18.8515625 - 18.6875 * power)) ** (1 / 0.1593017578125) * (
            10000 / WHITE_NITS
        )
    if transfer == HLG:
        scene = np.where(codes <= 0.5, codes**2 / 3, (np.exp((codes - 0.55991073) / 0.17883277) + 0.28466892) / 12)
        # The system gamma of 1.2 belongs to the luminance; on each channel it deepens colours by less than can be seen.
        return scene**1.2 * (PEAK_NITS / WHITE_NITS)
    if transfer == LINEAR:
        return codes
    if transfer == 4:
        return codes**2.2
    if transfer == 5:
        return codes**2.8
    return np.where(codes <= 0.04045, codes / 12.92, ((codes + 0.055) / 1.055) ** 2.4)


def matrix_to_srgb(chromaticities: tuple[float, ...]) -> Doubles:
    """The matrix (3, 3) from linear light of these primaries to that of sRGB, adapted to its white."""
    white = _xyz(*chromaticities[6:]) if len(chromaticities) == 8 else np.array([np.nan])
    return xyz_to_srgb(white) @ _to_xyz(chromaticities)


def xyz_to_srgb(white: Doubles) -> Doubles:
    """The matrix (3, 3) from CIE XYZ, in which this is white, to linear light of sRGB."""
    cones, wanted = _BRADFORD @ white, _BRADFORD @ _xyz(*_D65)
    adapted = np.linalg.inv(_BRADFORD) @ np.diag(wanted / cones) @ _BRADFORD
    result: Doubles = np.linalg.inv(_to_xyz(_CHROMATICITIES[BT709])) @ adapted
    return result


def _to_xyz(chromaticities: tuple[float, ...]) -> Doubles:
    """The matrix (3, 3) from linear light of these primaries to CIE XYZ."""
    columns = np.stack([_xyz(*chromaticities[i : i + 2]) for i in (0, 2, 4)], axis=1)
    result: Doubles = columns * np.linalg.solve(columns, _xyz(*chromaticities[6:]))
    return result


def _xyz(x: float, y: float) -> Doubles:
    return np.array([x / y, 1.0, (1 - x - y) / y])


def _tone_mapped(colours: Floats) -> Floats:
    """Light (N, 3) that is darker than the knee as it is, and brighter light pressed into what is left up to white.

    The brightest channel is mapped, and the others with it: hues stay.
    """
    peak = PEAK_NITS / WHITE_NITS
    brightest = np.maximum(colours.max(axis=1, keepdims=True), 1e-6)
    above = np.minimum(brightest, peak) - KNEE
    # A hyperbola that leaves the knee with a slope of 1 and reaches 1 at the peak.
    room, span = 1 - KNEE, peak - KNEE
    bend = (span - room) / (room * span)
    mapped = np.where(above > 0, KNEE + above / (1 + bend * np.maximum(above, 0)), brightest)
    result: Floats = (colours * (mapped / brightest)).astype(np.float32)
    return result


def _srgb_codes() -> Bytes:
    values = np.arange(1 << 16) / ((1 << 16) - 1)
    encoded = np.where(values <= 0.0031308, values * 12.92, 1.055 * values ** (1 / 2.4) - 0.055)
    codes: Bytes = np.rint(encoded * 255).astype(np.uint8)
    return codes


_SRGB_CODES = _srgb_codes()
