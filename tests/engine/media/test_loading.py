"""A stranger's file: whatever it is, it comes in or is refused quickly, in one plain sentence that names it."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import time
import zlib
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
import soundfile
import trimesh
from PIL import Image as Pillow

from engine.errors import UnreadableFileError
from engine.media import MODALITIES, Image, Shape, Video, helper_process, load
from engine.media.decode import decode
from engine.media.wire import Refused

ROOT = Path(__file__).parents[3]
PLY = "ply\nformat ascii 1.0\nelement vertex {}\nproperty float x\nproperty float y\nproperty float z\n"


def refusal(path: Path, *, within: float = 15.0, **options: float) -> str:
    """The sentence with which a file is refused."""
    start = time.monotonic()
    with pytest.raises(UnreadableFileError) as caught:
        load(path, **options)
    assert time.monotonic() - start < within
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert path.name in sentence or not path.name
    return sentence


def png(width: int, height: int) -> bytes:
    """The first bytes of a PNG that claims this size."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


def wav(claimed: int, data: bytes, *, rate: int = 8000, channels: int = 1, bits: int = 16) -> bytes:
    """A WAV file whose header claims so many bytes of sound."""
    block = channels * bits // 8
    form = struct.pack("<HHIIHH", 1, channels, rate, rate * block & 0xFFFFFFFF, block & 0xFFFF, bits)
    chunks = b"fmt " + struct.pack("<I", 16) + form + b"data" + struct.pack("<I", claimed) + data
    return b"RIFF" + struct.pack("<I", min(claimed + 36, 0xFFFFFFFF)) + b"WAVE" + chunks


def test_the_decoding_process_knows_no_torch_and_no_qt():
    heavy = "('torch', 'PySide6', 'igl', 'skimage', 'scipy', 'trimesh')"
    code = f"import sys, engine.media.helper; print([name for name in {heavy} if name in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert result.stdout.strip() == "[]"


def test_it_works_from_any_folder(tmp_path, monkeypatch, photo):
    photo.write(tmp_path / "a.png")
    (tmp_path / "numpy.py").write_text("raise SystemExit('a stranger was imported')")
    monkeypatch.chdir(tmp_path)
    assert isinstance(load("a.png"), Image)


