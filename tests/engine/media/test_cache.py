"""What planning asks of a medium is computed once, as long as somebody holds the medium."""

from __future__ import annotations

import gc
from weakref import ref

import numpy as np
import pytest

from engine.media import Image, cache

SMALL = {"image": 600, "video": 2000, "audio": 1000, "shape": 500}
LARGE = {name: 20 * count for name, count in SMALL.items()}


@pytest.mark.parametrize("name", ["photo", "tone", "film", "ball"])
def test_equal_sizes_give_the_same_objects(request, name):
    medium = request.getfixturevalue(name)
    (small,), (large,) = cache.scaled_parts(medium, SMALL), cache.scaled_parts(medium, LARGE)
    assert cache.scaled_parts(medium, SMALL) == (small,)
    assert cache.scaled_parts(medium, LARGE) == (large,)
    assert small is not large
    assert len(small.samples().values) <= SMALL[medium.modality]


def test_a_film_and_its_sound_are_scaled_each_to_its_own_size(film, tone):
    pictures, sound = cache.scaled_parts(film.joined(tone), SMALL)
    assert pictures.grid.points <= 2000
    assert sound.grid.points <= 1000


def test_complexity_is_computed_once(photo, monkeypatch):
    expected = photo.complexity()
    assert cache.complexity(photo) == expected
    monkeypatch.setattr(Image, "complexity", lambda _: pytest.fail("computed again"))
    assert cache.complexity(photo) == expected


@pytest.mark.parametrize("samples", [10, 10_000])
def test_what_nobody_holds_any_more_is_freed(samples):
    image = Image(np.zeros((20, 30, 3), np.uint8))
    alive = ref(image)
    cache.scaled_parts(image, {"image": samples})
    cache.complexity(image)
    del image
    gc.collect()
    assert alive() is None
