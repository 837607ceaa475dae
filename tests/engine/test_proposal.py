"""What is proposed: learned where it is good, the file itself where scaling loses what a person would miss."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image as Pillow, ImageDraw, ImageFont

from engine.media import Audio, Image, Medium, Video, load
from engine.media.cache import scaled_parts
from engine.media.resizing import resized
from engine.proposal import is_lost, proposes_exact, shortfall, usual_sound
from engine.recipe import DRAFT, STANDARD, Recipe
from engine.verdict.judging import foresee
from engine.verdict.scale import Verdict
from engine.verdict.stills import letters_lost
from tests.engine.tiny import solid

LINE = "I leave the house by the river to my sister Anna, and the boat to nobody. "
MEDIA = "../shared/media"


def page(width: int, height: int, size: int) -> Image:
    """A page of print."""
    paper = Pillow.new("L", (width, height), 245)
    drawing, font = ImageDraw.Draw(paper), ImageFont.load_default(size)
    for y in range(3 * size, height - 3 * size, round(1.4 * size)):
        drawing.text((3 * size, y), (LINE * 9)[: round(1.6 * width / size)], fill=20, font=font)
    return Image(np.asarray(paper))


def tune(seconds: float, rate: int, *tones: float) -> Audio:
    time = np.arange(round(seconds * rate)) / rate
    return Audio(np.sum([0.2 * np.sin(2 * np.pi * tone * time) for tone in tones], axis=0)[:, None].astype("f4"), rate)


def kept(medium: Medium, recipe: Recipe = STANDARD) -> Medium:
    first, *others = scaled_parts(medium, recipe.samples)
    return first.joined(others[0]) if others else first


def test_a_scan_of_print_is_kept_as_its_file() -> None:
    assert shortfall(page(1240, 1754, 25), kept(page(1240, 1754, 25))) == "detail"


def test_so_is_a_page_whose_print_would_still_be_read() -> None:
    scan = page(1654, 2339, 42)
    smaller = kept(scan)
    assert isinstance(smaller, Image)
    assert letters_lost(scan, smaller, smaller.pixels.shape[0] / 2339) is None
    assert shortfall(scan, smaller) == "detail"


def test_a_photo_with_small_print_in_it_is_kept_as_its_file() -> None:
    """Too little of it is print for the loss to be seen in the whole, and nothing of that can be read."""
    photo = load(f"{MEDIA}/astronaut.png")
    assert isinstance(photo, Image)
    pixels = resized(photo.pixels, 1024, 1024).copy()
    assert not proposes_exact(Image(pixels), kept(Image(pixels), DRAFT))
    pixels[100:220, 100:700] = page(600, 120, 13).pixels
    assert shortfall(Image(pixels), kept(Image(pixels))) is None
    assert shortfall(Image(pixels), kept(Image(pixels), DRAFT)) == "detail"


@pytest.mark.parametrize("recipe", [DRAFT, STANDARD], ids=["draft", "standard"])
@pytest.mark.parametrize("name", ["astronaut.png", "coffee.png", "chelsea.png", "rocket.jpg"])
def test_photos_are_learned(name: str, recipe: Recipe) -> None:
    photo = load(f"{MEDIA}/{name}")
    assert not proposes_exact(photo, kept(photo, recipe))


def test_a_page_that_keeps_its_size_is_learned() -> None:
    assert not proposes_exact(page(600, 400, 20), kept(page(600, 400, 20)))


def test_a_minute_of_voice_is_kept_as_its_file_and_a_few_seconds_are_learned() -> None:
    speech = load(f"{MEDIA}/speech.wav")
    assert isinstance(speech, Audio)
    assert not proposes_exact(speech, kept(speech))
    minute = Audio(np.tile(speech.signal, (-(-60 * speech.rate // len(speech.signal)), 1)), speech.rate)
    assert proposes_exact(minute, kept(minute))


def test_a_voice_whose_file_takes_less_room_than_its_network_is_kept_as_its_file() -> None:
    speech = load(f"{MEDIA}/speech.wav")
    assert isinstance(speech, Audio)
    memo = Audio(np.tile(speech.signal, (-(-30 * speech.rate // len(speech.signal)), 1))[::3], speech.rate // 3)
    assert shortfall(memo, kept(memo)) is None
    assert shortfall(memo, kept(memo), 960_000, STANDARD) == "smaller"
    assert shortfall(memo, kept(memo), 9_600_000, STANDARD) is None
    quiet = Audio(np.zeros((16_000, 1), np.float32), 16_000)
    assert shortfall(quiet, kept(quiet), 100, STANDARD) is None  # nothing is lost of it


def test_a_sound_that_loses_its_high_tones_or_all_of_them_is_kept_as_its_file() -> None:
    bright = tune(15, 44_100, 440, 9_000)
    assert shortfall(bright, kept(bright, DRAFT)) == "tones"
    beeps = tune(180, 8_000, 1_000)
    assert shortfall(beeps, kept(beeps, DRAFT)) == "lost"
    assert shortfall(tune(15, 44_100, 440), kept(tune(15, 44_100, 440), DRAFT)) is None


def test_a_film_that_is_kept_in_fewer_or_smaller_pictures_is_kept_as_its_file() -> None:
    frames = np.random.default_rng(0).integers(0, 256, (8, 12, 16, 3), np.uint8)
    film = Video(frames, 25.0)
    assert shortfall(film, film) is None
    assert shortfall(film, replace(film, frames=frames[::2], fps=12.5)) == "frames"
    assert shortfall(replace(film, source={"width": 1920.0, "height": 1080.0}), film) == "detail"
    assert shortfall(film, replace(film, frames=frames[:, ::2, ::2])) == "detail"
    long = replace(film, sound=tune(30, 8_000, 100))
    assert shortfall(long, long) == "long"


def test_a_shape_is_learned() -> None:
    assert not proposes_exact(solid(), solid())


def test_next_to_nothing_is_left_of_a_sound_below_three_decibels() -> None:
    assert [is_lost(measures) for measures in ({"snr": 2.9}, {"snr": 3.0}, {"psnr": 1.0})] == [True, False, False]


def test_a_photo_that_gets_smaller_is_judged_as_it_is_seen_on_a_screen() -> None:
    """Of a phone photo the verdict says that fine detail is lost, and it is learned nevertheless."""
    photo = load(f"{MEDIA}/coffee.png")
    assert isinstance(photo, Image)
    large = Image(resized(photo.pixels, 1600, 2400))
    assert foresee(large, kept(large, DRAFT)).verdict < Verdict.VERY_CLOSE
    assert shortfall(large, kept(large, DRAFT)) is None


@pytest.mark.parametrize("seconds", [2.0, 15.0, 90.0])
def test_what_is_proposed_of_a_sound_is_what_the_verdict_on_a_usual_fit_says(seconds: float) -> None:
    speech = load(f"{MEDIA}/speech.wav").scaled(12_000)
    assert isinstance(speech, Audio)
    long = Audio(np.tile(speech.signal, (-(-round(seconds * speech.rate) // len(speech.signal)), 1)), speech.rate)
    verdict = foresee(long, long, (usual_sound(long),)).verdict
    assert (shortfall(long, long) is None) == (verdict >= Verdict.VERY_CLOSE)
    assert usual_sound(long) <= usual_sound(speech)
