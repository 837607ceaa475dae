"""What ffmpeg says of a file, and how it is fed."""

from __future__ import annotations

import numpy as np
import pytest

from engine.media import ffmpeg as module

SOURCE = ["-f", "lavfi", "-i", "testsrc2=s=64x48:r=10:d=2"]
TONE = ["-f", "lavfi", "-i", "sine=f=300:r=8000:d=3"]


def test_a_video_with_a_longer_sound(ffmpeg):
    path = ffmpeg("film.mp4", *SOURCE, *TONE, "-pix_fmt", "yuv420p", "-g", "5")
    streams = module.probe(path)
    assert streams is not None
    assert (streams.has_video, streams.has_audio) == (True, True)
    assert (streams.width, streams.height, streams.aspect) == (64, 48, 1)
    assert (streams.fps, streams.frames, streams.rate, streams.channels) == (10, 20, 8000, 1)
    assert streams.seconds == pytest.approx(3, abs=0.2)
    assert streams.times == pytest.approx(np.arange(20) / 10)
    assert streams.last == pytest.approx(0.1)
    assert module.count_keyframes(path, streams.video) == 4


def test_a_sound_alone(ffmpeg):
    streams = module.probe(ffmpeg("tone.m4a", *TONE))
    assert streams is not None
    assert (streams.has_video, streams.has_audio, streams.frames) == (False, True, 0)
    assert streams.seconds == pytest.approx(3, abs=0.2)


def test_what_is_neither(tmp_path):
    (tmp_path / "letter.mp4").write_text("Dear reader")
    assert module.probe(tmp_path / "letter.mp4") is None


def test_a_process_that_ends_before_it_has_read_everything_is_no_deadlock():
    frames, sound = np.zeros(1 << 22, np.uint8), bytes(1 << 22)
    code, errors = module.encode(["-no-such-option"], frames.data, sound)
    assert code
    assert "no-such-option" in errors