def test_the_frozen_program_decodes_by_itself(monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert helper_process.helper_command() == [sys.executable, "--undersong-helper"]


@pytest.mark.parametrize(
    "name", ["ü ñ 漢字.png", "🙂 two  spaces.png", "-i.png", "--help.png", "a'b\"c;$(d).png", "%d.png"]
)
def test_any_name_of_a_picture(tmp_path, monkeypatch, photo, name):
    photo.write(tmp_path / name)
    monkeypatch.chdir(tmp_path)
    assert np.array_equal(load(name).pixels, photo.pixels)


@pytest.mark.parametrize("name", ["-i.mp4", "🙂 é.mp4", "concat:a|b.mp4", "%03d.mp4", "a,b:c.mp4"])
def test_any_name_of_a_film(tmp_path, monkeypatch, film, tone, name):
    monkeypatch.chdir(tmp_path)
    film.joined(tone).write(Path(name))
    back = load(name)
    assert isinstance(back, Video)
    assert back.sound is not None


def test_contents_count_and_not_the_name(tmp_path, photo, tone):
    photo.write(tmp_path / "a.png")
    (tmp_path / "a.png").rename(tmp_path / "a.wav")
    assert load(tmp_path / "a.wav").modality == "image"
    tone.write(tmp_path / "b.wav")
    (tmp_path / "b.wav").rename(tmp_path / "b")
    assert load(tmp_path / "b").modality == "audio"


def test_what_is_not_there(tmp_path):
    assert "not found" in refusal(tmp_path / "nothing.png")
    assert "not found" in refusal(tmp_path / "no folder" / "nothing.png")
    assert "folder" in refusal(tmp_path)
    assert "could not be opened" in refusal(Path("a\0b.png"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_what_is_no_ordinary_file(tmp_path):
    os.mkfifo(tmp_path / "pipe.png")
    assert "not an ordinary file" in refusal(tmp_path / "pipe.png", within=2)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
def test_what_may_not_be_read(tmp_path, photo):
    photo.write(tmp_path / "mine.png")
    (tmp_path / "mine.png").chmod(0)
    assert "not allowed" in refusal(tmp_path / "mine.png")


@pytest.mark.parametrize("suffix", sorted({s for medium in MODALITIES.values() for s in medium.suffixes}))
def test_empty_files(tmp_path, suffix):
    path = tmp_path / f"zero{suffix}"
    path.touch()
    assert "is empty" in refusal(path, within=2)


@pytest.mark.parametrize("suffix", [".png", ".wav", ".mp4", ".stl", ".txt"])
def test_text(tmp_path, suffix):
    path = tmp_path / f"letter{suffix}"
    path.write_text("Dear reader,\nthis is only a letter.\n" * 40)
    refusal(path)
    path.write_bytes(("Dear reader " * 100).encode("utf-16"))
    refusal(path)


@pytest.mark.parametrize("suffix", [".png", ".mp4", ".stl", ""])
def test_noise(tmp_path, suffix):
    path = tmp_path / f"noise{suffix}"
    path.write_bytes(b"\x07" + np.random.default_rng(1).bytes(5000))
    refusal(path)


def test_pictures_cut_off(tmp_path):
    noise = Pillow.fromarray(np.random.default_rng(0).integers(0, 255, (90, 90, 3), dtype=np.uint8))
    for suffix in ("png", "jpg", "webp", "tiff", "bmp"):
        path = tmp_path / f"cut.{suffix}"
        noise.save(path)
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 3])
        assert "damaged" in refusal(path)


def test_a_film_cut_off(tmp_path, film):
    film.write(tmp_path / "cut.mp4")
    whole = (tmp_path / "cut.mp4").read_bytes()
    for length in (9, 40, 200, len(whole) // 3):
        (tmp_path / "cut.mp4").write_bytes(whole[:length])
        assert length < 12 or "damaged or cut-off video" in refusal(tmp_path / "cut.mp4")


def test_a_picture_that_claims_to_be_huge(tmp_path):
    (tmp_path / "giant.png").write_bytes(png(50_000, 50_000))
    assert "50,000 x 50,000" in refusal(tmp_path / "giant.png")
    (tmp_path / "none.png").write_bytes(png(0, 5))
    refusal(tmp_path / "none.png")
    (tmp_path / "lies.png").write_bytes(png(10_000, 10_000))
    assert "damaged" in refusal(tmp_path / "lies.png")


def test_a_real_bomb(tmp_path):
    """A file of 60 KB that is 196 megapixels when it is opened comes in small; one more row is refused."""
    Pillow.new("1", (14_000, 14_000)).save(tmp_path / "bomb.png")
    image = load(tmp_path / "bomb.png")
    assert image.pixels.shape == (2048, 2048, 1)
    Pillow.new("1", (14_300, 14_000)).save(tmp_path / "more.png")
    assert "200 million" in refusal(tmp_path / "more.png")


def test_sounds_that_lie_about_their_length(tmp_path):
    path = tmp_path / "lying.wav"
    path.write_bytes(wav(0xFFFFFFF0, b"\x01\x00" * 8))
    assert path.stat().st_size == 60
    assert len(load(path).signal) == 8
    path.write_bytes(wav(0xFFFFFFF0, b""))
    assert "sound" in refusal(path)


@pytest.mark.parametrize(
    "options",
    [{"rate": 0}, {"channels": 0}, {"bits": 0}, {"channels": 65535}, {"rate": 0xFFFFFFFF}, {"bits": 65535}],
)
def test_sounds_with_impossible_headers(tmp_path, options):
    path = tmp_path / "odd.wav"
    path.write_bytes(wav(64, b"\x01\x02" * 32, **options))
    refusal(path)


def test_sounds_with_endless_chunks(tmp_path):
    path = tmp_path / "chunks.wav"
    body = wav(16, b"\0" * 16)
    for name in (b"cue ", b"smpl", b"LIST", b"bext", b"cart", b"PEAK", b"fact", b"acid"):
        path.write_bytes(body[:36] + name + struct.pack("<I", 0xFFFFFFFF) + b"\xff" * 60 + body[36:])
        with suppress(UnreadableFileError):  # either will do, if it is soon
            assert load(path, timeout=10).modality == "audio"


def test_sounds_of_what_is_not_a_number(tmp_path):
    signal = np.zeros(100, np.float32)
    signal[50] = np.nan
    soundfile.write(tmp_path / "nan.wav", signal, 8000, subtype="FLOAT")
    assert "not numbers" in refusal(tmp_path / "nan.wav")


def test_a_sound_of_two_samples(tmp_path):
    soundfile.write(tmp_path / "two.wav", np.array([0.5, -0.5]), 8000)
    assert load(tmp_path / "two.wav").signal[:, 0].tolist() == [0.5, -0.5]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("points.obj", "v 0 0 0\nv 1 0 0\nv 0 1 0\n"),
        ("lines.obj", "v 0 0 0\nv 1 0 0\nl 1 2\n"),
        ("none.off", "OFF\n0 0 0\n"),
        ("points.ply", PLY.format(1) + "end_header\n0 0 0\n"),
        ("none.stl", "solid a\nendsolid a\n"),
        ("point.obj", "v 0 0 0\nf 1 1 1\n"),
        ("nan.obj", "v nan nan nan\nv nan 0 0\nv 1 1 1\nf 1 2 3\n"),
        ("inf.obj", "v inf 0 0\nv 0 0 0\nv 1 1 1\nf 1 2 3\n"),
        ("wrong.obj", "v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 99\n"),
    ],
)  # fmt: skip
def test_meshes_without_a_surface(tmp_path, name, text):
    (tmp_path / name).write_text(text)
    with pytest.raises((Refused, ValueError, IndexError)) as caught:  # here, as a process for each takes a second
        decode(tmp_path / name)
    assert caught.type is not Refused or "a shape needs a surface" in str(caught.value)


