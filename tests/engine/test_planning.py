"""plan: every size is known, or by how much it does not fit, before anything is fitted."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
import torch

from engine.budget import FitBudget
from engine.errors import CapacityError
from engine.inrsteg import hide, reveal
from engine.key import Key
from engine.media import Audio, Image
from engine.planned import Plan, Secret
from engine.planning import plan
from engine.progress import Progress
from engine.recipe import DRAFT, FINE, MAX_SECRETS, MIN_WIDTH, ROOMS, STANDARD, WIDTHS
from engine.vault import paper_layout
from engine.vault.sealing import cells_needed
from engine.vault.storage import STORAGES
from tests.engine.tiny import WORDS, film, medium_of, picture, solid, sound, tiny

KINDS = ("image", "audio", "video", "shape")


def photo(side: int = 96, seed: int = 0) -> Image:
    """A picture as rich as a photo of its size."""
    pixels = np.random.default_rng(seed).integers(0, 256, (side, side, 3), dtype=np.uint8)
    return Image(pixels)


@pytest.mark.parametrize("storage", STORAGES)
@pytest.mark.parametrize("recipe", [DRAFT, STANDARD, FINE], ids=lambda recipe: recipe.name)
@pytest.mark.parametrize("count", [0, 1, 3, MAX_SECRETS])
def test_what_is_planned_fits(count: int, recipe, storage: str) -> None:
    planned = plan([photo(48, seed) for seed in range(count)], photo(64), replace(recipe, storage=storage))
    assert planned.vault is not None
    assert planned.used == sum(cells_needed(s.architecture, STORAGES[storage]) for s in planned.secrets)
    assert planned.used <= planned.available == planned.vault.capacity()
    assert len(planned.secrets) == count
    assert all(s.architecture.width >= MIN_WIDTH and not s.architecture.output_bias for s in planned.secrets)
    assert planned.stego.output_bias
    assert 0 < planned.vault.width < planned.stego.width


@pytest.mark.parametrize("storage", STORAGES)
@pytest.mark.parametrize("recipe", [DRAFT, STANDARD, FINE], ids=lambda recipe: recipe.name)
def test_eight_rich_secrets_have_their_full_size_in_sixteen_times_the_room(recipe, storage: str) -> None:
    rich = [photo(160, seed) for seed in range(8)]
    assert plan(rich, photo(64), replace(recipe, storage=storage, room=16)).shrink == 1
    crowded = plan(rich, photo(64), replace(recipe, storage=storage))
    assert crowded.shrink < 0.5
    assert 0.6 * crowded.available < crowded.used <= crowded.available


def rich_sound() -> Audio:
    """A minute of noise."""
    return Audio(np.random.default_rng(0).uniform(-1, 1, (960_000, 1)).astype(np.float32), 16_000)


@pytest.mark.parametrize(
    ("medium", "least"), [(rich_sound(), 1.0), (photo(256), 0.93), (photo(512), 0.93)], ids=["sound", "photo", "large"]
)
def test_a_secret_in_aligned_tiles_has_the_weights_of_one_network(medium, least: float) -> None:
    single = replace(STANDARD, tile_points=1 << 30).secret(medium, STANDARD.wanted_width(medium))[0]
    tiles, tiling = STANDARD.secret(medium, STANDARD.wanted_width(medium))
    assert tiles.tiles == tiling.count > 1
    assert least < tiles.parameter_count / single.parameter_count < 1.13


def test_a_plain_secret_beside_it_takes_nothing_from_a_rich_one() -> None:
    flat = Image(np.full((160, 160, 3), 128, np.uint8))
    alone, beside, rich = (plan(secrets, photo(64), replace(DRAFT, secret_width=96)) for secrets in (
        [photo(160)], [flat, photo(160)], [photo(160, 1), photo(160)],
    ))  # fmt: skip
    assert alone.secrets[0].architecture == beside.secrets[1].architecture != rich.secrets[1].architecture


def test_a_plain_secret_has_a_photo_s_weights_where_there_is_room_for_them() -> None:
    """A smooth picture of small, saturated spots came back at 16 dB, from a fifth of a photo's weights."""
    flat, rich = Image(np.full((256, 256, 3), 128, np.uint8)), photo(256)
    crowded, roomy = (plan([flat, rich], photo(64), replace(STANDARD, room=room)) for room in (1, 4))
    [alone], [full] = (plan([secret], photo(64), roomy.recipe).secrets for secret in (flat, rich))
    assert alone.architecture == full.architecture
    assert [s.architecture for s in roomy.secrets] == [full.architecture] * 2
    assert 4 * crowded.secrets[0].architecture.parameter_count < full.architecture.parameter_count
    icon = Image(np.full((16, 16, 3), 128, np.uint8))  # has no more detail than it has pixels
    assert plan([icon], photo(64)).used < alone.architecture.parameter_count / 8


