"""The metrics have the values of their definitions, are finite, and need little memory."""

from __future__ import annotations

import json
import math
import tracemalloc

import numpy as np
import pytest
from skimage.metrics import structural_similarity

from engine import metrics


def test_errors_of_known_differences():
    black, white = np.zeros((2, 2, 1), np.uint8), np.full((2, 2, 1), 255, np.uint8)
    assert metrics.mse(black, white) == 255**2
    assert metrics.rmse(black, white) == metrics.mae(white, black) == 255
    assert metrics.psnr(black, white) == 0
    assert metrics.psnr(black, black + np.uint8(1)) == pytest.approx(20 * math.log10(255))


def test_large_arrays_are_measured_in_chunks():
    random, size = np.random.default_rng(0), 6 * metrics.CHUNK + 5
    first, second = random.integers(0, 256, size, np.uint8), random.integers(0, 256, size, np.uint8)
    difference = first.astype(np.float64) - second
    assert metrics.mse(first, second) == pytest.approx(np.mean(difference**2), rel=1e-12)
    assert metrics.mae(first, second) == pytest.approx(np.mean(np.abs(difference)), rel=1e-12)
    tracemalloc.start()
    metrics.mse(first, second)
    assert tracemalloc.get_traced_memory()[1] < 3 * metrics.CHUNK * difference.itemsize  # all at once would take twelve
    tracemalloc.stop()


def test_snr_is_relative_to_the_power_of_the_original():
    assert metrics.snr(np.full(10, 0.5), np.full(10, 0.45)) == pytest.approx(20)
    assert metrics.snr(np.zeros(10), np.full(10, 0.1)) == pytest.approx(20)  # silence: relative to full scale


def test_nothing_is_infinite():
    same = np.full((8, 8, 3), 7, np.uint8)
    values = [metrics.psnr(same, same), metrics.snr(same, same), metrics.decibels(0, 1), metrics.decibels(0, 0)]
    values += [metrics.decibels(1e300, 1e-300), metrics.decibels(1e-300, 1e300)]
    assert values == [200, 200, -200, 200, 200, -200]
    json.dumps(values, allow_nan=False)


@pytest.mark.parametrize("shape", [(32, 32, 3), (32, 32, 1), (7, 9, 4), (3, 30, 1), (1, 1, 3)])
def test_ssim(shape):
    image = np.random.default_rng(0).integers(0, 256, shape, dtype=np.uint8)
    assert metrics.ssim(image, image) == pytest.approx(1)
    assert metrics.ssim(image, 255 - image) < 0.9


def test_ssim_in_bands_equals_ssim_of_the_full_image():
    random = np.random.default_rng(0)
    image = random.integers(0, 256, (metrics.SSIM_BAND * 2 + 30, 40, 3), dtype=np.uint8)
    other = (image * 0.8 + random.integers(0, 40, image.shape)).astype(np.uint8)
    expected = structural_similarity(image, other, channel_axis=-1, data_range=255)
    assert metrics.ssim(image, other) == pytest.approx(expected, abs=1e-12)


def test_iou():
    first, second = np.array([1, 1, 0, 0], bool), np.array([1, 0, 1, 0], bool)
    assert metrics.iou(first, second) == pytest.approx(1 / 3)
    assert metrics.iou(first, ~first) == 0
    assert metrics.iou(first & False, first & False) == 1


def test_chamfer_counts_both_directions():
    assert metrics.chamfer(np.array([0.0, 2.0]), np.array([3.0])) == 2