def test_meshes_that_are_flat_or_without_a_surface_are_refused_in_words(tmp_path):
    (tmp_path / "flat.obj").write_text("v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n")
    assert "flat" in refusal(tmp_path / "flat.obj")
    (tmp_path / "points.obj").write_text("v 0 0 0\nv 1 0 0\nv 0 1 0\n")
    assert "points.obj" in refusal(tmp_path / "points.obj")


def test_a_mesh_that_claims_to_be_huge(tmp_path):
    path = tmp_path / "huge.ply"
    faces = "element face 2000000000\nproperty list uchar int vertex_indices\nend_header\n"
    path.write_text(PLY.format(2_000_000_000).replace("ascii", "binary_little_endian") + faces)
    refusal(path)
    (tmp_path / "huge.stl").write_bytes(b"\0" * 80 + struct.pack("<I", 0xFFFFFFFF) + b"\0" * 50)
    refusal(tmp_path / "huge.stl")
    (tmp_path / "huge.off").write_text("OFF\n999999999999 999999999999 0\n0 0 0\n")
    refusal(tmp_path / "huge.off")


def test_a_mesh_that_asks_for_other_files(tmp_path):
    mesh = trimesh.creation.box()
    data = mesh.export(file_type="glb")
    plain = load(_put(tmp_path / "box.glb", data))
    assert isinstance(plain, Shape)
    (tmp_path / "secret.bin").write_bytes(trimesh.creation.box((5, 5, 5)).export(file_type="glb")[-240:])
    text = data.replace(b'"buffers":[{', b'"buffers":[{"uri":"secret.bin",')
    assert text != data
    grown = len(text) - len(data)
    length, chunk = struct.unpack("<I", data[8:12])[0] + grown, struct.unpack("<I", data[12:16])[0] + grown
    thief = load(_put(tmp_path / "thief.glb", text[:8] + struct.pack("<II", length, chunk) + text[16:]))
    assert np.array_equal(thief.vertices, plain.vertices)  # its own bytes, and nobody else's


def test_playlists_are_not_followed(tmp_path, film):
    film.write(tmp_path / "film.mp4")
    for name in ("list.mp4", "list.m3u8", "list.mkv"):
        (tmp_path / name).write_text(f"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{tmp_path / 'film.mp4'}\n")
        refusal(tmp_path / name)
    refusal(_put(tmp_path / "ffconcat.mp4", f"ffconcat version 1.0\nfile '{tmp_path / 'film.mp4'}'\n".encode()))


