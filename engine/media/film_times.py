"""When the frames of a film are shown: evenly, or on the coarsest lattice of times that shows each at its time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.arrays import Doubles, Indices

MAX_FPS = 60.0  # frames a second that are kept of a film whose frames are unevenly spaced
SLACK = 0.6  # of a frame: a film is even where no frame is further than this from its place
FEW, FEW_SLACK = 24, 0.15  # frames; of so few each counts
PRINTED = 10.0  # frames a second from which on ffmpeg prints the rate exactly enough
QUIET = 0.1  # seconds that pictures may begin after the sound without their first one being held
TICK = 1e-3  # seconds: to these the times of unevenly spaced frames are rounded


@dataclass(frozen=True, slots=True, eq=False)
class Timing:
    """How a film is shown: `count` pictures, `fps` of them a second, from `start` (seconds of the file) on.

    `even`: they are its frames, one after another. Otherwise frame i is shown from `times[i]` on, in seconds after
    the start.
    """

    count: int
    fps: float
    start: float
    even: bool
    times: Doubles

    @property
    def seconds(self) -> float:
        """The duration."""
        return self.count / self.fps

    def shown(self, frames: int) -> Indices:
        """The index of the frame that each of the pictures shows, of so many decoded ones."""
        times = self.times if len(self.times) == frames else np.arange(frames) * (self.seconds / max(1, frames))
        middles = (np.arange(self.count) + 0.5) / self.fps
        chosen: Indices = (np.searchsorted(times, middles, side="right") - 1).clip(0, frames - 1)
        return chosen


def timing(times: Doubles, last: float, count: int, stated_fps: float, has_sound: bool, max_count: int) -> Timing:
    """How the frames at these times (N,) are shown; `last` is the duration of the last one, or zero.

    Where there is sound, the film begins with the file, and its first picture is held until the second comes.
    """
    fps = stated_fps if stated_fps > 0 else 25.0
    if len(times) < max(1, 0.9 * count) or (len(times) > 1 and np.median(np.diff(times)) <= 0):
        return Timing(count, fps, 0.0, True, np.arange(count) / fps)  # times are missing, as in bare streams
    count = len(times)
    step = float(np.median(np.diff(times))) if count > 1 else last or 1 / fps
    shortest = float(np.diff(times).min()) if count > 1 else 0.0
    end = float(times[-1]) + (last if last > 0.5 * shortest else step)
    late = float(times[0]) if has_sound else 0.0
    held = late > max(QUIET, 0.5 * step)
    start = 0.0 if held else float(times[0])
    mean = (count - 1) / (times[-1] - times[0]) if count > 1 else 1 / (end - start)
    slack = FEW_SLACK if count <= FEW else SLACK
    for rate in (fps, float(mean)) if fps >= PRINTED else (float(mean),):
        off = np.abs(times - times[0] - np.arange(count) / rate).max() * rate
        over = abs((end - start) * rate - count)  # the duration of the last frame is often only about right
        if not held and off < slack and over < (slack if count <= FEW else 1.5 + 0.02 * count):
            return Timing(count, rate, start, True, times - start)
    return _on_a_lattice(times - start, end - start, max_count)


def _on_a_lattice(times: Doubles, seconds: float, max_count: int) -> Timing:
    starts = times.copy()
    starts[0] = 0.0  # the first picture is held from the beginning on
    durations = np.diff([*starts, seconds])
    ticks = np.rint(durations / TICK).astype(np.int64)
    unit = float(np.gcd.reduce(ticks[ticks > 0])) * TICK if np.any(ticks > 0) else seconds
    if unit < 1 / MAX_FPS - TICK or seconds / unit > max_count:
        unit = max(float(np.quantile(durations[durations > 0], 0.05)), 1 / MAX_FPS)
    count = max(1, round(seconds / unit))
    return Timing(count, count / seconds, 0.0, False, starts)
