"""plan with exact files: they take the cells they need, learned secrets shrink around them, and nothing is shown."""

from __future__ import annotations

import os
from dataclasses import replace

import numpy as np
import pytest
import torch

from engine.budget import FitBudget
from engine.errors import CapacityError, Offer, TooManySecretsError
from engine.exact_file import ExactFile
from engine.file.entry import Entry
from engine.file.manifest import MAX_ENTRIES, Manifest, packed
from engine.limits import BOX_MARGIN, _entry
from engine.media import Image
from engine.planned import Plan, Secret
from engine.planning import plan
from engine.recipe import DRAFT, FINE, MAX_SECRETS, ROOMS, STANDARD, Recipe
from engine.vault.exact import bytes_in, cells_needed
from engine.vault.storage import STORAGES
from tests.engine.test_planning import described, photo
from tests.engine.tiny import film, picture, sound, tiny


def file_of(size: int, name: str = "file.bin") -> ExactFile:
    return ExactFile(name, bytes(size))


def room_of(cover: Image, recipe: Recipe) -> int:
    return plan([], cover, recipe).room_for_files


@pytest.mark.parametrize("storage", STORAGES)
@pytest.mark.parametrize("room", ROOMS)
def test_a_file_that_fills_the_vault_fits_and_one_byte_more_does_not(storage: str, room: int) -> None:
    recipe = replace(DRAFT, storage=storage, room=room)
    most = room_of(photo(64), recipe)
    planned = plan([file_of(most)], photo(64), recipe)
    assert planned.used <= planned.available
    assert planned.used == cells_needed(most, STORAGES[storage])
    assert (planned.secrets, planned.shrink) == ((), 1.0)
    with pytest.raises(
        CapacityError, match=r"need room for [\d,]+ bytes; beside this cover there is room for"
    ) as raised:
        plan([file_of(most + 1000)], photo(64), recipe)
    error = raised.value
    assert error.needed > error.available == planned.available
    assert 1000 <= error.missing_bytes <= 1005
    assert f"{error.missing_bytes:,} bytes too few." in str(error)
    plan([file_of(most + 1000 - error.missing_bytes)], photo(64), recipe)