def test_crowded_secrets_are_not_read_again_for_every_width_that_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Image] = []
    grid = Image.grid.fget
    monkeypatch.setattr(Image, "grid", property(lambda image: asked.append(image) or grid(image)))  # type: ignore[func-returns-value]
    secrets = [photo(160, seed) for seed in range(MAX_SECRETS)]
    assert plan(secrets, photo(64), STANDARD).shrink < 0.9
    assert len(asked) <= 4 * (MAX_SECRETS + 1)


def test_planning_ends_when_it_is_told_to() -> None:
    def stopped(_: Progress) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        plan([], picture(), DRAFT, report=stopped)


@pytest.mark.parametrize("storage", STORAGES)
@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("side", [64, 160])  # one tile, and nine
@pytest.mark.parametrize("recipe", [DRAFT, STANDARD, FINE], ids=lambda recipe: recipe.name)
def test_nothing_that_is_hidden_changes_what_a_file_shows(recipe, side: int, room: int, storage: str) -> None:
    chosen, cover = replace(recipe, storage=storage, room=room), photo(side)
    a, b = Secret(photo(300), "a"), Secret(medium_of("audio"), "b")
    hidden = ([], [a], [a, b], [a, Secret(photo(200, 1), "a"), Secret(medium_of("shape"), "a")])
    plans = [plan(secrets, cover, chosen) for secrets in hidden if room > 2 or len(secrets) != 2]
    shown = {
        (
            p.stego, p.tiling, p.fits[-1].coordinate_scale, p.vault, p.bytes, p.available,
            FitBudget(p, torch.device("cpu")).schedules[-1],
        )
        for p in plans
    }  # fmt: skip
    assert len(shown) == 1
    timed = [plan(secrets, cover, replace(chosen, seconds=60.0)) for secrets in ([], [a])]
    assert len({FitBudget(p, torch.device("cpu")).schedules[-1] for p in timed}) == 1


@pytest.mark.parametrize("room", [4, 16])
def test_every_key_s_secrets_are_those_it_would_have_alone(room: int) -> None:
    recipe = replace(DRAFT, room=room)
    given = {"a": photo(300), "b": film(with_sound=True), "c": photo(160, 2), "d": medium_of("shape")}
    alone = {owner: described(plan([Secret(medium, owner)], photo(64), recipe)) for owner, medium in given.items()}
    for owners in (*itertools.permutations("abcd", 2), tuple("abcd")):
        planned = plan([Secret(given[owner], owner) for owner in owners], photo(64), recipe)
        for owner in owners:
            assert described(planned, owner) == alone[owner]


def described(planned: Plan, owner: str | None = None) -> list[object]:
    """What the manifest says of an owner's secrets."""
    own = [secret for secret in planned.secrets if owner in (None, secret.owner)]
    return [(s.medium.grid, s.architecture, s.tiling, s.coordinate_scale, s.part) for s in own]


def test_secrets_of_several_keys_that_do_not_fit_are_not_made_smaller() -> None:
    secrets = [Secret(photo(300, seed), seed) for seed in range(3)]
    with pytest.raises(CapacityError, match="4 times the room would do") as raised:
        plan(secrets, photo(64), STANDARD)
    error = raised.value
    assert (error.room, error.width) == (4, 0)
    assert error.needed > error.available > 0
    wider = plan(secrets, photo(64), replace(STANDARD, room=error.room))
    assert wider.used <= wider.available
    assert wider.shrink == 1


def test_secrets_of_one_key_that_do_not_fit_are_made_smaller_and_the_plan_says_so() -> None:
    secrets = [photo(300, seed) for seed in range(4)]
    crowded, roomy = plan(secrets, photo(64), STANDARD), plan(secrets, photo(64), replace(STANDARD, room=16))
    assert crowded.shrink < 0.5 < roomy.shrink == 1
    assert 0.6 * crowded.available < crowded.used <= crowded.available
    assert [secret.medium for secret in roomy.secrets] == secrets
    for secret in crowded.secrets:  # of fewer pixels, with about as many weights for each as any other
        kept, weights = secret.medium.grid.points, secret.architecture.parameter_count
        assert kept < 300**2
        full = roomy.secrets[0].architecture.parameter_count / 300**2
        assert weights / kept == pytest.approx(full / 2, rel=0.2)


def test_more_secrets_than_a_file_holds() -> None:
    with pytest.raises(CapacityError, match="at most 32 secrets; these are 33") as raised:
        plan([picture()] * 33, picture(), DRAFT)
    assert (raised.value.needed, raised.value.available) == (33, 32)


def test_secrets_that_do_not_fit_say_what_would() -> None:
    secrets = [photo(96, seed) for seed in range(8)]
    with pytest.raises(CapacityError, match=r"at least [\d,]+ cells; a network of width 64 has") as raised:
        plan(secrets, photo(64), replace(STANDARD, width=64))
    error = raised.value
    assert error.needed > error.available > 0
    assert f"{error.needed:,}" in str(error)
    assert f"{error.available:,}" in str(error)
    assert f"A width of {error.width} would do." in str(error)
    assert plan(secrets, photo(64), replace(STANDARD, width=error.width)).stego.width == error.width
    narrower = max(width for width in WIDTHS if width < error.width)
    with pytest.raises(CapacityError):
        plan(secrets, photo(64), replace(STANDARD, width=narrower))


