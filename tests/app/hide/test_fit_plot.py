"""The curves drawn during a fit."""

from __future__ import annotations

import sys

import pytest
from pytestqt.qtbot import QtBot

from app.hide.fit_plot import FitPlot, ticks


def test_painting_a_plot_loses_no_reference_to_none(qtbot: QtBot) -> None:
    plot = FitPlot("Quality", " dB")
    qtbot.addWidget(plot)
    plot.resize(300, 200)
    plot.show()
    counts = []
    for step in range(200):
        plot.add(step, step * 0.1)
        plot.paint()
        plot.grab()
        counts.append(sys.getrefcount(None))
    assert counts[-1] > counts[20] - 100  # a binding that drops references falls by thousands, and dies at zero


@pytest.mark.parametrize("decades", [0.5, 2, 9, 14])
@pytest.mark.parametrize("room", [3, 6, 12])
def test_labels_of_a_logarithmic_axis_have_room(decades: float, room: float) -> None:
    found = ticks(decades, room)
    within = [text for place, text in found if -decades <= place <= 0]
    assert 1 <= len(within) <= room + 1
    assert len({text for _, text in found}) == len(found)


def test_small_powers_are_written_as_people_write_them() -> None:
    assert {"0.01", "1", "100", "10⁻⁵", "10⁻¹²"} <= {text for _, text in ticks(3, 4)}
    assert "5 · 10⁻⁶" in {text for _, text in ticks(1, 12)}
