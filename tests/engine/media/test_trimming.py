"""Trimming keeps what lies between two times, and always at least one frame."""

import numpy as np
import pytest

from engine.media import Audio, Image, Video


def sound(frames: int = 800, rate: int = 100) -> Audio:
    return Audio((np.arange(frames) / frames).astype(np.float32)[:, None], rate)


def test_a_sound_keeps_the_frames_between_the_times():
    kept = sound().trimmed(2, 3.5)
    assert (kept.seconds, kept.rate) == (1.5, 100)
    assert np.array_equal(kept.signal, sound().signal[200:350])


def test_a_video_is_trimmed_with_its_sound():
    frames = np.repeat(np.arange(16, dtype=np.uint8), 48).reshape(16, 4, 4, 3)
    kept = Video(frames, 2.0, sound()).trimmed(1, 4)
    assert np.array_equal(kept.frames, frames[2:8])
    assert kept.sound is not None
    assert kept.sound.seconds == kept.seconds == 3


@pytest.mark.parametrize(("start", "end"), [(5, 5), (7.999, 8), (100, 200), (-3, 0), (4, 2)])
def test_at_least_one_frame_is_left(start, end):
    assert len(sound().trimmed(start, end).signal) >= 1


def test_what_has_no_time_stays():
    picture = Image(np.zeros((2, 2, 1), np.uint8))
    assert picture.seconds == 0
    assert picture.trimmed(1, 2) is picture
