"""Video: moving pictures, with or without sound."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import ClassVar, Self, TypeVar

import numpy as np
import numpy.typing as npt

from engine.errors import SaveError
from engine.media import ffmpeg
from engine.media.dct import coefficients_for, decorrelated, truncation_error
from engine.media.medium import Field, Floats, Grid, Medium, Samples, TileSettings
from engine.media.normalization import centred, check, constants_of, positive, uncentred
from engine.media.resizing import resized, size_within
from engine.metrics import decibels, mae, psnr, rmse, ssim
from engine.saving import format_of, replacing, try_folder

HALF_RANGE = 127.5  # raw values are pixels / 127.5 - 1
FREQUENCY = 1.0  # of the longer side of a frame, as for an image
TIME_FREQUENCY = 1.0  # of time, where there are as many frames as the longer side has pixels
TIME_SHARE = 1 / 3  # of a reduction falls on the number of frames and the rest on their size: alike on all axes
FEWEST_FRAMES = 24  # fewer no longer look like motion, so below that only the size is reduced
COMPLEXITY_MSE = 4e-4  # of raw values: 40 dB below the peak of 2
FEWEST_SIMILAR, SIMILAR_PIXELS = 4, 1 << 21  # frames, and pixels in them, that are compared by structure
COMPLEXITY_PIXELS = 1 << 20  # more are reduced first: the count is a guide, and has to be quick

_FORMATS = {".mp4": "mp4", ".gif": "gif"}

T = TypeVar("T", bound=np.generic)


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Video(Medium):
    """Moving pictures: `frames` (T, H, W, 3) uint8 at `fps` a second, and `sound`, a medium of its own, or None.

    `source` says what its file has more of, where it was read smaller: "width", "height", "file fps".
    """

    modality: ClassVar[str] = "video"
    in_features: ClassVar[int] = 3
    suffixes: ClassVar[tuple[str, ...]] = (".mp4", ".mov", ".mkv", ".webm", ".avi", ".gif", ".m4v", ".wmv")
    exports: ClassVar[tuple[str, ...]] = (".mp4", ".gif")
    unit: ClassVar[str] = "PSNR"
    eight_bit: ClassVar[bool] = True
    full_at: ClassVar[int] = 35_000
    least_richness: ClassVar[float] = 0.1
    plateau_db: ClassVar[float] = 54.0
    tiles: ClassVar[TileSettings | None] = TileSettings(8192, 5, 24)

    frames: npt.NDArray[np.uint8]
    fps: float
    sound: Medium | None = None
    source: Mapping[str, float] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        frames = self.frames
        if frames.dtype != np.uint8 or frames.ndim != 4 or frames.shape[3] != 3 or not frames.size:
            raise ValueError(f"a video is uint8 (T, H, W, 3), not {frames.dtype} {frames.shape}")
        if not 0 < self.fps < 1e9:
            raise ValueError(f"a video has some frames a second, not {self.fps}")

    @property
    def seconds(self) -> float:
        """How long its pictures last."""
        return len(self.frames) / self.fps

    @property
    def grid(self) -> Grid:
        """(T, H, W) points; constants "offset0".., "gain" and "fps".  A finer lattice has the same frames."""
        constants = {**constants_of(self._raw()), "fps": float(self.fps)}
        return Grid(self.frames.shape[:3], 3, constants)

    @property
    def frequency(self) -> tuple[float, ...]:
        """As fine across as along; time as far as there are frames to tell apart."""
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
        """The whole duration in fewer and smaller frames, at most `samples` points; its sound as it is."""
        frames, height, width = lattice_within(self.frames.shape[:3], samples)
        if (frames, height, width) == self.frames.shape[:3]:
            return self
        small = np.stack([resized(frame, height, width) for frame in _spread(self.frames, frames)])
        return replace(self, frames=small, fps=self.fps * frames / len(self.frames), source={})

    def samples(self) -> Samples:
        """Every pixel of every frame: coordinates (T H W, 3) as (t, y, x), values (T H W, 3).  Not its sound."""
        raw, grid = self._raw(), self.grid
        return Samples(grid.coordinates(), centred(raw, grid.constants), 2 / grid.constants["gain"])

    @classmethod
    def from_field(cls, field: Field, grid: Grid) -> Self:
        """The silent video a field shows on a grid.  Raises InvalidStegoError where the grid is not a video's."""
        check(grid, axes=3, channels=(3,))
        fps = positive(grid, "fps")
        raw = uncentred(grid.evaluate(field), grid)
        frames = np.rint((raw + 1) * HALF_RANGE).clip(0, 255).astype(np.uint8)
        return cls(frames.reshape(*grid.shape, 3), fps)

    def complexity(self) -> int:
        """Cosine coefficients in space and time, of all channels together, that describe it at 40 dB."""
        small = self.scaled(COMPLEXITY_PIXELS)
        return coefficients_for(decorrelated(small.frames / np.float32(HALF_RANGE)), 3, COMPLEXITY_MSE)

    def quality_with(self, count: int) -> float:
        """PSNR of that many coefficients."""
        small = self.scaled(COMPLEXITY_PIXELS)
        return decibels(4.0, truncation_error(decorrelated(small.frames / np.float32(HALF_RANGE)), 3, count))

    def compare(self, restored: Medium) -> dict[str, float]:
        """The paper's "psnr", "ssim" (mean of the frames), "apd" and "rmse", in steps of 0-255, of the pictures.

        Where either has sound there is its "snr" too, of nothing where the other has none.
        The structure of a large film is that of some of its frames, evenly spread.
        A restored video of another size or number of frames is brought to this one's.
        """
        if not isinstance(restored, Video):
            raise ValueError(f"a video cannot be compared with {restored.modality}")
        count, height, width, _ = self.frames.shape
        other = np.stack([resized(frame, height, width) for frame in _spread(restored.frames, count)])
        looked = _spread(np.arange(count), min(count, max(FEWEST_SIMILAR, SIMILAR_PIXELS // (height * width))))
        return {
            "psnr": psnr(self.frames, other),
            "ssim": float(np.mean([ssim(self.frames[each], other[each]) for each in looked])),
            "apd": mae(self.frames, other),
            "rmse": rmse(self.frames, other),
            **self._sound_compared(restored.sound),
        }

    def write(self, path: Path) -> None:
        """Save as .mp4 (H.264, with its sound as AAC) or .gif (silent).  Raises SaveError."""
        name = format_of(path, _FORMATS)
        try_folder(path)  # known before the pictures are encoded, and said better than ffmpeg would
        with tempfile.TemporaryDirectory(prefix="undersong-") as folder, replacing(path) as unfinished:
            inputs, outputs = [], _gif() if name == "gif" else _h264(*self.frames.shape[1:3])
            if self.sound is not None and name == "mp4":
                sound = Path(folder) / "sound.wav"
                self.sound.write(sound)
                inputs, outputs = ["-i", str(sound)], [*outputs, "-c:a", "aac", "-b:a", "192k"]
            self._encode(inputs, [*outputs, "-f", name, f"file:{unfinished.absolute()}"], path)

    def describe(self) -> str:
        """ "5.3 s, 128 x 72, 25 frames a second, with sound" """
        _, height, width, _ = self.frames.shape
        sound = "" if self.sound is None else ", with sound"
        return f"{self.seconds:.1f} s, {width} x {height}, {self.fps:.3g} frames a second{sound}"

    def parts(self) -> tuple[Medium, ...]:
        """The silent pictures and, where there is one, the sound."""
        return (self,) if self.sound is None else (replace(self, sound=None), self.sound)

    def joined(self, other: Medium) -> Medium:
        """The same pictures with this sound."""
        return replace(self, sound=other)

    def _sound_compared(self, other: Medium | None) -> dict[str, float]:
        if self.sound is None or other is None:
            return {} if self.sound is other else {"snr": 0.0}
        return {"snr": self.sound.compare(other)["snr"]}

    def _raw(self) -> Floats:
        """Raw values (T H W, 3) in [-1, 1]."""
        return (self.frames.reshape(-1, 3) / np.float32(HALF_RANGE) - 1).astype(np.float32)

    def _encode(self, inputs: list[str], outputs: list[str], path: Path) -> None:
        _, height, width, _ = self.frames.shape
        pictures = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{width}x{height}", "-r", repr(float(self.fps))]
        command = [ffmpeg.executable(), "-nostdin", "-loglevel", "error", "-y", "-threads", ffmpeg.THREADS]
        command += [*pictures, "-i", "pipe:0", *inputs, *outputs]
        frames = np.ascontiguousarray(self.frames)
        result = subprocess.run(command, input=frames.reshape(-1).data, capture_output=True, check=False)
        if result.returncode:
            error = SaveError(f"“{path.name}” could not be saved: making the video failed, or the disk is full.")
            error.add_note(result.stderr.decode("utf-8", "replace")[-2000:])
            raise error


def lattice_within(shape: tuple[int, ...], points: int) -> tuple[int, int, int]:
    """A lattice (frames, height, width) of at most so many points that is reduced alike in time and space."""
    frames, height, width = shape
    points = max(points, 1)
    reduction = points / (frames * height * width)
    if reduction < 1:
        fewest = min(frames, FEWEST_FRAMES, points)
        frames = max(fewest, int(frames * reduction**TIME_SHARE))
        height, width = size_within(height, width, points // frames)
        # Even sizes: the colour of the usual H.264 comes in squares of 2 x 2 pixels.
        height, width = (size - size % 2 if size > 2 else size for size in (height, width))
    return frames, height, width


def _spread(frames: npt.NDArray[T], count: int) -> npt.NDArray[T]:
    """`count` of the frames, evenly: in the middle of equal parts.  Blending would show every mover twice."""
    if count == len(frames):
        return frames
    chosen: npt.NDArray[T] = frames[((np.arange(count) + 0.5) * len(frames) / count).astype(int)]
    return chosen


def _h264(height: int, width: int) -> list[str]:
    # Colour at half size plays everywhere but cannot be odd; odd sizes are kept at the price of fewer players.
    pixels = "yuv444p" if height % 2 or width % 2 else "yuv420p"
    # Said in the file, so that every player shows the colours that went in.
    tags = "setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709:range=tv"
    colours = f"scale=out_color_matrix=bt709:out_range=tv,format={pixels},{tags}"
    quality = ["-c:v", "libx264", "-crf", "12", "-preset", "medium"]
    return ["-vf", colours, *quality, "-movflags", "+faststart"]


def _gif() -> list[str]:
    """Colours chosen for this video rather than a fixed palette."""
    return ["-vf", "split[a][b];[a]palettegen[p];[b][p]paletteuse"]