def test_a_phones_picture_is_told_from_a_film(tmp_path):
    assert "HEIC" in refusal(_put(tmp_path / "phone.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 100))


def test_pillow_is_given_no_dangerous_formats(tmp_path):
    eps = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n%%EndComments\nshowpage\n"
    refusal(_put(tmp_path / "script.eps", eps))
    refusal(_put(tmp_path / "script.png", eps))


def test_what_is_read_smaller_says_how_large_it_is(tmp_path):
    large, turned = Pillow.new("RGB", (2400, 1900), "teal"), Pillow.Exif()
    turned[0x0112] = 6
    large.save(tmp_path / "large.png")
    large.save(tmp_path / "turned.jpg", exif=turned)
    Pillow.fromarray(np.arange(64, dtype=np.uint16).reshape(8, 8) * 999).save(tmp_path / "deep.png")
    Pillow.new("RGB", (8, 8)).save(tmp_path / "small.png")
    found = {name: load(tmp_path / name) for name in ("large.png", "turned.jpg", "deep.png", "small.png")}
    assert found["large.png"].source == {"width": 2400, "height": 1900}
    assert found["turned.jpg"].source == {"width": 1900, "height": 2400}
    assert found["large.png"].pixels.shape[1] == 2048
    assert found["large.png"].scaled(100).source == {}
    assert found["deep.png"].source == {"bits": 16}
    assert found["small.png"].source == {}


def test_time_runs_out(tmp_path, film):
    film.write(tmp_path / "slow.mp4")
    sentence = refusal(tmp_path / "slow.mp4", timeout=0.01, within=5)
    assert "longer than 0.01 seconds" in sentence


@pytest.mark.skipif(sys.platform == "win32", reason="reads /proc")
def test_nobody_is_left_behind(tmp_path, monkeypatch, photo):
    path = tmp_path / "left-behind.png"
    photo.write(path)
    child = "import time; time.sleep(60)"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}, *sys.argv[1:]])"
    monkeypatch.setattr(helper_process, "helper_command", lambda: [sys.executable, "-c", code])
    refusal(path, timeout=0.7, within=5)
    time.sleep(0.2)
    lines = [entry.read_bytes() for entry in Path("/proc").glob("[0-9]*/cmdline") if entry.exists()]
    assert not [line for line in lines if os.fsencode(path) in line]


def test_memory_runs_out(tmp_path, monkeypatch, photo):
    """The process limits itself: what it needs more is refused, and we stand."""
    photo.write(tmp_path / "a.png")
    code = "import engine.media.helper as h, sys; h.MEMORY = 200 << 20; sys.exit(h.helper_main(sys.argv[1:]))"
    Pillow.new("RGB", (9000, 9000)).save(tmp_path / "large.png")
    monkeypatch.setattr(helper_process, "helper_command", lambda: [sys.executable, "-c", code])
    refusal(tmp_path / "large.png")


def test_a_decoder_that_babbles_or_dies_is_not_believed(tmp_path, monkeypatch, photo):
    photo.write(tmp_path / "a.png")
    for code in (
        "print('hello')",
        "import os; os.abort()",
        "import sys; sys.stdout.buffer.write(b'\\xff' * 100)",
        "import sys, struct; t = b'[]'; sys.stdout.buffer.write(struct.pack('<Q', len(t)) + t)",
        "import sys, struct; t = b'{\"name\": \"image\"}'; sys.stdout.buffer.write(struct.pack('<Q', len(t)) + t)",
    ):
        monkeypatch.setattr(helper_process, "helper_command", lambda code=code: [sys.executable, "-c", code])
        assert "damaged" in refusal(tmp_path / "a.png")
    monkeypatch.setattr(helper_process, "helper_command", lambda: [str(tmp_path / "no such program")])
    assert "no process" in refusal(tmp_path / "a.png")


def test_a_decoder_that_hangs_is_ended(tmp_path, monkeypatch, photo):
    photo.write(tmp_path / "a.png")
    monkeypatch.setattr(helper_process, "helper_command", lambda: [sys.executable, "-c", "import time; time.sleep(60)"])
    assert "longer than 0.5 seconds" in refusal(tmp_path / "a.png", timeout=0.5, within=5)


def test_nothing_is_left_on_disk(tmp_path, film, tone):
    film.joined(tone).write(tmp_path / "a.mp4")
    load(tmp_path / "a.mp4")
    assert [path.name for path in tmp_path.iterdir()] == ["a.mp4"]


def _put(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path
