"""Video: a sequence of frames, with or without sound."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import ClassVar, Self, TypeVar

import numpy as np
import numpy.typing as npt

from engine.arrays import Bytes
from engine.errors import SaveError
from engine.media import ffmpeg
from engine.media.eight_bit import EightBitMedium
from engine.media.medium import Grid, Medium, TileSettings
from engine.media.normalization import check_layout, normalization_of, positive
from engine.media.resizing import resized, size_within
from engine.metrics import mae, psnr, rmse, ssim
from engine.saving import format_of, reason_in, replacing, try_folder

STRETCH = 0.009  # of tiles, for each point of the longest axis: 0.7 dB more than FREQUENCY, 3 more than with 0.003
FREQUENCY = 1.0  # of the longer side of a frame, as for an image
TIME_FREQUENCY = 1.0  # of time, in a video with as many frames as its longer side has pixels
TIME_SHARE = 1 / 3  # exponent of the reduction of the number of frames; with the rest for two sides, equal on all axes
MIN_FRAMES = 24  # fewer no longer look like motion, so from here on only the size is reduced
MIN_FPS, SMALL_FRAME = 8, 160 * 90  # fewer frames a second jerk: they are kept while frames have as many pixels
LEAST_FPS = 1e-6  # a frame in eleven days; with a few less a duration is no number any more
MIN_SSIM_FRAMES, SSIM_PIXELS = 4, 1 << 21  # SSIM is measured on at least 4 frames, and on about 2 million pixels

_FORMATS = {".mp4": "mp4", ".gif": "gif"}

T = TypeVar("T", bound=np.generic)


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Video(EightBitMedium):
    """A video: `frames` (T, H, W, 3) uint8, `fps` of them a second, and its `sound`, a medium of its own, or None.

    `source` holds the "width", "height" and "file fps" of the file, where the video was read smaller than they are.
    """

    modality: ClassVar[str] = "video"
    in_features: ClassVar[int] = 3
    suffixes: ClassVar[tuple[str, ...]] = (
        ".mp4", ".mov", ".mkv", ".webm", ".avi", ".gif", ".m4v", ".wmv",
        ".mts", ".m2ts", ".ts", ".mpg", ".mpeg", ".vob", ".flv", ".3gp", ".ogv",
    )  # fmt: skip
    exports: ClassVar[tuple[str, ...]] = (".mp4", ".gif")
    unit: ClassVar[str] = "PSNR"
    full_at: ClassVar[int] = 35_000
    least_richness: ClassVar[float] = 0.1
    plateau_db: ClassVar[float] = 54.0
    tiles: ClassVar[TileSettings | None] = TileSettings(24, stretch=0.0, stretch_per_point=STRETCH)

    frames: Bytes
    fps: float
    sound: Medium | None = None
    source: Mapping[str, float] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        frames = self.frames
        if frames.dtype != np.uint8 or frames.ndim != 4 or frames.shape[3] != 3 or not frames.size:
            raise ValueError(f"a video is uint8 from 0 to 255, (T, H, W, 3), not {frames.dtype} {frames.shape}")
        if not LEAST_FPS <= self.fps < 1e9:
            raise ValueError(f"a video has at least {LEAST_FPS} frames a second, not {self.fps}")

    @property
    def seconds(self) -> float:
        """The duration of its frames."""
        return len(self.frames) / self.fps

    @property
    def grid(self) -> Grid:
        """(T, H, W) points; constants "offset0".., "gain" and "fps".  A finer lattice has the same number of frames."""
        constants = {**normalization_of(self._raw()), "fps": float(self.fps)}
        return Grid(self.frames.shape[:3], 3, constants)

    @property
    def frequency(self) -> tuple[float, ...]:
        """Equal detail along both sides of a frame; in time, in proportion to the number of frames."""
        frames, height, width, _ = self.frames.shape
        longer = max(height, width)
        return (
            TIME_FREQUENCY * min(1.0, frames / longer),
            FREQUENCY * height / longer,
            FREQUENCY * width / longer,
        )

    def trimmed(self, start: float, end: float) -> Self:
        """The frames from `start` to `end`, in seconds, with their sound."""
        first = min(max(0, round(start * self.fps)), len(self.frames) - 1)
        frames = self.frames[first : max(first + 1, round(end * self.fps))]
        return replace(self, frames=frames, sound=None if self.sound is None else self.sound.trimmed(start, end))

    def scaled(self, samples: int) -> Self:
        """The whole duration in fewer and smaller frames, at most `samples` points; the sound is unchanged."""
        least = max(MIN_FRAMES, min(math.ceil(MIN_FPS * self.seconds), samples // SMALL_FRAME))
        frames, height, width = lattice_within(self.frames.shape[:3], samples, least)
        if (frames, height, width) == self.frames.shape[:3]:
            return self
        small = np.stack([resized(frame, height, width) for frame in _evenly(self.frames, frames)])
        return replace(self, frames=small, fps=self.fps * frames / len(self.frames), source={})

    @classmethod
    def check_grid(cls, grid: Grid) -> None:
        """Raise ValueError unless it has three axes, three channels and a frame rate."""
        check_layout(grid, axes=3, channels=(3,))
        if positive(grid, "fps") < LEAST_FPS:
            raise ValueError(f"a video has at least {LEAST_FPS} frames a second")

    @property
    def integers(self) -> Bytes:
        """The frames (T, H, W, 3)."""
        return self.frames

    @classmethod
    def from_integers(cls, integers: Bytes, grid: Grid) -> Self:
        """The silent video with these frames."""
        return cls(integers, grid.constants["fps"])

    def compare(self, restored: Medium) -> dict[str, float]:
        """The paper's "psnr", "ssim" (mean of the frames), "apd" and "rmse" of the frames, on the scale 0-255.

        Where either video has sound, also its "snr", which is 0 where the other one has none. The SSIM of a large
        video is that of some of its frames, evenly spaced. A restored video of another size or number of frames is
        resampled to this one's.
        """
        if not isinstance(restored, Video):
            raise ValueError(f"a video cannot be compared with {restored.modality}")
        count, height, width, _ = self.frames.shape
        other = np.stack([resized(frame, height, width) for frame in _evenly(restored.frames, count)])
        chosen = _evenly(np.arange(count), min(count, max(MIN_SSIM_FRAMES, SSIM_PIXELS // (height * width))))
        return {
            "psnr": psnr(self.frames, other),
            "ssim": float(np.mean([ssim(self.frames[index], other[index]) for index in chosen])),
            "apd": mae(self.frames, other),
            "rmse": rmse(self.frames, other),
            **self._sound_compared(restored.sound),
        }

    def write(self, path: str | os.PathLike[str]) -> None:
        """Write .mp4 (H.264, with the sound as AAC) or .gif (silent).  Raises SaveError."""
        path = Path(path)
        name = format_of(path, _FORMATS)
        try_folder(path)  # fails before anything is encoded, and with a better sentence than ffmpeg's
        options = _gif() if name == "gif" else _h264(*self.frames.shape[1:3])
        wav = self.sound.to_wav() if self.sound is not None and name == "mp4" else b""
        with replacing(path) as unfinished:
            self._encode(wav, [*options, "-f", name, f"file:{unfinished.absolute()}"], path)

    def describe(self) -> str:
        """ "5.3 s, 128 x 72, 25 frames a second, with sound" """
        _, height, width, _ = self.frames.shape
        sound = "" if self.sound is None else ", with sound"
        return f"{self.seconds:.1f} s, {width} x {height}, {self.fps:.3g} frames a second{sound}"

    def parts(self) -> tuple[Medium, ...]:
        """The silent video and, if it has one, its sound."""
        return (self,) if self.sound is None else (replace(self, sound=None), self.sound)

    def joined(self, other: Medium) -> Medium:
        """The same video with this sound."""
        return replace(self, sound=other)

    def _sound_compared(self, other: Medium | None) -> dict[str, float]:
        if self.sound is None or other is None:
            return {} if self.sound is other else {"snr": 0.0}
        return {"snr": self.sound.compare(other)["snr"]}

    def _encode(self, wav: bytes, output: list[str], path: Path) -> None:
        _, height, width, _ = self.frames.shape
        inputs = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{width}x{height}", "-r", repr(float(self.fps))]
        inputs += ["-i", "pipe:0"]
        if wav:
            inputs += ["-f", "wav", "-i", "pipe:1"]
            output = ["-c:a", "aac", "-b:a", "192k", *output]
        frames = np.ascontiguousarray(self.frames).reshape(-1)
        code, errors = ffmpeg.encode([*inputs, *output], frames.data, wav)
        if code:
            reason = reason_in(errors) or "encoding the video failed"
            error = SaveError(f"“{path.name}” could not be saved: {reason}.")
            error.add_note(errors)
            raise error


def lattice_within(shape: tuple[int, ...], points: int, least: int = MIN_FRAMES) -> tuple[int, int, int]:
    """The lattice (frames, height, width) reduced to at most `points`, equally in time and space.

    At least `least` frames stay, where there are as many.
    """
    frames, height, width = shape
    points = max(points, 1)
    reduction = points / (frames * height * width)
    if reduction < 1:
        frames = max(min(frames, least, points), int(frames * reduction**TIME_SHARE))
        height, width = size_within(height, width, points // frames)
        # Even sizes: the usual H.264 stores colour for squares of 2 x 2 pixels.
        height, width = (size - size % 2 if size > 2 else size for size in (height, width))
    return frames, height, width


def _evenly(frames: npt.NDArray[T], count: int) -> npt.NDArray[T]:
    """`count` of the frames, evenly spaced.  Blending neighbours would show everything that moves twice."""
    if count == len(frames):
        return frames
    chosen: npt.NDArray[T] = frames[((np.arange(count) + 0.5) * len(frames) / count).astype(int)]
    return chosen


def _h264(height: int, width: int) -> list[str]:
    # 4:2:0 plays everywhere but needs even sizes; an odd size is kept in 4:4:4, which fewer players know.
    pixels = "yuv444p" if height % 2 or width % 2 else "yuv420p"
    # The file names its colour space, so that every player shows the colours that were encoded.
    tags = "setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709:range=tv"
    colours = f"scale=out_color_matrix=bt709:out_range=tv,format={pixels},{tags}"
    quality = ["-c:v", "libx264", "-crf", "12", "-preset", "medium"]
    return ["-vf", colours, *quality, "-movflags", "+faststart"]


def _gif() -> list[str]:
    """A palette computed from this video instead of a fixed one."""
    return ["-vf", "split[a][b];[a]palettegen[p];[b][p]paletteuse"]