def test_what_would_do_is_offered_and_does() -> None:
    cover, recipe = photo(64), replace(DRAFT, storage="quarter")
    exact, quarter = (room_of(cover, replace(DRAFT, storage=storage)) for storage in ("exact", "quarter"))
    assert quarter < exact
    with pytest.raises(CapacityError, match="2 times the room, or the storage “exact” would do") as raised:
        plan([file_of((exact + quarter) // 2)], cover, recipe)
    offers = raised.value.offers
    assert Offer(2, "quarter") in offers
    assert Offer(1, "exact") in offers
    assert raised.value.room == 2
    for room, storage in offers:
        plan([file_of((exact + quarter) // 2)], cover, replace(recipe, room=room, storage=storage))


def test_where_only_both_changes_together_would_do_both_are_offered() -> None:
    cover, recipe = photo(64), replace(DRAFT, storage="quarter")
    size = room_of(cover, replace(recipe, room=16)) + 1
    assert size > room_of(cover, replace(recipe, storage="exact"))
    with pytest.raises(CapacityError, match="16 times the room with the storage “exact”") as raised:
        plan([file_of(size)], cover, recipe)
    assert raised.value.room == 0
    for room, storage in raised.value.offers:
        assert (room > 1, storage != "quarter") == (True, True)
        plan([file_of(size)], cover, replace(recipe, room=room, storage=storage))


def test_a_file_that_fits_nowhere_is_refused_without_an_offer() -> None:
    with pytest.raises(CapacityError, match=r"too few\.$") as raised:
        plan([file_of(200 << 20)], photo(64), DRAFT)
    assert (raised.value.room, raised.value.width, raised.value.offers) == (0, 0, ())
    with pytest.raises(CapacityError, match="A width of 224 would do") as raised:
        plan([file_of(200_000)], photo(64), replace(DRAFT, width=64))
    assert raised.value.width == 224
    plan([file_of(200_000)], photo(64), replace(DRAFT, width=224))


@pytest.mark.parametrize("storage", STORAGES)
def test_learned_secrets_shrink_around_a_file(storage: str) -> None:
    recipe, rich = replace(STANDARD, storage=storage), [photo(300, seed) for seed in range(2)]
    most = room_of(photo(64), recipe)
    alone, beside = plan(rich, photo(64), recipe), plan([rich[0], file_of(most // 2), rich[1]], photo(64), recipe)
    assert beside.shrink < 0.7 * alone.shrink
    assert 0.9 * beside.available < beside.used <= beside.available
    assert [secret.index for secret in beside.secrets] == [0, 2]
    assert [secret.index for secret in beside.exact] == [1]
    with pytest.raises(CapacityError) as raised:
        plan([*rich, file_of(most - 50)], photo(64), recipe)
    assert 0 < raised.value.missing_bytes < most
    plan([*rich, file_of(most - 50 - raised.value.missing_bytes)], photo(64), recipe)


@pytest.mark.parametrize("storage", STORAGES)
@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("side", [64, 160])  # one tile, and nine
@pytest.mark.parametrize("recipe", [DRAFT, STANDARD, FINE], ids=lambda recipe: recipe.name)
def test_no_file_changes_what_an_undersong_file_shows(recipe: Recipe, side: int, room: int, storage: str) -> None:
    chosen, cover = replace(recipe, storage=storage, room=room), photo(side)
    file = file_of(room_of(cover, chosen) // 2)
    hidden = ([], [file], [file, photo(200)], [Secret(file, "a"), Secret(file_of(9), "b")])
    plans = [plan(secrets, cover, chosen) for secrets in hidden]
    shown = {
        (
            p.stego, p.tiling, p.fits[-1].coordinate_scale, p.vault, p.bytes, p.available, p.room_bytes,
            FitBudget(p, torch.device("cpu")).schedules[-1],
        )
        for p in plans
    }  # fmt: skip
    assert len(shown) == 1
    timed = [plan(secrets, cover, replace(chosen, seconds=60.0)) for secrets in ([], [file], [file, photo(64)])]
    assert len({FitBudget(p, torch.device("cpu")).schedules[-1] for p in timed}) == 1


def test_every_key_s_secrets_are_those_it_would_have_beside_no_other() -> None:
    recipe = replace(DRAFT, room=4)
    size = room_of(photo(64), recipe) // 4
    given = {"a": [photo(300), file_of(size)], "b": [file_of(size)], "c": [film(with_sound=True)]}
    together = plan([Secret(what, owner) for owner in given for what in given[owner]], photo(64), recipe)
    for owner, secrets in given.items():
        alone = plan([Secret(what, owner) for what in secrets], photo(64), recipe)
        assert described(together, owner) == described(alone)
    assert together.owners == ("a", "b", "c")
    with pytest.raises(CapacityError):  # each would fit alone, and none is made smaller for the others
        plan([Secret(file_of(3 * size), owner) for owner in "ab"], photo(64), recipe)


def test_those_of_one_key_are_stored_one_after_another_and_in_the_order_they_were_given() -> None:
    planned = plan(
        [
            Secret(file_of(5, "0"), "a"), Secret(film(with_sound=True), "b", "1"), Secret(sound(), "a", "2"),
            Secret(file_of(6, "3"), "b"), Secret(file_of(0, "4"), "a"), Secret(picture(), "a", "5"),
        ],
        picture(), tiny(width=256),
    )  # fmt: skip
    assert [(s.owner, s.index, s.part) for s in planned.stored] == [
        ("a", 0, 0), ("a", 2, 0), ("a", 4, 0), ("a", 5, 0), ("b", 1, 0), ("b", 1, 1), ("b", 3, 0),
    ]  # fmt: skip
    assert [type(what).__name__ for what in planned.hidden] == [
        "ExactFile", "Video", "Audio", "ExactFile", "ExactFile", "Image",
    ]  # fmt: skip
    assert planned.hidden[1].parts()[1].modality == "audio"
    assert [medium.modality for medium in planned.media] == ["video", "audio", "image"]
    assert [secret.name for secret in planned.secrets] == ["2", "5", "1", "1"]


def test_the_papers_own_layout_has_no_place_for_a_file() -> None:
    with pytest.raises(CapacityError, match="no place for exact files"):
        plan([file_of(5)], picture(), tiny(protection="paper"))


def boxed(names: list[str], media: int = 0) -> Plan:
    secrets = [ExactFile(name, b"content") for name in names]
    return plan([*secrets, *(picture(phase=n) for n in range(media))], picture(), tiny(width=512))


def test_thirty_two_secrets_of_usual_names_fit_in_the_box_of_a_key() -> None:
    holiday = [f"Ferien in Köln, Bild {number:03}, bearbeitet von Jürgen.jpeg" for number in range(MAX_SECRETS)]
    assert len(boxed(holiday).exact) == MAX_SECRETS
    assert len(boxed([os.urandom(40).hex() for _ in range(MAX_SECRETS)]).exact) == MAX_SECRETS
    assert len(boxed([], MAX_SECRETS).secrets) == MAX_SECRETS
    assert len(boxed(["ü" * 127 for _ in range(MAX_SECRETS)]).exact) == MAX_SECRETS


def random_name(rng: np.random.Generator, size: int = 255) -> str:
    """One that can hardly be compressed."""
    return "".join(chr(code) for code in rng.integers(33, 127, size))


def test_thirty_two_files_of_the_strangest_names_of_240_bytes_fit_in_a_box() -> None:
    rng = np.random.default_rng(0)
    assert len(boxed([random_name(rng, 240) for _ in range(MAX_SECRETS)]).exact) == MAX_SECRETS


def test_names_for_which_there_is_no_room_are_refused_before_anything_is_fitted() -> None:
    rng = np.random.default_rng(0)
    named = [Secret(picture(), number % 2, random_name(rng)) for number in range(MAX_SECRETS)]
    with pytest.raises(CapacityError, match=r"above all their names, takes [\d,]+ bytes; there is room for") as raised:
        plan([replace(secret, owner=None) for secret in named], picture(), tiny(width=512))
    assert raised.value.needed > raised.value.available > 0
    planned = plan(named, picture(), tiny(width=512))  # each key has a box of its own
    assert len(planned.secrets) == MAX_SECRETS


def test_more_parts_than_a_box_holds_are_refused() -> None:
    films = [film(with_sound=True) for _ in range(MAX_ENTRIES // 2 + 1)]
    with pytest.raises(TooManySecretsError, match="room for 32 secrets; these are 34, the sound of a video"):
        plan(films, picture(), tiny(width=512))


def test_a_box_that_was_forecast_to_have_room_has_it() -> None:
    rng = np.random.default_rng(1)
    for _ in range(12):
        count = int(rng.integers(8, MAX_SECRETS))
        names = [random_name(rng, int(rng.integers(0, 200))) for _ in range(count)]
        planned = boxed(names[count // 3 :], count // 3)
        forecast = tuple(_entry(secret, number) for number, secret in enumerate(planned.stored))
        true = tuple(
            replace(
                entry,
                start=int(rng.integers(0, planned.available)),
                mac=rng.bytes(16),
                **({"ranges": tuple(rng.uniform(0.01, 1.5, 9).tolist())} if isinstance(entry, Entry) else {}),
            )
            for entry in forecast
        )
        lengths = [len(packed(Manifest(rng.bytes(16), entries))) for entries in (forecast, true)]
        assert lengths[1] <= lengths[0] + BOX_MARGIN


def test_the_name_of_an_exact_file_is_its_own_and_a_long_one_of_a_medium_is_cut() -> None:
    assert Secret(file_of(1, "a.bin"), name="other").name == "a.bin"
    assert Secret(picture(), name="x" * 300 + ".png").name == "x" * 251 + ".png"


def test_the_bytes_there_is_room_for_are_those_of_the_cells() -> None:
    planned = plan([], photo(64), STANDARD)
    assert planned.room_for_files == bytes_in(planned.available, STORAGES["exact"]) > 300_000
    assert plan([], picture(), tiny(protection="paper")).room_for_files == 0
