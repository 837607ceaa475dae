"""Animated WebP and PNG pictures are videos."""

from __future__ import annotations

import pytest
from PIL import Image as Pillow

from engine.media import Video, load


@pytest.mark.parametrize("suffix", [".webp", ".png"])
def test_pictures_that_move_are_videos_that_last_as_long(tmp_path, film, suffix):
    frames = [Pillow.fromarray(frame) for frame in film.frames]
    stays = [60] * 9 + [240]
    options = {"lossless": True} if suffix == ".webp" else {}
    path = tmp_path / f"moving{suffix}"
    frames[0].save(path, save_all=True, append_images=frames[1:], duration=stays, **options)
    video = load(path)
    assert isinstance(video, Video)
    assert video.seconds == pytest.approx(sum(stays) / 1000)
    assert (video.frames[0] == film.frames[0]).all()
    assert (video.frames[-4:] == film.frames[-1]).all()  # the last one stays four times as long
