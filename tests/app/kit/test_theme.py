"""Colours that can be read, previews that draw, plots that do not wear Python out, settings that forget."""

from __future__ import annotations

import re
import sys
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QSettings, QSize
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

import engine
from app.hide.fit_plot import FitPlot, ticks
from app.kit import theme
from app.previews import PREVIEWS, preview_of, thumbnail_of
from app.previews.image import qimage
from app.shell.settings import Settings
from resources import ROOT

INKS = {
    "text": ("window", "surface", "raised", "accent_soft", "danger_soft"),
    "muted": ("window", "surface", "raised", "accent_soft"),
    "accent_text": ("surface", "accent_soft", "window", "danger_soft"),
    "danger": ("surface", "raised"),
    "good": ("surface", "window"),
    "on_accent": ("accent", "accent_hover"),
}


def luminance(colour: str) -> float:
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in QColor(colour).getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=lambda colours: colours.scheme)
def test_contrast_is_aa(colours: theme.Colours) -> None:
    for ink, grounds in INKS.items():
        for ground in grounds:
            a, b = sorted((luminance(getattr(colours, ink)), luminance(getattr(colours, ground))))
            assert (b + 0.05) / (a + 0.05) >= 4.5, (ink, ground)


RULE = re.compile(r"([^{}]+){([^}]*)}")


@pytest.mark.parametrize(
    "colours",
    [theme.LIGHT, theme.DARK, theme.stronger(theme.LIGHT), theme.stronger(theme.DARK)],
    ids=["light", "dark", "light and strong", "dark and strong"],
)
def test_every_rule_of_the_style_sheet_can_be_read(colours: theme.Colours) -> None:
    values, looked = asdict(colours), 0
    for names, body in RULE.findall((ROOT / "style.qss").read_text("utf-8")):
        facts = dict(re.findall(r"([a-z-]+):\s*\$?([\w-]+)", body))
        if facts.get("color", "transparent") == "transparent" or ":disabled" in names:
            continue  # what cannot be pressed may be faint
        own = facts.get("background", "transparent")
        for ground in (own,) if own != "transparent" else ("window", "surface", "raised"):
            a, b = sorted((luminance(values[facts["color"]]), luminance(values[ground])))
            assert (b + 0.05) / (a + 0.05) >= 4.5, (names.strip(), facts["color"], ground)
            looked += 1
    assert looked > 30


def media() -> list[engine.Medium]:
    rng = np.random.default_rng(0)
    corners = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]], np.float32)
    sides = np.array([[0, 2, 1], [0, 1, 3], [1, 2, 3], [0, 3, 2]], np.int32)
    return [
        engine.Image(rng.integers(0, 255, (20, 30, 4), np.uint8)),
        engine.Audio(rng.normal(0, 0.2, (2000, 1)).astype(np.float32), 8000),
        engine.Video(rng.integers(0, 255, (5, 16, 16, 3), np.uint8), 10.0, None),
        engine.Shape(corners, sides),
    ]


def test_every_modality_has_a_preview() -> None:
    assert set(PREVIEWS) == set(engine.MODALITIES.values())


@pytest.mark.parametrize("medium", media(), ids=lambda medium: medium.modality)
def test_previews_and_thumbnails_draw_something(qtbot: QtBot, medium: engine.Medium) -> None:
    image = thumbnail_of(medium, QSize(60, 40), QColor("teal"))
    assert image.size() == QSize(60, 40)
    preview = preview_of(medium)
    qtbot.addWidget(preview)
    preview.resize(240, 160)
    with qtbot.waitExposed(preview):
        preview.show()
    blank = preview.grab().toImage()
    blank.fill(preview.palette().window().color())
    qtbot.waitUntil(lambda: preview.grab().toImage() != blank, timeout=20_000)
    preview.show_medium(medium)
    preview.close()


def test_pixels_survive_the_way_to_the_screen() -> None:
    pixels = np.random.default_rng(1).integers(0, 255, (5, 7, 3), np.uint8)
    image = qimage(pixels)
    assert image.pixelColor(6, 4).getRgb()[:3] == tuple(int(v) for v in pixels[4, 6])


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


def test_nothing_is_remembered_unless_asked(tmp_path: Path) -> None:
    def settings() -> Settings:
        return Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))

    settings().theme = "dark"
    assert settings().theme == "system"
    asked = settings()
    asked.remember = True
    asked.theme = "dark"
    assert settings().theme == "dark"
    asked.remember = False
    assert settings().theme == "system"


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