def test_secrets_that_fit_nowhere() -> None:
    with pytest.raises(CapacityError, match=r"need at least [\d,]+ cells") as raised:
        plan([Secret(solid(), seed % 4) for seed in range(8)], photo(64), replace(FINE, secret_width=1000, room=16))
    assert raised.value.needed > raised.value.available > 0
    assert raised.value.room == 0
    with pytest.raises(CapacityError):
        plan([photo(96)] * 8, photo(64), replace(FINE, width=16))


def test_secrets_in_the_papers_layout_that_do_not_fit() -> None:
    paper = replace(STANDARD, protection="paper", width=64)
    secrets = [photo(96, seed) for seed in range(4)]
    with pytest.raises(CapacityError, match=r"need at least \d+ units") as raised:
        plan(secrets, photo(64), paper)
    assert raised.value.needed > raised.value.available == 64
    planned = plan(secrets, photo(64), replace(paper, width=raised.value.width))
    assert planned.used <= raised.value.width


@pytest.mark.parametrize("protection", ["sealed", "paper"])
@pytest.mark.parametrize(("secret", "cover"), list(itertools.product(KINDS, KINDS)))
def test_every_kind_in_every_kind(secret: str, cover: str, protection: str) -> None:
    planned = plan([medium_of(secret)] * 2, medium_of(cover), tiny(protection=protection))
    kept, stego = planned.cover, planned.stego
    assert (stego.in_features, stego.out_features) == (kept.in_features, kept.grid.channels)
    for each in planned.secrets:
        architecture = each.architecture
        assert (architecture.in_features, architecture.out_features) == (
            each.medium.in_features,
            each.medium.grid.channels,
        )
        depth = paper_layout.hidden_layers(architecture.in_features, architecture.out_features, stego)
        assert architecture.hidden == (depth if protection == "paper" else stego.hidden)
    assert len(planned.placements) == (2 if protection == "paper" else 0)
    assert (planned.vault is None) == (protection == "paper")


def test_a_sound_joins_its_video() -> None:
    planned = plan([picture(), film(with_sound=True)], picture(), tiny())
    assert [(s.medium.modality, s.part, s.index) for s in planned.secrets] == [
        ("image", 0, 0),
        ("video", 0, 1),
        ("audio", 1, 1),
    ]


def test_what_was_given_is_sealed_where_it_is_kept_smaller() -> None:
    phone = Image(picture(64).pixels, {"width": 4032.0, "height": 3024.0})  # read smaller than the file is
    given = [picture(), picture(64), phone, sound(1000), film(with_sound=True), solid()]
    planned = plan(given, picture(64), tiny(width=128))
    assert [(s.index, s.part, s.given) for s in planned.secrets] == [
        (0, 0, ()), (1, 0, (64, 64)), (2, 0, (3024, 4032)), (3, 0, (1000,)), (4, 0, ()), (4, 1, ()), (5, 0, ()),
    ]  # fmt: skip
    stego = hide(plan([picture(64)], picture(), tiny(1)), Key.from_words(WORDS))
    [revealed] = reveal(stego, Key.from_words(WORDS))
    assert revealed.given == (64, 64)
    assert revealed.medium.grid.points <= 400
    [as_given] = reveal(hide(plan([picture()], picture(), tiny(1)), Key.from_words(WORDS)), Key.from_words(WORDS))
    assert as_given.given == ()
    assert len(hide(plan([], picture(), tiny(1)), Key.from_words(WORDS)).to_bytes()) == len(stego.to_bytes())


def test_the_cover_loses_its_sound_and_is_scaled() -> None:
    planned = plan([], film(with_sound=True), tiny())
    assert planned.cover.parts() == (planned.cover,)
    assert planned.cover.grid.points <= 400
    assert plan([], picture(64), tiny()).cover.grid.points <= 400


@pytest.mark.parametrize("storage", STORAGES)
@pytest.mark.parametrize("protection", ["sealed", "paper"])
def test_the_size_of_the_file_is_known_before(storage: str, protection: str) -> None:
    recipe = tiny(1, storage=storage, protection=protection)
    expected = plan([picture()], picture(), recipe).bytes
    data = hide(plan([picture()], picture(), recipe), Key.from_words(WORDS)).to_bytes()
    assert abs(len(data) - expected) < 300


def test_a_file_that_would_be_too_large_to_be_opened_is_refused() -> None:
    with pytest.raises(CapacityError, match=r"would have [\d,]+ bytes; it may have 268,435,456") as raised:
        plan([], photo(2048), replace(FINE, room=16))
    assert raised.value.needed > raised.value.available


def test_a_finer_recipe_keeps_no_fewer_pixels_in_the_same_room() -> None:
    rich = photo(1000)
    kept = [plan([rich], photo(256), recipe).secrets[0].medium.grid.points for recipe in (STANDARD, FINE)]
    assert kept[0] < 1000**2
    assert kept[1] == pytest.approx(kept[0], rel=0.1)
