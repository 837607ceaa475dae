"""The type of a file is that of its contents; a file of no type is refused."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image as Pillow

from engine.media import Image, Video, load
from tests.engine.media.refusals import put, refusal, unreadable


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


@pytest.mark.parametrize(
    ("name", "head", "reason", "kind"),
    [
        ("scene.gltf", b'{"asset": {"version": "2.0"}}', "save-as-shape", "glTF"),
        (
            "drawing.svg",
            b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'></svg>",
            "save-as-picture",
            "SVG",
        ),
        ("photo.jxl", b"\0\0\0\x0cJXL \r\n\x87\n\0\0\0\x14ftypjxl \0\0\0\0jxl ", "save-as-picture", "JPEG XL"),
        ("phone.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(100), "save-as-picture", "HEIC"),
        ("camera.cr3", b"\0\0\0\x18ftypcrx \0\0\0\x01crx isom", "raw-photo", "CR3"),
        ("layers.psd", b"8BPS\0\x01" + bytes(20), "save-as-picture", "PSD"),
        ("scan.pgm", b"P5\n# made here\n4 2\n255\n" + bytes(8), "save-as-picture", "PNM"),
        ("game.tga", bytes([0, 0, 2]) + bytes(40), "save-as-picture", "TGA"),
        ("doctor.jpg", b"\xff\xd8\xff\xe8\0\2\xff\xf7\0\x0b\x08" + bytes(90), "save-as-picture", "JPEG-LS"),
        ("clip.wmf", b"\xd7\xcd\xc6\x9a" + bytes(40), "save-as-picture", "WMF"),
        ("clip.emf", b"\1\0\0\0" + bytes(36) + b" EMF" + bytes(60), "save-as-picture", "EMF"),
        ("drawing.svgz", b"\x1f\x8b\x08" + bytes(40), "save-as-picture", "SVG"),
        ("print.amf", b'<?xml version="1.0"?><amf unit="inch"></amf>', "save-as-shape", "AMF"),
        ("scan.las", b"LASF" + bytes(99), "save-as-shape", "LAS"),
        ("model.off", b"OFF BINARY\n" + bytes(99), "save-as-shape", "binary OFF"),
        ("tune.mid", b"MThd\0\0\0\x06", "save-as-sound", "MIDI"),
        ("old.rm", b".RMF\0\0", "save-as-film", "RealMedia"),
    ],
)
def test_what_is_known_and_not_read_is_refused_by_its_name(tmp_path, name, head, reason, kind):
    sentence = refusal(put(tmp_path / name, head), reason)
    assert kind in sentence
    assert kind == unreadable(tmp_path / name).kind
