"""A tiling: every sample in one tile, tiles alike, and none of them empty."""

import numpy as np
import pytest

from engine.media import Grid, Tiling


@pytest.mark.parametrize(
    ("shape", "points", "counts"),
    [
        ((256, 256), 4096, (4, 4)), ((512, 512), 4096, (8, 8)), ((128, 512), 4096, (2, 8)), ((64, 64), 4096, (1, 1)),
        ((1, 100), 10, (1, 10)), ((100_000,), 8192, (13,)), ((32, 64, 64), 8192, (2, 3, 3)), ((2, 2), 1, (2, 2)),
    ],
)  # fmt: skip
def test_boxes_are_near_to_cubes(shape, points, counts):
    assert Tiling.of_shape(shape, points).counts == counts


@pytest.mark.parametrize(
    ("shape", "counts"), [((9, 7), (2, 3)), ((100,), (7,)), ((5, 6, 7), (2, 2, 3)), ((4, 4), (1, 1))]
)
def test_every_sample_is_in_the_tile_whose_middle_is_nearest(shape, counts):
    coordinates, tiling = Grid(shape, 1).coordinates(), Tiling(counts)
    tile = tiling.tile_of(coordinates)
    away = np.abs(coordinates - tiling.centres()[tile]) * np.array(counts)
    assert away.max() <= 1 + 1e-6
    members = tiling.members(coordinates)
    assert set(members.ravel()) == set(range(len(coordinates)))
    assert len(members) == tiling.count
    assert all((tile[row] == number).all() for number, row in enumerate(members))


def test_coordinates_beyond_the_edge_belong_to_the_last_box():
    tiling = Tiling((2, 2))
    assert tiling.tile_of(np.array([[-2, -2], [1, 1], [3, -3]], np.float32)).tolist() == [0, 3, 2]


def test_a_tile_without_samples_is_an_error():
    with pytest.raises(ValueError, match="no sample"):
        Tiling((4,)).members(np.array([[-0.9], [0.9]], np.float32))


@pytest.mark.parametrize(("points", "tiles"), [(15, 10), (25, 10), (64, 5)])
def test_a_sample_is_a_member_of_its_own_tile_whatever_the_margin(points: int, tiles: int) -> None:
    grid, tiling = Grid((points,), 1), Tiling((tiles,))
    coordinates = grid.coordinates()
    for margin in ((), (8.008 * grid.spacing[0],)):  # of 15 points in 10 tiles some lie exactly on a border
        members = tiling.members(coordinates, margin, 2)
        assert all(index in members[tile] for index, tile in enumerate(tiling.tile_of(coordinates)))


@pytest.mark.parametrize(
    ("shape", "counts"), [((9, 7), (2, 3)), ((30,), (7,)), ((5, 6, 7), (2, 2, 3)), ((1, 4), (1, 4))]
)
def test_on_the_lattice_itself_nothing_is_cross_faded(shape, counts):
    coordinates, tiling = Grid(shape, 1).coordinates(), Tiling(counts)
    rows, tiles, weights = map(np.concatenate, zip(*tiling.blend(coordinates, shape), strict=True))
    order = np.argsort(rows)
    assert rows[order].tolist() == list(range(len(coordinates)))
    assert tiles[order].tolist() == tiling.tile_of(coordinates).tolist()
    np.testing.assert_allclose(weights, 1, atol=1e-5)


def test_between_two_points_of_different_tiles_both_have_a_share():
    coordinates = Grid((10,), 1).finer(3).coordinates()  # joint between the points 4 and 5 of 10
    shares = np.zeros((30, 2))
    for rows, tiles, weights in Tiling((2,)).blend(coordinates, (10,)):
        shares[rows, tiles] += weights
    np.testing.assert_allclose(shares[12:18, 1], [0, 0, 1 / 3, 2 / 3, 1, 1], atol=1e-5)
    np.testing.assert_allclose(shares.sum(1), 1, atol=1e-5)


def test_four_tiles_that_meet_share_what_is_between_them():
    middle = np.zeros((1, 2), np.float32)
    shares = {int(tile): float(weight) for _, [tile], [weight] in Tiling((2, 2)).blend(middle, (4, 4))}
    assert shares == pytest.approx(dict.fromkeys(range(4), 0.25))
