"""Image: a still picture in grey, colour, or colour with transparency."""

from __future__ import annotations

import io
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Self

import numpy as np
from PIL import Image as Pillow

from engine.arrays import Bytes
from engine.media.eight_bit import EightBitMedium
from engine.media.medium import Grid, Medium, TileSettings
from engine.media.normalization import check_layout, normalization_of
from engine.media.resizing import resized, size_within
from engine.metrics import mae, psnr, rmse, ssim
from engine.saving import format_of, save_bytes

STRETCH = 0.007  # of tiles, for each pixel of the longer side: with FREQUENCY a tile of a large picture loses 2 dB
FREQUENCY = 1.0  # of the longer side; with 1, omega 30 of the first layer was found best at 256 x 256

_FORMATS = {".png": "PNG", ".jpg": "JPEG", ".webp": "WEBP", ".tiff": "TIFF", ".jpeg": "JPEG", ".tif": "TIFF"}
_OPTIONS: dict[str, dict[str, Any]] = {
    "PNG": {},
    "JPEG": {"quality": 95, "subsampling": 0},
    "WEBP": {"lossless": True, "exact": True},  # a secret that was revealed bit for bit is exported so
    "TIFF": {"compression": "tiff_deflate"},
}


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Image(EightBitMedium):
    """A still picture: `pixels` (H, W, C) uint8, where C is 1 (grey), 3 (RGB) or 4 (RGB and opacity).

    Grey pixels may be given as (H, W) and are stored as (H, W, 1). `source` holds the "width", "height" and
    "bits" of the file, where the picture was read smaller than they are.
    """

    modality: ClassVar[str] = "image"
    in_features: ClassVar[int] = 2
    suffixes: ClassVar[tuple[str, ...]] = (
        ".png", ".jpg", ".jpeg", ".webp", ".tiff", ".tif", ".bmp", ".gif",
        ".heic", ".heif", ".avif", ".jxl",
    )  # fmt: skip
    exports: ClassVar[tuple[str, ...]] = (".png", ".jpg", ".webp", ".tiff")
    unit: ClassVar[str] = "PSNR"
    gain: ClassVar[float] = 1.5  # wins 2 dB on pictures, but loses 5 on sounds and videos and 12 on shapes
    full_at: ClassVar[int] = 30_000
    least_richness: ClassVar[float] = 0.1
    plateau_db: ClassVar[float] = 54.0  # of 256 levels; the end of the schedule adds some decibels
    tiles: ClassVar[TileSettings | None] = TileSettings(24, stretch=0.0, stretch_per_point=STRETCH)

    pixels: Bytes
    source: Mapping[str, float] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        pixels = self.pixels[..., None] if self.pixels.ndim == 2 else self.pixels
        if pixels.dtype != np.uint8 or pixels.ndim != 3 or pixels.shape[2] not in (1, 3, 4) or not pixels.size:
            raise ValueError(
                "an image is uint8 from 0 to 255, (H, W) or (H, W, C) with 1, 3 or 4 channels, "
                f"not {self.pixels.dtype} {self.pixels.shape}"
            )
        object.__setattr__(self, "pixels", pixels)

    @property
    def grid(self) -> Grid:
        """(H, W) points; constants "offset0".. and "gain"."""
        height, width, channels = self.pixels.shape
        return Grid((height, width), channels, normalization_of(self._raw()))

    @property
    def frequency(self) -> tuple[float, ...]:
        """Equal detail in both directions: the shorter side also spans [-1, 1], so its factor is smaller."""
        height, width, _ = self.pixels.shape
        longer = max(height, width)
        return FREQUENCY * height / longer, FREQUENCY * width / longer

    def scaled(self, samples: int) -> Self:
        """The picture reduced to at most `samples` pixels, with its aspect ratio."""
        height, width = size_within(self.pixels.shape[0], self.pixels.shape[1], samples)
        if (height, width) == self.pixels.shape[:2]:
            return self
        return type(self)(resized(self.pixels, height, width))

    @classmethod
    def check_grid(cls, grid: Grid) -> None:
        """Raise ValueError unless it has two axes, and 1, 3 or 4 channels."""
        check_layout(grid, axes=2, channels=(1, 3, 4))

    @property
    def integers(self) -> Bytes:
        """The pixels (H, W, C)."""
        return self.pixels

    @classmethod
    def from_integers(cls, integers: Bytes, grid: Grid) -> Self:  # noqa: ARG003  # a video has constants
        """The picture with these pixels."""
        return cls(integers)

    def compare(self, restored: Medium) -> dict[str, float]:
        """The paper's "psnr", "ssim", "mae", "rmse" on the scale 0-255; a restored picture is resized to this one."""
        if not isinstance(restored, Image):
            raise ValueError(f"an image cannot be compared with {restored.modality}")
        height, width, _ = self.pixels.shape
        channels = max(self.pixels.shape[2], restored.pixels.shape[2])  # or colour would count as none beside grey
        mine, other = _with_channels(self.pixels, channels), _with_channels(restored.pixels, channels)
        other = resized(other, height, width)
        return {
            "psnr": psnr(mine, other),
            "ssim": ssim(mine, other),
            "mae": mae(mine, other),
            "rmse": rmse(mine, other),
        }

    def write(self, path: str | os.PathLike[str]) -> None:
        """Write .png, .webp or .tiff (lossless), or .jpg (on white where transparent).  Raises SaveError."""
        path = Path(path)
        name = format_of(path, _FORMATS)
        pixels = _with_channels(self.pixels, 3) if name == "JPEG" and self.pixels.shape[2] == 4 else self.pixels
        flat = np.ascontiguousarray(pixels[..., 0] if pixels.shape[2] == 1 else pixels)
        memory = io.BytesIO()
        Pillow.fromarray(flat).save(memory, name, **_OPTIONS[name])
        save_bytes(path, memory.getvalue())

    def describe(self) -> str:
        """ "512 x 512, colour" """
        height, width, channels = self.pixels.shape
        colour = {1: "grey", 3: "colour", 4: "colour, transparent"}[channels]
        return f"{width} x {height}, {colour}"


def _with_channels(pixels: Bytes, channels: int) -> Bytes:
    """The same picture with `channels` channels: transparency is laid on white, colour becomes its brightness."""
    if pixels.shape[2] == channels:
        return pixels
    image = Pillow.fromarray(np.ascontiguousarray(pixels[..., 0] if pixels.shape[2] == 1 else pixels))
    if image.mode == "RGBA":
        image = Pillow.alpha_composite(Pillow.new("RGBA", image.size, "white"), image)
    converted = image.convert({1: "L", 3: "RGB", 4: "RGBA"}[channels])
    return np.asarray(converted, dtype=np.uint8).reshape(*pixels.shape[:2], channels)
