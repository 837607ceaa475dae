"""The type of a file is that of its contents; a file of no type is refused."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image as Pillow

from engine.media import Image, Video, load
from tests.engine.media.refusals import put, refusal


def test_a_moving_gif_is_a_video_and_a_still_one_an_image(tmp_path, film):
    film.write(tmp_path / "moving.gif")
    back = load(tmp_path / "moving.gif")
    assert isinstance(back, Video)
    assert back.frames.shape == film.frames.shape
    assert back.fps == pytest.approx(12.5)
    assert film.compare(back)["psnr"] > 30
    Pillow.new("RGB", (5, 5), "red").save(tmp_path / "still.gif")
    assert isinstance(load(tmp_path / "still.gif"), Image)


def test_contents_count_and_not_the_name(tmp_path, photo, tone):
    photo.write(tmp_path / "a.png")
    (tmp_path / "a.png").rename(tmp_path / "a.wav")
    assert load(tmp_path / "a.wav").modality == "image"
    tone.write(tmp_path / "b.wav")
    (tmp_path / "b.wav").rename(tmp_path / "b")
    assert load(tmp_path / "b").modality == "audio"


@pytest.mark.parametrize("suffix", [".png", ".wav", ".mp4", ".stl", ".txt"])
def test_text(tmp_path, suffix):
    path = tmp_path / f"letter{suffix}"
    path.write_text("Dear reader,\nthis is only a letter.\n" * 40)
    refusal(path, "unknown-type")
    path.write_bytes(("Dear reader " * 100).encode("utf-16"))
    refusal(path, "no-triangles" if suffix == ".stl" else "unknown-type")


@pytest.mark.parametrize("suffix", [".png", ".mp4", ".stl", ""])
def test_noise(tmp_path, suffix):
    path = tmp_path / f"noise{suffix}"
    path.write_bytes(b"\x07" + np.random.default_rng(1).bytes(5000))
    refusal(path, "no-triangles" if suffix == ".stl" else "unknown-type")


def test_a_phones_picture_is_told_from_a_film(tmp_path):
    assert "HEIC" in refusal(put(tmp_path / "phone.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 100), "heic")
